#include <array>
#include <limits>

#include "base/units.h"
#include "results/call_groups.h"
#include "results/estimate_columns.h"
#include "results/result_groups.h"

// What assets and teams contributed, and when.
namespace panj {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

bool holds(ConfigurationMask mask, std::size_t configuration) {
  return ((mask >> configuration) & 1U) != 0;
}

double share_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? missing : static_cast<double>(part) / static_cast<double>(whole);
}

/// Attempts that each configuration met.
std::int64_t attempts_of(const RunResult& result) {
  return result.tally.summary.shares.attempts(0);
}

/// A distribution over attempts, one histogram a configuration, as a group shows it.
struct Distributed {
  std::string name;      ///< of the coordinate, and what the variables begin with
  std::string what;      ///< "time from departure to first detection"
  std::string happened;  ///< "detected"
  std::string units;
  double per_unit = 1.0;  ///< how many of the histogram's units make one of `units`
};

void write_histograms(Hdf5Group& group, const std::vector<Histogram>& histograms, const Distributed& what,
                      std::int64_t attempts) {
  const std::size_t bins = histograms.front().bins();
  std::vector<double> middles;
  std::vector<double> bounds;
  for (std::size_t i = 0; i < bins; ++i) {
    const double low = histograms.front().edge(i) / what.per_unit;
    const double high = histograms.front().edge(i + 1) / what.per_unit;
    middles.push_back(0.5 * (low + high));
    bounds.insert(bounds.end(), {low, high});
  }
  std::vector<std::int64_t> counts;
  std::vector<std::int64_t> below;
  std::vector<std::int64_t> above;
  std::vector<double> share_by;
  for (const Histogram& histogram : histograms) {
    std::int64_t so_far = histogram.below();
    for (const std::int64_t count : histogram.counts()) {
      so_far += count;
      counts.push_back(count);
      share_by.push_back(share_of(so_far, attempts));
    }
    below.push_back(histogram.below());
    above.push_back(histogram.above());
  }
  group.coordinate(
      {what.name, {}, what.units, "middle of a bin of " + what.what, {{"bounds", what.name + "_bounds"}}},
      middles);
  group.write({what.name + "_bounds", {what.name, "bound"}, what.units, "edges of the bin"}, bounds);
  group.write({what.name + "_count", {"configuration", what.name}, "1", "attempts " + what.happened}, counts);
  group.write({what.name + "_below", {"configuration"}, "1", "attempts below the first bin"}, below);
  group.write({what.name + "_above", {"configuration"}, "1", "attempts above the last bin"}, above);
  group.write({what.name + "_share_by",
               {"configuration", what.name},
               "1",
               "share of all attempts " + what.happened + " by the bin's upper edge"},
              share_by);
}

constexpr std::array quantile_levels{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};

void write_quantiles(Hdf5Group& group, const std::vector<Histogram>& histograms, const Distributed& what) {
  std::vector<double> quantiles;
  for (const Histogram& histogram : histograms)
    for (const double level : quantile_levels) quantiles.push_back(histogram.quantile(level) / what.per_unit);
  group.write({what.name + "_quantile",
               {"configuration", "quantile"},
               what.units,
               "quantile of " + what.what + ", among attempts " + what.happened},
              quantiles);
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
  std::vector<double> shares;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (std::size_t a = 0; a < world.assets.size(); ++a) {
      const bool is_held = holds(world.assets[a].held_by, c);
      const std::int64_t count = result.tally.first_detections[c * world.assets.size() + a];
      held.push_back(is_held ? 1 : 0);
      shares.push_back(is_held ? share_of(count, attempts_of(result)) : missing);
    }
  Hdf5Group group = root.make_group("assets");
  write_configurations(group, world);
  group.coordinate({"asset", {}, "1", "asset that carries a sensor"}, names);
  group.write({"kind",
               {"asset"},
               "1",
               "kind of the asset",
               {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "post patrol"}}},
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
  group.write({"first_detection_share", dimensions, "1",
               "share of all attempts that the asset was the first to detect, missing where it is absent"},
              shares);
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

void write_times(Hdf5Group& root, const World& world, const RunResult& result) {
  const Tally& tally = result.tally;
  const std::array<std::pair<const std::vector<Histogram>*, Distributed>, 3> all{{
      {&tally.detection_time,
       {"detection_time", "time from departure to first detection", "detected", "h", seconds_per_hour}},
      {&tally.interception_time,
       {"interception_time", "time from departure to interception", "intercepted", "h", seconds_per_hour}},
      {&tally.contact_depth,
       {"contact_depth", "signed distance to the border at contact, inwards", "intercepted", "km",
        metres_per_km}},
  }};
  Hdf5Group group = root.make_group("times");
  write_configurations(group, world);
  write_bound(group);
  group.coordinate<double>({"quantile", {}, "1", "share of the attempts that lie below"},
                           {quantile_levels.begin(), quantile_levels.end()});
  for (const auto& [histograms, what] : all) {
    write_histograms(group, *histograms, what, attempts_of(result));
    write_quantiles(group, *histograms, what);
  }
}

}  // namespace panj
