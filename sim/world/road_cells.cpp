#include "world/road_cells.h"

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

/// The shares of a piece between which it is on the grid: [0, 1] at the most, begin > end where it misses it.
struct SharesOnGrid {
  double begin = 0.0;
  double end = 1.0;
};

SharesOnGrid on_grid(const Box& extent, const Point& from, const Point& way) {
  SharesOnGrid on;
  for (const int axis : {0, 1}) {
    if (way[axis] == 0.0) {
      if (from[axis] < extent.low[axis] || from[axis] > extent.high[axis]) return {1.0, 0.0};
      continue;
    }
    const double a = (extent.low[axis] - from[axis]) / way[axis];
    const double b = (extent.high[axis] - from[axis]) / way[axis];
    on.begin = std::max(on.begin, std::min(a, b));
    on.end = std::min(on.end, std::max(a, b));
  }
  return on;
}

}  // namespace

void add_passed_cells(const Grid& grid, const Point& from, const Point& to, std::vector<CellId>& cells) {
  const Point way = to - from;
  const SharesOnGrid on = on_grid(grid.extent(), from, way);
  if (on.begin > on.end) return;
  std::vector<double> cuts{on.begin, on.end};
  for (const int axis : {0, 1}) {
    if (way[axis] == 0.0) continue;
    const auto line_at = [&](double share) {
      return (from[axis] + share * way[axis] - grid.corner_m[axis]) / grid.cell_size_m;
    };
    const double low = std::min(line_at(on.begin), line_at(on.end));
    const double high = std::max(line_at(on.begin), line_at(on.end));
    for (double line = std::floor(low) + 1.0; line < high; line += 1.0)
      cuts.push_back((grid.corner_m[axis] + line * grid.cell_size_m - from[axis]) / way[axis]);
  }
  std::sort(cuts.begin(), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    if (cuts[i + 1] <= cuts[i] && cuts.size() > 2) continue;  // a corner: no length
    const CellId cell = grid.at(from + 0.5 * (cuts[i] + cuts[i + 1]) * way);
    if (cell != no_cell) cells.push_back(cell);
  }
}

}  // namespace panj
