#include <algorithm>
#include <limits>

#include "base/units.h"
#include "results/call_groups.h"
#include "results/estimate_columns.h"
#include "results/missing.h"
#include "results/result_groups.h"
#include "scenario/arrivals.h"
#include "world/effort.h"

// Shares of attempts: by configuration alone, along one axis, and paired.
namespace panj {

namespace {

/// Which share table's bins go into a group, and along which dimension.
struct Axis {
  const ShareTable* table = nullptr;
  std::string dimension;  ///< "": the table has one bin, which bears no dimension
  std::size_t bins = 1;
  bool by_planned_way = false;        ///< whose bins an attempt may stand in may depend on the configuration
  const Tally* of_classes = nullptr;  ///< bins are classes, of which some may be weighted
};

void write_shares(Hdf5Group& group, const Axis& axis, double confidence) {
  std::vector<std::string> dimensions{"configuration"};
  if (!axis.dimension.empty()) dimensions.push_back(axis.dimension);
  for (std::size_t m = 0; m < measure_count; ++m) {
    EstimateColumns columns;
    for (std::size_t c = 0; c < axis.table->configurations(); ++c)
      for (std::size_t bin = 0; bin < axis.bins; ++bin)
        columns.add(axis.of_classes != nullptr ? axis.of_classes->class_share(bin, c, m, confidence)
                                               : axis.table->estimate(bin, c, m, confidence));
    const std::string name(measures[m].name);
    columns.write(group, {name, name, std::string(measures[m].long_name), dimensions, confidence});
  }

  std::vector<std::int64_t> attempts;
  const std::size_t rows = axis.by_planned_way ? axis.table->configurations() : 1;
  for (std::size_t c = 0; c < rows; ++c)
    for (std::size_t bin = 0; bin < axis.bins; ++bin) attempts.push_back(axis.table->attempts(bin, c));
  if (!axis.by_planned_way) dimensions.erase(dimensions.begin());
  group.write({"n_attempts", dimensions, "1",
               axis.by_planned_way ? "attempts" : "attempts, the same under every configuration"},
              attempts);
}

/// By configuration: what conditional Monte Carlo gains over counting.
std::vector<double> detection_variance_ratios(const RunResult& result) {
  const ShareTable& shares = result.tally.summary.shares;
  const std::size_t by_counts = find_measure("p_detect");
  const std::size_t conditional = find_measure("p_detect_conditional");
  std::vector<double> ratios;
  for (std::size_t c = 0; c < shares.configurations(); ++c)
    ratios.push_back(variance_ratio(shares.sums(0, c, by_counts), shares.sums(0, c, conditional)));
  return ratios;
}

/// What drawing the replications of a batch together gains, where they were.
void write_hypercube_gains(Hdf5Group& group, const Tally& tally) {
  for (std::size_t m = 0; m < measure_count; ++m) {
    const std::vector<double> gains = tally.hypercube_gains(m);
    if (gains.empty()) return;
    group.write({std::string(measures[m].name) + "_hypercube_gain",
                 {"configuration"},
                 "1",
                 std::string(measures[m].long_name) +
                     ": variance if replications had been drawn one by one, over that of Latin hypercubes"},
                gains);
  }
}

/// A group with the dimensions that all shares have.
Hdf5Group begin_shares(Hdf5Group& root, const World& world, const std::string& name) {
  Hdf5Group group = root.make_group(name);
  write_configurations(group, world);
  write_bound(group);
  return group;
}

}  // namespace

void write_summary(Hdf5Group& root, const World& world, const RunResult& result) {
  Hdf5Group group = begin_shares(root, world, "summary");
  std::string names;
  for (const Measure& measure : measures) names += (names.empty() ? "" : " ") + std::string(measure.name);
  group.set_attribute("measures", names);
  group.set_attribute("confidence_level", world.scenario.sampling.confidence);
  std::vector<std::string> titles;
  for (const ConfigurationSpec& spec : world.scenario.configurations) titles.push_back(spec.title);
  titles.resize(world.configurations.size());
  group.write({"configuration_title", {"configuration"}, "1", "title of the configuration"}, titles);
  write_shares(group, {&result.tally.summary.shares, "", 1}, world.scenario.sampling.confidence);
  group.write(
      {"detection_variance_ratio",
       {"configuration"},
       "1",
       "variance of p_detect over that of p_detect_conditional: how many times more attempts counting "
       "takes for the same interval; missing where the latter is 0"},
      detection_variance_ratios(result));
  write_hypercube_gains(group, result.tally);
  std::vector<double> effort;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    effort.push_back(effort_of(world, c).value_or(std::numeric_limits<double>::quiet_NaN()));
  group.write({"effort",
               {"configuration"},
               "h day-1",
               "person-hours a day that its assets and teams take, missing where one of them does not say"},
              effort);
  group.write({"n_replications", {}, "1", "replications"},
              std::vector<std::int64_t>{result.tally.summary.shares.replications()});
  group.write(
      {"n_unfinished", {"configuration"}, "1", "attempts that were cut off by their longest duration"},
      result.tally.unfinished);
  write_call_totals(group, world, result);
}

void write_segments(Hdf5Group& root, const World& world, const RunResult& result) {
  const Frontier& frontier = world.frontier;
  const auto bins = static_cast<std::size_t>(frontier.segments);
  if (bins == 0) return;
  Hdf5Group group = begin_shares(root, world, "segments");
  write_segment_axis(group, frontier);
  write_shares(group, {&result.tally.segments, "chainage", bins, true}, world.scenario.sampling.confidence);
}

void write_hours(Hdf5Group& root, const World& world, const RunResult& result) {
  const std::size_t bins = result.tally.hours.bins();
  if (bins == 0) return;
  std::vector<std::int32_t> hours;
  for (std::size_t i = 0; i < bins; ++i) hours.push_back(static_cast<std::int32_t>(i));
  Hdf5Group group = begin_shares(root, world, "hours");
  group.coordinate({"hour", {}, "h", "beginning of the hour, since the period's start"}, hours);
  write_shares(group, {&result.tally.hours, "hour", bins, true}, world.scenario.sampling.confidence);
}

void write_classes(Hdf5Group& root, const World& world, const RunResult& result) {
  if (world.crossers.empty()) return;
  std::vector<std::string> names;
  std::vector<double> theta_s;
  std::vector<double> mean_excess;
  std::vector<double> per_period;
  std::vector<std::int8_t> probes;
  for (const CrosserPlan& crosser : world.crossers) {
    const bool is_logit = crosser.route.kind == RouteField::Kind::logit;
    names.push_back(crosser.name);
    theta_s.push_back(is_logit ? crosser.route.theta_s : missing);
    mean_excess.push_back(is_logit ? crosser.route.mean_excess : missing);
    per_period.push_back(honest_per_period(crosser.attempts));
    probes.push_back(is_probe(crosser) ? 1 : 0);
  }
  Hdf5Group group = begin_shares(root, world, "classes");
  group.coordinate({"crosser", {}, "1", "crosser class"}, names);
  write_shares(group, {&result.tally.crossers, "crosser", names.size(), false, &result.tally},
               world.scenario.sampling.confidence);
  group.write({"n_persons", {"crosser"}, "1", "persons in all attempts"}, result.tally.persons);
  group.write({"n_unfinished",
               {"configuration", "crosser"},
               "1",
               "attempts that were cut off by their longest duration"},
              result.tally.unfinished_by_class);
  group.write({"attempts_per_period", {"crosser"}, "1", "attempts that a period is expected to see"},
              per_period);
  group.write({"probes",
               {"crosser"},
               "1",
               "whether the attempts are probes, which only this group counts",
               {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "ordinary probes"}}},
              probes);
  group.write({"route_theta", {"crosser"}, "s", "theta of logit routes, missing for other routes"}, theta_s);
  group.write({"route_mean_excess",
               {"crosser"},
               "1",
               "mean time of logit routes over the least time, less 1, missing for other routes"},
              mean_excess);
}

void write_draws(Hdf5Group& root, const World& world, const RunResult& result) {
  const DrawTable& draws = result.tally.draws;
  if (draws.empty()) return;
  std::vector<std::int32_t> numbers;
  std::vector<std::string> crossers;
  std::vector<std::int32_t> draw;
  for (std::size_t k = 0; k < world.crossers.size(); ++k) {
    for (std::size_t i = 0; i < draws.views(k); ++i) {
      numbers.push_back(static_cast<std::int32_t>(numbers.size()));
      crossers.push_back(world.crossers[k].name);
      draw.push_back(static_cast<std::int32_t>(i));
    }
  }
  Hdf5Group group = begin_shares(root, world, "draws");
  group.coordinate({"view", {}, "1", "number of a view of the ground, over all classes"}, numbers);
  group.write({"view_crosser", {"view"}, "1", "class whose attempts have it"}, crossers);
  group.write({"draw", {"view"}, "1", "which view of its class it is, from 0"}, draw);
  write_shares(group, {&draws.shares, "view", numbers.size()}, world.scenario.sampling.confidence);
}

void write_paired(Hdf5Group& root, const World& world, const RunResult& result) {
  const double confidence = world.scenario.sampling.confidence;
  const std::size_t configurations = world.configurations.size();
  const PairedDifference with_itself{{missing, missing, missing, missing, IntervalMethod::none}, missing};
  Hdf5Group group = root.make_group("paired");
  write_configurations(group, world, "configuration_a");
  write_configurations(group, world, "configuration_b");
  write_bound(group);
  const std::vector<std::string> dimensions{"configuration_a", "configuration_b"};
  for (std::size_t m = 0; m < measure_count; ++m) {
    EstimateColumns columns;
    std::vector<double> ratios;
    for (std::size_t a = 0; a < configurations; ++a)
      for (std::size_t b = 0; b < configurations; ++b) {
        const PairedDifference pair =
            a == b ? with_itself : paired(result.tally.summary, a, b, m, confidence);
        columns.add(pair.difference);
        ratios.push_back(pair.variance_ratio);
      }
    const std::string name(measures[m].name);
    const std::string long_name = std::string(measures[m].long_name) + ", a less b";
    columns.write(group, {name + "_difference", name, long_name, dimensions, confidence});
    group.write({name + "_variance_ratio", dimensions, "1",
                 long_name + ": variance if a and b had been sampled apart, over the paired one"},
                ratios);
  }
  write_period_differences(group, world, result);
}

}  // namespace panj
