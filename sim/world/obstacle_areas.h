#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "scenario/scenario.h"
#include "world/obstacles.h"
#include "world/places.h"

namespace panj {

/// Lays the areas of an obstacle, number `obstacle` of the list, on the grid: their cells are those whose
/// centres lie in them, without those at its gaps (as for lines, a gap reaches 0.75 cells around its middle
/// at least). Faults go to `problems`. \param inputs the file read is added to it.
void lay_areas(const ObstacleSpec& spec, std::size_t obstacle, const Grid& grid, const std::string& crs,
               const Places& places, Obstacles& obstacles, std::vector<std::string>& inputs,
               Problems& problems);

}  // namespace panj
