#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "rng/distribution.h"
#include "scenario/frontier_spec.h"
#include "terrain/movement.h"

/// What a scenario says of sensors and of what carries them, and of response teams: see scenario/scenario.h.
namespace panj {

/// Certain detection inside a range.
struct DefiniteRange {
  double range_m = 0.0;
};
/// Rate `rate_per_s` inside a range, 0 beyond.
struct ConstantRate {
  double rate_per_s = 0.0;
  double range_m = 0.0;
};
/// Rate kh / r^3 (Koopman 1956), cut at `range_m`.
struct InverseCube {
  double kh_m3_s = 0.0;
  double range_m = 0.0;
};
/// Rate `rate_per_s` exp(-r / `scale_m`), cut at `range_m`.
struct ExponentialRate {
  double rate_per_s = 0.0;
  double scale_m = 1.0;
  double range_m = 0.0;
};
/// Looks at phase + n period, the phase uniform per replication, asset and team; each detects with
/// probability g(r), a table (SensorSpec::glimpse_table).
struct Glimpse {
  double period_s = 1.0;
  double range_m = 0.0;  ///< the last distance of the table, unless an asset states its own
};
/// Each crossing of a line detects with a probability.
struct TripLine {
  double probability = 1.0;
  double range_m = 0.0;  ///< has none
};
/// gamma(r) [1/s] at slant range r; or looks, or crossings.
using SensorLaw = std::variant<DefiniteRange, ConstantRate, InverseCube, ExponentialRate, Glimpse, TripLine>;

/// g(r): linear between increasing distances, before the first as there, beyond the last 0.
struct GlimpseTable {
  std::vector<double> distance_m;
  std::vector<double> probability;
};

/// Factors in some states of the weather; in the others 1.
struct WeatherFactors {
  std::vector<std::string> states;
  std::vector<double> range;  ///< one for each, or empty: 1
  std::vector<double> rate;
  std::vector<double> nuisance;  ///< on the rate of nuisance alarms
};

/// Factors by day, in civil twilight and at night.
struct LightFactors {
  std::vector<double> range;  ///< three, or empty: 1
  std::vector<double> rate;
};

/// `[[sensor]]`: a type of sensor.
struct SensorSpec {
  std::string name;
  SensorLaw law = DefiniteRange{};
  GlimpseTable glimpse_table;  ///< of a glimpse law
  std::optional<WeatherFactors> weather;
  std::optional<LightFactors> light;
  bool follows_visibility = true;  ///< is its rate multiplied by the visibility of the replication?
  double height_m = 2.0;           ///< of the eye above the ground
  bool line_of_sight = true;
  KeyPlaces at;
};

/// What an asset takes of people, to compare configurations at equal effort.
struct EffortSpec {
  std::optional<double>
      people;  ///< at a time: each of its teams, or all of a post or drone; empty: not stated
  double hours_a_day = 24.0;
};

/// When an asset is out of order.
struct OutageByChance {  ///< for a whole replication
  double probability = 0.0;
};
struct OutageByTime {  ///< up and down in turn, both exponential; in steady state at the start
  double mtbf_s = 0.0;
  double mttr_s = 0.0;
};
using Outage = std::variant<OutageByChance, OutageByTime>;

/// `[[post]]`: an asset that stays where it is.
struct PostSpec {
  std::string name;
  std::string sensor;
  Place position;
  std::optional<double> range_m;   ///< instead of the sensor's
  std::optional<double> height_m;  ///< instead of the sensor's
  std::vector<TimeSpan> shifts;    ///< of the period; empty: always
  std::optional<Outage> outage;
  double nuisance_per_s = 0.0;  ///< rate of nuisance alarms
  EffortSpec effort;
  KeyPlaces at;
};

/// `[[line_sensor]]`: a line on the ground that notices who crosses it.
struct LineSensorSpec {
  std::string name;
  std::string sensor;
  std::vector<Place> vertices;
  std::vector<TimeSpan> shifts;  ///< of the period; empty: always
  std::optional<Outage> outage;
  double nuisance_per_s = 0.0;  ///< rate of nuisance alarms
  EffortSpec effort;
  KeyPlaces at;
};

/// How long a patrol stands at its waypoints each time that it comes to one.
struct DwellAtEach {
  double time_s = 0.0;
};
struct DwellByWaypoint {
  std::vector<double> times_s;
};
using Dwell = std::variant<DwellAtEach, DwellByWaypoint>;

/// A patrol that may turn at every waypoint.
struct MarkovSpec {
  double go_on = 0.9;   ///< probability of going on past a waypoint rather than turning
  double turn_s = 0.0;  ///< time that turning takes
};

/// `[[patrol]]`: teams that go along a route of waypoints, carrying a sensor.
struct PatrolSpec {
  enum class Circuit { loop, back_and_forth, one_way };
  enum class Between { least_time, straight };
  enum class Spacing { independent, even };
  enum class Direction { forward, reverse, random, alternating };
  std::string name;
  std::string sensor;
  std::vector<Place> waypoints;
  MovementLaw movement;
  Circuit circuit = Circuit::back_and_forth;
  Between between = Between::least_time;
  std::int32_t teams = 1;
  Spacing spacing = Spacing::independent;  ///< independent phases, or one phase and even gaps in cycle time
  Direction direction =
      Direction::forward;  ///< random: one draw per replication and team (one for all, if even)
  std::optional<Distribution>
      start_s;  ///< time of leaving the first waypoint; empty: steady state, random phase
  std::optional<Distribution> headway_s;  ///< one-way: between one team's leaving and the next one's
  std::optional<Distribution> rest_s;     ///< at the first waypoint after each circuit, seeing nothing
  Dwell dwell_s = DwellAtEach{};
  std::vector<TimeSpan> shifts;  ///< of the period; empty: always on its way
  std::optional<MarkovSpec> markov;
  std::optional<double> range_m;
  std::optional<double> height_m;
  std::optional<Outage> outage;                  ///< of each team on its own
  double nuisance_per_s = 0.0;                   ///< of all its teams together
  bool pursues = false;                          ///< each team may send one party after what it detects
  double pursuit_reach_m = 5000.0;               ///< no farther than this from where the party leaves it
  Distribution pursuit_ready_s = Fixed{0.0};     ///< from the order to leaving
  Distribution pursuit_handling_s = Fixed{0.0};  ///< from contact until the party can be sent again
  EffortSpec effort;
  KeyPlaces at;
};

/// How a drone flies, at one speed over the ground.
struct OrbitFlight {
  Place centre;
  double radius_m = 0.0;
  bool clockwise = true;
};
struct LegsFlight {  ///< straight legs from waypoint to waypoint
  enum class Circuit { loop, back_and_forth };
  std::vector<Place> waypoints;
  Circuit circuit = Circuit::loop;
};
struct RandomLegsFlight {  ///< middle uniform in a rectangle of the CRS, heading uniform, drawn anew each
                           ///< time
  Place low;
  Place high;
  double leg_m = 0.0;
  std::int32_t legs = 0;  ///< of each flight; 0: as many as it has time for
};
using Flight = std::variant<OrbitFlight, LegsFlight, RandomLegsFlight>;

/// `[[drone]]`: a station in the air that one drone holds, or several in turn.
struct DroneSpec {
  std::string name;
  std::string sensor;
  Flight flight = OrbitFlight{};
  double speed_m_s = 0.0;
  std::optional<double> height_m;       ///< above the ground beneath, instead of the sensor's; or
  std::optional<double> altitude_m;     ///< above the sea
  std::optional<double> endurance_s;    ///< how long it flies; empty: for ever
  std::optional<double> turn_around_s;  ///< how long it is away then
  std::int32_t relay = 1;               ///< drones that hold the station in turn
  double hand_over_s = 0.0;             ///< nobody watches from one of a relay to the next
  std::optional<Distribution> start_s;  ///< empty: steady state, random phase
  std::vector<TimeSpan> shifts;         ///< of the period; empty: always
  std::optional<double> range_m;
  std::optional<Outage> outage;  ///< of the station
  EffortSpec effort;
  KeyPlaces at;
};

/// `[[team]]`: response teams at a base.
struct TeamSpec {
  std::string name;
  Place base;
  std::int32_t number = 1;
  std::optional<MovementLaw> movement;          ///< least-time field from the base; or
  std::optional<Distribution> response_time_s;  ///< drawn, whatever the place
  Distribution ready_s = Fixed{0.0};            ///< from the order to leaving
  Distribution handling_s = Fixed{0.0};         ///< from contact until free again
  bool way_back = false;         ///< false: handling includes the way back; true: by least time after it
  std::vector<TimeSpan> shifts;  ///< of the period; empty: always on duty
  EffortSpec effort;
  KeyPlaces at;
};

}  // namespace panj
