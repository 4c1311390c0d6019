#include "world/start.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace panj {

namespace {

Point in_cell(const Grid& grid, CellId cell, double east, double north) {
  return grid.corner_m + grid.cell_size_m * Point(grid.column(cell) + east, grid.row(cell) + north);
}

struct Draw {
  const Grid& grid;
  double first;
  double second;

  Point operator()(const EdgeStart& edge) const {
    // One uniform gives the cell and, by its fraction, the place along it.
    const double scaled = first * static_cast<double>(edge.cells.size());
    const auto index = std::min(static_cast<std::size_t>(scaled), edge.cells.size() - 1);
    return in_cell(grid, edge.cells[index], scaled - static_cast<double>(index), second);
  }
  Point operator()(const LineStart& start) const { return start.line.at(first * start.line.length_m()); }
  Point operator()(const PointsStart& start) const {
    const auto found = std::upper_bound(start.cumulative.begin(), start.cumulative.end() - 1, first);
    return start.points[static_cast<std::size_t>(found - start.cumulative.begin())];
  }
  Point operator()(const CellsStart& start) const {
    // One uniform gives the cell and, by where it falls in the cell's share, the place along it.
    const auto& ends = start.cumulative;
    const auto found = std::upper_bound(ends.begin(), ends.end() - 1, first);
    const auto index = static_cast<std::size_t>(found - ends.begin());
    const double begin = index == 0 ? 0.0 : ends[index - 1];
    return in_cell(grid, start.cells[index], (first - begin) / (*found - begin), second);
  }
  Point operator()(const BoxStart& start) const {
    return start.box.low + (start.box.high - start.box.low).cwiseProduct(Point(first, second));
  }
};

struct Corners {
  const Grid& grid;

  std::vector<Point> of(const std::vector<CellId>& cells) const {
    std::vector<Point> corners;
    for (const CellId cell : cells) {
      for (const double east : {0.0, 1.0}) {
        for (const double north : {0.0, 1.0}) corners.push_back(in_cell(grid, cell, east, north));
      }
    }
    return corners;
  }
  std::vector<Point> operator()(const EdgeStart& edge) const { return of(edge.cells); }
  std::vector<Point> operator()(const CellsStart& start) const { return of(start.cells); }
  std::vector<Point> operator()(const LineStart& start) const { return start.line.vertices(); }
  std::vector<Point> operator()(const PointsStart& start) const { return start.points; }
  std::vector<Point> operator()(const BoxStart& start) const {
    const Box& box = start.box;
    return {box.low, {box.high.x(), box.low.y()}, box.high, {box.low.x(), box.high.y()}};
  }
};

struct Cells {
  const Grid& grid;

  std::vector<CellId> operator()(const EdgeStart& edge) const { return edge.cells; }
  std::vector<CellId> operator()(const CellsStart& start) const { return start.cells; }
  std::vector<CellId> operator()(const LineStart& start) const {
    std::vector<CellId> cells;
    const double step_m = 0.25 * grid.cell_size_m;
    for (double along_m = 0.0; along_m <= start.line.length_m(); along_m += step_m) {
      cells.push_back(grid.at(start.line.at(along_m)));
    }
    cells.push_back(grid.at(start.line.vertices().back()));
    return cells;
  }
  std::vector<CellId> operator()(const PointsStart& start) const {
    std::vector<CellId> cells;
    for (const Point& point : start.points) cells.push_back(grid.at(point));
    return cells;
  }
  std::vector<CellId> operator()(const BoxStart& start) const {
    std::vector<CellId> cells;
    const CellId low = grid.at(start.box.low);
    const CellId high = grid.at(start.box.high);
    if (low == no_cell || high == no_cell) return cells;
    for (std::int32_t row = grid.row(low); row <= grid.row(high); ++row) {
      for (std::int32_t column = grid.column(low); column <= grid.column(high); ++column) {
        cells.push_back(grid.cell(row, column));
      }
    }
    return cells;
  }
};

}  // namespace

Point draw_start(const Start& start, const Grid& grid, double first, double second) {
  const Draw draw{grid, first, second};
  if (const auto* line = std::get_if<LineStart>(&start)) return draw(*line);  // the quickest, not held up
  return std::visit(draw, start);
}

CellsStart weighted_cells(std::vector<CellId> cells, const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  CellsStart start;
  double sum = 0.0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!(weights[i] > 0.0)) continue;
    sum += weights[i];
    start.cells.push_back(cells[i]);
    start.cumulative.push_back(sum / total);
  }
  return start;
}

std::vector<CellId> cells_of(const Start& start, const Grid& grid) {
  std::vector<CellId> cells = std::visit(Cells{grid}, start);
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  return cells;
}

std::vector<Point> corners_of(const Start& start, const Grid& grid) {
  return std::visit(Corners{grid}, start);
}

Box bounds_of(const Start& start, const Grid& grid) {
  Box box;
  for (const Point& corner : corners_of(start, grid)) box.extend(corner);
  return box;
}

}  // namespace panj
