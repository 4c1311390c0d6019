// Coverage of the line: shares of time and intervals between visits that are known. Units: km and hours.
#include <gtest/gtest.h>

#include <cmath>

#include "support/known_answer.h"

namespace panj::test {
namespace {

constexpr std::int64_t replications_less = 10;

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

std::string patrol(const std::string& name, const std::string& more) {
  return "[[patrol]]\nname = \"" + name +
         "\"\nsensor = \"eye\"\nwaypoints_xy_km = [[6.5, 10.0], [13.5, 10.0], [13.5, 13.0], [6.5, "
         "13.0]]\ncircuit = \"loop\"\nbetween = \"straight\"\nmovement = { constant = { speed_km_h = 10.0 } "
         "}\n" +
         more + "[[configuration]]\nname = \"" + name + "\"\nassets = [\"" + name + "\"]\n";
}

TEST(LineWatch, ManyTeamsLeaveTheirShareUnwatched) {
  // A team watches the middle for 2 R / L of its time: 40 of them leave (1 - 2 R / L)^40 unwatched.
  const RunResult result = run_full(around(patrol("forty", "teams = 40\n"), 2.0), replications_less);
  const double unwatched = std::pow(0.9, 40);
  EXPECT_NEAR(unwatched, 0.0147809, 5e-8);
  expect_share(result.tally.line.watched(0, 0, 0.95), 1.0 - unwatched, 0.0002, replications_less);
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
      around(patrol("one", "") + patrol("two", "teams = 2\nspacing = \"even\"\n") + passing, 240.0), 500);
  const LineTally& line = result.tally.line;
  EXPECT_NEAR(line.mean_interval_s(0, 0), 1.8 * 3600.0, 0.01);
  EXPECT_NEAR(line.mean_longest_s(0, 0), 1.8 * 3600.0, 0.01);
  EXPECT_NEAR(line.interval_quantile_s(0, 0, 0.9), 1.8 * 3600.0, 1.8 * 3600.0 / 16.0);
  EXPECT_NEAR(line.mean_interval_s(0, 1), 0.8 * 3600.0, 0.01);
  EXPECT_NEAR(line.watched(0, 0, 0.95).value, 0.1, 1e-6);
  EXPECT_NEAR(line.watched(0, 1, 0.95).value, 0.2, 1e-6);
  // Headways Exp(1.9), visits of .2 h: intervals are those that exceed .2 h less .2 h, Exp(1.9) again.
  // Intervals cut by the ends of 240 h are left out, long ones more often: 1.9 / 240 of the mean at the most.
  const double mean_h = 1.9;
  const auto intervals = static_cast<double>(line.intervals(0, 2));
  EXPECT_GT(intervals, 1000.0);
  EXPECT_NEAR(line.mean_interval_s(0, 2) / 3600.0, mean_h,
              4.0 * mean_h / std::sqrt(intervals) + mean_h * mean_h / 240.0);
  EXPECT_NEAR(line.interval_quantile_s(0, 2, 0.9) / 3600.0, mean_h * std::log(10.0), 0.05 * mean_h);
  // A point is unwatched when nobody has passed for .2 h: exp(-.2 / 1.9).
  expect_share(line.watched(0, 2, 0.95), 1.0 - std::exp(-0.2 / mean_h), 0.002, 500);
}

}  // namespace
}  // namespace panj::test
