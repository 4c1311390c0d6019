#include "model/rounds.h"

namespace panj {

namespace {

/// std::floor, quicker, for numbers far below 2^63.
double rounded_down(double number) {
  const auto cut_off = static_cast<double>(static_cast<std::int64_t>(number));
  return cut_off > number ? cut_off - 1.0 : cut_off;
}

}  // namespace

void Rounds::find_windows(std::size_t patrol) {
  patrol_ = patrol;
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
    const double into_s = begin_s_ + stretch.offset_s;
    const double low_s = into_s - rounded_down(into_s / period_s) * period_s;
    windows_[count_++] = {low_s, end_s_ - begin_s_, period_s, stretch.cycle};
  }
}

std::uint64_t Rounds::teams_on(const WatchedSpan& span, std::size_t patrol) {
  if (patrol != patrol_) find_windows(patrol);
  if (!all_known_) return ~std::uint64_t{0};
  // The span's times are floats.
  const double slack_s = 1.0 + 1e-6 * static_cast<double>(span.end_s);
  const double from_s = static_cast<double>(span.begin_s) - slack_s;
  const double length_s = static_cast<double>(span.end_s) + slack_s - from_s;
  std::uint64_t those = 0;
  for (std::size_t team = 0; team < count_; ++team) {
    const Window& window = windows_[team];
    // On a circle, two arcs meet where one begins within the other.
    const double after_s = window.low_s - from_s;
    const double behind_s = after_s < 0.0 ? after_s + window.period_s : after_s;
    const bool meets = (behind_s <= length_s) | (window.period_s - behind_s <= window.length_s);
    const bool on = meets && window.cycle == span.cycle;
    those |= std::uint64_t{on} << team;
  }
  return those;
}

}  // namespace panj
