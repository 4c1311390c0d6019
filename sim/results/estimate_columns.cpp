#include "results/estimate_columns.h"

#include <array>

namespace panj {

namespace {

constexpr std::array interval_methods{
    IntervalMethod::none,   IntervalMethod::t_ratio, IntervalMethod::clopper_pearson,  IntervalMethod::wilson,
    IntervalMethod::t_mean, IntervalMethod::gamma,   IntervalMethod::order_statistics, IntervalMethod::score};

std::vector<std::pair<std::string, AttributeValue>> method_flags() {
  std::vector<std::int8_t> values;
  std::string meanings;
  for (const IntervalMethod method : interval_methods) {
    values.push_back(static_cast<std::int8_t>(method));
    meanings += (meanings.empty() ? "" : " ") + std::string(name_of(method));
  }
  return {{"flag_values", values}, {"flag_meanings", meanings}};
}

}  // namespace

void write_bound(Hdf5Group& group) {
  group.coordinate<std::string>({"bound", {}, "1", "end of an interval"}, {"low", "high"});
}

void write_configurations(Hdf5Group& group, const World& world, const std::string& name) {
  group.coordinate({name, {}, "1", "configuration"}, world.configurations);
}

void EstimateColumns::add(const Estimate& estimate) {
  values_.push_back(estimate.value);
  standard_errors_.push_back(estimate.standard_error);
  bounds_.push_back(estimate.low);
  bounds_.push_back(estimate.high);
  methods_.push_back(static_cast<std::int8_t>(estimate.method));
}

void EstimateColumns::write(Hdf5Group& group, const Naming& naming) const {
  const std::string& prefix = naming.prefix;
  std::vector<std::string> with_bound = naming.dimensions;
  with_bound.push_back("bound");
  const std::string ancillary =
      (naming.has_error ? prefix + "_stderr " : "") + prefix + "_ci " + prefix + "_method";
  const auto in_units = [&naming](std::vector<double> numbers) {
    for (double& number : numbers) number /= naming.per_unit;
    return numbers;
  };
  group.write(
      {naming.name, naming.dimensions, naming.units, naming.long_name, {{"ancillary_variables", ancillary}}},
      in_units(values_));
  if (naming.has_error)
    group.write({prefix + "_stderr", naming.dimensions, naming.units, naming.long_name + ": standard error"},
                in_units(standard_errors_));
  group.write(
      {prefix + "_ci",
       with_bound,
       naming.units,
       naming.long_name + ": interval",
       {{"confidence_level", naming.confidence}, {"method", "by element, see " + prefix + "_method"}}},
      in_units(bounds_));
  group.write({prefix + "_method", naming.dimensions, "1", naming.long_name + ": how the interval was made",
               method_flags()},
              methods_);
}

}  // namespace panj
