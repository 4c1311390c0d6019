// Teams as servers: loss formulas of queueing theory through the whole engine.
#include <gtest/gtest.h>

#include <map>

#include "support/known_answer.h"

namespace panj::test {
namespace {

/// How long a replication is: its beginning with all teams free, some two hours, weighs a hundredth of the
/// interval's width; where programs are slow, and intervals wider, a quarter of that.
double period_h() {
  return programs_are_slow() ? 2000.0 : 8000.0;
}

std::int64_t attempts_in_a_period(double attempts_per_h) {
  return std::llround(attempts_per_h * period_h());
}

/// Crossers who are seen at once, on the border itself, so that a team that is free meets them at once.
/// \param leaves keys that say how long they stay.
std::string seen_at_once(double attempts_per_h, const std::string& stays) {
  return "schema = 1\n[scenario]\nseed = 11\nperiod_h = " + toml(period_h()) + "\n" +
         level_frontier(20.0, 10.0, 5.0, 250.0) +
         "[[crosser]]\nname = \"walker\"\nattempts = { poisson = " + toml(attempts_per_h * period_h()) +
         " }\n" + stays + R"(
origin = { line_xy_km = [[8.0, 5.0], [12.0, 5.0]] }
route = { straight = { heading_deg = 0.0, length_km = 2.0 } }
movement = { constant = { speed_km_h = 1.0 } }
[[sensor]]
name = "eye"
law = { definite_range = { range_m = 20000.0 } }
height_m = 1.7
line_of_sight = false
[[post]]
name = "quiet"
sensor = "eye"
position_xy_km = [10.0, 7.0]
)";
}

std::string three_teams(const std::string& handling_min) {
  return "[[team]]\nname = \"team\"\nbase_xy_km = [10.0, 7.0]\nnumber = 3\nresponse_time_min = 0.0\n"
         "handling_min = " +
         handling_min + "\n";
}

std::string head_of_configurations() {
  return "[[configuration]]\nname = \"quiet\"\nassets = [\"quiet\", \"team\"]\n";
}

std::string teams_tail() {
  return "[sampling]\nbatch = 4\n[output]\nmaps = false\n";
}

const std::string erlang = "Erlang 1917";

constexpr const char* clear = "[response]\nqueue = \"clear\"\n";

/// Erlang's B formula: share of calls lost by `teams` offered `load` (rate times mean handling).
double erlang_b(int teams, double load) {
  double lost = 1.0;
  for (int n = 1; n <= teams; ++n) lost = load * lost / (n + load * lost);
  return lost;
}

/// Every attempt opens one call, which is lost or leads to its interception.
void expect_calls_lost(const KnownAnswer& known, const RunResult& result, double truth, double widest,
                       std::int64_t attempts_each) {
  expect_share(known, complement(share_of(result, "p_intercept")), truth, widest, attempts_each);
  const CallTotals totals = totals_of(result.tally.calls, 0, result.tally.summary.shares.configurations());
  const std::int64_t attempts = result.tally.summary.shares.attempts(0);
  EXPECT_EQ(totals.confirmed(), attempts);
  const double intercepted = share_of(result, "p_intercept").value;
  EXPECT_DOUBLE_EQ(static_cast<double>(totals.answered) / static_cast<double>(attempts), intercepted);
}

TEST(BusyTeams, LoseClearedCallsByErlangsFormulaWhateverTheHandling) {
  const double truth = erlang_b(3, 2.0);
  EXPECT_NEAR(truth, 0.210526, 5e-7);
  const std::int64_t attempts_each = attempts_in_a_period(2.0);
  // Coefficient of variation 2: sigma^2 = ln 5, mean = median sqrt(5).
  const std::string lognormal = "{ lognormal = { median = " + toml(60.0 / std::sqrt(5.0)) +
                                ", sigma = " + toml(std::sqrt(std::log(5.0))) + " } }";
  const std::map<std::string, std::string> laws{
      {"exponential", "{ exponential = { mean = 60.0 } }"}, {"fixed", "60.0"}, {"lognormal", lognormal}};
  for (const auto& [name, handling] : laws) {
    const RunResult result = run_full(
        seen_at_once(2.0, "") + three_teams(handling) + clear + head_of_configurations() + teams_tail(),
        attempts_each);
    expect_calls_lost({"C3", "calls lost, three teams, " + name + " handling", erlang}, result, truth, 0.002,
                      attempts_each);
    const CallTotals totals = totals_of(result.tally.calls, 0, 1);
    EXPECT_EQ(totals.lost(), totals.cleared);
    // Little's law: teams away = rate of answered calls times mean handling.
    const double away = static_cast<double>(result.tally.calls.bases[0].busy_ms) / 3.6e6 / period_h() /
                        static_cast<double>(result.completed_replications);
    EXPECT_NEAR(away, 2.0 * (1.0 - truth),
                interval_width(0.01, full_attempts / attempts_each, attempts_each));
  }
}

// Departures stratified within a replication would leave .001 of the calls lost; over the replications of a
// batch they leave each one a Poisson process.
TEST(BusyTeams, LoseAsManyCallsInLatinHypercubes) {
  const std::int64_t attempts_each = attempts_in_a_period(2.0);
  const std::int64_t attempts = 80 * attempts_each;  // 20 batches of 4
  const World world = world_of(seen_at_once(2.0, "") + three_teams("{ exponential = { mean = 60.0 } }") +
                                   clear + head_of_configurations() + teams_tail(),
                               {{"sampling.latin_hypercube", "true"}, {"sampling.replications", "80"}});
  const RunResult result = run_full(world, attempts_each, attempts);
  EXPECT_EQ(result.tally.summary.shares.exact_sums(0, 0, 0).units, samples(80, attempts_each) / 4);
  expect_share({"C3", "calls lost, three teams, in Latin hypercubes over 4 replications", erlang},
               complement(share_of(result, "p_intercept")), erlang_b(3, 2.0),
               0.002 * std::sqrt(8000.0 / period_h()), attempts_each, attempts);
}

TEST(BusyTeams, ShareThemselvesWithNuisanceAlarms) {
  const std::int64_t attempts_each = attempts_in_a_period(0.5);
  const std::string noisy = R"([[post]]
name = "noisy"
sensor = "eye"
position_xy_km = [10.0, 7.0]
nuisance_per_h = 1.5
)";
  const RunResult result =
      run_full(seen_at_once(0.5, "") + noisy + three_teams("{ exponential = { mean = 60.0 } }") + clear +
                   head_of_configurations() +
                   "[[configuration]]\nname = \"noisy\"\nassets = [\"noisy\", \"team\"]\n" + teams_tail(),
               attempts_each);
  EXPECT_NEAR(erlang_b(3, 0.5), 0.0126582, 5e-8);
  expect_calls_lost({"C3", "calls lost, rare true calls alone", erlang}, result, erlang_b(3, 0.5), 0.0004,
                    attempts_each);
  expect_share({"C3", "calls lost, true calls among nuisance alarms", erlang},
               complement(share_of(result, "p_intercept", 1)), erlang_b(3, 2.0), 0.002, attempts_each);

  // True and nuisance calls are lost alike.
  const CallTotals all = totals_of(result.tally.calls, 1, 2);
  const AssetCalls& of_noisy = result.tally.calls.assets[3];
  const std::int64_t attempts = result.tally.summary.shares.attempts(0);
  EXPECT_EQ(of_noisy.opened, attempts);
  EXPECT_EQ(all.confirmed(), attempts + of_noisy.nuisance_alarms);
  EXPECT_NEAR(static_cast<double>(of_noisy.nuisance_alarms) / static_cast<double>(attempts), 3.0,
              interval_width(0.03, full_attempts / attempts_each, attempts_each));
  EXPECT_NEAR(static_cast<double>(all.lost()) / static_cast<double>(all.confirmed()), erlang_b(3, 2.0),
              interval_width(0.002, full_attempts / attempts_each, attempts_each));
}

TEST(BusyTeams, AreWaitedForUntilTheCrosserIsGone) {
  // M/M/3+M: calls 2/h, handling Exp(1/h), crossers on their way for Exp(.5/h) while they wait.
  const double arrival = 2.0;
  const double handling = 1.0;
  const double gone = 0.5;
  double weight = 1.0;
  double all = 1.0;
  double leaving = 0.0;
  for (int n = 1; n < 200; ++n) {
    const int waiting = std::max(0, n - 3);
    weight *= arrival / (std::min(n, 3) * handling + waiting * gone);
    all += weight;
    leaving += weight * waiting * gone;
  }
  const double truth = leaving / all / arrival;
  EXPECT_NEAR(truth, 0.0806776, 5e-8);
  const std::int64_t attempts_each = attempts_in_a_period(arrival);
  const RunResult result =
      run_full(seen_at_once(arrival, "time_factor = { exponential = { mean = 1.0 } }\n") +
                   three_teams("{ exponential = { mean = 60.0 } }") + head_of_configurations() + teams_tail(),
               attempts_each);
  expect_calls_lost({"C5", "calls lost, crossers who are gone in time (M/M/3+M)", "birth and death process"},
                    result, truth, 0.0015, attempts_each);
  const CallTotals totals = totals_of(result.tally.calls, 0, 1);
  EXPECT_EQ(totals.lost(), totals.unanswered);
}

}  // namespace
}  // namespace panj::test
