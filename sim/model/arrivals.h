#pragma once

#include <cstdint>
#include <vector>

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Draws the attempts of a replication, class by class: their number, and for each its departure, wait,
/// origin, pace and heading. Tracks come next.
void draw_attempts(const World& world, std::int64_t replication, std::vector<Attempt>& attempts);

}  // namespace panj
