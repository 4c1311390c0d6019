#include <algorithm>
#include <cmath>
#include <set>

#include "scenario/spelling.h"
#include "scenario/toml_document.h"
#include "scenario/unit.h"
#include "scenario/validate.h"

// Faults of land cover, obstacles and vehicles.
namespace panj {

namespace {

void validate_land_cover(const FrontierSpec& frontier, Problems& problems) {
  if (!frontier.land_cover) return;
  const LandCoverSpec& cover = *frontier.land_cover;
  const auto report = [&](std::string reason, std::string remedy) {
    problems.add(frontier.at.problem("land_cover", "", std::move(reason), std::move(remedy)));
  };
  if (cover.classes.size() != cover.friction.size())
    report(std::to_string(cover.classes.size()) + " classes and " + std::to_string(cover.friction.size()) +
               " frictions",
           "give one friction for each class");
  std::set<double> seen;
  for (const std::vector<double>* list : {&cover.classes, &cover.closed}) {
    for (const double number : *list) {
      if (number != std::floor(number))
        report("class " + shortest(number) + " is not a whole number", "give the number of a class");
      else if (!seen.insert(number).second)
        report("class " + shortest(number) + " stands in it twice", "take one of them out");
    }
  }
}

std::string class_meant(const std::string& name, const std::vector<std::string>& known,
                        const Problems& problems) {
  const std::string near = problems.size() < enough_problems ? nearest(name, known) : "";
  return near.empty() ? "give the name of a [[crosser]]" : "did you mean " + in_quotes(near) + "?";
}

bool holds(const ObstacleSpec& obstacle, const CrosserSpec& crosser) {
  const std::vector<std::string>& names = obstacle.crossers;
  return names.empty() || std::find(names.begin(), names.end(), crosser.name) != names.end();
}

/// Lines are crossed at a point, areas over a length.
void validate_delay(const ObstacleSpec& obstacle, Problems& problems) {
  const KeyPlaces& at = obstacle.at;
  if (obstacle.delay_s) validate_distribution(*obstacle.delay_s, at, "delay_min", problems);
  if (obstacle.delay_s_per_m)
    validate_distribution(*obstacle.delay_s_per_m, at, "delay_min_per_km", problems);
  if (obstacle.delay_s && obstacle.is_area())
    problems.add(at.problem("delay_min", "", "an area holds up by the way over it",
                            "give delay_min_per_km, or a line"));
  if (obstacle.delay_s_per_m && !obstacle.is_area())
    problems.add(
        at.problem("delay_min_per_km", "", "a line has no way over it", "give delay_min, or an area"));
}

void validate_obstacle(const Scenario& scenario, const ObstacleSpec& obstacle, Problems& problems) {
  const KeyPlaces& at = obstacle.at;
  if (at.keys.contains("border") && !obstacle.border)
    problems.add(at.problem("border", "false", "then it has no line", "write true, or give its line"));
  if (at.keys.contains("closed") && !obstacle.closed)
    problems.add(at.problem("closed", "false", "then nothing says how long crossing it takes",
                            "give delay_min (of an area delay_min_per_km) instead"));
  validate_delay(obstacle, problems);
  if (!obstacle.line.empty()) validate_place(obstacle.line.front(), scenario, at, "line_lon_lat", problems);
  if (!obstacle.area.empty()) validate_place(obstacle.area.front(), scenario, at, "area_lon_lat", problems);
  if (!obstacle.gaps.empty()) validate_place(obstacle.gaps.front(), scenario, at, "gaps_lon_lat", problems);
  if (at.keys.contains("gap_width_m") && obstacle.gaps.empty())
    problems.add(at.problem("gap_width_m", "", "it has no gaps", "add gaps_xy_km or gaps_lon_lat"));

  std::vector<std::string> known;
  for (const CrosserSpec& crosser : scenario.crossers) known.push_back(crosser.name);
  for (const std::string& name : obstacle.crossers) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      problems.add(at.problem("crossers", in_quotes(name), "no crosser of this name",
                              class_meant(name, known, problems)));
  }
  if (!obstacle.closed) return;
  for (const CrosserSpec& crosser : scenario.crossers) {
    if (!std::holds_alternative<StraightRoute>(crosser.route) || !holds(obstacle, crosser)) continue;
    problems.add(at.problem(
        "closed", "true",
        "class " + in_quotes(crosser.name) + " goes straight on and looks for no way round what is closed",
        "give a delay, or list in crossers the classes that it holds for"));
  }
}

void validate_movement(const MovementLaw& law, const KeyPlaces& at, Problems& problems) {
  if (law.kind != MovementLaw::Kind::vehicle) return;
  const std::vector<double>& slopes = law.by_slope.slope_deg;
  const std::vector<double>& speeds = law.by_slope.speed_m_s;
  const auto report = [&](std::string reason, std::string remedy) {
    problems.add(at.problem("movement", "", std::move(reason), std::move(remedy)));
  };
  if (slopes.size() != speeds.size())
    return report(std::to_string(slopes.size()) + " slopes and " + std::to_string(speeds.size()) + " speeds",
                  "give one speed for each slope");
  if (slopes.empty()) return;  // missing: has been said
  if (std::adjacent_find(slopes.begin(), slopes.end(), std::greater_equal<>{}) != slopes.end())
    report("slope_deg does not increase from each to the next", "put the slopes in order, each once");
  if (*std::max_element(speeds.begin(), speeds.end()) <= 0.0)
    report("all its speeds are 0", "give one of them a speed");
  if (law.off_road_factor && law.roads_path.empty())
    report("off_road_factor says nothing without roads", "add roads, or leave it out");
}

}  // namespace

void validate_ground(const Scenario& scenario, Problems& problems) {
  validate_land_cover(scenario.frontier, problems);
  if (scenario.obstacles.size() > most_obstacles)
    problems.add(scenario.obstacles[most_obstacles].at.problem(
        "", "",
        "a scenario holds " + std::to_string(most_obstacles) + " obstacles at the most, this one has " +
            std::to_string(scenario.obstacles.size()),
        "put the lines (or areas) that are crossed alike into one file"));
  for (const ObstacleSpec& obstacle : scenario.obstacles) validate_obstacle(scenario, obstacle, problems);
  for (const CrosserSpec& crosser : scenario.crossers)
    validate_movement(crosser.movement, crosser.at, problems);
  for (const PatrolSpec& patrol : scenario.patrols) validate_movement(patrol.movement, patrol.at, problems);
  for (const TeamSpec& team : scenario.teams) {
    if (team.movement) validate_movement(*team.movement, team.at, problems);
  }
}

}  // namespace panj
