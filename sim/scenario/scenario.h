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

/// What the classes of a raster of land cover mean to whoever goes over them.
struct LandCoverSpec {
  std::string path;
  std::vector<double> classes;           ///< numbers of pixels
  std::vector<double> friction;          ///< of each class, 1 or more: factor on the time of a step
  std::vector<double> closed;            ///< numbers of classes that nobody can cross
  std::optional<double> other_friction;  ///< of classes that are not listed; empty: they are an error
};

/// Cells above the snow line: factors on speed; 0 closes them.
struct SnowSpec {
  double line_m = 0.0;
  double foot_factor = 0.0;
  double vehicle_factor = 0.0;
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
  std::optional<LandCoverSpec> land_cover;
  std::optional<SnowSpec> snow;
  KeyPlaces at;
};

/// `[[obstacle]]`: a line (river, fence, wire, ditch) that holds up whoever crosses it, or is closed.
struct ObstacleSpec {
  std::string name;
  bool border = false;    ///< it runs along the border; or
  std::string line_path;  ///< vector file of its lines; or
  std::vector<Place> line;
  std::optional<Distribution> delay_s;  ///< drawn once per attempt, paid wherever it crosses; or
  bool closed = false;
  std::vector<Place> gaps;  ///< bridges, fords, gates on it: free to pass
  double gap_width_m = 100.0;
  std::vector<std::string> crossers;  ///< names of the classes that it holds up; empty: all
  bool patrols = false;               ///< patrols and teams cross it as well, in its mean time
  KeyPlaces at;
};

/// Groups that come together: each departs at its own time within `window_s` of the wave's beginning.
struct WaveSpec {
  Distribution groups = Fixed{1.0};  ///< in one wave; whole numbers from 1
  double window_s = 0.0;
};

/// How many attempts of a class a replication has. Probes are attempts of a rare class, sampled more often
/// than they come: they occupy nothing, and are told apart from the others.
struct AttemptsPerPeriod {
  enum class Kind { poisson, fixed, hourly, probes };
  Kind kind = Kind::poisson;
  /// Mean of the Poisson number (poisson; hourly: the sum over the hours), or the number itself, whole
  /// (fixed, probes). Of waves, where they come in waves.
  double number = 1.0;
  std::vector<double> hourly;  ///< expected in each hour that the period begins; empty: not by the hour
  double honest = 0.0;         ///< of probes: mean number that a period really sees
  std::optional<WaveSpec> waves;
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
struct RasterOrigin {  ///< a cell of the outer side by the weights in a raster, uniformly in it
  std::string path;
};
using Origin = std::variant<EdgeOrigin, LineOrigin, PointsOrigin, BoxOrigin, RasterOrigin>;

/// What attempts make for: the nearest (in time) of a set of cells.
struct EdgeDestination {};  ///< the inner edge of the strip or grid
struct PointsDestination {
  std::vector<Place> points;
};
struct PlacesDestination {  ///< populated places of a vector file, on the inner side
  std::string path;
  double min_population = 0.0;
};
struct RoadsDestination {  ///< cells on the inner side that the lines of a vector file pass
  std::string path;
};
struct SitesDestination {  ///< protected sites
  std::vector<std::string> sites;
};
using Destination =
    std::variant<EdgeDestination, PointsDestination, PlacesDestination, RoadsDestination, SitesDestination>;

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
struct PerceivedRoute {        ///< least perceived cost (Daganzo and Sheffi 1977)
  double sigma = 0.0;          ///< of the log of the perceived cost over the true one
  double correlation_m = 0.0;  ///< at this distance what is perceived correlates by 1/e
  std::int32_t draws = 16;     ///< ways of perceiving the ground, of which an attempt has one
};
using Route = std::variant<StraightRoute, LeastCostRoute, LogitRoute, PerceivedRoute>;

/// How a class shuns what it knows to watch: a step of time tau costs tau (1 + beta gamma).
struct RiskSpec {
  double beta_s = 0.0;
  double certain_rate_per_s = 60.0 / 3600.0;  ///< gamma where a detection is certain
};

/// A class that waits at its origin until a patrol has just passed.
struct WatchSpec {
  double range_m = 0.0;     ///< patrols are watched within this range of the origin, and in sight
  double patience_s = 0.0;  ///< goes in any case after that
};

/// A class that may turn back when it notices a patrol.
struct TurnBackSpec {
  double probability = 1.0;     ///< one draw per attempt and team
  double notice_range_m = 0.0;  ///< and in sight
};

/// A class that hardly ever comes through unseen: its ways are drawn in favour of those that do, and weighed.
struct RareLeaksSpec {
  double plain_share = 0.1;  ///< attempts that are drawn as they come all the same
};

/// Factors on what a sensor makes of a group. A range factor stretches the sensor's law over distance (the
/// rate at r is that of the plain law at r / range), a rate factor multiplies the rate; detection inside a
/// definite range depends on the first alone, a trip line on the second alone.
struct Factors {
  double range = 1.0;
  double rate = 1.0;

  bool are_one() const { return range == 1.0 && rate == 1.0; }
  Factors operator*(const Factors& other) const { return {range * other.range, rate * other.rate}; }
};

/// How conspicuous a class is to all sensors.
struct SignatureSpec {
  Factors factors;
  double persons_exponent = 0.0;  ///< a: the rate grows with the persons of a group as persons^a
};

/// `[[crosser]]`: a class of groups that attempt to cross.
struct CrosserSpec {
  std::string name;
  std::string title;
  AttemptsPerPeriod attempts;
  Distribution departure_s;              ///< after the start of the period; of waves: their beginning
  Distribution group_size = Fixed{1.0};  ///< persons; whole numbers from 1
  Origin origin = EdgeOrigin{};
  Destination destination = EdgeDestination{};
  Route route = LeastCostRoute{};
  MovementLaw movement;
  Distribution time_factor = Fixed{1.0};  ///< on every step's time
  Distribution wait_s = Fixed{0.0};       ///< stands still at its origin first; can be seen
  double target_height_m = 1.7;
  double max_duration_s = 72.0 * 3600.0;
  std::optional<RiskSpec> risk;
  std::optional<WatchSpec> after_patrol;
  std::optional<TurnBackSpec> turn_back;
  std::optional<RareLeaksSpec> rare_leaks;
  SignatureSpec signature;
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

/// `[weather]`: one draw a replication, shared by all sensors.
struct WeatherSpec {
  std::vector<std::string> states;
  std::vector<double> probability;         ///< of each state
  std::optional<Distribution> visibility;  ///< factor on the rate of every sensor that follows it
  KeyPlaces at;

  bool stated() const { return !states.empty() || visibility.has_value(); }
};

/// `[daylight]`: what the sun's elevation needs beside the start of the period.
struct DaylightSpec {
  std::optional<double> utc_offset_s;  ///< local time minus UTC; empty: light is not looked at
  std::vector<double> lon_lat_deg;     ///< empty: of the middle of the ground
  KeyPlaces at;

  bool stated() const { return utc_offset_s.has_value(); }
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

/// `[[site]]`: a place to protect on the inner side: a village, a work site, a post.
struct SiteSpec {
  std::string name;
  std::string title;
  std::string kind;  ///< a word of the user's; "" not stated
  Place position;
  double radius_m = 500.0;  ///< who comes so near has reached it
  KeyPlaces at;
};

/// `[[configuration]]`: a named set of assets.
struct ConfigurationSpec {
  std::string name;
  std::string title;
  std::string extends;              ///< name of an earlier configuration whose assets it starts from; "" none
  std::vector<std::string> assets;  ///< names of assets (added to those of `extends`)
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
  std::int32_t line_every = 16;  ///< coverage of the line is found in every n-th replication; 0: never
  KeyPlaces at;
};

/// A whole scenario.
struct Scenario {
  std::string name;  ///< of the file, if not stated: names the output
  std::string title;
  std::string description;
  std::uint64_t seed = 1;
  double period_s = 12.0 * 3600.0;  ///< a replication scores the attempts that depart in [0, period)
  double warm_up_s = 0.0;           ///< attempts that depart in [-warm_up, 0) take teams but are not scored
  std::string start;                ///< local date and time of the period's start, ISO 8601; "" not stated
  FrontierSpec frontier;
  std::vector<ObstacleSpec> obstacles;
  std::vector<CrosserSpec> crossers;
  std::vector<SensorSpec> sensors;
  std::vector<PostSpec> posts;
  std::vector<PatrolSpec> patrols;
  std::vector<DroneSpec> drones;
  std::vector<LineSensorSpec> line_sensors;
  std::vector<TeamSpec> teams;
  WeatherSpec weather;
  DaylightSpec daylight;
  ResponseSpec response;
  std::vector<SiteSpec> sites;
  std::vector<ConfigurationSpec> configurations;
  SamplingSpec sampling;
  OutputSpec output;
  KeyPlaces at;  ///< of `[scenario]`

  std::string source_text;    ///< the file as given
  std::string resolved_text;  ///< the same with `--set` applied and every default written out (TOML)
};

}  // namespace panj
