#include "model/rounds.h"

#include <algorithm>

namespace panj {

namespace {

/// std::floor, quicker, for numbers far below 2^63.
double rounded_down(double number) {
  const auto cut_off = static_cast<double>(static_cast<std::int64_t>(number));
  return cut_off > number ? cut_off - 1.0 : cut_off;
}

}  // namespace

void Rounds::find_windows(std::size_t patrol, double begin_s, double end_s) {
  patrol_ = patrol;
  begin_s_ = begin_s;
  end_s_ = end_s;
  count_ = 0;
  const std::span<const PatrolTeam> teams = teams_.of(patrol);
  all_known_ = teams.size() <= most_teams;
  if (!all_known_) return;
  for (const PatrolTeam& team : teams) {
    const std::span<const Stretch> stretches = teams_.of(team);
    all_known_ = all_known_ && stretches.size() == 1;
    if (!all_known_) return;
    const Stretch& stretch = stretches.front();
    const double period_s = world_.patrols[patrol].cycles[stretch.cycle].period_s;
    const double into_s = begin_s + stretch.offset_s;
    const double low_s = into_s - rounded_down(into_s / period_s) * period_s;
    windows_[count_++] = {low_s, low_s + (end_s - begin_s), period_s, stretch.cycle};
  }
}

bool Rounds::may_be_on(const WatchedSpan& span, std::size_t patrol, double begin_s, double end_s) {
  if (patrol != patrol_ || begin_s != begin_s_ || end_s != end_s_) find_windows(patrol, begin_s, end_s);
  if (!all_known_) return true;
  // The span's times are floats.
  const double slack_s = 1.0 + 1e-6 * static_cast<double>(span.end_s);
  const double from_s = static_cast<double>(span.begin_s) - slack_s;
  const double to_s = static_cast<double>(span.end_s) + slack_s;
  return std::any_of(windows_.begin(), windows_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [&](const Window& window) {
                       if (window.cycle != span.cycle) return false;
                       const bool in_this_round = window.low_s <= to_s && window.high_s >= from_s;
                       return in_this_round || window.high_s - window.period_s >= from_s ||
                              window.low_s + window.period_s <= to_s;
                     });
}

}  // namespace panj
