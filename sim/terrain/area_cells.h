#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// An area of the plane: its outline and those of its holes, each closed from its last vertex to its first. A
/// point is in it where a ray from it cuts them an odd number of times.
struct Area {
  std::vector<std::vector<Point>> rings;
};

/// Marks (as 1) the cells whose centres lie in the area. Rows are taken from south to north and cut by every
/// ring: time grows with rows times vertices of one area.
void mark_cells_inside(const Area& area, const Grid& grid, Layer<std::uint8_t>& marks);

}  // namespace panj
