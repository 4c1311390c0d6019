#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "rng/distribution.h"
#include "terrain/frontier_line.h"
#include "terrain/line_of_sight.h"
#include "terrain/movement.h"
#include "terrain/surface.h"

/// What a scenario file says, in SI units, before anything is computed from it: plain data. Every struct that
/// stands for a table of the file has a member `at`, which knows the lines of its keys.
namespace panj {

/// A place as the file gives it.
struct Place {
  enum class Kind { lon_lat, xy };
  Kind kind = Kind::xy;
  Eigen::Vector2d value{0.0, 0.0};  ///< degrees (lon, lat), or metres of the scenario's CRS (east, north)
};

/// `[frontier]`: ground and border.
struct FrontierSpec {
  std::string crs = "local";
  double cell_size_m = 250.0;
  std::optional<Place> centre;       ///< of the modelled rectangle
  std::optional<Place> corner;       ///< or its south-west corner
  Eigen::Vector2d size_m{0.0, 0.0};  ///< east-west, north-south; (0, 0): the raster's own extent
  Surface elevation = FlatSurface{};
  std::string line_path;    ///< vector file of the border; or
  std::vector<Place> line;  ///< the border's vertices
  InnerSide inner = InnerSide::left;
  double segment_m = 5000.0;
  Strip strip;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
  SightModel sight;
  KeyPlaces at;
};

/// How many attempts of a class a replication has.
struct AttemptsPerPeriod {
  enum class Kind { poisson, fixed };
  Kind kind = Kind::poisson;
  double number = 1.0;  ///< mean of the Poisson number, or the number itself (whole)
};

/// Where attempts start.
struct EdgeOrigin {};  ///< uniformly over the outer edge of the strip or grid
struct LineOrigin {    ///< uniformly along a polyline
  std::vector<Place> vertices;
};
struct PointsOrigin {  ///< one of some points, by weight
  std::vector<Place> points;
  std::vector<double> weights;  ///< empty: all alike
};
struct BoxOrigin {  ///< uniformly in a rectangle of the CRS
  Place low;
  Place high;
};
using Origin = std::variant<EdgeOrigin, LineOrigin, PointsOrigin, BoxOrigin>;

/// What attempts make for: the nearest (in time) of a set of cells.
struct EdgeDestination {};  ///< the inner edge of the strip or grid
struct PointsDestination {
  std::vector<Place> points;
};
struct PlacesDestination {  ///< populated places of a vector file, on the inner side
  std::string path;
  double min_population = 0.0;
};
using Destination = std::variant<EdgeDestination, PointsDestination, PlacesDestination>;

/// How a class goes from its origin to its destination.
struct StraightRoute {                ///< off the grid, one heading for a stated length
  std::optional<double> heading_rad;  ///< clockwise from north; empty: uniform over the circle
  double length_m = 0.0;
};
struct LeastCostRoute {};
struct LogitRoute {                   ///< Dial (1971): exactly one of the two is stated
  std::optional<double> mean_excess;  ///< how much longer than the least time the mean path takes: 0.05 = 5 %
  std::optional<double> theta_s;
};
using Route = std::variant<StraightRoute, LeastCostRoute, LogitRoute>;

/// `[[crosser]]`: a class of groups that attempt to cross.
struct CrosserSpec {
  std::string name;
  std::string title;
  AttemptsPerPeriod attempts;
  Distribution departure_s;  ///< after the start of the period
  Origin origin = EdgeOrigin{};
  Destination destination = EdgeDestination{};
  Route route = LeastCostRoute{};
  MovementLaw movement;
  Distribution time_factor = Fixed{1.0};  ///< on every step's time
  Distribution wait_s = Fixed{0.0};       ///< stands still at its origin first; can be seen
  double target_height_m = 1.7;
  double max_duration_s = 72.0 * 3600.0;
  double complies = 1.0;  ///< probability that a group which a team has met gives itself up
  KeyPlaces at;
};

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
/// gamma(r) [1/s] at slant range r.
using SensorLaw = std::variant<DefiniteRange, ConstantRate, InverseCube>;

/// `[[sensor]]`: a type of sensor.
struct SensorSpec {
  std::string name;
  SensorLaw law = DefiniteRange{};
  double height_m = 2.0;  ///< of the eye above the ground
  bool line_of_sight = true;
  KeyPlaces at;
};

/// What an asset takes of people, to compare configurations at equal effort.
struct EffortSpec {
  std::optional<double>
      people;  ///< at a time: each of its teams, or all of a post or drone; empty: not stated
  double hours_a_day = 24.0;
};

/// `[[post]]`: an asset that stays where it is.
struct PostSpec {
  std::string name;
  std::string sensor;
  Place position;
  std::optional<double> range_m;   ///< instead of the sensor's
  std::optional<double> height_m;  ///< instead of the sensor's
  double nuisance_per_s = 0.0;     ///< rate of nuisance alarms
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
  double nuisance_per_s = 0.0;                   ///< of all its teams together
  bool pursues = false;                          ///< each team may send one party after what it detects
  double pursuit_reach_m = 5000.0;               ///< no farther than this from where the party leaves it
  Distribution pursuit_ready_s = Fixed{0.0};     ///< from the order to leaving
  Distribution pursuit_handling_s = Fixed{0.0};  ///< from contact until the party can be sent again
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

/// `[response]`.
struct ResponseSpec {
  enum class Queue { wait, clear };
  Distribution report_delay_s = Fixed{0.0};   ///< from detection to the dispatcher
  double link_probability = 1.0;              ///< that an attempt's detections can be reported at all
  double confirm = 1.0;                       ///< probability that a true alarm is taken for one
  double confirm_nuisance = 1.0;              ///< the same for a nuisance alarm
  Distribution confirm_delay_s = Fixed{0.0};  ///< from the report until it is confirmed or dismissed
  Queue queue = Queue::wait;                  ///< what a call does while no team can be sent
  double contact_success = 1.0;               ///< probability that a team finds the group that it meets
  double held_if_resists = 1.0;               ///< probability that a group which resists is held all the same
  KeyPlaces at;
};

/// `[[configuration]]`: a named set of assets.
struct ConfigurationSpec {
  std::string name;
  std::string title;
  std::string extends;              ///< name of an earlier configuration whose assets it starts from; "" none
  std::vector<std::string> assets;  ///< names of posts, patrols and teams (added to those of `extends`)
  std::vector<std::string> without;  ///< names taken out of those of `extends`
  KeyPlaces at;
};

/// `[sampling]`.
struct SamplingSpec {
  std::int64_t replications = 1000;
  std::int32_t batch = 16;  ///< replications per batch: belongs to the results
  double confidence = 0.95;
  KeyPlaces at;
};

/// `[output]`.
struct OutputSpec {
  bool maps = true;
  KeyPlaces at;
};

/// A whole scenario.
struct Scenario {
  std::string name;  ///< of the file, if not stated: names the output
  std::string title;
  std::string description;
  std::uint64_t seed = 1;
  double period_s = 12.0 * 3600.0;  ///< a replication scores the attempts that depart in [0, period)
  std::string start;                ///< local date and time of the period's start, ISO 8601; "" not stated
  FrontierSpec frontier;
  std::vector<CrosserSpec> crossers;
  std::vector<SensorSpec> sensors;
  std::vector<PostSpec> posts;
  std::vector<PatrolSpec> patrols;
  std::vector<TeamSpec> teams;
  ResponseSpec response;
  std::vector<ConfigurationSpec> configurations;
  SamplingSpec sampling;
  OutputSpec output;
  KeyPlaces at;  ///< of `[scenario]`

  std::string source_text;    ///< the file as given
  std::string resolved_text;  ///< the same with `--set` applied and every default written out (TOML)
};

}  // namespace panj
