#include "world/start_law.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace panj {

namespace {

/// Cells with weights that need not add up to 1.
struct Law {
  const Grid& grid;
  std::map<CellId, double> weights;

  void by_shares(const std::vector<double>& cumulative, const std::vector<CellId>& cells) {
    double before = 0.0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      weights[cells[i]] += cumulative[i] - before;
      before = cumulative[i];
    }
  }

  void operator()(const EdgeStart& edge) {
    for (const CellId cell : edge.cells) weights[cell] += 1.0;
  }
  void operator()(const CellsStart& start) { by_shares(start.cumulative, start.cells); }
  void operator()(const PointsStart& start) { by_shares(start.cumulative, cells_at(start.points)); }
  void operator()(const LineStart& start) {
    const std::vector<Point>& vertices = start.line.vertices();
    if (vertices.size() < 2) weights[grid.at(vertices.front())] += 1.0;
    for (std::size_t i = 1; i < vertices.size(); ++i)
      add_piece(start.line, start.line.along_m(i - 1), start.line.along_m(i));
  }
  /// The area that each cell shares with the box; of a box without width or height, the length.
  void operator()(const BoxStart& start) {
    const Box& box = start.box;
    const std::vector<double> east = cuts(box.low.x(), box.high.x(), grid.corner_m.x());
    const std::vector<double> north = cuts(box.low.y(), box.high.y(), grid.corner_m.y());
    const auto length = [](const std::vector<double>& cuts_m, std::size_t i) {
      return cuts_m.front() < cuts_m.back() ? cuts_m[i + 1] - cuts_m[i] : 1.0;
    };
    for (std::size_t i = 0; i + 1 < north.size(); ++i)
      for (std::size_t k = 0; k + 1 < east.size(); ++k) {
        const Point middle(0.5 * (east[k] + east[k + 1]), 0.5 * (north[i] + north[i + 1]));
        weights[grid.at(middle)] += length(east, k) * length(north, i);
      }
  }

 private:
  std::vector<CellId> cells_at(const std::vector<Point>& points) const {
    std::vector<CellId> cells;
    for (const Point& point : points) cells.push_back(grid.at(point));
    return cells;
  }

  /// `low`, `high` and the borders of cells between them, along one axis.
  std::vector<double> cuts(double low, double high, double corner) const {
    std::vector<double> found{low};
    for (double line = std::floor((low - corner) / grid.cell_size_m) + 1.0;
         corner + line * grid.cell_size_m < high; line += 1.0)
      found.push_back(corner + line * grid.cell_size_m);
    found.push_back(high);
    return found;
  }

  /// A straight piece of a line, cut at the borders of cells.
  void add_piece(const Polyline& line, double from_m, double to_m) {
    const Point from = line.at(from_m);
    const Point to = line.at(to_m);
    std::vector<double> fractions{0.0, 1.0};
    for (const int axis : {0, 1}) {
      if (from[axis] == to[axis]) continue;
      const auto [low, high] = std::minmax(from[axis], to[axis]);
      for (const double cut : cuts(low, high, grid.corner_m[axis]))
        fractions.push_back(std::clamp((cut - from[axis]) / (to[axis] - from[axis]), 0.0, 1.0));
    }
    std::sort(fractions.begin(), fractions.end());
    for (std::size_t i = 0; i + 1 < fractions.size(); ++i) {
      const double share = fractions[i + 1] - fractions[i];
      if (share <= 0.0) continue;
      const double middle = 0.5 * (fractions[i] + fractions[i + 1]);
      weights[grid.at(line.at(from_m + middle * (to_m - from_m)))] += share * (to_m - from_m);
    }
  }
};

CellId moved(const CrosserPlan& crosser, CellId cell) {
  const auto found = std::lower_bound(crosser.moved_starts.begin(), crosser.moved_starts.end(), cell,
                                      [](const auto& pair, CellId wanted) { return pair.first < wanted; });
  return found != crosser.moved_starts.end() && found->first == cell ? found->second : cell;
}

}  // namespace

std::vector<WalkOrigin> start_law(const CrosserPlan& crosser, const Grid& grid) {
  Law law{grid, {}};
  std::visit(law, crosser.start);
  std::map<CellId, double> weights;
  double total = 0.0;
  for (const auto& [cell, weight] : law.weights) {
    if (!(weight > 0.0)) continue;
    weights[moved(crosser, cell)] += weight;
    total += weight;
  }
  std::vector<WalkOrigin> origins;
  for (const auto& [cell, weight] : weights) origins.push_back({cell, weight / total});
  return origins;
}

}  // namespace panj
