#include "world/draw_starts.h"

#include <cassert>
#include <cstddef>

#include "base/clones.h"

namespace panj {

namespace {

/// The line of those that start anywhere on a line of one piece; else null.
const Polyline* one_piece(const Start& start) {
  const auto* line = std::get_if<LineStart>(&start);
  return line != nullptr && line->line.vertices().size() == 2 ? &line->line : nullptr;
}

/// A line of one piece.
struct OnePiece {
  double from_east, from_north, to_east, to_north, length_m;
};

/// Places on it, as Polyline::at finds them: uniforms never come to its ends. A loop over plain arrays: the
/// compiler makes vectors of it.
PANJ_CLONES
void put_places(const OnePiece piece, std::size_t count, const double* __restrict first,
                double* __restrict east_m, double* __restrict north_m) {
  const double way_east = piece.to_east - piece.from_east;
  const double way_north = piece.to_north - piece.from_north;
  for (std::size_t i = 0; i < count; ++i) {
    const double fraction = first[i] * piece.length_m / piece.length_m;
    east_m[i] = piece.from_east + fraction * way_east;
    north_m[i] = piece.from_north + fraction * way_north;
  }
}

}  // namespace

bool asks_for_second(const Start& start) {
  return one_piece(start) == nullptr;
}

void draw_starts(const Start& start, const Grid& grid, std::span<const double> first,
                 std::span<const double> second, std::span<double> east_m, std::span<double> north_m) {
  const std::size_t count = first.size();
  assert(east_m.size() == count && north_m.size() == count);
  if (const Polyline* const line = one_piece(start)) {
    const Point& from = line->vertices().front();
    const Point& to = line->vertices().back();
    return put_places({from.x(), from.y(), to.x(), to.y(), line->length_m()}, count, first.data(),
                      east_m.data(), north_m.data());
  }
  assert(second.size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    const Point at = draw_start(start, grid, first[i], second[i]);
    east_m[i] = at.x();
    north_m[i] = at.y();
  }
}

}  // namespace panj
