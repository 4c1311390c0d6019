#include <numeric>

#include "scenario/arrivals.h"
#include "scenario/keys.h"

namespace panj {

namespace {

using Kind = AttemptsPerPeriod::Kind;

Key number_key(std::string_view name, std::string_view text) {
  return {
      .name = name, .text = text, .min = 0.0, .max = 1e7, .why = "attempts in one period", .required = true};
}

/// A kind that one number states.
Alternative by_number(AttemptsPerPeriod& attempts, Kind kind, std::string_view name, std::string_view text,
                      std::string_view number) {
  Alternative alternative;
  alternative.name = name;
  alternative.text = text;
  alternative.leads = {name};
  // In the table of waves it is the number of waves that is chosen.
  alternative.choose = [&attempts, kind] {
    attempts.kind = kind;
    attempts.number = 1.0;
    attempts.hourly.clear();
  };
  alternative.keys = [&attempts, name, number](KeyVisitor& keys) {
    keys.number(number_key(name, number), attempts.number);
  };
  return alternative;
}

Alternative by_the_hour(AttemptsPerPeriod& attempts) {
  Alternative alternative = by_number(attempts, Kind::hourly, "hourly",
                                      "a Poisson number, new in every period, that changes by the hour", "");
  alternative.keys = [&attempts](KeyVisitor& keys) {
    keys.numbers(number_key("hourly", "how many are expected in each hour that the period begins"), 1,
                 SIZE_MAX, attempts.hourly);
    attempts.number = std::accumulate(attempts.hourly.begin(), attempts.hourly.end(), 0.0);
  };
  return alternative;
}

/// Poisson, fixed, hourly: in the order of Kind.
std::vector<Alternative> plain_kinds(AttemptsPerPeriod& attempts) {
  return {by_number(attempts, Kind::poisson, "poisson", "a Poisson number, new in every period", "its mean"),
          by_number(attempts, Kind::fixed, "fixed", "the same number in every period", "a whole number"),
          by_the_hour(attempts)};
}

void describe_probes(KeyVisitor& keys, AttemptsPerPeriod& attempts) {
  Key sampled = number_key("probes", "how many are sampled in every period, a whole number");
  sampled.min = 1.0;
  keys.number(sampled, attempts.number);
  keys.number(number_key("per_period", "how many a period really sees on average"), attempts.honest);
}

void describe_waves(KeyVisitor& keys, AttemptsPerPeriod& attempts) {
  SmallTable number;
  number.alternatives = plain_kinds(attempts);
  number.chosen = [&attempts] { return static_cast<int>(attempts.kind); };
  keys.small_table({.name = "waves", .text = "how many waves a period sees", .required = true}, number);
  keys.distribution({.name = "groups",
                     .text = "how many groups a wave has, whole numbers",
                     .min = 1.0,
                     .max = 10000.0,
                     .why = "a wave has one group at least",
                     .required = true},
                    attempts.waves->groups);
  keys.number({.name = "window_min",
               .text = "its groups depart within so long of its beginning, each at a time of its own",
               .unit = &unit_min,
               .min = 0.0,
               .max = 10080.0,
               .why = "a week at the most",
               .required = true},
              attempts.waves->window_s);
}

SmallTable kinds_of_attempts(AttemptsPerPeriod& attempts) {
  SmallTable table;
  table.alternatives = plain_kinds(attempts);
  for (Alternative& plain : table.alternatives) {
    plain.choose = [&attempts, choose = plain.choose] {
      attempts = {};
      choose();
    };
  }
  Alternative probes;
  probes.name = "probes";
  probes.text =
      "of a rare class more than a period really sees: they meet everybody, are in nobody's way, and are "
      "reported by class alone";
  probes.leads = {"probes"};
  probes.choose = [&attempts] {
    attempts = {};
    attempts.kind = Kind::probes;
  };
  probes.keys = [&attempts](KeyVisitor& keys) { describe_probes(keys, attempts); };
  Alternative waves;
  waves.name = "waves";
  waves.text = "groups that come together";
  waves.leads = {"waves"};
  waves.choose = [&attempts] {
    attempts = {};
    attempts.waves.emplace();
  };
  waves.keys = [&attempts](KeyVisitor& keys) { describe_waves(keys, attempts); };
  table.alternatives.push_back(std::move(probes));
  table.alternatives.push_back(std::move(waves));
  table.chosen = [&attempts] { return attempts.waves ? 4 : static_cast<int>(attempts.kind); };
  return table;
}

}  // namespace

void describe_arrivals(KeyVisitor& keys, CrosserSpec& crosser) {
  keys.small_table({.name = "attempts", .text = "how many attempts a period sees", .required = true},
                   kinds_of_attempts(crosser.attempts));
  const Key departure{.name = "departure_h",
                      .text = "when attempts depart (waves begin), from the start of the period",
                      .unit = &unit_h,
                      .min = 0.0,
                      .max = 8784.0,
                      .otherwise = "uniform over the period, or as `hourly` says"};
  if (keys.wants(departure, crosser.attempts.hourly.empty()))
    keys.distribution(departure, crosser.departure_s);
  keys.distribution({.name = "group_size",
                     .text = "persons in a group, whole numbers",
                     .min = 1.0,
                     .max = 10000.0,
                     .why = "a group has one person at least"},
                    crosser.group_size);
}

}  // namespace panj
