#include "terrain/area_cells.h"

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

/// Where a ring cuts the level `north_m`; a vertex on it counts as above.
void add_cuts(const std::vector<Point>& ring, double north_m, std::vector<double>& east_m) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    if ((a.y() >= north_m) == (b.y() >= north_m)) continue;
    east_m.push_back(a.x() + (b.x() - a.x()) * (north_m - a.y()) / (b.y() - a.y()));
  }
}

/// First column whose centre lies at `east_m` or east of it, held to 0..columns.
std::int32_t column_from(const Grid& grid, double east_m) {
  const double place = std::ceil((east_m - grid.corner_m.x()) / grid.cell_size_m - 0.5);
  return static_cast<std::int32_t>(std::clamp(place, 0.0, static_cast<double>(grid.columns)));
}

}  // namespace

void mark_cells_inside(const Area& area, const Grid& grid, Layer<std::uint8_t>& marks) {
  Box box;
  for (const std::vector<Point>& ring : area.rings) {
    for (const Point& vertex : ring) box.extend(vertex);
  }
  if (box.empty() || !box.meets(grid.extent())) return;
  std::vector<double> east_m;
  for (std::int32_t row = 0; row < grid.rows; ++row) {
    const double north_m = grid.centre(grid.cell(row, 0)).y();
    if (north_m < box.low.y() || north_m > box.high.y()) continue;
    east_m.clear();
    for (const std::vector<Point>& ring : area.rings) add_cuts(ring, north_m, east_m);
    std::sort(east_m.begin(), east_m.end());
    for (std::size_t i = 0; i + 1 < east_m.size(); i += 2) {
      const std::int32_t end = column_from(grid, east_m[i + 1]);
      for (std::int32_t column = column_from(grid, east_m[i]); column < end; ++column) marks(row, column) = 1;
    }
  }
}

}  // namespace panj
