#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "scenario/arrivals.h"
#include "scenario/unit.h"
#include "scenario/validate.h"

// The parts of `validate` that look into one kind of table.
namespace panj {

namespace {

std::string plain(double value) {
  return shortest(to_12_digits(value));
}

void validate_extent(const Scenario& scenario, Problems& problems) {
  const FrontierSpec& frontier = scenario.frontier;
  const KeyPlaces& at = frontier.at;
  const bool sized = at.keys.contains("size_km") || frontier.size_m.x() > 0.0;
  const bool raster = std::holds_alternative<RasterSurface>(frontier.elevation);
  const bool placed = frontier.centre.has_value() || frontier.corner.has_value() ||
                      at.keys.contains("centre_lon_lat") || at.keys.contains("centre_xy_km") ||
                      at.keys.contains("corner_xy_km");
  if (!sized && !raster)
    problems.add(at.problem("size_km", "", "missing; only an elevation raster has an extent of its own",
                            "add size_km = [east-west, north-south]"));
  if (!sized && placed && raster)
    problems.add(at.problem(frontier.corner ? "corner_xy_km" : "centre_xy_km", "",
                            "without size_km the ground is the raster's own extent",
                            "add size_km, or leave this key out"));
  if (sized && !placed && frontier.crs != "local" && !frontier.crs.empty())
    problems.add(at.problem("size_km", "", "a rectangle in " + frontier.crs + " needs a place",
                            "add centre_lon_lat, centre_xy_km or corner_xy_km"));
  if (frontier.size_m.x() <= 0.0 || frontier.cell_size_m <= 0.0) return;
  const Eigen::Vector2d cells = frontier.size_m / frontier.cell_size_m;
  if (cells.minCoeff() < 2.0)
    problems.add(at.problem(
        "size_km", "", "the ground is less than two cells of " + shortest(frontier.cell_size_m) + " m wide",
        "choose smaller cells or a larger ground"));
  if (cells.x() * cells.y() > most_cells)
    problems.add(at.problem("cell_size_m", shortest(frontier.cell_size_m),
                            "the ground would have " + plain(std::round(cells.x() * cells.y() / 1e6)) +
                                " million cells, the most are 100 million",
                            "choose larger cells or a smaller ground"));
}

void validate_origin(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems) {
  const KeyPlaces& at = crosser.at;
  if (const auto* line = std::get_if<LineOrigin>(&crosser.origin); line != nullptr && !line->vertices.empty())
    validate_place(line->vertices.front(), scenario, at, "origin", problems);
  if (const auto* points = std::get_if<PointsOrigin>(&crosser.origin);
      points != nullptr && !points->points.empty()) {
    validate_place(points->points.front(), scenario, at, "origin", problems);
    const auto& weights = points->weights;
    if (!weights.empty() && weights.size() != points->points.size())
      problems.add(at.problem("origin", "",
                              std::to_string(points->points.size()) + " points and " +
                                  std::to_string(weights.size()) + " weights",
                              "give one weight for each point, or none"));
    else if (!weights.empty() && std::accumulate(weights.begin(), weights.end(), 0.0) <= 0.0)
      problems.add(at.problem("origin", "", "all weights are 0", "give one of them a weight"));
  }
  if (const auto* box = std::get_if<BoxOrigin>(&crosser.origin)) {
    const Eigen::Vector2d size = box->high.value - box->low.value;
    if (size.minCoeff() < 0.0)
      problems.add(at.problem("origin", "", "the box ends before it begins",
                              "write box_xy_km = [west, south, east, north]"));
  }
}

void validate_departure(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems) {
  double latest_s = 0.0;
  if (const auto* fixed = std::get_if<Fixed>(&crosser.departure_s)) latest_s = fixed->value;
  if (const auto* uniform = std::get_if<Uniform>(&crosser.departure_s)) latest_s = uniform->max;
  if (const auto* table = std::get_if<Empirical>(&crosser.departure_s)) {
    for (const double value : table->values) latest_s = std::max(latest_s, value);
  }
  if (latest_s <= scenario.period_s) return;
  const std::string period = shortest(unit_h.from_si(scenario.period_s));
  problems.add(crosser.at.problem("departure_h", "",
                                  "departures up to " + shortest(unit_h.from_si(latest_s)) +
                                      " h lie after the period of " + period + " h",
                                  "shorten them, or lengthen scenario.period_h"));
}

void validate_route(const CrosserSpec& crosser, Problems& problems) {
  if (!std::holds_alternative<StraightRoute>(crosser.route)) return;
  if (!std::holds_alternative<EdgeDestination>(crosser.destination))
    problems.add(crosser.at.problem("destination", "",
                                    "a straight route ends after its length, wherever that is",
                                    "leave destination out, or choose another route"));
  if (crosser.movement.kind != MovementLaw::Kind::constant)
    problems.add(crosser.at.problem(
        "movement", "", "a straight route does not look at the ground, so its speed can't depend on slopes",
        "write movement = { constant = { speed_km_h = 4.0 } }"));
}

}  // namespace

void validate_frontier(const Scenario& scenario, Problems& problems) {
  const FrontierSpec& frontier = scenario.frontier;
  const KeyPlaces& at = frontier.at;
  if (at.keys.empty()) return;  // no [frontier] at all: has been said
  if (frontier.crs.empty())
    problems.add(
        at.problem("crs", "\"\"", "an empty name", "write crs = \"local\" or as in crs = \"EPSG:32642\""));
  validate_extent(scenario, problems);
  if (frontier.centre) validate_place(*frontier.centre, scenario, at, "centre_lon_lat", problems);
  if (!frontier.line.empty()) {
    validate_place(frontier.line.front(), scenario, at, "line_lon_lat", problems);
    const Place& first = frontier.line.front();
    const bool one_place = std::all_of(frontier.line.begin(), frontier.line.end(),
                                       [&first](const Place& place) { return place.value == first.value; });
    if (one_place)
      problems.add(at.problem(first.kind == Place::Kind::xy ? "line_xy_km" : "line_lon_lat", "",
                              "all its vertices are the same place", "give the border's vertices"));
  }
}

void validate_crossers(const Scenario& scenario, Problems& problems) {
  double expected = 0.0;
  double probes = 0.0;
  for (const CrosserSpec& crosser : scenario.crossers) {
    const double number = sampled_per_period(crosser.attempts);
    (is_probes(crosser.attempts) ? probes : expected) += number;
    validate_arrivals(scenario, crosser, problems);
    validate_departure(scenario, crosser, problems);
    validate_distribution(crosser.departure_s, crosser.at, "departure_h", problems);
    validate_distribution(crosser.time_factor, crosser.at, "time_factor", problems);
    validate_distribution(crosser.wait_s, crosser.at, "wait_min", problems);
    validate_distribution(crosser.wait_at_line_s, crosser.at, "wait_at_line_min", problems);
    validate_origin(scenario, crosser, problems);
    if (const auto* points = std::get_if<PointsDestination>(&crosser.destination);
        points != nullptr && !points->points.empty())
      validate_place(points->points.front(), scenario, crosser.at, "destination", problems);
    validate_route(crosser, problems);
    validate_decisions(scenario, crosser, problems);
    validate_rare_leaks(crosser, problems);
  }
  if (scenario.crossers.empty()) return;
  const KeyPlaces& first = scenario.crossers.front().at;
  if (expected <= 0.0 && probes > 0.0)
    problems.add(first.problem("attempts", "",
                               "no class makes attempts but probes, which the summary leaves out",
                               "give a class ordinary attempts, as in { poisson = 10.0 }"));
  else if (expected <= 0.0)
    problems.add(first.problem("attempts", "", "no class makes any attempts",
                               "give one of them a number greater than 0"));
  expected += probes;
  if (expected * static_cast<double>(scenario.sampling.replications) > most_attempts)
    problems.add(first.problem("attempts", "",
                               "the whole run would have " +
                                   plain(expected * static_cast<double>(scenario.sampling.replications)) +
                                   " attempts, the most are " + shortest(most_attempts),
                               "lower attempts or sampling.replications"));
}

void validate_assets(const Scenario& scenario, Problems& problems) {
  for (const PostSpec& post : scenario.posts)
    validate_place(post.position, scenario, post.at, "position_lon_lat", problems);
  for (const PatrolSpec& patrol : scenario.patrols) validate_patrol(scenario, patrol, problems);
  for (const DroneSpec& drone : scenario.drones) validate_drone(scenario, drone, problems);
  for (const TeamSpec& team : scenario.teams) {
    validate_place(team.base, scenario, team.at, "base_lon_lat", problems);
    if (team.response_time_s)
      validate_distribution(*team.response_time_s, team.at, "response_time_min", problems);
    validate_distribution(team.ready_s, team.at, "ready_min", problems);
    validate_distribution(team.handling_s, team.at, "handling_min", problems);
  }
}

}  // namespace panj
