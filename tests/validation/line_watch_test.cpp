// Coverage of the line: shares of time and intervals between visits that are known. Units: km and hours.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/line_watch.h"
#include "model/workspace.h"
#include "support/known_answer.h"

namespace panj::test {
namespace {

/// Replications, each a period of the line.
constexpr std::int64_t many_periods = full_attempts / 10;
constexpr std::int64_t long_periods = full_attempts / 500;

/// Teams on a closed loop of 7 x 3 (L = 20) at 10 km/h, R = 1, whose long side lies on the border; the border
/// is one segment, whose middle is that of the side.
std::string around(const std::string& patrols, double period_h) {
  return "schema = 1\n[scenario]\nseed = 31\nperiod_h = " + toml(period_h) + "\n" +
         level_frontier(20.0, 20.0, 10.0, 250.0) +
         "segment_km = 20.0\n[[crosser]]\nname = \"walker\"\nattempts = { fixed = 1 }\norigin = { line_xy_km "
         "= "
         "[[1.0, 8.5], [2.0, 8.5]] }\nroute = { straight = { heading_deg = 0.0, length_km = 3.0 } "
         "}\nmovement "
         "= { constant = { speed_km_h = 4.0 } }\n[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { "
         "range_m = 1000.0 } }\nheight_m = 1.7\nline_of_sight = false\n" +
         patrols + "[sampling]\nbatch = 1000\n[output]\nmaps = false\nline_every = 1\n";
}

std::string watching_patrol(const std::string& name, const std::string& more) {
  return "[[patrol]]\nname = \"" + name +
         "\"\nsensor = \"eye\"\nwaypoints_xy_km = [[6.5, 10.0], [13.5, 10.0], [13.5, 13.0], [6.5, "
         "13.0]]\ncircuit = \"loop\"\nbetween = \"straight\"\nmovement = { constant = { speed_km_h = 10.0 } "
         "}\n" +
         more + "[[configuration]]\nname = \"" + name + "\"\nassets = [\"" + name + "\"]\n";
}

TEST(LineWatch, ManyTeamsLeaveTheirShareUnwatched) {
  // A team watches the middle for 2 R / L of its time: 40 of them leave (1 - 2 R / L)^40 unwatched.
  const RunResult result = run_full(around(watching_patrol("forty", "teams = 40\n"), 2.0), 1, many_periods);
  const double unwatched = std::pow(0.9, 40);
  EXPECT_NEAR(unwatched, 0.0147809, 5e-8);
  expect_share({"B8", "unwatched share of time, 40 teams on a loop", "Stevens 1939"},
               complement(result.tally.line.watched(0, 0, 0.95)), unwatched, 0.0002, 1, many_periods);
}

/// Gaps that begin in the middle two hours of four, a round: every gap of the circle once, cut nowhere.
std::int64_t gaps_of_a_round(const World& world, std::int64_t replication) {
  PatrolTeams teams;
  deploy_patrols(world, replication, world.scenario.period_s, teams);
  Replication drawn;
  drawn.number = replication;
  Conditions conditions;
  draw_conditions(world, drawn, conditions);
  std::vector<WatchedTime> times;
  std::vector<UnwatchedTime> gaps;
  find_watched_times(world, teams, conditions, world.watch_points[0], times);
  find_unwatched_times(times, 0, period_ms(world), gaps);
  return std::count_if(gaps.begin(), gaps.end(), [](const UnwatchedTime& gap) {
    return gap.begin_ms >= 3'600'000 && gap.begin_ms < 10'800'000;
  });
}

TEST(LineWatch, RandomArcsOnACircle) {
  // 40 teams with independent phases are 40 random arcs of a tenth of the circle (Stevens 1939, Annals of
  // Eugenics 9, 315): all of it is covered with probability sum (-1)^k C(40, k) (1 - k / 10)^39, and it has
  // 40 (.9)^39 gaps on average.
  double all_covered = 0.0;
  double choose = 1.0;
  for (int k = 0; k <= 10; ++k) {
    all_covered += (k % 2 == 0 ? 1.0 : -1.0) * choose * std::pow(1.0 - 0.1 * k, 39);
    choose = choose * (40.0 - k) / (k + 1.0);
  }
  const double mean_gaps = 40.0 * std::pow(0.9, 39);
  EXPECT_NEAR(all_covered, 0.463888, 5e-7);
  EXPECT_NEAR(mean_gaps, 0.656928, 5e-7);

  const World world = world_of(around(watching_patrol("forty", "teams = 40\n"), 4.0));
  constexpr std::int64_t full = 60'000;
  const std::int64_t circles = samples(full);
  double covered = 0.0;
  double gaps = 0.0;
  double squares = 0.0;
  for (std::int64_t r = 0; r < circles; ++r) {
    const auto count = static_cast<double>(gaps_of_a_round(world, r));
    covered += count == 0.0 ? 1.0 : 0.0;
    gaps += count;
    squares += count * count;
  }
  const auto n = static_cast<double>(circles);
  const auto expect = [circles](const std::string& what, double found, double error, double truth,
                                double widest) {
    expect_known({"B8", what, "Stevens 1939"}, {found, error, normal_95 * error, circles}, truth,
                 interval_width(widest, full));
  };
  expect("40 random arcs of a tenth: all covered", covered / n,
         std::sqrt(all_covered * (1.0 - all_covered) / n), all_covered, 0.0042);
  expect("40 random arcs of a tenth: mean number of gaps", gaps / n,
         std::sqrt((squares / n - gaps / n * gaps / n) / n), mean_gaps, 0.008);
}

TEST(LineWatch, IntervalsBetweenVisits) {
  // One team: 1.8 h between any two visits. Two evenly spaced: .8 h.
  const std::string passing =
      "[[patrol]]\nname = \"passing\"\nsensor = \"eye\"\nwaypoints_xy_km = [[6.5, 10.0], [13.5, "
      "10.0]]\ncircuit "
      "= \"one_way\"\nbetween = \"straight\"\nmovement = { constant = { speed_km_h = 10.0 } }\nheadway_min = "
      "{ "
      "exponential = { mean = 114.0 } }\n[[configuration]]\nname = \"passing\"\nassets = [\"passing\"]\n";
  const RunResult result = run_full(
      around(watching_patrol("one", "") + watching_patrol("two", "teams = 2\nspacing = \"even\"\n") + passing,
             240.0),
      1, long_periods);
  const LineTally& line = result.tally.line;
  expect_exactly({"L2", "interval between visits of a loop [h]", "geometry"},
                 line.mean_interval_s(0, 0) / 3600.0, 1.8, 3e-6);
  EXPECT_NEAR(line.mean_longest_s(0, 0), 1.8 * 3600.0, 0.01);
  EXPECT_NEAR(line.interval_quantile_s(0, 0, 0.9), 1.8 * 3600.0, 1.8 * 3600.0 / 16.0);
  expect_exactly({"L2", "the same with two teams evenly spaced [h]", "geometry"},
                 line.mean_interval_s(0, 1) / 3600.0, 0.8, 3e-6);
  EXPECT_NEAR(line.watched(0, 0, 0.95).value, 0.1, 1e-6);
  EXPECT_NEAR(line.watched(0, 1, 0.95).value, 0.2, 1e-6);
  // Headways Exp(1.9), visits of .2 h: intervals are those that exceed .2 h less .2 h, Exp(1.9) again.
  // Intervals cut by the ends of 240 h are left out, long ones more often: 1.9 / 240 of the mean at the most.
  const double mean_h = 1.9;
  const auto intervals = static_cast<double>(line.intervals(0, 2));
  EXPECT_GT(intervals, 1000.0);
  const double cut_h = mean_h * mean_h / 240.0;
  EXPECT_NEAR(line.mean_interval_s(0, 2) / 3600.0, mean_h, 4.0 * mean_h / std::sqrt(intervals) + cut_h);
  EXPECT_NEAR(line.interval_quantile_s(0, 2, 0.9) / 3600.0, mean_h * std::log(10.0), 0.05 * mean_h);
  // A point is unwatched when nobody has passed for .2 h: exp(-.2 / 1.9).
  expect_share({"L1", "watched share of time, patrols at exponential headways", "Poisson process"},
               line.watched(0, 2, 0.95), 1.0 - std::exp(-0.2 / mean_h), 0.002, 1, long_periods);
}

}  // namespace
}  // namespace panj::test
