#include "world/draw_starts.h"

#include <cassert>
#include <cstddef>

#include "base/clones.h"

namespace panj {

namespace {

/// One coordinate of places on a line of one piece, as Polyline::at finds them: uniforms never come to its
/// ends. A loop over plain arrays: the compiler makes vectors of it.
PANJ_CLONES
void put_coordinate(double from, double to, double length_m, std::size_t count,
                    const double* __restrict first, double* __restrict at) {
  const double way = to - from;
  for (std::size_t i = 0; i < count; ++i) at[i] = from + first[i] * length_m / length_m * way;
}

}  // namespace

void draw_starts(const Start& start, const Grid& grid, std::span<const double> first,
                 std::span<const double> second, std::span<double> east_m, std::span<double> north_m) {
  const std::size_t count = first.size();
  assert(second.size() == count && east_m.size() == count && north_m.size() == count);
  const auto* line = std::get_if<LineStart>(&start);
  if (line != nullptr && line->line.vertices().size() == 2) {
    const Point& from = line->line.vertices().front();
    const Point& to = line->line.vertices().back();
    const double length_m = line->line.length_m();
    put_coordinate(from.x(), to.x(), length_m, count, first.data(), east_m.data());
    put_coordinate(from.y(), to.y(), length_m, count, first.data(), north_m.data());
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Point at = draw_start(start, grid, first[i], second[i]);
    east_m[i] = at.x();
    north_m[i] = at.y();
  }
}

}  // namespace panj
