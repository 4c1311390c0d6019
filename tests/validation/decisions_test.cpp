// Crossers who decide by the configuration: who watch patrols, shun what they know of, and turn back.
#include <gtest/gtest.h>

#include <cmath>

#include "model/workspace.h"
#include "support/known_answer.h"
#include "support/same_result.h"
#include "support/small_scenarios.h"
#include "world/route_sweep.h"
#include "world/static_hazard.h"

namespace panj::test {
namespace {

// --- Watching (known answer B5). A crosser is within a patrol's range R for 1.5 h: at 5 m/h over 2 R = 7.5
// m, which a patrol at 5 km/h passes in seconds (it matters less than 1e-4 to any share).

constexpr double strip_m = 7.5;

std::string slow_crossers(const std::string& name, const std::string& more) {
  return "[[crosser]]\nname = \"" + name +
         "\"\nattempts = { fixed = 1 }\ndeparture_h = { uniform = { min = 0.0, max = 12.0 } }\norigin = { "
         "points_xy_km = [[10.0, " +
         toml(10.0 - 1e-3 * (strip_m / 2.0 + 1e-4)) +
         "]] }\nroute = { straight = { heading_deg = 0.0, length_km = " + toml(1e-3 * (strip_m + 2e-4)) +
         " } }\nmovement = { constant = { speed_km_h = 0.1 } }\ntime_factor = 20.0\nmax_duration_h = 6.0\n" +
         more;
}

std::string passers(const std::string& name, const std::string& headway_min) {
  return "[[patrol]]\nname = \"" + name +
         "\"\nsensor = \"eye\"\nwaypoints_xy_km = [[0.0, 10.0], [20.0, 10.0]]\nbetween = "
         "\"straight\"\ncircuit = "
         "\"one_way\"\nheadway_min = " +
         headway_min + "\nmovement = { constant = { speed_km_h = 5.0 } }\n[[configuration]]\nname = \"with_" +
         name + "\"\nassets = [\"" + name + "\"]\n";
}

TEST(Watching, PaysAgainstRegularPatrolsAndFarMoreThanIrregularOnesCost) {
  const std::string text =
      "schema = 1\n[scenario]\nseed = 23\nperiod_h = 24.0\n" + level_frontier(20.0, 20.0, 10.0, 250.0) +
      slow_crossers("blind", "") +
      slow_crossers("watcher", "after_patrol = { range_m = 3.76, patience_min = 240.0 }\n") +
      "[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = " + toml(strip_m / 2.0) +
      " } }\nheight_m = 1.7\nline_of_sight = false\n" +
      passers("irregular", "{ uniform = { min = 60.0, max = 180.0 } }") + passers("regular", "120.0") +
      "[sampling]\nbatch = 100\n[output]\nmaps = false\n";
  // A million attempts of either class.
  const RunResult result = run_full(text, 1);
  const auto detected = [&](std::size_t crosser, std::size_t configuration) {
    return result.tally.crossers.estimate(crosser, configuration, find_measure("p_detect"), 0.95);
  };
  const std::string renewal = "renewal theory";
  expect_share({"B5", "1.5 h in range at a random time, headways U(1, 3) h", renewal}, detected(0, 0),
               0.71875, 0.001);
  expect_share({"B5", "1.5 h in range at a random time, every 2 h", renewal}, detected(0, 1), 0.75, 0.001);
  expect_share({"B5", "1.5 h from when a patrol has gone, headways U(1, 3) h", renewal}, detected(1, 0), 0.25,
               0.001);
  expect_exactly({"B5", "1.5 h from when a patrol has gone, every 2 h", renewal}, detected(1, 1).value, 0.0,
                 0.0);
}

// --- Shunning hazards.

/// A post on the direct way of walkers over level ground, which they know of.
std::string around_a_post(const std::string& risk) {
  return "schema = 1\n[scenario]\nseed = 5\nperiod_h = 1.0\n" + level_frontier(10.0, 10.0, 4.0, 250.0) +
         R"([[crosser]]
name = "walker"
attempts = { fixed = 100 }
origin = { points_xy_km = [[4.9, 0.6], [5.1, 0.6]] }
destination = { points_xy_km = [[5.0, 9.4]] }
route = { logit = { theta_s = 30.0 } }
movement = { constant = { speed_km_h = 4.0 } }
)" + risk +
         R"([[sensor]]
name = "observer"
law = { constant_rate = { rate_per_h = 3.0, range_m = 1200.0 } }
height_m = 4.0
line_of_sight = false
[[post]]
name = "hut"
sensor = "observer"
position_xy_km = [5.0, 4.5]
[[post]]
name = "aside"
sensor = "observer"
position_xy_km = [1.0, 4.5]
[[configuration]]
name = "nothing_near"
assets = ["aside"]
[[configuration]]
name = "on_the_way"
assets = ["aside", "hut"]
[sampling]
batch = 50
)";
}

TEST(Shunning, MovesCrossersAroundAPostAndSamplesAreTheSweeps) {
  const World world = world_of(around_a_post("risk = { beta_s = 7200.0 }\n"));
  ASSERT_EQ(world.crossers[0].choices.size(), 2U);
  const RunResult result = run_full(world, 100, full_attempts / 10);
  const World fearless = world_of(around_a_post(""));
  for (const std::size_t c : {std::size_t{0}, std::size_t{1}}) {
    const std::vector<double> survival =
        sweep_survival(world.crossers[0].route_under(c), static_hazard(world, world.crossers[0], c));
    double truth = 1.0;
    for (const double x_m : {4900.0, 5100.0})
      truth -= 0.5 * survival[static_cast<std::size_t>(world.grid.at({x_m, 600.0}))];
    EXPECT_EQ(truth, 0.0);  // they go round all that is in its range
    EXPECT_EQ(share_of(result, "p_detect", c).value, 0.0);
    const std::vector<double> unmoved =
        sweep_survival(fearless.crossers[0].route, static_hazard(fearless, fearless.crossers[0], c));
    const double straight_on = 1.0 - unmoved[static_cast<std::size_t>(world.grid.at({4900.0, 600.0}))];
    if (c == 1) {
      EXPECT_LT(truth, 0.5 * straight_on);
    }
  }
  // The share of tracks through the post's cell falls, from most to hardly any.
  const auto at_post = static_cast<std::size_t>(world.grid.at({5000.0, 4500.0}));
  const std::vector<std::int64_t> visits = result.tally.maps.attempts();
  EXPECT_GT(visits[2 * at_post], 20 * visits[2 * at_post + 1]);
  EXPECT_GT(visits[2 * at_post], 0);
  // Segments are those of the way under each configuration.
  std::int64_t crossed = 0;
  bool differ = false;
  const ShareTable& segments = result.tally.segments;
  for (std::size_t bin = 0; bin < segments.bins(); ++bin) {
    crossed += segments.attempts(bin, 1);
    differ = differ || segments.attempts(bin, 0) != segments.attempts(bin, 1);
  }
  EXPECT_EQ(crossed, result.tally.summary.shares.attempts(0));
  const auto hours_and_maps_differ = result.tally.maps.attempts();
  EXPECT_FALSE(hours_and_maps_differ.empty());
}

TEST(Shunning, SharesThemselvesAmongWaysAsTheSweepSays) {
  // So little fear that half of them still go through its range.
  const World world = world_of(around_a_post("risk = { beta_s = 150.0 }\n"));
  constexpr std::int64_t fewer = full_attempts / 5;  // steps on a grid, with maps
  const RunResult result = run_full(world, 100, fewer);
  const std::vector<double> survival =
      sweep_survival(world.crossers[0].route_under(1), static_hazard(world, world.crossers[0], 1));
  double truth = 1.0;
  for (const double x_m : {4900.0, 5100.0})
    truth -= 0.5 * survival[static_cast<std::size_t>(world.grid.at({x_m, 600.0}))];
  EXPECT_GT(truth, 0.2);
  EXPECT_LT(truth, 0.7);
  const std::string sweep = "exact sweep";
  expect_share({"H1", "crossers who shun a post on their way, conditional estimate", sweep},
               share_of(result, "p_detect_conditional", 1), truth, 0.002, 100, fewer);
  expect_share({"H1", "crossers who shun a post on their way", sweep}, share_of(result, "p_detect", 1), truth,
               0.0025, 100, fewer);
}

TEST(Shunning, WithoutFearEveryBitIsTheSame) {
  RunOptions options;
  options.threads = 2;
  options.replications = 60;
  expect_same(run(world_of(around_a_post("")), options),
              run(world_of(around_a_post("risk = { beta_s = 0.0 }\n")), options));
}

// --- Turning back.

TEST(TurningBack, OutcomesAddUpAndTurnAsOftenAsDrawn) {
  // Every walker comes past both teams of the patrol, which they notice from 3 km: each team turns half.
  std::string text = flat_head() + R"([[crosser]]
name = "walker"
attempts = { fixed = 4 }
origin = { line_xy_km = [[9.5, 5.0], [10.5, 5.0]] }
route = { straight = { heading_deg = 0.0, length_km = 8.0 } }
movement = { constant = { speed_km_h = 4.0 } }
turn_back = { probability = 0.5, notice_range_m = 3000.0 }
[[sensor]]
name = "pair"
law = { definite_range = { range_m = 700.0 } }
height_m = 1.7
line_of_sight = false
[[patrol]]
name = "path"
sensor = "pair"
waypoints_xy_km = [[9.0, 11.0], [11.0, 11.0]]
between = "straight"
movement = { constant = { speed_km_h = 5.0 } }
teams = 2
[[team]]
name = "reserve"
base_xy_km = [10.0, 12.0]
response_time_min = { exponential = { mean = 20.0 } }
[[configuration]]
name = "calm"
assets = ["reserve"]
[[configuration]]
name = "patrolled"
assets = ["path", "reserve"]
[sampling]
batch = 100
[output]
maps = false
)";
  const RunResult result = run_full(text, 4);
  expect_share({"H2", "turned back by either of two teams", "independent draws"},
               share_of(result, "p_turned_back", 1), 0.75, 0.001, 4);
  EXPECT_EQ(share_of(result, "p_turned_back", 0).value, 0.0);
  const auto count = [&](std::string_view measure) {
    return result.tally.summary.shares.exact_sums(0, 1, find_measure(measure)).y;
  };
  // The rest passes 700 m under the patrol's eyes at most, or reaches its destination unseen.
  const std::int64_t attempts = result.tally.summary.shares.attempts(0);
  const Int128 undetected_or_not =
      count("p_intercept") + count("p_turned_back") + count("p_detected_not_intercepted");
  EXPECT_TRUE(undetected_or_not <= attempts);
  EXPECT_TRUE(count("p_leak") + count("p_intercept") + count("p_turned_back") == attempts);
  EXPECT_TRUE(count("p_leak") > 0 && count("p_intercept") > 0);
}

}  // namespace
}  // namespace panj::test
