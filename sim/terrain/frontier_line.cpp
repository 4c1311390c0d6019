#include "terrain/frontier_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "base/units.h"
#include "terrain/line_sides.h"
#include "terrain/nearest_piece.h"

namespace panj {

namespace {

constexpr const char* line_key = "line";
// A centre within a micrometre of the line lies on it: coordinates near 1e7 m are rounded to 2e-9 m.
constexpr double on_line_m = 1e-6;
constexpr double most_segments = 1e5;

std::string formatted(const char* format, auto... values) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

std::string place_of(const Point& point) {
  return formatted("x %.0f, y %.0f m", point.x(), point.y());
}

std::string span_of(const Box& box) {
  return formatted("x %.0f..%.0f, y %.0f..%.0f m", box.low.x(), box.high.x(), box.low.y(), box.high.y());
}

Box box_of(const std::vector<Point>& points) {
  Box box;
  for (const Point& point : points) box.extend(point);
  return box;
}

/// The part of the piece a -> b in a box, as fractions of the way (Liang and Barsky 1984).
std::optional<std::pair<double, double>> part_inside(const Point& a, const Point& b, const Box& box) {
  double from = 0.0;
  double to = 1.0;
  for (const int axis : {0, 1}) {
    const double step = b[axis] - a[axis];
    if (step == 0.0) {
      if (a[axis] < box.low[axis] || a[axis] > box.high[axis]) return {};
      continue;
    }
    const auto [enters, leaves] =
        std::minmax({(box.low[axis] - a[axis]) / step, (box.high[axis] - a[axis]) / step});
    from = std::max(from, enters);
    to = std::min(to, leaves);
  }
  if (from > to) return {};
  return std::pair{from, to};
}

/// What of the line lies between its first entry into a box and its last exit.
struct Kept {
  std::vector<Point> vertices;
  double begin_m = 0.0;  ///< along the whole line
};

Kept between_first_and_last(const std::vector<Point>& line, const Box& box) {
  std::size_t entered = 0;  // piece i runs from vertex i - 1 to vertex i
  std::size_t left = 0;
  double enters = 0.0;
  double leaves = 0.0;
  Kept kept;
  double along_m = 0.0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double piece_m = (line[i] - line[i - 1]).norm();
    if (const auto part = part_inside(line[i - 1], line[i], box)) {
      if (entered == 0) {
        entered = i;
        enters = part->first;
        kept.begin_m = along_m + enters * piece_m;
      }
      left = i;
      leaves = part->second;
    }
    along_m += piece_m;
  }
  if (entered == 0) return kept;
  const auto on_piece = [&](std::size_t i, double fraction) -> Point {
    return fraction == 1.0 ? line[i] : line[i - 1] + fraction * (line[i] - line[i - 1]);
  };
  kept.vertices.push_back(on_piece(entered, enters));
  for (std::size_t i = entered; i < left; ++i) kept.vertices.push_back(line[i]);
  kept.vertices.push_back(on_piece(left, leaves));
  kept.vertices.erase(std::unique(kept.vertices.begin(), kept.vertices.end()), kept.vertices.end());
  return kept;
}

/// Reads a line onto a grid, telling what is wrong on the way.
class FrontierMaker {
 public:
  FrontierMaker(const Grid& grid, const KeyPlaces& places, Problems& problems)
      : grid_(grid), places_(places), problems_(problems) {}

  /// Drops repeated vertices. \return false where what is left is no line.
  bool clean(std::vector<Point>& line) const {
    for (const Point& point : line) {
      if (!point.allFinite())
        return fault("a vertex of it is not a finite number", "give every vertex as metres");
    }
    line.erase(std::unique(line.begin(), line.end()), line.end());
    if (line.size() >= 2) return true;
    return fault("a line needs two different vertices or more", "give the border's vertices in their order");
  }

  bool reaches(const std::vector<Point>& line, const std::vector<Point>& kept) const {
    if (kept.size() >= 2) return true;
    return fault("the line misses the grid: it spans " + span_of(box_of(line)) + ", the grid " +
                     span_of(grid_.extent()),
                 "move the grid to the border (centre, size, crs), or give another line");
  }

  bool has_no_end_inside(const std::vector<Point>& line) const {
    if (line.front() == line.back()) return true;  // a ring
    const Box centres = grid_.extent().grown(-0.5 * grid_.cell_size_m);
    for (const Point& end : {line.front(), line.back()}) {
      if (!centres.contains(end)) continue;
      return fault("the line does not separate two sides: it ends inside the grid, at " + place_of(end),
                   "lead it on beyond the grid's rim, or make the grid smaller");
    }
    return true;
  }

  bool crosses_itself_nowhere(const std::vector<Point>& kept) const {
    const auto where = self_crossing(kept);
    if (!where) return true;
    return fault("the line crosses or touches itself at " + place_of(*where), "take the loop out of it");
  }

  /// Side of every cell; empty where the line does not separate two sides.
  Layer<std::uint8_t> sides(const std::vector<Point>& line, InnerSide inner,
                            const Layer<float>& distance_m) const {
    const Layer<std::int16_t> number = crossing_numbers(line, grid_);
    const int least = number.minCoeff();
    const int most = number.maxCoeff();
    if (most == least) {
      fault("the line does not separate two sides: all cell centres lie on one side of it",
            "move the grid so that the line runs through it, or choose smaller cells");
      return {};
    }
    if (most > least + 1) {
      fault(
          "the line does not separate two sides: it winds around the grid, and some cells lie on its left "
          "and on its right",
          "cut the line to the part that runs through the grid once");
      return {};
    }
    const int inner_number = inner == InnerSide::left ? most : least;
    Layer<std::uint8_t> side(grid_.rows, grid_.columns);
    for (CellId cell = 0; cell < grid_.cells(); ++cell) {
      const bool is_inner = number.data()[cell] == inner_number || distance_m.data()[cell] <= on_line_m;
      side.data()[cell] = static_cast<std::uint8_t>(is_inner ? Side::inner : Side::outer);
    }
    return side;
  }

  bool segments_are_few(double length_m, double segment_m) const {
    if (segment_m > 0.0 && length_m / segment_m <= most_segments) return true;
    problems_.add(places_.problem("segment_km", formatted("%g", segment_m / metres_per_km),
                                  formatted("the line has %.0f km in the grid", length_m / metres_per_km),
                                  "choose a length that gives between 1 and 100000 segments"));
    return false;
  }

 private:
  bool fault(std::string reason, std::string remedy) const {
    problems_.add(places_.problem(line_key, "", std::move(reason), std::move(remedy)));
    return false;
  }

  const Grid& grid_;
  const KeyPlaces& places_;
  Problems& problems_;
};

/// Gives distances their sign and takes cells beyond the strip out.
void sign_and_cut(Frontier& frontier, const Strip& strip) {
  const auto beyond = [](double depth_m, float distance_m) { return depth_m > 0.0 && distance_m > depth_m; };
  for (Eigen::Index cell = 0; cell < frontier.side.size(); ++cell) {
    std::uint8_t& side = frontier.side.data()[cell];
    float& distance_m = frontier.distance_m.data()[cell];
    const bool is_inner = side == static_cast<std::uint8_t>(Side::inner);
    if (beyond(is_inner ? strip.inner_m : strip.outer_m, distance_m)) {
      side = static_cast<std::uint8_t>(Side::outside);
    }
    if (!is_inner) distance_m = -distance_m;
  }
}

/// 4-neighbours of a cell that lie on the grid.
template <class Visit>
void for_each_neighbour(const Grid& grid, CellId cell, const Visit& visit) {
  constexpr std::array<std::array<std::int32_t, 2>, 4> steps{{{0, 1}, {0, -1}, {1, 0}, {-1, 0}}};
  for (const auto& [up, right] : steps) {
    const std::int32_t row = grid.row(cell) + up;
    const std::int32_t column = grid.column(cell) + right;
    if (grid.holds(row, column)) visit(grid.cell(row, column));
  }
}

}  // namespace

std::int32_t Frontier::segment_of(double along_m) const {
  // Held to the range first: then cutting off the fraction rounds down.
  const double segment = (along_m - chainage_begin_m) / segment_m;
  return static_cast<std::int32_t>(std::clamp(segment, 0.0, static_cast<double>(std::max(segments - 1, 0))));
}

std::vector<CellId> Frontier::edge(Side wanted, const Grid& grid) const {
  const auto is_inner = [&](CellId cell) { return !std::signbit(distance_m.data()[cell]); };
  std::vector<CellId> beside_the_outside;
  std::vector<CellId> rim;
  float farthest_m = 0.0F;
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    if (side_of(cell) != wanted) continue;
    bool touches = false;
    for_each_neighbour(grid, cell, [&](CellId next) {
      touches |= side_of(next) == Side::outside && is_inner(next) == is_inner(cell);
    });
    if (touches) beside_the_outside.push_back(cell);
    if (grid.on_rim(cell)) {
      rim.push_back(cell);
      farthest_m = std::max(farthest_m, std::abs(distance_m.data()[cell]));
    }
  }
  if (!beside_the_outside.empty()) return beside_the_outside;
  std::erase_if(rim, [&](CellId cell) { return std::abs(distance_m.data()[cell]) < 0.5F * farthest_m; });
  return rim;
}

Frontier make_frontier(std::vector<Point> line, InnerSide inner, double segment_m, const Strip& strip,
                       const Grid& grid, const KeyPlaces& places, Problems& problems) {
  Frontier frontier;
  frontier.inner_side = inner;
  frontier.segment_m = segment_m;
  const FrontierMaker maker(grid, places, problems);
  if (!maker.clean(line)) return frontier;
  Kept kept = between_first_and_last(line, grid.extent().grown(grid.cell_size_m));
  if (!maker.reaches(line, kept.vertices)) return frontier;
  // All that is wrong with the line is told at once.
  const bool straight_through = maker.has_no_end_inside(line);
  if (!maker.crosses_itself_nowhere(kept.vertices) || !straight_through) return frontier;

  NearestPieces nearest = nearest_pieces(line, grid);
  frontier.side = maker.sides(line, inner, nearest.distance_m);
  if (frontier.side.size() == 0) return frontier;
  frontier.distance_m = std::move(nearest.distance_m);
  frontier.chainage_m = std::move(nearest.along_m);
  sign_and_cut(frontier, strip);

  frontier.chainage_begin_m = kept.begin_m;
  frontier.line = Polyline(std::move(kept.vertices));
  if (!maker.segments_are_few(frontier.line.length_m(), segment_m)) return frontier;
  // A last segment that is there by rounding alone does not count.
  constexpr double rounding = 1e-9;
  const double segments = std::ceil(frontier.line.length_m() / segment_m - rounding);
  frontier.segments = std::max(1, static_cast<std::int32_t>(segments));
  return frontier;
}

Layer<std::uint8_t> inner_ground(const Frontier& frontier) {
  const auto is_inner = frontier.side == static_cast<std::uint8_t>(Side::inner);
  const auto is_beyond =
      frontier.side == static_cast<std::uint8_t>(Side::outside) && frontier.distance_m > 0.0F;
  return (is_inner || is_beyond).cast<std::uint8_t>();
}

}  // namespace panj
