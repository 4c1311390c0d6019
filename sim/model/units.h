#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "world/world.h"

namespace panj {

/// A stretch of time that a team was away on one call.
struct Engagement {
  double begin_s = 0.0;
  double end_s = 0.0;
  double called_s = 0.0;  ///< when the dispatcher had the call
};

/// One response team in one replication and configuration.
struct TeamUnit {
  std::size_t base = 0;  ///< index into World::teams
  double free_s =
      -std::numeric_limits<double>::infinity();  ///< when it is back from what it was last sent to
  std::vector<Engagement> engagements = {};      ///< in the order of time; only kept for probes
};

/// Is a team of this base on duty?
bool on_duty(const TeamPlan& team, double time_s);
/// How much of [begin_s, end_s) lies in the shifts of a base and inside [0, period_s) [s].
double on_duty_s(const TeamPlan& team, double begin_s, double end_s, double period_s);

/// Could a call that the dispatcher has had since `called_s` get the unit at `now_s`, beside all others that
/// it answered? Calls that came later stand behind it.
bool could_get(const TeamUnit& unit, double now_s, double called_s);

}  // namespace panj
