#include "terrain/line_sides.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace panj {

namespace {

/// Twice the area of the triangle a, b, p: positive where p lies left of a -> b. In extended precision, so
/// that centres farther than about 1e-11 m from the line are never on the wrong side.
long double leftness(const Point& a, const Point& b, const Point& p) {
  const long double ux = static_cast<long double>(b.x()) - a.x();
  const long double uy = static_cast<long double>(b.y()) - a.y();
  const long double vx = static_cast<long double>(p.x()) - a.x();
  const long double vy = static_cast<long double>(p.y()) - a.y();
  return ux * vy - uy * vx;
}

/// Counts the cuts of westward rays, as steps along the rows.
class RayCounter {
 public:
  explicit RayCounter(const Grid& grid)
      : grid_(grid), steps_(Layer<std::int16_t>::Zero(grid.rows, grid.columns)) {}

  void add_piece(const Point& a, const Point& b) {
    const double low_y = std::min(a.y(), b.y());
    const double high_y = std::max(a.y(), b.y());
    for (std::int32_t row = row_above(low_y); row < grid_.rows && centre_y(row) <= high_y; ++row) {
      const bool from_above = a.y() >= centre_y(row);
      const bool to_above = b.y() >= centre_y(row);
      if (from_above == to_above) continue;
      const std::int32_t column = first_east_of_cut(a, b, row);
      // Going down, what lies east of the cut is on the left.
      if (column < grid_.columns) from_above ? ++steps_(row, column) : --steps_(row, column);
    }
  }

  Layer<std::int16_t> sums() {
    for (std::int32_t row = 0; row < grid_.rows; ++row) {
      std::int16_t* begin = &steps_(row, 0);
      std::partial_sum(begin, begin + grid_.columns, begin);
    }
    return std::move(steps_);
  }

 private:
  double centre_x(std::int32_t column) const {
    return grid_.corner_m.x() + grid_.cell_size_m * (column + 0.5);
  }
  double centre_y(std::int32_t row) const { return grid_.corner_m.y() + grid_.cell_size_m * (row + 0.5); }

  /// A row at or below the lowest whose centres lie at or above y.
  std::int32_t row_above(double y) const {
    const double row = std::floor((y - grid_.corner_m.y()) / grid_.cell_size_m - 1.5);
    return static_cast<std::int32_t>(std::clamp(row, 0.0, static_cast<double>(grid_.rows)));
  }

  /// The first column whose centre lies east of where the piece cuts the row: a guess, then set right by the
  /// side on which the centres lie, the same test for every row.
  std::int32_t first_east_of_cut(const Point& a, const Point& b, std::int32_t row) const {
    const double y = centre_y(row);
    const bool downwards = a.y() > b.y();
    const auto is_east = [&](std::int32_t column) {
      const long double left = leftness(a, b, Point(centre_x(column), y));
      return downwards ? left > 0.0L : left < 0.0L;
    };
    const double x = a.x() + (b.x() - a.x()) * ((y - a.y()) / (b.y() - a.y()));
    const double guess = std::ceil((x - grid_.corner_m.x()) / grid_.cell_size_m - 0.5);
    auto column = static_cast<std::int32_t>(std::clamp(guess, 0.0, static_cast<double>(grid_.columns)));
    while (column > 0 && is_east(column - 1)) --column;
    while (column < grid_.columns && !is_east(column)) ++column;
    return column;
  }

  const Grid& grid_;
  Layer<std::int16_t> steps_;
};

/// Do a-b and c-d share a point? Touching counts. `where`: such a point.
bool meet(const Point& a, const Point& b, const Point& c, const Point& d, Point& where) {
  const auto sign = [](long double value) { return (value > 0.0L) - (value < 0.0L); };
  const int c_side = sign(leftness(a, b, c));
  const int d_side = sign(leftness(a, b, d));
  const int a_side = sign(leftness(c, d, a));
  const int b_side = sign(leftness(c, d, b));
  if (c_side * d_side > 0 || a_side * b_side > 0) return false;
  if (c_side == 0 && d_side == 0) {  // on one straight line: do they overlap?
    const Point u = b - a;
    const double from = std::min(u.dot(c - a), u.dot(d - a));
    const double to = std::max(u.dot(c - a), u.dot(d - a));
    if (to < 0.0 || from > u.squaredNorm()) return false;
    where = a + u * (std::clamp(from, 0.0, u.squaredNorm()) / u.squaredNorm());
    return true;
  }
  const long double to_c = std::abs(leftness(a, b, c));
  const long double to_d = std::abs(leftness(a, b, d));
  where = c + (d - c) * static_cast<double>(to_c / (to_c + to_d));
  return true;
}

/// Does the piece b -> c turn straight back over a -> b?
bool folds_back(const Point& a, const Point& b, const Point& c) {
  return leftness(a, b, c) == 0.0L && (b - a).dot(c - b) < 0.0;
}

/// Whether pieces i < j meet other than as neighbours do. `where`: the place.
bool clash(const std::vector<Point>& vertices, std::size_t i, std::size_t j, Point& where) {
  const std::size_t last = vertices.size() - 2;
  if (j == i + 1) {
    where = vertices[j];
    return folds_back(vertices[i], vertices[j], vertices[j + 1]);
  }
  if (i == 0 && j == last && vertices.front() == vertices.back()) {
    where = vertices.front();
    return folds_back(vertices[j], vertices.front(), vertices[1]);
  }
  return meet(vertices[i], vertices[i + 1], vertices[j], vertices[j + 1], where);
}

}  // namespace

Layer<std::int16_t> crossing_numbers(const std::vector<Point>& vertices, const Grid& grid) {
  RayCounter counter(grid);
  for (std::size_t i = 1; i < vertices.size(); ++i) counter.add_piece(vertices[i - 1], vertices[i]);
  // An end is led on outside the grid to infinity. Rays run west, so only an end west of the centres matters:
  // it is led on southwards, past the rows below it. (Ends south or north lie beyond all rows.)
  const Box extent = grid.extent();
  const double west_m = extent.low.x() + 0.5 * grid.cell_size_m;
  if (vertices.front() != vertices.back()) {
    const auto south_of = [&](const Point& end) { return Point(end.x(), extent.low.y() - grid.cell_size_m); };
    const Point& first = vertices.front();
    const Point& last = vertices.back();
    if (first.x() < west_m && first.y() > extent.low.y()) counter.add_piece(south_of(first), first);
    if (last.x() < west_m && last.y() > extent.low.y()) counter.add_piece(last, south_of(last));
  }
  return counter.sums();
}

std::optional<Point> self_crossing(const std::vector<Point>& vertices) {
  struct Span {
    double low_x, high_x, low_y, high_y;
    std::size_t piece;
  };
  std::vector<Span> spans;
  for (std::size_t i = 0; i + 1 < vertices.size(); ++i) {
    const auto [low_x, high_x] = std::minmax(vertices[i].x(), vertices[i + 1].x());
    const auto [low_y, high_y] = std::minmax(vertices[i].y(), vertices[i + 1].y());
    spans.push_back({low_x, high_x, low_y, high_y, i});
  }
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.low_x < b.low_x; });
  for (std::size_t i = 0; i < spans.size(); ++i) {
    for (std::size_t j = i + 1; j < spans.size() && spans[j].low_x <= spans[i].high_x; ++j) {
      if (spans[j].low_y > spans[i].high_y || spans[j].high_y < spans[i].low_y) continue;
      const auto [first, second] = std::minmax(spans[i].piece, spans[j].piece);
      Point where;
      if (clash(vertices, first, second, where)) return where;
    }
  }
  return {};
}

}  // namespace panj
