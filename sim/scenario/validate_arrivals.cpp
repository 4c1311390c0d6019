#include <algorithm>
#include <cmath>

#include "rng/whole_number.h"
#include "scenario/arrivals.h"
#include "scenario/unit.h"
#include "scenario/validate.h"

namespace panj {

namespace {

/// Most attempts of a class that one replication is expected to hold, warm-up and waves included.
constexpr double most_in_a_replication = 1e7;

void validate_whole(const Distribution& distribution, const KeyPlaces& at, std::string_view key,
                    std::string_view counted, Problems& problems) {
  validate_distribution(distribution, at, key, problems);
  if (gives_whole_numbers(distribution)) return;
  problems.add(at.problem(key, "",
                          "it gives numbers that are not whole, and a " + std::string(counted) + " is whole",
                          "state a whole number, whole ends of a uniform, a geometric distribution as in "
                          "{ geometric = { mean = 4.0 } }, or a table of whole values"));
}

void validate_number(const CrosserSpec& crosser, Problems& problems) {
  const AttemptsPerPeriod& attempts = crosser.attempts;
  if (attempts.number == std::floor(attempts.number)) return;
  if (attempts.kind == AttemptsPerPeriod::Kind::fixed) {
    const std::string mean = "{ poisson = " + shortest(attempts.number) + " }";
    problems.add(crosser.at.problem("attempts", "", "a fixed number of attempts is a whole number",
                                    "round it, or write " + mean + " for a mean"));
  }
  if (is_probes(attempts))
    problems.add(crosser.at.problem("attempts", "", "a number of probes is a whole number",
                                    "round it; what a period really sees is `per_period`"));
}

void validate_hours(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems) {
  const auto& hourly = crosser.attempts.hourly;
  if (hourly.empty()) return;
  const double hours = std::ceil(unit_h.from_si(scenario.period_s));
  if (static_cast<double>(hourly.size()) != hours)
    problems.add(
        crosser.at.problem("attempts", "",
                           std::to_string(hourly.size()) + " numbers by the hour for a period of " +
                               shortest(unit_h.from_si(scenario.period_s)) + " h",
                           "give " + shortest(hours) + ", one for each hour that the period begins"));
  if (crosser.at.keys.contains("departure_h"))
    problems.add(crosser.at.problem("departure_h", "", "the numbers by the hour say when attempts depart",
                                    "leave it out, or give the number of attempts without hours"));
}

void validate_amount(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems) {
  if (scenario.period_s <= 0.0) return;  // has been said
  const double periods =
      is_probes(crosser.attempts) ? 1.0 : 1.0 + std::ceil(scenario.warm_up_s / scenario.period_s);
  const double expected = sampled_per_period(crosser.attempts) * periods;
  if (expected <= most_in_a_replication) return;
  const bool warm_up = periods > 1.0;
  problems.add(crosser.at.problem(
      "attempts", "",
      "a replication" + std::string(warm_up ? " with its warm-up" : "") + " would have " +
          shortest(to_12_digits(expected)) + " of them, the most are " + shortest(most_in_a_replication),
      warm_up ? "lower attempts, or shorten scenario.warm_up_h" : "lower attempts"));
}

}  // namespace

double sampled_per_period(const AttemptsPerPeriod& attempts) {
  return attempts.number * (attempts.waves ? mean(attempts.waves->groups) : 1.0);
}

double honest_per_period(const AttemptsPerPeriod& attempts) {
  return is_probes(attempts) ? attempts.honest : sampled_per_period(attempts);
}

void validate_arrivals(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems) {
  validate_number(crosser, problems);
  validate_hours(scenario, crosser, problems);
  if (crosser.attempts.waves)
    validate_whole(crosser.attempts.waves->groups, crosser.at, "attempts", "number of groups", problems);
  validate_whole(crosser.group_size, crosser.at, "group_size", "group's size", problems);
  validate_amount(scenario, crosser, problems);
}

}  // namespace panj
