// Protected sites, periods and defective distributions where their answers are known.
#include <gtest/gtest.h>

#include "support/known_answer.h"

namespace panj::test {
namespace {

// Rates per hour: detection d, response s. A crosser starts on the border itself and goes north at 1 km/h;
// the rim of the camp lies 1 km ahead, so that it comes there after 1 h.
constexpr double d = 0.5;
constexpr double s = 1.0;
constexpr double arrival_h = 1.0;

/// \param attempts of the class, as in the file. \param length_km of the way. \param teams at the base.
std::string camp_ahead(const std::string& attempts, double length_km, int teams) {
  return "schema = 1\n[scenario]\nseed = 11\nperiod_h = 1.0\n" + level_frontier(20.0, 12.0, 5.0, 250.0) +
         "[[crosser]]\nname = \"raider\"\nattempts = " + attempts + R"(
origin = { line_xy_km = [[8.0, 5.0], [12.0, 5.0]] }
movement = { constant = { speed_km_h = 1.0 } }
route = { straight = { heading_deg = 0.0, length_km = )" +
         toml(length_km) + R"( } }

[[site]]
name = "camp"
kind = "work_site"
position_xy_km = [10.0, 9.0]
radius_m = 3000.0

[[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = 0.5, range_m = 20000.0 } }
line_of_sight = false

[[post]]
name = "post"
sensor = "eye"
position_xy_km = [10.0, 7.0]

[[team]]
name = "team"
base_xy_km = [10.0, 7.0]
response_time_min = { exponential = { mean = 60.0 } }
number = )" +
         std::to_string(teams) + R"(

[[configuration]]
name = "watched"
assets = ["post"]
[[configuration]]
name = "answered"
extends = "watched"
assets = ["team"]

[sampling]
batch = 1000
[output]
maps = false
)";
}

/// P(neither of two exponential stages, one after the other, is over after t).
double not_met_by(double t) {
  return (s * std::exp(-d * t) - d * std::exp(-s * t)) / (s - d);
}

/// Binomial number of `trials` of which each counts with probability `truth`.
void expect_number(const KnownAnswer& known, std::int64_t found, std::int64_t trials, double truth) {
  const auto n = static_cast<double>(trials);
  const double error = std::sqrt(truth * (1.0 - truth) / n);
  expect_known(known, {static_cast<double>(found) / n, error, normal_95 * error, trials}, truth,
               interval_width(0.001, full_attempts));
}

const std::string stages = "two exponential stages";
const std::string stage = "exponential stage";

TEST(ProtectedSites, AreReachedUnlessTheTeamComesFirst) {
  // The line of origins is short and the circle's rim curved: points are replaced by the middle of the line.
  const std::string text = [] {
    std::string all = camp_ahead("{ fixed = 1 }", 4.0, 1);
    const std::string line = "line_xy_km = [[8.0, 5.0], [12.0, 5.0]]";
    return all.replace(all.find(line), line.size(), "points_xy_km = [[10.0, 5.0]]");
  }();
  const RunResult result = run_full(text, 1);
  EXPECT_EQ(share_of(result, "p_site_reached", 0).value, 1.0);
  expect_share(share_of(result, "p_site_reached", 1), not_met_by(arrival_h), 0.001);
  const SiteTally& sites = result.tally.sites;
  expect_share({"K1", "camp reached before the team comes", stages},
               share(sites.reached.sums(sites.row(1, 0), 1.0), 0.95), not_met_by(arrival_h), 0.001);

  // Without a team everybody comes there; the warning is what is left of the hour after the detection.
  const double mean_h = arrival_h - (1.0 - std::exp(-d * arrival_h)) / d;
  expect_share({"K2", "warning time of the camp, mean [h]", stage},
               ratio_mean(sites.warning.sums(sites.row(0, 0), thousandth / 3600.0), 0.95), mean_h, 0.002);
  const std::int64_t n = sites.warning.events(sites.row(0, 0));
  expect_number({"K2", "share that comes unwarned", stage}, sites.unwarned[sites.row(0, 0)], n,
                std::exp(-d * arrival_h));
  // The share of attempts unreported or reported later than half an hour before: detected after 0.5 h.
  const Histogram& warning = sites.warning_time[sites.row(0, sites.any_site)];
  std::int64_t short_ones = 0;
  for (std::size_t bin = 0; warning.edge(bin + 1) <= 1800.0; ++bin) short_ones += warning.counts()[bin];
  expect_number({"K2", "share with less than half an hour's warning", stage}, short_ones, n,
                std::exp(-d * 0.5));
}

TEST(ProtectedSites, AreReachedByWhoeverComesWithinTheirRadius) {
  // Straight ways from a line of 4 km pass within 1.2 km of the camp on 2.4 km of it.
  std::string text = camp_ahead("{ fixed = 4 }", 5.0, 1);
  const std::string radius = "radius_m = 3000.0";
  text.replace(text.find(radius), radius.size(), "radius_m = 1200.0");
  const RunResult result = run_full(text, 4);
  expect_share({"K3", "camp reached within its radius", "geometry"}, share_of(result, "p_site_reached", 0),
               2.4 / 4.0, 0.0015, 4);
  EXPECT_EQ(result.tally.sites.reached.sums(0, 1.0).y, result.tally.sites.reached.sums(0, 1.0).n);
}

TEST(Periods, NothingLeaksWithProbabilityOfAThinnedPoissonProcess) {
  // Poisson attempts that meet teams enough for all: those that leak are Poisson too, with mean n p.
  constexpr double n = 3.0;
  constexpr double way_h = 2.0;
  const double p = not_met_by(way_h);
  const RunResult result = run_full(camp_ahead("{ poisson = 3.0 }", way_h, 200), 3);
  const PeriodTable& periods = result.tally.periods;
  const auto find = find_period_measure;
  const auto replications = static_cast<double>(periods.replications());
  EXPECT_EQ(periods.replications(), samples(replications_of(full_attempts, 3)));
  const auto expect = [](const std::string& what, const Estimate& found, double truth, double widest) {
    expect_share({"K4", what, "thinned Poisson process"}, found, truth, widest, 1,
                 replications_of(full_attempts, 3));
  };
  expect("leaks of a period", periods.estimate(1, find("leaks"), 0.95), n * p, 0.006);
  EXPECT_EQ(periods.estimate(1, find("persons_through"), 0.95).value,
            periods.estimate(1, find("leaks"), 0.95).value);
  expect("P(nothing leaks)", periods.estimate(1, find("p_no_leak"), 0.95), std::exp(-n * p), 0.002);
  EXPECT_EQ(periods.estimate(1, find("p_no_leak"), 0.95).method, IntervalMethod::wilson);
  // Without teams all leak: the difference is the number intercepted, Poisson with mean n (1 - p).
  expect("leaks of a period, change by a team", periods.difference(1, 0, find("leaks"), 0.95), -n * (1.0 - p),
         0.006);
  expect("P(nothing leaks), change by a team", periods.difference(1, 0, find("p_no_leak"), 0.95),
         std::exp(-n * p) - std::exp(-n), 0.002);
  // The variance between periods is the mean, as a Poisson number's is.
  const double spread = periods.estimate(1, find("leaks"), 0.95).standard_error * std::sqrt(replications);
  EXPECT_NEAR(spread * spread / (n * p), 1.0, 4.0 * std::sqrt((2.0 + 1.0 / (n * p)) / replications));
}

TEST(DefectiveDistributions, RiseToTheShareThatEverHappens) {
  constexpr double way_h = 2.0;
  const RunResult result = run_full(camp_ahead("{ fixed = 1 }", way_h, 1), 1);
  const Histogram& times = result.tally.detection_time[0];
  const auto n = static_cast<double>(result.tally.summary.shares.attempts(0));
  std::int64_t so_far = times.below();
  for (std::size_t bin = 0; bin < times.bins(); ++bin) {
    so_far += times.counts()[bin];
    const double edge_h = times.edge(bin + 1) / 3600.0;
    if (edge_h > way_h + 0.2) break;
    // Detected by t: 1 - exp(-d t), and nobody after the end of the way.
    const double truth = 1.0 - std::exp(-d * std::min(edge_h, way_h));
    ASSERT_LE(std::abs(static_cast<double>(so_far) / n - truth), 5.0 * std::sqrt(truth * (1.0 - truth) / n))
        << edge_h;
  }
  EXPECT_EQ(static_cast<double>(so_far) / n, share_of(result, "p_detect", 0).value);
  const double seen = 1.0 - std::exp(-d * way_h);
  expect_share({"K5", "time to detection of those who are detected, mean [h]", "cut exponential law"},
               ratio_mean(result.tally.detection_mean.sums(0, thousandth / 3600.0), 0.95),
               1.0 / d - way_h * std::exp(-d * way_h) / seen, 0.003);
}

}  // namespace
}  // namespace panj::test
