#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "rng/distribution.h"
#include "scenario/asset_spec.h"
#include "scenario/crosser_spec.h"
#include "scenario/frontier_spec.h"

/// What a scenario file says, in SI units, before anything is computed from it: plain data. Every struct that
/// stands for a table of the file has a member `at`, which knows the lines of its keys.
namespace panj {

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

/// Factors on the success of contacts in some classes of land cover; in the others 1.
struct CoverSuccess {
  std::vector<double> classes;  ///< numbers of pixels
  std::vector<double> factor;
};

/// `[response]`.
struct ResponseSpec {
  enum class Queue { wait, clear };
  Distribution report_delay_s = Fixed{0.0};      ///< from detection to the dispatcher
  double link_probability = 1.0;                 ///< that an attempt's detections can be reported at all
  double confirm = 1.0;                          ///< probability that a true alarm is taken for one
  double confirm_nuisance = 1.0;                 ///< the same for a nuisance alarm
  Distribution confirm_delay_s = Fixed{0.0};     ///< from the report until it is confirmed or dismissed
  Queue queue = Queue::wait;                     ///< what a call does while no team can be sent
  double contact_success = 1.0;                  ///< probability that a team finds the group that it meets
  std::vector<double> success_by_light;          ///< factors on it: day, twilight, night; empty: 1
  std::optional<CoverSuccess> success_by_cover;  ///< factors on it by the land cover of the place
  double held_if_resists = 1.0;  ///< probability that a group which resists is held all the same
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
  std::int32_t batch = 16;       ///< replications per batch: belongs to the results
  bool latin_hypercube = false;  ///< the replications of a batch are drawn together, and are one unit
  double confidence = 0.95;
  std::vector<std::string> precision;  ///< goals, as tally/precision_goal.h reads them; none: no goal
  bool control_variates = false;       ///< shares are also found with the exact sweep as control variate
  KeyPlaces at;
};

/// `[output]`.
struct OutputSpec {
  bool maps = true;
  bool asset_values = true;
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

  // Made once, in scenario.cpp: every file that holds one would compile them anew.
  Scenario();
  ~Scenario();
  Scenario(const Scenario&);
  Scenario(Scenario&&) noexcept;
  Scenario& operator=(const Scenario&);
  Scenario& operator=(Scenario&&) noexcept;
};

}  // namespace panj
