#include "base/units.h"
#include "results/call_groups.h"
#include "results/estimate_columns.h"
#include "results/missing.h"
#include "results/result_groups.h"

// What assets and teams contributed.
namespace panj {

namespace {

bool holds(ConfigurationMask mask, std::size_t configuration) {
  return ((mask >> configuration) & 1U) != 0;
}

/// Attempts that each configuration met.
std::int64_t attempts_of(const RunResult& result) {
  return result.tally.summary.shares.attempts(0);
}

}  // namespace

void write_assets(Hdf5Group& root, const World& world, const RunResult& result) {
  if (world.assets.empty()) return;
  std::vector<std::string> names;
  std::vector<std::int8_t> kinds;
  for (const Asset& asset : world.assets) {
    names.push_back(asset.name);
    kinds.push_back(static_cast<std::int8_t>(asset.kind));
  }
  std::vector<std::int8_t> held;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (const Asset& asset : world.assets) held.push_back(holds(asset.held_by, c) ? 1 : 0);
  Hdf5Group group = root.make_group("assets");
  write_configurations(group, world);
  write_bound(group);
  group.coordinate({"asset", {}, "1", "asset that carries a sensor"}, names);
  group.write({"kind",
               {"asset"},
               "1",
               "kind of the asset",
               {{"flag_values", std::vector<std::int8_t>{0, 1, 2, 3}},
                {"flag_meanings", "post patrol drone line_sensor"}}},
              kinds);
  const std::vector<std::string> dimensions{"configuration", "asset"};
  group.write({"held",
               dimensions,
               "1",
               "whether the configuration holds the asset",
               {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "absent held"}}},
              held);
  group.write({"first_detections", dimensions, "1", "attempts that the asset was the first to detect"},
              result.tally.first_detections);
  write_asset_values(group, world, result);
  write_asset_calls(group, world, result);
}

void write_teams(Hdf5Group& root, const World& world, const RunResult& result) {
  if (world.teams.empty()) return;
  std::vector<std::string> names;
  std::vector<std::int32_t> numbers;
  for (const TeamPlan& team : world.teams) {
    names.push_back(team.name);
    numbers.push_back(team.number);
  }
  std::vector<double> shares;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (std::size_t t = 0; t < world.teams.size(); ++t) {
      const std::size_t i = c * world.teams.size() + t;
      const bool is_held = holds(world.teams[t].held_by, c);
      shares.push_back(is_held ? share_of(result.tally.interceptions_by[i], attempts_of(result)) : missing);
    }
  Hdf5Group group = root.make_group("teams");
  write_configurations(group, world);
  group.coordinate({"team", {}, "1", "base of response teams"}, names);
  group.write({"number", {"team"}, "1", "teams at the base"}, numbers);
  const std::vector<std::string> dimensions{"configuration", "team"};
  group.write({"interceptions", dimensions, "1", "attempts intercepted from the base"},
              result.tally.interceptions_by);
  group.write({"interception_share", dimensions, "1",
               "share of all attempts intercepted from the base, missing where it is absent"},
              shares);
  write_team_calls(group, world, result);
}

}  // namespace panj
