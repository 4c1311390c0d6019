#pragma once

#include <vector>

#include "base/grid.h"
#include "world/route_sweep.h"
#include "world/world.h"

namespace panj {

/// The probability that an attempt of a class sets out from each cell, as draw_start draws and closed starts
/// are moved: exact but for rounding. Cells that have any, in increasing order; they add up to 1.
std::vector<WalkOrigin> start_law(const CrosserPlan& crosser, const Grid& grid);

}  // namespace panj
