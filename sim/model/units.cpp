#include "model/units.h"

#include <algorithm>

namespace panj {

bool on_duty(const TeamPlan& team, double time_s) {
  if (team.shifts.empty()) return true;
  return std::any_of(team.shifts.begin(), team.shifts.end(), [time_s](const TimeSpan& shift) {
    return shift.begin_s <= time_s && time_s < shift.end_s;
  });
}

double on_duty_s(const TeamPlan& team, double begin_s, double end_s, double period_s) {
  begin_s = std::max(begin_s, 0.0);
  end_s = std::min(end_s, period_s);
  if (team.shifts.empty()) return std::max(0.0, end_s - begin_s);
  double sum_s = 0.0;
  for (const TimeSpan& shift : team.shifts)
    sum_s += std::max(0.0, std::min(end_s, shift.end_s) - std::max(begin_s, shift.begin_s));
  return sum_s;
}

bool could_get(const TeamUnit& unit, double now_s, double called_s) {
  const auto after =
      std::partition_point(unit.engagements.begin(), unit.engagements.end(),
                           [now_s](const Engagement& engagement) { return engagement.begin_s <= now_s; });
  if (after == unit.engagements.begin()) return true;
  const Engagement& last = *(after - 1);
  if (last.begin_s < now_s) return last.end_s <= now_s;
  // Sent away this very moment, so it was free: to whom it goes first is a matter of who waited longer.
  return called_s < last.called_s;
}

}  // namespace panj
