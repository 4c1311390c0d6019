#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/geometry.h"
#include "rng/distribution.h"
#include "scenario/scenario.h"
#include "world/patrol_way.h"
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

  Point3 velocity_m_s() const {
    const double duration_s = end_s - begin_s;
    return duration_s > 0.0 ? Point3((to_m - from_m) / duration_s) : Point3(0.0, 0.0, 0.0);
  }
  /// Where the eye is at cycle time `time_s`, held to the piece.
  Point3 at(double time_s) const {
    const double duration_s = end_s - begin_s;
    if (duration_s <= 0.0) return from_m;
    return from_m + (to_m - from_m) * std::clamp((time_s - begin_s) / duration_s, 0.0, 1.0);
  }
};

/// One round of a patrol: pieces end to start. The last ends where the first begins, unless the route is gone
/// one way.
struct PatrolCycle {
  std::vector<PatrolPiece> pieces;
  double period_s = 0.0;

  /// Index of the piece at cycle time `time_s` in [0, period_s].
  std::size_t piece_at(double time_s) const;
};

/// A patrol that may turn at every waypoint. Cycle 0 leads forward, cycle 1 the reverse way; where turning
/// takes time, cycle 2 + w stands at waypoint w.
struct MarkovPlan {
  double go_on = 1.0;   ///< probability of going on past a waypoint
  double turn_s = 0.0;  ///< time that turning takes
  bool closed = false;  ///< a loop; else the team must turn at both ends
  /// Forward and reverse: cycle time of leaving each waypoint along the way, the end of the last leg at the
  /// back.
  std::array<std::vector<double>, 2> leaves_s;
};

/// Flights of a drone's station: one drone after the other, or the same one again.
struct SortiePlan {
  double flight_s = 0.0;  ///< on station; +infinity: for ever
  double gap_s = 0.0;     ///< from the end of a flight to the next one's beginning
  bool in_place = false;  ///< a relay: one takes over where the other would be by then; else each begins anew
};

/// Straight legs drawn in every replication, flown end to end in time.
struct RandomLegsPlan {
  Box middles_m;  ///< that the legs' middles lie in
  double leg_m = 0.0;
  double leg_s = 0.0;
  std::int32_t legs = 0;  ///< of a flight; 0: as many as it has time for
};

/// A patrol or drone, compiled. Cycle 0 is the forward one; cycle 1, where it is needed, the reverse.
struct PatrolPlan {
  std::vector<PatrolCycle> cycles;
  PatrolSpec::Direction direction = PatrolSpec::Direction::forward;
  PatrolSpec::Spacing spacing = PatrolSpec::Spacing::independent;
  std::int32_t teams = 1;
  bool one_way = false;                       ///< a team is gone when it has passed the route
  std::array<double, 2> lead_in_s{0.0, 0.0};  ///< one-way: time at the first waypoint before it is left
  std::optional<Distribution> start_s;
  std::optional<Distribution> headway_s;
  std::optional<Distribution> rest_s;
  std::optional<MarkovPlan> markov;
  std::optional<SortiePlan> sorties;          ///< of a drone that comes down, or flies random legs
  std::optional<RandomLegsPlan> random_legs;  ///< then there are no cycles
  std::vector<TimeSpan> shifts;
  double begin_s = 0.0;  ///< no attempt is out before: what has no stated start is in steady state then
  Box reach;             ///< of the route, grown by the sensor's range
};

/// Joins a patrol's waypoints into its cycles. \param eye_height_m of the sensor above the ground.
PatrolPlan plan_patrol(const PatrolSpec& spec, double eye_height_m, double range_m,
                       const PatrolGround& ground, const Places& places, Problems& problems);

/// Lays pieces with times along legs.
class CycleBuilder {
 public:
  /// \param going what it goes over; null for what flies.
  /// \param altitude_m of the eye above the sea, where it does not follow the ground.
  CycleBuilder(const MovementLaw& law, const PatrolGround& ground, double eye_height_m,
               const Going* going = nullptr, std::optional<double> altitude_m = std::nullopt)
      : law_(law), ground_(ground), eye_height_m_(eye_height_m), going_(going), altitude_m_(altitude_m) {}

  void add_leg(PatrolCycle& cycle, const WayLeg& leg) const;
  void add_stand(PatrolCycle& cycle, const WayVertex& at, double duration_s) const;

 private:
  void add_step(PatrolCycle& cycle, const WayVertex& from, const WayVertex& to) const;
  Point3 eye(const Point& at) const;

  const MovementLaw& law_;
  const PatrolGround& ground_;
  double eye_height_m_;
  const Going* going_;
  std::optional<double> altitude_m_;
};

/// Box around all cycles, grown by the range.
Box reach_of(const std::vector<PatrolCycle>& cycles, double range_m);

}  // namespace panj
