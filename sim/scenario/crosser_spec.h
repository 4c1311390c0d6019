#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "rng/distribution.h"
#include "scenario/frontier_spec.h"
#include "terrain/movement.h"

/// What a scenario says of those who attempt to cross: see scenario/scenario.h.
namespace panj {

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
  Distribution time_factor = Fixed{1.0};     ///< on every step's time
  Distribution wait_s = Fixed{0.0};          ///< stands still at its origin first; can be seen
  Distribution wait_at_line_s = Fixed{0.0};  ///< the same where its way first comes to the border
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

}  // namespace panj
