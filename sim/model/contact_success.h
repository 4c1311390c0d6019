#pragma once

#include "base/grid.h"
#include "world/world.h"

namespace panj {

/// Probability that a team finds the group that it meets at a time in a cell: that of `[response]`, times the
/// factor of the light then and that of the land cover there.
double contact_success(const World& world, double at_s, CellId cell);

}  // namespace panj
