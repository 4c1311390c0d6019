#include "world/compile.h"

#include <algorithm>

#include "base/huge_pages.h"
#include "base/units.h"
#include "terrain/companion_files.h"
#include "world/alarm_places.h"
#include "world/attempts_record.h"
#include "world/compile_assets.h"
#include "world/compile_crossers.h"
#include "world/compile_ground.h"
#include "world/compile_sites.h"
#include "world/ground_cover.h"
#include "world/places.h"
#include "world/rare_leaks.h"
#include "world/route_choice.h"
#include "world/swept_ways.h"

namespace panj {

namespace {

/// Straight tracks over level ground that nothing masks or maps need no cells: they stay one exact leg.
bool needs_cells(const Scenario& scenario) {
  const bool level = std::holds_alternative<FlatSurface>(scenario.frontier.elevation);
  const bool straight = std::all_of(
      scenario.crossers.begin(), scenario.crossers.end(),
      [](const CrosserSpec& crosser) { return std::holds_alternative<StraightRoute>(crosser.route); });
  const bool masked =
      std::any_of(scenario.sensors.begin(), scenario.sensors.end(), [](const SensorSpec& sensor) {
        return sensor.line_of_sight && !std::holds_alternative<TripLine>(sensor.law);
      });
  const bool travel = std::any_of(scenario.teams.begin(), scenario.teams.end(),
                                  [](const TeamSpec& team) { return team.movement.has_value(); });
  // Who stands at an obstacle, or before the border, does so in the middle of a straight way.
  const bool stops =
      !scenario.obstacles.empty() ||
      std::any_of(scenario.crossers.begin(), scenario.crossers.end(),
                  [](const CrosserSpec& crosser) { return mean(crosser.wait_at_line_s) > 0.0; });
  const bool by_cover = scenario.response.success_by_cover.has_value();
  const bool pursuit = std::any_of(scenario.patrols.begin(), scenario.patrols.end(),
                                   [](const PatrolSpec& patrol) { return patrol.pursues; });
  return !level || !straight || masked || travel || stops || by_cover || pursuit || scenario.output.maps;
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

void compile_line_cells(World& world) {
  std::vector<std::pair<CellId, LinePiece>> cells;
  for (std::size_t a = 0; a < world.assets.size(); ++a) {
    if (world.assets[a].kind != Asset::Kind::line) continue;
    add_line_cells(world.grid, static_cast<std::uint16_t>(a), world.lines[world.assets[a].plan], cells);
  }
  sort_line_cells(cells);
  world.line_cells = {world.grid.cells(), cells};
}

/// Paths of files, each once and followed by those that belong to it.
std::vector<std::string> with_companions(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths)
    for (std::string& file : companion_files(path))
      if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(std::move(file));
  return files;
}

/// Light from the beginning of the warm-up until everybody is gone.
void compile_light(World& world, const Projection& projection, Problems& problems) {
  const DaylightSpec& daylight = world.scenario.daylight;
  if (!daylight.stated()) return;
  constexpr double day_s = 24.0 * seconds_per_hour;
  SunClock clock;
  clock.start_days = days_since_2000(world.scenario.start) - *daylight.utc_offset_s / day_s;
  const Box extent = world.grid.extent();
  const auto middle = projection.to_lon_lat(0.5 * (extent.low + extent.high));
  if (daylight.lon_lat_deg.empty() && !middle) {
    problems.add(daylight.at.problem("lon_lat", "", "the middle of the ground has no longitude and latitude",
                                     "add lon_lat = [longitude, latitude]"));
    return;
  }
  clock.lon_deg = daylight.lon_lat_deg.empty() ? middle->x() : daylight.lon_lat_deg[0];
  clock.lat_deg = daylight.lon_lat_deg.empty() ? middle->y() : daylight.lon_lat_deg[1];
  // Distributions of departures may have long tails: light beyond a month after the period is as at its end.
  constexpr double month_s = 30.0 * day_s;
  double last_s = world.scenario.period_s;
  for (const CrosserPlan& crosser : world.crossers) {
    const bool by_hour = !crosser.hour_ends.empty();
    const double departs_s =
        by_hour ? world.scenario.period_s : quantile(crosser.departure_s, 1.0 - 0x1.0p-53);
    const double window_s = crosser.attempts.waves ? crosser.attempts.waves->window_s : 0.0;
    last_s = std::max(
        last_s, std::min(departs_s, world.scenario.period_s + month_s) + window_s + crosser.max_duration_s);
  }
  world.light = light_changes(clock, -world.scenario.warm_up_s, last_s);
}

/// Puts tables that every step of a walk reads somewhere into large pages: looking up small ones takes about
/// a third of a step.
void gather_tables(const World& world) {
  const auto gather = [](const auto& table) {
    gather_in_huge_pages(table.data(), table.size() * sizeof(table.front()));
  };
  const auto gather_field = [&gather](const RouteField& field) {
    gather(field.tree);
    gather(field.logit);
  };
  for (const CrosserPlan& crosser : world.crossers) {
    gather_field(crosser.route);
    for (const RouteSet& set : crosser.choices)
      for (const RouteField& field : set.draws) gather_field(field);
  }
}

LatinHypercube hypercube_of(const SamplingSpec& sampling) {
  return sampling.latin_hypercube ? LatinHypercube(sampling.batch) : LatinHypercube();
}

}  // namespace

World compile(Scenario scenario, int threads, Problems& problems) {
  World world;
  world.scenario = std::move(scenario);
  world.hypercube = hypercube_of(world.scenario.sampling);
  world.tracks_need_cells = needs_cells(world.scenario);
  const std::optional<Projection> projection = compile_ground(world, threads, problems);
  if (!projection) return world;

  const Places places(*projection, world.grid, problems);
  const std::size_t so_far = problems.size();
  world.cover = compile_cover(world.scenario, world.grid, world.frontier.line.vertices(), places,
                              world.inputs, problems);
  if (problems.size() > so_far) return world;
  compile_assets(world, places, problems);
  compile_sites(world, places, problems);
  const std::vector<RouteGround> grounds = compile_crossers(world, places, problems);
  compile_light(world, *projection, problems);
  if (!problems.empty()) return world;
  if (world.tracks_need_cells) compile_coverage(world, threads);
  if (world.tracks_need_cells && !world.lines.empty()) compile_line_cells(world);
  place_alarms(world);
  plan_pursuits(world);
  compile_choices(world, grounds, threads);
  compile_rare_leaks(world, threads);
  if (world.scenario.sampling.control_variates) sweep_ways(world, threads);
  compile_lookouts(world, threads);
  compile_cell_traits(world);
  if (world.scenario.output.line_every > 0) compile_watch_points(world, threads);
  AttemptsRecord attempts = attempts_record(world.scenario);
  world.attempts_text = std::move(attempts.text);
  world.attempt_inputs = with_companions(attempts.inputs);
  world.inputs = with_companions(world.inputs);
  gather_tables(world);
  return world;
}

}  // namespace panj
