#include "world/compile_assets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenario/validate.h"
#include "terrain/least_time.h"
#include "terrain/line_of_sight.h"
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
  asset.range_m = range_of(asset.law);
  asset.eye_height_m = spec.height_m.value_or(sensor.height_m);
  asset.line_of_sight = sensor.line_of_sight;
  if constexpr (requires { spec.nuisance_per_s; }) asset.nuisance_per_s = spec.nuisance_per_s;
  asset.person_hours_a_day = person_hours_a_day(spec.effort, 1);
  return asset;
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
  const Layer<std::uint8_t> open = open_cells(world.grid, world.elevation_m, &inner, *spec.movement);
  const CellId cell = world.grid.at(*base);
  if (open.data()[cell] == 0) {
    const ClosedGround why = why_closed(inner.data()[cell], *spec.movement);
    problems.add(spec.at.problem(key, text_of(spec.base), "the base stands " + why.reason, why.remedy));
    return plan;
  }
  const Ground ground{world.grid, &world.elevation_m, nullptr,
                      &open,      *spec.movement,     world.scenario.frontier.neighbourhood};
  const Seed seed{cell, 0.0};
  plan.travel_s = least_time(ground, {&seed, 1}, Heading::from_seeds).time_s;
  if (spec.way_back) plan.home_s = least_time(ground, {&seed, 1}, Heading::to_seeds).time_s;
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
    const auto at = places.on_map(spec.position, spec.at, Places::key_of(spec.position, "position"));
    world.posts.emplace_back();
    if (!at) continue;
    world.posts.back().eye_m = {at->x(), at->y(),
                                ground_height_m(world.grid, world.elevation_m, *at) + asset.eye_height_m};
  }
  const PatrolGround ground{world.grid, world.elevation_m, world.frontier, scenario.frontier.neighbourhood,
                            world.tracks_need_cells};
  for (const PatrolSpec& spec : scenario.patrols) {
    world.assets.push_back(
        asset_of(spec, Asset::Kind::patrol, world.patrols.size(), scenario, held_by(spec.name)));
    Asset& asset = world.assets.back();
    asset.person_hours_a_day = person_hours_a_day(spec.effort, spec.teams);
    world.patrols.push_back(plan_patrol(spec, asset.eye_height_m, asset.range_m, ground, places, problems));
  }
  for (const TeamSpec& spec : scenario.teams) {
    world.teams.push_back(plan_team(spec, world, places, problems));
    world.teams.back().held_by = held_by(spec.name);
  }
}

}  // namespace panj
