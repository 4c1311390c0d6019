#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"
#include "rng/distribution.h"
#include "scenario/scenario.h"

namespace panj {

/// A straight piece of a patrol's cycle, gone at constant velocity. The eye's view from anywhere on it is
/// that from `observer_m`.
struct PatrolPiece {
  Point3 from_m{0.0, 0.0, 0.0};  ///< of the eye
  Point3 to_m{0.0, 0.0, 0.0};
  double begin_s = 0.0;  ///< in cycle time
  double end_s = 0.0;
  Point observer_m{0.0, 0.0};
};

/// One round of a patrol: pieces end to start, the last ending where the first begins.
struct PatrolCycle {
  std::vector<PatrolPiece> pieces;
  double period_s = 0.0;

  /// The piece at cycle time `time_s` in [0, period_s).
  std::size_t piece_at(double time_s) const;
};

/// A patrol, compiled. Cycle 0 is the forward one; cycle 1, where a direction needs it, the reverse.
struct PatrolPlan {
  std::vector<PatrolCycle> cycles;
  PatrolSpec::Direction direction = PatrolSpec::Direction::forward;
  PatrolSpec::Spacing spacing = PatrolSpec::Spacing::independent;
  std::int32_t teams = 1;
  std::optional<Distribution> start_s;
  Box reach;  ///< of the route, grown by the sensor's range
};

}  // namespace panj
