#include "world/compile_assets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenario/validate.h"
#include "terrain/least_time.h"
#include "terrain/line_of_sight.h"
#include "world/drone_plan.h"
#include "world/going.h"
#include "world/sensor_hazard.h"

namespace panj {

namespace {

/// Which configurations hold each asset and team, by name.
std::map<std::string, ConfigurationMask> holders(const Scenario& scenario) {
  std::map<std::string, ConfigurationMask> held;
  for (std::size_t c = 0; c < scenario.configurations.size(); ++c) {
    for (const std::string& name : assets_of(scenario, scenario.configurations[c])) {
      held[name] |= ConfigurationMask{1} << c;
    }
  }
  return held;
}

const SensorSpec& sensor_of(const Scenario& scenario, const std::string& name) {
  return *std::find_if(scenario.sensors.begin(), scenario.sensors.end(),
                       [&name](const SensorSpec& sensor) { return sensor.name == name; });
}

std::string_view name_of(Asset::Kind kind) {
  switch (kind) {
    case Asset::Kind::post:
      return "post";
    case Asset::Kind::patrol:
      return "patrol";
    case Asset::Kind::drone:
      return "drone";
    case Asset::Kind::line:
      return "line_sensor";
  }
  return {};
}

/// \param parts teams, of which the effort states one.
std::optional<double> person_hours_a_day(const EffortSpec& effort, std::int32_t parts) {
  if (!effort.people) return std::nullopt;
  return *effort.people * effort.hours_a_day * parts;
}

/// What posts, patrols and drones have in common.
template <class Spec>
Asset asset_of(const Spec& spec, Asset::Kind kind, std::size_t plan, const Scenario& scenario,
               ConfigurationMask held_by) {
  const SensorSpec& sensor = sensor_of(scenario, spec.sensor);
  Asset asset;
  asset.name = spec.name;
  asset.kind = kind;
  asset.plan = plan;
  asset.held_by = held_by;
  asset.key = entity_key(scenario.seed, name_of(kind), spec.name);
  asset.law = spec.range_m ? with_range(sensor.law, *spec.range_m) : sensor.law;
  asset.range_m = range_of(asset.law) * largest_range_factor(scenario, sensor);
  asset.eye_height_m = spec.height_m.value_or(sensor.height_m);
  asset.line_of_sight = sensor.line_of_sight;
  if constexpr (requires { spec.nuisance_per_s; }) {  // what flies has no nuisance alarms
    asset.nuisance_per_s = spec.nuisance_per_s;
    asset.nuisance_by_weather = nuisance_by_weather(scenario, sensor);
  }
  asset.person_hours_a_day = person_hours_a_day(spec.effort, 1);
  return asset;
}

Asset line_asset_of(const LineSensorSpec& spec, std::size_t plan, const Scenario& scenario,
                    ConfigurationMask held_by) {
  Asset asset;
  asset.name = spec.name;
  asset.kind = Asset::Kind::line;
  asset.plan = plan;
  asset.held_by = held_by;
  asset.key = entity_key(scenario.seed, name_of(asset.kind), spec.name);
  asset.law = sensor_of(scenario, spec.sensor).law;
  asset.line_of_sight = false;
  asset.nuisance_per_s = spec.nuisance_per_s;
  asset.nuisance_by_weather = nuisance_by_weather(scenario, sensor_of(scenario, spec.sensor));
  asset.person_hours_a_day = person_hours_a_day(spec.effort, 1);
  return asset;
}

LinePlan plan_line(const LineSensorSpec& spec, const Places& places) {
  LinePlan plan;
  if (spec.vertices.empty()) return plan;
  plan.vertices_m =
      places.all_on_map(spec.vertices, spec.at, Places::key_of(spec.vertices.front(), "vertices"));
  for (const Point& vertex : plan.vertices_m) plan.reach.extend(vertex);
  return plan;
}

/// Conditions of the last asset, where anything changes what it sees.
void add_conditions(World& world, const std::string& sensor, const std::vector<TimeSpan>& shifts,
                    const std::optional<Outage>& outage) {
  const auto found = conditions_of(world.scenario, sensor_of(world.scenario, sensor), shifts, outage);
  if (!found) return;
  world.conditions.resize(world.assets.size());
  world.conditions.back() = *found;
  world.assets.back().conditioned = true;
}

TeamPlan plan_team(const TeamSpec& spec, const World& world, const Places& places, Problems& problems) {
  TeamPlan plan;
  plan.name = spec.name;
  plan.key = entity_key(world.scenario.seed, "team", spec.name);
  plan.number = spec.number;
  plan.response_time_s = spec.response_time_s;
  plan.ready_s = spec.ready_s;
  plan.handling_s = spec.handling_s;
  plan.shifts = spec.shifts;
  plan.person_hours_a_day = person_hours_a_day(spec.effort, spec.number);
  const std::string key = Places::key_of(spec.base, "base");
  const std::optional<Point> base = places.on_map(spec.base, spec.at, key);
  if (!base) return plan;
  plan.base_m = *base;
  if (!spec.movement) return plan;

  const Layer<std::uint8_t> inner = inner_ground(world.frontier);
  const Going going({world.grid, world.elevation_m, world.scenario.frontier.neighbourhood, &world.cover},
                    *spec.movement, inner, obstacles_of_patrols(world.scenario));
  const CellId cell = world.grid.at(*base);
  if (!going.is_open(cell)) {
    const ClosedGround why = going.why_closed(cell);
    problems.add(spec.at.problem(key, text_of(spec.base), "the base stands " + why.reason, why.remedy));
    return plan;
  }
  const Seed seed{cell, 0.0};
  plan.travel_s = least_time(going.ground(), {&seed, 1}, Heading::from_seeds).time_s;
  if (spec.way_back) plan.home_s = least_time(going.ground(), {&seed, 1}, Heading::to_seeds).time_s;
  return plan;
}

}  // namespace

void compile_assets(World& world, const Places& places, Problems& problems) {
  const Scenario& scenario = world.scenario;
  const std::map<std::string, ConfigurationMask> held = holders(scenario);
  const auto held_by = [&held](const std::string& name) {
    const auto found = held.find(name);
    return found == held.end() ? ConfigurationMask{0} : found->second;
  };
  for (const ConfigurationSpec& configuration : scenario.configurations) {
    world.configurations.push_back(configuration.name);
  }
  for (const PostSpec& spec : scenario.posts) {
    world.assets.push_back(
        asset_of(spec, Asset::Kind::post, world.posts.size(), scenario, held_by(spec.name)));
    const Asset& asset = world.assets.back();
    add_conditions(world, spec.sensor, spec.shifts, spec.outage);
    const auto at = places.on_map(spec.position, spec.at, Places::key_of(spec.position, "position"));
    world.posts.emplace_back();
    if (!at) continue;
    world.posts.back().eye_m = {at->x(), at->y(),
                                ground_height_m(world.grid, world.elevation_m, *at) + asset.eye_height_m};
  }
  const PatrolGround ground{world.grid,
                            world.elevation_m,
                            world.frontier,
                            scenario.frontier.neighbourhood,
                            world.tracks_need_cells || world.cover.varies(),
                            &world.cover,
                            obstacles_of_patrols(scenario)};
  for (const PatrolSpec& spec : scenario.patrols) {
    world.assets.push_back(
        asset_of(spec, Asset::Kind::patrol, world.patrols.size(), scenario, held_by(spec.name)));
    Asset& asset = world.assets.back();
    asset.person_hours_a_day = person_hours_a_day(spec.effort, spec.teams);
    world.patrols.push_back(plan_patrol(spec, asset.eye_height_m, asset.range_m, ground, places, problems));
    world.patrols.back().begin_s = -scenario.warm_up_s;
    add_conditions(world, spec.sensor, {}, spec.outage);  // its shifts are in its timetable
  }
  for (const DroneSpec& spec : scenario.drones) {
    world.assets.push_back(
        asset_of(spec, Asset::Kind::drone, world.patrols.size(), scenario, held_by(spec.name)));
    world.assets.back().altitude_m = spec.altitude_m;
    world.patrols.push_back(plan_drone(spec, world.assets.back(), ground, places, problems));
    world.patrols.back().begin_s = -scenario.warm_up_s;
    add_conditions(world, spec.sensor, {}, spec.outage);  // its shifts are in its timetable
  }
  for (const LineSensorSpec& spec : scenario.line_sensors) {
    world.assets.push_back(line_asset_of(spec, world.lines.size(), scenario, held_by(spec.name)));
    world.lines.push_back(plan_line(spec, places));
    add_conditions(world, spec.sensor, spec.shifts, spec.outage);
  }
  for (const TeamSpec& spec : scenario.teams) {
    world.teams.push_back(plan_team(spec, world, places, problems));
    world.teams.back().held_by = held_by(spec.name);
  }
}

}  // namespace panj
