#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenario/spelling.h"
#include "scenario/toml_document.h"
#include "scenario/unit.h"
#include "scenario/validate.h"

// What sensors, their carriers, weather and daylight may contradict themselves in.
namespace panj {

namespace {

void validate_glimpse(const SensorSpec& sensor, Problems& problems) {
  const auto& distance_m = sensor.glimpse_table.distance_m;
  const auto& probability = sensor.glimpse_table.probability;
  if (distance_m.size() != probability.size())
    return problems.add(sensor.at.problem("law", "",
                                          std::to_string(distance_m.size()) + " distances and " +
                                              std::to_string(probability.size()) + " probabilities",
                                          "give one probability for each distance"));
  const auto not_farther = std::adjacent_find(distance_m.begin(), distance_m.end(),
                                              [](double before, double after) { return before >= after; });
  if (not_farther != distance_m.end())
    problems.add(sensor.at.problem("law", "", "its distances do not increase", "give the nearest first"));
  else if (!distance_m.empty() && distance_m.back() <= 0.0)
    problems.add(sensor.at.problem("law", "", "it sees at no distance", "give distances greater than 0"));
}

/// Factors that a law does not know.
void validate_factors(const SensorSpec& sensor, std::string_view key, const std::vector<double>& range,
                      const std::vector<double>& rate, Problems& problems) {
  if (std::holds_alternative<DefiniteRange>(sensor.law) && !rate.empty())
    problems.add(sensor.at.problem(key, "", "inside a definite range detection is certain at any rate",
                                   "give range_factor alone"));
  if (std::holds_alternative<TripLine>(sensor.law) && !range.empty())
    problems.add(sensor.at.problem(key, "", "a trip line has no range", "give rate_factor alone"));
}

void validate_weather_factors(const Scenario& scenario, const SensorSpec& sensor, Problems& problems) {
  if (!sensor.weather) return;
  const WeatherFactors& weather = *sensor.weather;
  const auto& known = scenario.weather.states;
  for (const std::string& state : weather.states) {
    if (std::find(known.begin(), known.end(), state) != known.end()) continue;
    const std::string near = nearest(state, known);
    problems.add(sensor.at.problem("weather", in_quotes(state), "no state of [weather] has this name",
                                   known.empty()  ? "add [weather] with its states and their probability"
                                   : near.empty() ? "known are " + listed(known)
                                                  : "did you mean " + in_quotes(near) + "?"));
  }
  for (const auto& [name, factors] : {std::pair{"range_factor", &weather.range},
                                      {"rate_factor", &weather.rate},
                                      {"nuisance_factor", &weather.nuisance}}) {
    if (factors->empty() || factors->size() == weather.states.size()) continue;
    problems.add(sensor.at.problem("weather", "",
                                   std::to_string(weather.states.size()) + " states and " +
                                       std::to_string(factors->size()) + " numbers in " + name,
                                   "give one number for each state"));
  }
  if (weather.range.empty() && weather.rate.empty() && weather.nuisance.empty())
    problems.add(sensor.at.problem("weather", "", "nothing says what changes in these states",
                                   "add range_factor, rate_factor or nuisance_factor"));
  validate_factors(sensor, "weather", weather.range, weather.rate, problems);
}

void validate_light(const Scenario& scenario, const SensorSpec& sensor, Problems& problems) {
  if (!sensor.light) return;
  validate_factors(sensor, "light", sensor.light->range, sensor.light->rate, problems);
  if (!scenario.daylight.stated())
    problems.add(sensor.at.problem("light", "", "nothing says when it is light",
                                   "add [daylight] with utc_offset_h, and scenario.start"));
}

void validate_sensor(const Scenario& scenario, const SensorSpec& sensor, Problems& problems) {
  if (std::holds_alternative<Glimpse>(sensor.law)) validate_glimpse(sensor, problems);
  if (std::holds_alternative<TripLine>(sensor.law) && sensor.height_m != SensorSpec{}.height_m)
    problems.add(sensor.at.problem("height_m", shortest(sensor.height_m), "a trip line lies on the ground",
                                   "leave it out"));
  validate_weather_factors(scenario, sensor, problems);
  validate_light(scenario, sensor, problems);
}

void validate_weather(const WeatherSpec& weather, Problems& problems) {
  const double sum = std::accumulate(weather.probability.begin(), weather.probability.end(), 0.0);
  if (weather.states.size() != weather.probability.size()) {
    problems.add(weather.at.problem("probability", "",
                                    std::to_string(weather.states.size()) + " states and " +
                                        std::to_string(weather.probability.size()) + " probabilities",
                                    "give one probability for each state"));
  } else if (!weather.states.empty() && std::abs(sum - 1.0) > 1e-6) {
    problems.add(weather.at.problem("probability", "",
                                    "the probabilities add up to " + shortest(to_12_digits(sum)) + ", not 1",
                                    "make them add up to 1"));
  }
  std::vector<std::string> sorted = weather.states;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())
    problems.add(weather.at.problem("states", in_quotes(*twice), "it is listed twice", "remove one of them"));
  if (weather.visibility) validate_distribution(*weather.visibility, weather.at, "visibility", problems);
}

void validate_daylight(const Scenario& scenario, Problems& problems) {
  const DaylightSpec& daylight = scenario.daylight;
  if (!daylight.stated()) return;
  if (scenario.start.empty())
    problems.add(daylight.at.problem("utc_offset_h", "", "the sun's place needs a date and time",
                                     "state scenario.start, as in start = 2025-06-21T19:00:00"));
  if (daylight.lon_lat_deg.empty() && scenario.frontier.crs == "local")
    problems.add(daylight.at.problem("lon_lat", "", "a local plane has no place on Earth",
                                     "add lon_lat = [longitude, latitude]"));
  if (daylight.lon_lat_deg.size() == 2 && std::abs(daylight.lon_lat_deg[1]) > 90.0)
    problems.add(daylight.at.problem("lon_lat", "", "a latitude is -90 to 90 degrees",
                                     "write the longitude first, then the latitude"));
}

/// Line sensors carry trip lines, and nobody else does.
template <class Spec>
void validate_carrier(const Scenario& scenario, const Spec& spec, bool is_line, Problems& problems) {
  const auto sensor = std::find_if(scenario.sensors.begin(), scenario.sensors.end(),
                                   [&spec](const SensorSpec& one) { return one.name == spec.sensor; });
  if (sensor == scenario.sensors.end()) return;
  const bool is_trip_line = std::holds_alternative<TripLine>(sensor->law);
  if (is_trip_line && !is_line)
    problems.add(spec.at.problem("sensor", in_quotes(spec.sensor), "a trip line is of line sensors alone",
                                 "write a [[line_sensor]], or choose a sensor that looks"));
  if (!is_trip_line && is_line)
    problems.add(spec.at.problem("sensor", in_quotes(spec.sensor), "a line on the ground sees nothing",
                                 "choose a sensor with a trip_line law, or write a [[post]]"));
}

void validate_line(const Scenario& scenario, const LineSensorSpec& line, Problems& problems) {
  validate_carrier(scenario, line, true, problems);
  validate_shifts(line.shifts, line.at, problems);
  if (line.vertices.empty()) return;
  const Place& first = line.vertices.front();
  const std::string_view key = first.kind == Place::Kind::lon_lat ? "vertices_lon_lat" : "vertices_xy_km";
  validate_place(first, scenario, line.at, key, problems);
  const bool one_place = std::all_of(line.vertices.begin(), line.vertices.end(),
                                     [&first](const Place& place) { return place.value == first.value; });
  if (one_place)
    problems.add(line.at.problem(key, "", "all its vertices are the same place", "give the line's vertices"));
}

}  // namespace

void validate_sensors(const Scenario& scenario, Problems& problems) {
  for (const SensorSpec& sensor : scenario.sensors) validate_sensor(scenario, sensor, problems);
  validate_weather(scenario.weather, problems);
  validate_daylight(scenario, problems);
  for (const PostSpec& post : scenario.posts) {
    validate_carrier(scenario, post, false, problems);
    validate_shifts(post.shifts, post.at, problems);
  }
  for (const PatrolSpec& patrol : scenario.patrols) validate_carrier(scenario, patrol, false, problems);
  for (const DroneSpec& drone : scenario.drones) validate_carrier(scenario, drone, false, problems);
  for (const LineSensorSpec& line : scenario.line_sensors) validate_line(scenario, line, problems);
}

}  // namespace panj
