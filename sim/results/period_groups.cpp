#include "results/estimate_columns.h"
#include "results/result_groups.h"

// What a period sees: means over replications.
namespace panj {

void write_periods(Hdf5Group& root, const World& world, const RunResult& result) {
  const double confidence = world.scenario.sampling.confidence;
  const PeriodTable& periods = result.tally.periods;
  Hdf5Group group = root.make_group("periods");
  write_configurations(group, world);
  write_bound(group);
  std::string names;
  for (const PeriodMeasure& measure : period_measures)
    names += (names.empty() ? "" : " ") + std::string(measure.name);
  group.set_attribute("measures", names);
  group.set_attribute("confidence_level", confidence);
  for (std::size_t m = 0; m < period_measure_count; ++m) {
    EstimateColumns columns;
    for (std::size_t c = 0; c < world.configurations.size(); ++c)
      columns.add(periods.estimate(c, m, confidence));
    const std::string name(period_measures[m].name);
    columns.write(group,
                  {name, name, std::string(period_measures[m].long_name), {"configuration"}, confidence});
  }
  group.write({"n_periods", {}, "1", "periods: replications"},
              std::vector<std::int64_t>{periods.replications()});
}

void write_period_differences(Hdf5Group& paired, const World& world, const RunResult& result) {
  const double confidence = world.scenario.sampling.confidence;
  const std::size_t configurations = world.configurations.size();
  for (std::size_t m = 0; m < period_measure_count; ++m) {
    EstimateColumns columns;
    for (std::size_t a = 0; a < configurations; ++a)
      for (std::size_t b = 0; b < configurations; ++b)
        columns.add(a == b ? no_estimate() : result.tally.periods.difference(a, b, m, confidence));
    const std::string name(period_measures[m].name);
    columns.write(paired, {name + "_difference",
                           name,
                           std::string(period_measures[m].long_name) + ", a less b",
                           {"configuration_a", "configuration_b"},
                           confidence});
  }
}

}  // namespace panj
