#include "world/draw_starts.h"

#include <cassert>

namespace panj {

namespace {

/// Places on a line of one piece, as Polyline::at finds them.
void draw_on_piece(const Polyline& line, std::span<const double> first, std::span<Point> starts) {
  const Point from = line.vertices().front();
  const Point to = line.vertices().back();
  const Point way = to - from;
  const double length_m = line.length_m();
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const double along_m = first[i] * length_m;
    starts[i] = from + along_m / length_m * way;
    // At the very ends, where hardly any is.
    if (along_m <= 0.0) starts[i] = from;
    if (along_m >= length_m) starts[i] = to;
  }
}

}  // namespace

void draw_starts(const Start& start, const Grid& grid, std::span<const double> first,
                 std::span<const double> second, std::span<Point> starts) {
  assert(first.size() == starts.size() && second.size() == starts.size());
  const auto* line = std::get_if<LineStart>(&start);
  if (line != nullptr && line->line.vertices().size() == 2) return draw_on_piece(line->line, first, starts);
  for (std::size_t i = 0; i < starts.size(); ++i) starts[i] = draw_start(start, grid, first[i], second[i]);
}

}  // namespace panj
