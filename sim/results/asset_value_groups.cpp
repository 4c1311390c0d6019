#include <array>

#include "results/estimate_columns.h"
#include "results/result_groups.h"

// What each asset is worth to detection: over all attempts, and by segment of the border.
namespace panj {

namespace {

struct NamedMeasure {
  AssetMeasure measure;
  std::string_view name;
  std::string_view long_name;
};
constexpr std::array conditional_values{
    NamedMeasure{AssetMeasure::value, "value",
                 "what the mean probability of detection would lose without the asset, routes and departures "
                 "being the same"},
    NamedMeasure{AssetMeasure::first_conditional, "first_detection_share_conditional",
                 "mean probability that the asset is the first to detect, given tracks and patrols"}};
constexpr NamedMeasure counted{AssetMeasure::first_counted, "first_detection_share",
                               "share of attempts that the asset was the first to detect"};

/// Estimates of one measure for every configuration, asset and bin, missing where an asset is not held.
EstimateColumns asset_columns(const World& world, const AssetTable& table, const ShareTable& attempts,
                              AssetMeasure measure) {
  EstimateColumns columns;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (std::size_t a = 0; a < world.assets.size(); ++a) {
      const bool held = (world.assets[a].held_by >> c & 1U) != 0;
      for (std::size_t bin = 0; bin < table.bins(); ++bin)
        columns.add(held ? table.estimate(attempts, bin, c, a, measure, world.scenario.sampling.confidence)
                         : no_estimate());
    }
  return columns;
}

void write(Hdf5Group& group, const World& world, const EstimateColumns& columns, const NamedMeasure& named,
           const std::vector<std::string>& dimensions) {
  columns.write(group, {std::string(named.name), std::string(named.name), std::string(named.long_name),
                        dimensions, world.scenario.sampling.confidence});
}

}  // namespace

void write_asset_values(Hdf5Group& assets, const World& world, const RunResult& result) {
  const std::vector<std::string> dimensions{"configuration", "asset"};
  const auto write_measure = [&](const NamedMeasure& named) {
    write(assets, world,
          asset_columns(world, result.tally.assets, result.tally.summary.shares, named.measure), named,
          dimensions);
  };
  write_measure(counted);
  if (!world.scenario.output.asset_values) return;
  for (const NamedMeasure& named : conditional_values) write_measure(named);
}

void write_asset_segments(Hdf5Group& root, const World& world, const RunResult& result) {
  const AssetTable& table = result.tally.assets_by_segment;
  if (table.empty()) return;
  std::vector<std::string> names;
  for (const Asset& asset : world.assets) names.push_back(asset.name);
  Hdf5Group group = root.make_group("asset_segments");
  write_configurations(group, world);
  write_bound(group);
  write_segment_axis(group, world.frontier);
  group.coordinate({"asset", {}, "1", "asset that carries a sensor"}, names);
  const std::vector<std::string> dimensions{"configuration", "asset", "chainage"};
  const auto write_measure = [&](const NamedMeasure& named) {
    write(group, world, asset_columns(world, table, result.tally.segments, named.measure), named, dimensions);
  };
  for (const NamedMeasure& named : conditional_values) write_measure(named);
  write_measure(counted);
}

}  // namespace panj
