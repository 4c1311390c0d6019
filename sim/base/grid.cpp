#include "base/grid.h"

#include <algorithm>
#include <cmath>

namespace panj {

CellId Grid::at(const Point& point) const {
  if (cells() == 0 || !extent().contains(point)) return no_cell;
  const Point cells_from_corner = (point - corner_m) / cell_size_m;
  const auto east = static_cast<std::int32_t>(std::floor(cells_from_corner.x()));
  const auto north = static_cast<std::int32_t>(std::floor(cells_from_corner.y()));
  return cell(std::clamp(north, 0, rows - 1), std::clamp(east, 0, columns - 1));
}

}  // namespace panj
