#pragma once

#include <cstddef>
#include <cstdint>
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

/// One response team, or one party of a patrol that pursues, in one replication and configuration.
struct TeamUnit {
  std::size_t base = no_base;  ///< index into World::teams
  double free_s =
      -std::numeric_limits<double>::infinity();  ///< when it is back from what it was last sent to
  std::int32_t asset = -1;                       ///< of a party: its patrol, an index into World::assets
  std::int32_t team = -1;                        ///< of a party: the team that it belongs to
  std::vector<Engagement> engagements = {};      ///< in the order of time; only kept for probes

  static constexpr std::size_t no_base = static_cast<std::size_t>(-1);
  bool is_party() const { return base == no_base; }
};

/// Is a team of this base on duty?
bool on_duty(const TeamPlan& team, double time_s);
/// How much of [begin_s, end_s) lies in the shifts of a base and inside [0, period_s) [s].
double on_duty_s(const TeamPlan& team, double begin_s, double end_s, double period_s);

/// Could a call that the dispatcher has had since `called_s` get the unit at `now_s`, beside all others that
/// it answered? Calls that came later stand behind it.
bool could_get(const TeamUnit& unit, double now_s, double called_s);

}  // namespace panj
