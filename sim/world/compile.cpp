#include "world/compile.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "world/alarm_places.h"
#include "world/compile_assets.h"
#include "world/compile_crossers.h"
#include "world/compile_ground.h"
#include "world/places.h"

namespace panj {

namespace {

/// Straight tracks over level ground that nothing masks or maps need no cells: they stay one exact leg.
bool needs_cells(const Scenario& scenario) {
  const bool level = std::holds_alternative<FlatSurface>(scenario.frontier.elevation);
  const bool straight = std::all_of(
      scenario.crossers.begin(), scenario.crossers.end(),
      [](const CrosserSpec& crosser) { return std::holds_alternative<StraightRoute>(crosser.route); });
  const bool masked = std::any_of(scenario.sensors.begin(), scenario.sensors.end(),
                                  [](const SensorSpec& sensor) { return sensor.line_of_sight; });
  const bool travel = std::any_of(scenario.teams.begin(), scenario.teams.end(),
                                  [](const TeamSpec& team) { return team.movement.has_value(); });
  const bool pursuit = std::any_of(scenario.patrols.begin(), scenario.patrols.end(),
                                   [](const PatrolSpec& patrol) { return patrol.pursues; });
  return !level || !straight || masked || travel || pursuit || scenario.output.maps;
}

void compile_coverage(World& world, int threads) {
  for (CrosserPlan& crosser : world.crossers) {
    const auto same = std::find_if(
        world.coverage.begin(), world.coverage.end(),
        [&crosser](const Coverage& layer) { return layer.target_height_m == crosser.target_height_m; });
    crosser.sight_layer = static_cast<std::size_t>(same - world.coverage.begin());
    if (same != world.coverage.end()) continue;
    world.coverage.push_back(cover({world.grid, world.elevation_m, world.scenario.frontier.sight},
                                   world.assets, world.posts, world.patrols, crosser.target_height_m,
                                   threads));
  }
}

/// Tables of the resolved scenario that determine the attempts, as they stand there; input files by name
/// alone.
std::string attempts_text(const Scenario& scenario, const std::vector<std::string>& inputs) {
  std::istringstream lines(scenario.resolved_text);
  std::string text;
  std::string table;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) table = line;
    const bool ground_or_crosser = table.starts_with("[frontier]") || table.starts_with("[[crosser]]");
    const bool clock =
        table.starts_with("[scenario]") && (line.starts_with("seed") || line.starts_with("period_h"));
    if (ground_or_crosser || clock) text += line + '\n';
  }
  for (const std::string& input : inputs) {
    for (std::size_t at = text.find(input); at != std::string::npos; at = text.find(input)) {
      text.replace(at, input.size(), std::filesystem::path(input).filename().string());
      if (std::filesystem::path(input).filename().string() == input) break;
    }
  }
  return text;
}

}  // namespace

World compile(Scenario scenario, int threads, Problems& problems) {
  World world;
  world.scenario = std::move(scenario);
  world.tracks_need_cells = needs_cells(world.scenario);
  const std::optional<Projection> projection = compile_ground(world, problems);
  if (!projection) return world;

  const Places places(*projection, world.grid, problems);
  compile_assets(world, places, problems);
  compile_crossers(world, places, problems);
  if (!problems.empty()) return world;
  if (world.tracks_need_cells) compile_coverage(world, threads);
  place_alarms(world);
  plan_pursuits(world);
  world.attempts_text = attempts_text(world.scenario, world.inputs);
  return world;
}

}  // namespace panj
