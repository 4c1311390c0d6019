#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/geometry.h"
#include "model/patrols.h"
#include "world/patrol_plan.h"

namespace panj {

/// std::ceil, quicker, for numbers far below 2^63.
inline double rounded_up(double number) {
  const auto cut_off = static_cast<double>(static_cast<std::int64_t>(number));
  return cut_off < number ? cut_off + 1.0 : cut_off;
}

/// Pieces first..last of a cycle.
struct CyclePart {
  CyclePart(const PatrolCycle& its_cycle, std::size_t its_first, std::size_t its_last)
      : cycle(its_cycle),
        first(its_first),
        last(its_last),
        begin_s(cycle.pieces[first].begin_s),
        end_s(cycle.pieces[last].end_s),
        period_s(cycle.period_s) {}

  /// Where to begin looking for the piece at a cycle time: of a few, looking at all is quicker than halving.
  std::size_t near(double time_s) const {
    constexpr std::size_t few = 4;
    if (last - first < few) return first;
    const PatrolPiece* const pieces = cycle.pieces.data();
    const auto is_over = [time_s](const PatrolPiece& piece) { return piece.end_s <= time_s; };
    return static_cast<std::size_t>(std::partition_point(pieces + first, pieces + last, is_over) - pieces);
  }

  const PatrolCycle& cycle;
  std::size_t first;
  std::size_t last;
  double begin_s;
  double end_s;
  double period_s;
};

/// Calls visit(leg, shift_s, from_s, to_s) for the legs of a part that a team is on in a stretch of time,
/// round after round: from_s to to_s lies within both, and the leg's times count from shift_s.
template <class Visit>
void for_each_leg(const CyclePart& part, const Stretch& stretch, const TimeSpan& time, const Visit& visit) {
  const TimeSpan both{std::max(time.begin_s, stretch.from_s), std::min(time.end_s, stretch.until_s)};
  if (both.begin_s >= both.end_s) return;
  // Rounds in which the part, shifted to the team's clock, overlaps the time that both are out.
  const double first = rounded_up((both.begin_s + stretch.offset_s - part.end_s) / part.period_s);
  for (double round = first;; round += 1.0) {
    const double shift_s = round * part.period_s - stretch.offset_s;
    if (!(part.begin_s + shift_s < both.end_s)) return;
    const double enter_s = std::max(both.begin_s, part.begin_s + shift_s);
    for (std::size_t at = part.near(enter_s - shift_s); at <= part.last; ++at) {
      const PatrolPiece& leg = part.cycle.pieces[at];
      const double from_s = std::max(both.begin_s, leg.begin_s + shift_s);
      const double to_s = std::min(both.end_s, leg.end_s + shift_s);
      if (from_s >= both.end_s) break;
      if (from_s < to_s) visit(leg, shift_s, from_s, to_s);
    }
  }
}

}  // namespace panj
