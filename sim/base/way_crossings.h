#pragma once

#include <array>
#include <cstddef>

#include "base/geometry.h"

namespace panj {

/// Straight ways by their ends [m], coordinate by coordinate. What was not set is undefined.
struct Ways {
  static constexpr std::size_t most = 16;
  using Numbers = std::array<double, most>;

  Numbers from_east, from_north, to_east, to_north;

  void set(std::size_t way, const Point& from, const Point& to) {
    from_east[way] = from.x();
    from_north[way] = from.y();
    to_east[way] = to.x();
    to_north[way] = to.y();
  }
};

/// Where ways first cut or touch a line: see Polyline::Crossing.
struct WayCrossings {
  Ways::Numbers fraction;  ///< of the way; below 0: it never does
  Ways::Numbers along_m;   ///< distance along the line

  bool crosses(std::size_t way) const { return fraction[way] >= 0.0; }
};

/// Polyline::first_crossing of the first `count` ways, to the bit; the others are to be set to anything.
/// Where the line is one straight piece, as of most that straight ways are compared with theory on, sixteen
/// at once cost about what two cost by themselves.
void find_first_crossings(const Polyline& line, const Ways& ways, std::size_t count, WayCrossings& found);

}  // namespace panj
