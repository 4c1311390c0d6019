#include "terrain/line_cuts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace panj {

namespace {

/// Twice the area of the triangle a, b, c: positive where c lies on the left of a -> b.
double turn(const Point& a, const Point& b, const Point& c) {
  return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

/// Fraction of the way a -> b at which it cuts the piece p -> q. Both take their first end and leave out
/// their last in the sense of the sign of `turn`, so that a segment through the vertex of a line cuts one of
/// the two pieces that meet there.
std::optional<double> cut(const Point& a, const Point& b, const Point& p, const Point& q) {
  const double a_side = turn(p, q, a);
  const double b_side = turn(p, q, b);
  if ((a_side >= 0.0) == (b_side >= 0.0)) return std::nullopt;
  if ((turn(a, b, p) >= 0.0) == (turn(a, b, q) >= 0.0)) return std::nullopt;
  return a_side / (a_side - b_side);
}

/// Rows and columns of the cells whose centres lie in a box, held to the grid.
struct CellRange {
  std::int32_t first_row = 0;
  std::int32_t last_row = -1;
  std::int32_t first_column = 0;
  std::int32_t last_column = -1;
};
CellRange cells_in(const Box& box, const Grid& grid) {
  const auto index = [&](double value_m, double corner_m, std::int32_t count) {
    const double place = std::floor((value_m - corner_m) / grid.cell_size_m);
    return static_cast<std::int32_t>(std::clamp(place, 0.0, static_cast<double>(count - 1)));
  };
  if (!box.meets(grid.extent())) return {};
  return {index(box.low.y(), grid.corner_m.y(), grid.rows), index(box.high.y(), grid.corner_m.y(), grid.rows),
          index(box.low.x(), grid.corner_m.x(), grid.columns),
          index(box.high.x(), grid.corner_m.x(), grid.columns)};
}

/// Cuts a piece to lengths of a few cells, so that their boxes hold few cells beside it, and calls
/// visit(cell) for every cell within `reach_m` of each: cells may come twice.
template <class Visit>
void for_each_cell_near(const Point& p, const Point& q, double reach_m, const Grid& grid,
                        const Visit& visit) {
  constexpr double cells_at_once = 4.0;
  const double length_m = (q - p).norm();
  const int parts = std::max(1, static_cast<int>(std::ceil(length_m / (cells_at_once * grid.cell_size_m))));
  for (int part = 0; part < parts; ++part) {
    Box box;
    box.extend(p + (q - p) * (static_cast<double>(part) / parts));
    box.extend(p + (q - p) * (static_cast<double>(part + 1) / parts));
    const CellRange range = cells_in(box.grown(reach_m), grid);
    for (std::int32_t row = range.first_row; row <= range.last_row; ++row) {
      for (std::int32_t column = range.first_column; column <= range.last_column; ++column)
        visit(grid.cell(row, column));
    }
  }
}

double distance_to_piece_m(const Point& p, const Point& q, const Point& point) {
  const Point along = q - p;
  const double length2_m2 = along.squaredNorm();
  const double fraction = length2_m2 > 0.0 ? std::clamp((point - p).dot(along) / length2_m2, 0.0, 1.0) : 0.0;
  return (p + fraction * along - point).norm();
}

/// A millionth of a cell to the right of the way from the line's first vertex to its last, and a little along
/// it, so that hardly any piece of it leads that way.
Point off_the_line(std::span<const Point> line, const Grid& grid) {
  const Point way = line.back() - line.front();
  const Point along = way.norm() > 0.0 ? Point(way / way.norm()) : Point(1.0, 0.0);
  return 1e-6 * grid.cell_size_m * (Point(along.y(), -along.x()) + 0.1372 * along);
}

/// The moves from one cell that a piece cuts.
void add_move_cuts(const Point& p, const Point& q, const Point& off, const Grid& grid, CellId cell,
                   std::vector<MoveCut>& cuts) {
  const Point from = grid.centre(cell) + off;
  for (std::size_t d = 0; d < moves.size(); d += 2) {
    const std::int32_t row = grid.row(cell) + moves[d].row;
    const std::int32_t column = grid.column(cell) + moves[d].column;
    if (!grid.holds(row, column)) continue;
    const CellId to = grid.cell(row, column);
    const Point end = grid.centre(to) + off;
    if (const auto fraction = cut(from, end, p, q))
      cuts.push_back({cell, to, static_cast<std::uint8_t>(d), from + *fraction * (end - from)});
  }
}

}  // namespace

std::vector<MoveCut> moves_cut_by(std::span<const Point> line, const Grid& grid) {
  std::vector<MoveCut> cuts;
  if (line.size() < 2) return cuts;
  const Point off = off_the_line(line, grid);
  std::vector<CellId> near;
  const double longest_move_m = std::sqrt(5.0) * grid.cell_size_m;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    near.clear();
    for_each_cell_near(line[i], line[i + 1], longest_move_m, grid,
                       [&near](CellId cell) { near.push_back(cell); });
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    for (const CellId cell : near) add_move_cuts(line[i], line[i + 1], off, grid, cell, cuts);
  }
  return cuts;
}

std::vector<double> cuts_of_segment(std::span<const Point> line, const Point& a, const Point& b) {
  std::vector<double> fractions;
  Box way;
  way.extend(a);
  way.extend(b);
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    Box piece;
    piece.extend(line[i]);
    piece.extend(line[i + 1]);
    if (!piece.meets(way)) continue;
    if (const auto fraction = cut(a, b, line[i], line[i + 1])) fractions.push_back(*fraction);
  }
  std::sort(fractions.begin(), fractions.end());
  return fractions;
}

void mark_cells_near(std::span<const Point> line, const Grid& grid, double reach_m,
                     Layer<std::uint8_t>& marks) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    for_each_cell_near(line[i], line[i + 1], reach_m, grid, [&](CellId cell) {
      if (distance_to_piece_m(line[i], line[i + 1], grid.centre(cell)) <= reach_m) marks.data()[cell] = 1;
    });
  }
}

double distance_to_line_m(std::span<const Point> line, const Point& point) {
  double least_m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    least_m = std::min(least_m, distance_to_piece_m(line[i], line[i + 1], point));
  return least_m;
}

}  // namespace panj
