#include "world/sensor_conditions.h"

#include <algorithm>

namespace panj {

namespace {

Factors factors_at(const std::vector<double>& range, const std::vector<double>& rate, std::size_t index) {
  return {range.empty() ? 1.0 : range[index], rate.empty() ? 1.0 : rate[index]};
}

std::vector<Factors> by_weather(const WeatherSpec& weather, const SensorSpec& sensor) {
  if (!sensor.weather) return {};
  std::vector<Factors> factors(weather.states.size());
  for (std::size_t i = 0; i < sensor.weather->states.size(); ++i) {
    const auto state = std::find(weather.states.begin(), weather.states.end(), sensor.weather->states[i]);
    factors[static_cast<std::size_t>(state - weather.states.begin())] =
        factors_at(sensor.weather->range, sensor.weather->rate, i);
  }
  return factors;
}

std::array<Factors, 3> by_light(const SensorSpec& sensor) {
  std::array<Factors, 3> factors;
  if (!sensor.light) return factors;
  for (std::size_t light = 0; light < factors.size(); ++light) {
    factors[light] = factors_at(sensor.light->range, sensor.light->rate, light);
  }
  return factors;
}

bool all_one(const auto& factors) {
  return std::all_of(factors.begin(), factors.end(), [](const Factors& one) { return one.are_one(); });
}

bool any_signature(const Scenario& scenario) {
  return std::any_of(scenario.crossers.begin(), scenario.crossers.end(), [](const CrosserSpec& crosser) {
    return !crosser.signature.factors.are_one() || crosser.signature.persons_exponent != 0.0;
  });
}

double largest_range(const auto& factors) {
  double largest = 0.0;
  for (const Factors& one : factors) largest = std::max(largest, one.range);
  return largest;
}

}  // namespace

double largest_range_factor(const Scenario& scenario, const SensorSpec& sensor) {
  double signature = 0.0;
  for (const CrosserSpec& crosser : scenario.crossers) {
    signature = std::max(signature, crosser.signature.factors.range);
  }
  const std::vector<Factors> weather = by_weather(scenario.weather, sensor);
  return (scenario.crossers.empty() ? 1.0 : signature) * (weather.empty() ? 1.0 : largest_range(weather)) *
         largest_range(by_light(sensor));
}

std::vector<double> nuisance_by_weather(const Scenario& scenario, const SensorSpec& sensor) {
  if (!sensor.weather || sensor.weather->nuisance.empty()) return {};
  const std::vector<std::string>& states = scenario.weather.states;
  std::vector<double> factors(states.size(), 1.0);
  for (std::size_t i = 0; i < sensor.weather->states.size(); ++i) {
    const auto state = std::find(states.begin(), states.end(), sensor.weather->states[i]);
    factors[static_cast<std::size_t>(state - states.begin())] = sensor.weather->nuisance[i];
  }
  return factors;
}

std::optional<SensorConditions> conditions_of(const Scenario& scenario, const SensorSpec& sensor,
                                              const std::vector<TimeSpan>& shifts,
                                              const std::optional<Outage>& outage) {
  SensorConditions conditions;
  conditions.by_weather = by_weather(scenario.weather, sensor);
  if (all_one(conditions.by_weather)) conditions.by_weather.clear();
  conditions.follows_visibility = scenario.weather.visibility.has_value() && sensor.follows_visibility;
  conditions.by_light = by_light(sensor);
  conditions.light_matters = !all_one(conditions.by_light);
  conditions.shifts = shifts;
  conditions.outage = outage;
  const bool looks = std::holds_alternative<Glimpse>(sensor.law);
  if (looks) conditions.glimpse_table = sensor.glimpse_table;
  const bool changes = !conditions.by_weather.empty() || conditions.follows_visibility ||
                       conditions.light_matters || !shifts.empty() || outage || looks ||
                       any_signature(scenario);
  return changes ? std::optional(conditions) : std::nullopt;
}

}  // namespace panj
