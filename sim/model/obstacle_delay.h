#pragma once

#include <cstdint>

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// How long an attempt stands at the lines that it cuts: one draw for each attempt and obstacle, the same
/// wherever and however often it crosses. None of them is closed.
double drawn_delay_s(const World& world, const CrosserPlan& crosser, const Attempt& attempt,
                     std::int64_t replication, ObstacleMask cut);

/// The same at one obstacle; of an area, for each metre of way over it.
double drawn_delay_at(const World& world, const CrosserPlan& crosser, const Attempt& attempt,
                      std::int64_t replication, std::size_t obstacle);

}  // namespace panj
