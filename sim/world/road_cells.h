#pragma once

#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// Cells that a straight piece of road passes, in its order; what lies beyond the grid is left out. A piece
/// through a corner passes the two cells that it has a length in.
void add_passed_cells(const Grid& grid, const Point& from, const Point& to, std::vector<CellId>& cells);

}  // namespace panj
