// Arrivals: numbers and persons of a period, thinned by a sensor (C6); what probes and the warm-up must not
// change; where attempts start by the weights of a raster.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "model/workspace.h"
#include "support/busy_scenario.h"
#include "support/known_answer.h"
#include "support/same_result.h"
#include "support/temporary_file.h"

namespace panj::test {
namespace {

/// Expected arrivals in the hour from `hour` (of the clock) on at a rate of 2 (1 + .8 cos(2 pi (t - 2) / 24))
/// an hour.
double expected_in(double hour) {
  const auto antiderivative = [](double t) {
    return 2.0 * (t + 0.8 * 12.0 / std::numbers::pi * std::sin(std::numbers::pi * (t - 2.0) / 12.0));
  };
  return antiderivative(hour + 1.0) - antiderivative(hour);
}

/// A night from 18 to 06 of groups of 4 on average, who pass straight through a disc in which they are
/// detected with probability .1: 1 km at 4 km/h at a rate of -4 log .9 an hour.
std::string night() {
  std::string hourly;
  for (int hour = 18; hour < 30; ++hour) hourly += (hour > 18 ? ", " : "") + toml(expected_in(hour));
  return "schema = 1\n[scenario]\nseed = 11\nperiod_h = 12.0\n" + level_frontier(20.0, 10.0, 5.0, 250.0) +
         "[[crosser]]\nname = \"walker\"\nattempts = { hourly = [" + hourly + R"(] }
group_size = { geometric = { mean = 4.0 } }
origin = { points_xy_km = [[10.0, 4.0]] }
route = { straight = { heading_deg = 0.0, length_km = 4.0 } }
movement = { constant = { speed_km_h = 4.0 } }
[[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = )" +
         toml(-4.0 * std::log(0.9)) + R"(, range_m = 500.0 } }
height_m = 1.7
line_of_sight = false
[[post]]
name = "post"
sensor = "eye"
position_xy_km = [10.0, 6.0]
[[configuration]]
name = "all"
assets = ["post"]
[output]
maps = false
)";
}

/// Mean and variance of what is added, and how well they are known.
class Moments {
 public:
  void add(double value) { values_.push_back(value); }
  double mean() const {
    return sum([](double x) { return x; }) / n();
  }
  double variance() const {
    const double m = mean();
    return sum([m](double x) { return (x - m) * (x - m); }) / (n() - 1.0);
  }
  double mean_error() const { return std::sqrt(variance() / n()); }
  /// Of variance / mean, by its influence function.
  double dispersion_error() const {
    const double m = mean();
    const double v = variance();
    return std::sqrt(sum([m, v](double x) {
             const double d = x - m;
             return std::pow((d * d - v) / m - v / (m * m) * d, 2.0);
           })) /
           n();
  }

 private:
  double n() const { return static_cast<double>(values_.size()); }
  double sum(const std::function<double(double)>& f) const {
    double total = 0.0;
    for (const double value : values_) total += f(value);
    return total;
  }
  std::vector<double> values_;
};

/// \param widest the standard error may be.
void expect_near(const KnownAnswer& known, double found, double truth, double error, double widest,
                 std::int64_t number) {
  expect_known(known, {found, error, normal_95 * error, number}, truth, normal_95 * widest);
}

TEST(NightOfArrivals, NumberThinningAndPersons) {
  double mean = 0.0;
  for (int hour = 18; hour < 30; ++hour) mean += expected_in(hour);
  EXPECT_NEAR(mean, 34.585515, 5e-7);

  const World world = world_of(night());
  const std::int64_t full = static_cast<std::int64_t>(std::ceil(1.01 * full_attempts / mean));
  const std::int64_t replications = samples(full);
  Workspace workspace;
  Moments attempts;
  Moments persons;
  std::int64_t unseen = 0;
  std::int64_t all = 0;
  std::array<double, 12> by_hour{};
  for (std::int64_t r = 0; r < replications; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    double group_sum = 0.0;
    bool seen = false;
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Attempt& attempt = replication.attempts[a];
      group_sum += attempt.persons;
      seen = seen || replication.verdicts[a].detected_s < never_happened_s;
      by_hour.at(static_cast<std::size_t>(attempt.departure_s / 3600.0)) += 1.0;
    }
    all += static_cast<std::int64_t>(replication.attempts.size());
    attempts.add(static_cast<double>(replication.attempts.size()));
    persons.add(group_sum);
    unseen += seen ? 0 : 1;
  }
  EXPECT_GE(all, samples(full_attempts) * 99 / 100);

  const auto n = static_cast<double>(replications);
  const std::string hourly = "inhomogeneous Poisson process";
  const std::string compound = "compound Poisson process";
  expect_near({"C6", "arrivals of a night", hourly}, attempts.mean(), mean, attempts.mean_error(),
              interval_width(0.04, full), replications);
  // A Poisson number's variance is its mean; of persons it is E G^2 / E G = 28 / 4 times as much.
  expect_near({"C6", "variance of arrivals over their mean", hourly}, attempts.variance() / attempts.mean(),
              1.0, attempts.dispersion_error(), interval_width(0.011, full), replications);
  expect_near({"C6", "persons of a night, geometric groups", compound}, persons.mean(), 4.0 * mean,
              persons.mean_error(), interval_width(0.21, full), replications);
  expect_near({"C6", "variance of persons over their mean", compound}, persons.variance() / persons.mean(),
              7.0, persons.dispersion_error(), interval_width(0.08, full), replications);
  const double none = std::exp(-0.1 * mean);
  EXPECT_NEAR(none, 0.0314753, 5e-8);
  expect_near({"C6", "P(nobody is detected)", "thinned Poisson process"}, static_cast<double>(unseen) / n,
              none, std::sqrt(none * (1.0 - none) / n), interval_width(0.0012, full), replications);
  for (int hour = 0; hour < 12; ++hour) {
    const double expected = n * expected_in(18.0 + hour);
    EXPECT_LE(std::abs(by_hour.at(static_cast<std::size_t>(hour)) - expected), 4.0 * std::sqrt(expected))
        << hour;
  }
}

constexpr const char* raiders = R"([[crosser]]
name = "raider"
attempts = { probes = 7, per_period = 0.03 }
route = { logit = { mean_excess = 0.05 } }
group_size = 9
max_duration_h = 3.0
)";

/// Something of everything but teams that may ever all be busy.
BusyScenario never_short_of_teams() {
  BusyScenario busy;
  busy.assets = {busy.assets[0],
                 busy.assets[1],
                 busy.assets[2],
                 busy.assets[3],
                 busy.assets[4],
                 "[[team]]\nname = \"plenty\"\nbase_xy_km = [6.0, 6.0]\nnumber = 500\nresponse_time_min = { "
                 "uniform = { min = 5.0, max = 50.0 } }\nhandling_min = 60.0\n"};
  busy.configurations = {
      "[[configuration]]\nname = \"few\"\nassets = [\"west_post\", \"line_path\"]\n",
      "[[configuration]]\nname = \"answered\"\nassets = [\"west_post\", \"mast\", \"ring\", \"plenty\"]\n"};
  busy.tail = "[sampling]\nreplications = 60\nbatch = 8\n";
  return busy;
}

RunResult run_of(const std::string& text, const std::vector<Override>& overrides = {}) {
  RunOptions options;
  options.threads = 2;
  return run(world_of(text, overrides), options);
}

TEST(Probes, AreReportedByClassAndChangeNothingElse) {
  const BusyScenario without = never_short_of_teams();
  BusyScenario with = without;
  with.crossers.insert(with.crossers.begin() + 1, raiders);
  const RunResult plain = run_of(without.text());
  RunResult probed = run_of(with.text());
  const ShareTable& classes = probed.tally.crossers;
  ASSERT_EQ(classes.bins(), 4U);
  EXPECT_EQ(classes.attempts(1), 7 * 60);
  EXPECT_EQ(probed.tally.persons[1], 9 * 7 * 60);
  EXPECT_GT(classes.estimate(1, 1, find_measure("p_detect"), 0.95).value, 0.0);
  for (const std::size_t c : {0U, 2U, 3U})
    EXPECT_EQ(classes.attempts(c), plain.tally.crossers.attempts(c == 0 ? 0 : c - 1)) << c;
  // Their own row apart, nothing is another bit.
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t m = 0; m < measure_count; ++m)
      EXPECT_TRUE(same(classes.sums(3, c, m), plain.tally.crossers.sums(2, c, m)));
  probed.tally.crossers = plain.tally.crossers;
  probed.tally.persons = plain.tally.persons;
  probed.tally.draws.first = plain.tally.draws.first;
  probed.tally.rare = plain.tally.rare;
  probed.tally.unfinished_by_class = plain.tally.unfinished_by_class;
  EXPECT_FALSE(probed.tally.sites_of_probes[1].empty());
  probed.tally.sites_of_probes = plain.tally.sites_of_probes;
  expect_same(probed, plain);
  EXPECT_GT(plain.tally.interceptions_by[1], 0);
}

TEST(WarmUp, ChangesNothingThatIsScoredWhileTeamsAreNeverBusy) {
  const std::string text = never_short_of_teams().text();
  const RunResult plain = run_of(text);
  EXPECT_GT(plain.tally.interceptions_by[1], 0);
  for (const char* hours : {"2.5", "17"}) {
    RunResult warm = run_of(text, {{"scenario.warm_up_h", hours}});
    // Some teams are still busy as the period begins.
    const auto last = plain.tally.calls.bases.size() - 1;
    EXPECT_GT(warm.tally.calls.bases[last].busy_ms, plain.tally.calls.bases[last].busy_ms);
    for (std::size_t i = 0; i <= last; ++i)
      warm.tally.calls.bases[i].busy_ms = plain.tally.calls.bases[i].busy_ms;
    expect_same(warm, plain);
  }
}

TEST(WarmUp, TakesTeams) {
  // One team that is busy for long after every call: it starts free, unless a warm-up keeps it busy.
  BusyScenario busy = never_short_of_teams();
  std::string& team = busy.assets.back();
  team.replace(team.find("number = 500"), 12, "number = 1");
  team.replace(team.find("handling_min = 60.0"), 19, "handling_min = 600.0");
  const std::size_t measure = find_measure("p_intercept");
  const RunResult free = run_of(busy.text());
  const RunResult used = run_of(busy.text(), {{"scenario.warm_up_h", "24"}});
  EXPECT_EQ(used.tally.summary.shares.attempts(0), free.tally.summary.shares.attempts(0));
  // Detection is as ever, interception is not.
  EXPECT_TRUE(same(used.tally.summary.shares.sums(0, 1, find_measure("p_detect")),
                   free.tally.summary.shares.sums(0, 1, find_measure("p_detect"))));
  const Estimate before = free.tally.summary.shares.estimate(0, 1, measure, 0.95);
  const Estimate after = used.tally.summary.shares.estimate(0, 1, measure, 0.95);
  EXPECT_GT(before.value - after.value, 3.0 * std::hypot(before.standard_error, after.standard_error));
}

TEST(WarmUp, PatrolsWithHeadwaysAreOutFromItsBeginning) {
  // One-way teams every half hour pass a line in 2 h: crossers of the warm-up meet as many as those of the
  // period.
  const std::string text = "schema = 1\n[scenario]\nseed = 5\nperiod_h = 1.0\nwarm_up_h = 12.0\n" +
                           level_frontier(20.0, 10.0, 5.0, 250.0) + R"([[crosser]]
name = "walker"
attempts = { fixed = 20 }
origin = { line_xy_km = [[6.0, 4.0], [14.0, 4.0]] }
route = { straight = { heading_deg = 0.0, length_km = 4.0 } }
movement = { constant = { speed_km_h = 4.0 } }
[[sensor]]
name = "pair"
law = { definite_range = { range_m = 300.0 } }
line_of_sight = false
[[patrol]]
name = "path"
sensor = "pair"
waypoints_xy_km = [[5.0, 6.0], [15.0, 6.0]]
between = "straight"
movement = { constant = { speed_km_h = 5.0 } }
circuit = "one_way"
headway_min = { exponential = { mean = 30.0 } }
[[configuration]]
name = "all"
assets = ["path"]
[output]
maps = false
)";
  const World world = world_of(text);
  Workspace workspace;
  const std::int64_t replications = samples(4000);
  Moments early;  // share detected among those of the first hour of the warm-up, less that of the period
  Moments share;
  for (std::int64_t r = 0; r < replications; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    double first = 0.0;
    double last = 0.0;
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const bool detected = replication.verdicts[a].detected_s < never_happened_s;
      if (replication.attempts[a].scored) last += detected ? 1.0 / 20.0 : 0.0;
      if (replication.attempts[a].departure_s < -11.0 * 3600.0) first += detected ? 1.0 / 20.0 : 0.0;
    }
    early.add(first - last);
    share.add(last);
  }
  expect_near({"P4", "warm-up against period, patrols with headways: difference", "steady state"},
              early.mean(), 0.0, early.mean_error(), interval_width(0.01, 4000), replications);
  // Passages come as a Poisson process, 2 an hour: 2 R / v sqrt(1 + (v / u)^2) is how long each one's range
  // holds the crosser's way.
  const double met = 2.0 * 2.0 * 0.3 / 5.0 * std::sqrt(1.0 + 25.0 / 16.0);
  expect_near({"P4", "patrols at exponential headways meet crossers", "Poisson process"}, share.mean(),
              1.0 - std::exp(-met), share.mean_error(), interval_width(0.01, 4000), replications);
}

TEST(RasterOrigins, GoByWeight) {
  // Weights of 1, 0, 2 and 5 on the four 5 km pixels south of the border; segments are as long.
  const TemporaryFile file("weights.asc", ascii_grid(4, 2, 5000.0, "9 9 9 9\n1 0 2 5\n"));
  const std::string text =
      "schema = 1\n[scenario]\nseed = 9\nperiod_h = 1.0\n" + level_frontier(20.0, 10.0, 5.0, 250.0) +
      "segment_km = 5.0\n" +
      "[[crosser]]\nname = \"walker\"\nattempts = { fixed = 100 }\norigin = { raster = \"" + file.path() +
      R"(" }
route = { straight = { heading_deg = 0.0, length_km = 5.0 } }
movement = { constant = { speed_km_h = 4.0 } }
[[configuration]]
name = "none"
assets = []
[output]
maps = false
)";
  const World world = world_of(text);
  const RunResult result = run_full(world, 100);
  const ShareTable& segments = result.tally.segments;
  const auto n = static_cast<double>(result.tally.summary.shares.attempts(0));
  ASSERT_EQ(segments.bins(), 4U);
  const std::array<double, 4> shares{0.125, 0.0, 0.25, 0.625};
  for (std::size_t i = 0; i < 4; ++i) {
    const double found = static_cast<double>(segments.attempts(i)) / n;
    if (shares[i] == 0.0) {
      EXPECT_EQ(found, 0.0);
    } else {
      expect_near({"N1", "origins by a raster's weights, pixel " + std::to_string(i + 1), "weights"}, found,
                  shares[i], std::sqrt(shares[i] * (1.0 - shares[i]) / n),
                  interval_width(0.0005, full_attempts), static_cast<std::int64_t>(n));
    }
  }
}

}  // namespace
}  // namespace panj::test
