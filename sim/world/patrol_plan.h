#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"
#include "rng/distribution.h"
#include "scenario/scenario.h"
#include "terrain/frontier_line.h"
#include "world/places.h"

namespace panj {

/// A straight piece of a patrol's cycle, gone at constant velocity. Sight lines from anywhere on it are taken
/// from `observer_m`.
struct PatrolPiece {
  Point3 from_m{0.0, 0.0, 0.0};  ///< of the eye
  Point3 to_m{0.0, 0.0, 0.0};
  double begin_s = 0.0;  ///< in cycle time
  double end_s = 0.0;
  Point observer_m{0.0, 0.0};

  Point3 velocity_m_s() const;
  /// Where the eye is at cycle time `time_s`, held to the piece.
  Point3 at(double time_s) const;
};

/// One round of a patrol: pieces end to start, the last ending where the first begins.
struct PatrolCycle {
  std::vector<PatrolPiece> pieces;
  double period_s = 0.0;

  /// Index of the piece at cycle time `time_s` in [0, period_s].
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

/// The ground that patrols are planned on.
struct PatrolGround {
  const Grid& grid;
  const Layer<double>& elevation_m;
  const Frontier& frontier;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
  bool fine_pieces = true;  ///< cut straight legs to a cell's length, so that sight can differ along them
};

/// Joins a patrol's waypoints into its cycles. Patrols stay on the inner side and on open ground; where they
/// can't, `problems` says which leg. \param eye_height_m of the sensor above the ground.
PatrolPlan plan_patrol(const PatrolSpec& spec, double eye_height_m, double range_m,
                       const PatrolGround& ground, const Places& places, Problems& problems);

}  // namespace panj
