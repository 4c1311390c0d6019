#include "world/line_plan.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace panj {

namespace {

constexpr double reach_cells = 1.46;

double distance_m(const Point& from, const Point& to, const Point& point) {
  const Point along = to - from;
  const double length2 = along.squaredNorm();
  const double share = length2 > 0.0 ? std::clamp((point - from).dot(along) / length2, 0.0, 1.0) : 0.0;
  return (from + share * along - point).norm();
}

/// Cells near one short stretch of a piece.
void add_near(const Grid& grid, const Point& from, const Point& to, const LinePiece& piece,
              std::vector<std::pair<CellId, LinePiece>>& cells) {
  const double reach_m = reach_cells * grid.cell_size_m;
  const Point low = (from.cwiseMin(to).array() - reach_m - grid.corner_m.array()) / grid.cell_size_m;
  const Point high = (from.cwiseMax(to).array() + reach_m - grid.corner_m.array()) / grid.cell_size_m;
  const auto first = [](double x) { return static_cast<std::int32_t>(std::max(0.0, std::floor(x))); };
  const auto last = [](double x, std::int32_t count) {
    return static_cast<std::int32_t>(std::min(count - 1.0, std::floor(x)));
  };
  for (std::int32_t row = first(low.y()); row <= last(high.y(), grid.rows); ++row) {
    for (std::int32_t column = first(low.x()); column <= last(high.x(), grid.columns); ++column) {
      const CellId cell = grid.cell(row, column);
      if (distance_m(from, to, grid.centre(cell)) <= reach_m) cells.emplace_back(cell, piece);
    }
  }
}

}  // namespace

void add_line_cells(const Grid& grid, std::uint16_t asset, const LinePlan& line,
                    std::vector<std::pair<CellId, LinePiece>>& cells) {
  constexpr double stretch_cells = 8.0;  // boxes around longer stretches that run aslant are mostly far off
  for (std::size_t i = 0; i + 1 < line.vertices_m.size(); ++i) {
    const Point& from = line.vertices_m[i];
    const Point along = line.vertices_m[i + 1] - from;
    const double stretches = std::max(1.0, std::ceil(along.norm() / (stretch_cells * grid.cell_size_m)));
    for (double k = 0.0; k < stretches; k += 1.0) {
      add_near(grid, from + k / stretches * along, from + (k + 1.0) / stretches * along,
               {asset, static_cast<std::uint32_t>(i)}, cells);
    }
  }
}

void sort_line_cells(std::vector<std::pair<CellId, LinePiece>>& cells) {
  std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.asset, a.second.piece) <
           std::tie(b.first, b.second.asset, b.second.piece);
  });
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
}

}  // namespace panj
