#include <limits>

#include "results/estimate_columns.h"
#include "results/result_groups.h"

// Shares with control variates, beside the plain ones of /summary and /paired.
namespace panj {

namespace {

/// Estimates and their gains over some dimensions.
struct ControlledColumns {
  EstimateColumns estimates;
  std::vector<double> gains;
  std::vector<double> of_way;
  std::vector<double> of_origin;

  void add(const ControlledEstimate& controlled) {
    estimates.add(controlled.estimate);
    gains.push_back(controlled.gain);
    of_way.push_back(controlled.coefficients[0]);
    of_origin.push_back(controlled.coefficients[1]);
  }
  void write(Hdf5Group& group, const EstimateColumns::Naming& naming) const {
    estimates.write(group, naming);
    group.write({naming.name + "_gain", naming.dimensions, "1",
                 naming.long_name + ": variance of the plain estimate over that of this one"},
                gains);
  }
};

void write_controlled_shares(Hdf5Group& group, const World& world, const Tally& tally, std::size_t measure) {
  const double confidence = world.scenario.sampling.confidence;
  const std::string name(measures[measure].name);
  const std::string long_name = std::string(measures[measure].long_name) + ", with control variates";
  ControlledColumns columns;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    columns.add(tally.control.share(tally.summary, c, measure, confidence));
  columns.write(group, {name, name, long_name, {"configuration"}, confidence});
  group.write({name + "_coefficient",
               {"configuration"},
               "1",
               long_name + ": coefficient of the control of ways, mean over the folds"},
              columns.of_way);
  group.write({name + "_origin_coefficient",
               {"configuration"},
               "1",
               long_name + ": coefficient of the control of origins, mean over the folds"},
              columns.of_origin);
}

void write_differences(Hdf5Group& group, const World& world, const Tally& tally, std::size_t measure) {
  const double confidence = world.scenario.sampling.confidence;
  const ControlledEstimate with_itself{no_estimate(), std::numeric_limits<double>::quiet_NaN(),
                                       Eigen::VectorXd::Zero(2)};
  ControlledColumns columns;
  for (std::size_t a = 0; a < world.configurations.size(); ++a)
    for (std::size_t b = 0; b < world.configurations.size(); ++b)
      columns.add(a == b ? with_itself : tally.control.difference(tally.summary, a, b, measure, confidence));
  const std::string name = std::string(measures[measure].name) + "_difference";
  columns.write(group, {name,
                        name,
                        std::string(measures[measure].long_name) + ", a less b, with control variates",
                        {"configuration_a", "configuration_b"},
                        confidence});
}

}  // namespace

void write_controlled(Hdf5Group& root, const World& world, const RunResult& result) {
  const Tally& tally = result.tally;
  if (tally.control.empty()) return;
  const double confidence = world.scenario.sampling.confidence;
  Hdf5Group group = root.make_group("controlled");
  write_configurations(group, world);
  write_configurations(group, world, "configuration_a");
  write_configurations(group, world, "configuration_b");
  write_bound(group);
  std::string names;
  for (const Measure& measure : measures) names += (names.empty() ? "" : " ") + std::string(measure.name);
  group.set_attribute("measures", names);
  group.set_attribute("confidence_level", confidence);
  for (std::size_t m = 0; m < measure_count; ++m) {
    write_controlled_shares(group, world, tally, m);
    write_differences(group, world, tally, m);
  }
  const auto write_mean = [&](std::size_t which, const std::string& name, const std::string& text) {
    EstimateColumns means;
    for (std::size_t c = 0; c < world.configurations.size(); ++c)
      means.add(tally.control.mean_control(tally.summary, c, which, confidence));
    means.write(group, {name, name, text, {"configuration"}, confidence});
  };
  write_mean(0, "mean_way", "mean over attempts of the control of ways, 0 but for chance");
  write_mean(1, "mean_origin", "mean over attempts of the control of origins, 0 but for chance");
}

}  // namespace panj
