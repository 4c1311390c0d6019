// Obstacles and the going, through the whole engine: delays against their moments, gates, vehicles on slopes.
#include <gtest/gtest.h>

#include <cmath>

#include "base/units.h"
#include "model/workspace.h"
#include "support/known_answer.h"
#include "world/route_sweep.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_over_ground = 100;

/// Means over attempts with their standard errors.
struct Mean {
  double sum = 0.0;
  double squares = 0.0;
  double number = 0.0;
  void add(double value) {
    sum += value;
    squares += value * value;
    number += 1.0;
  }
  double value() const { return sum / number; }
  double error() const { return std::sqrt((squares / number - value() * value()) / number); }
};

void expect_mean(const KnownAnswer& known, const Mean& found, double truth, double widest_error,
                 std::int64_t full) {
  expect_known(known, {found.value(), found.error(), normal_95 * found.error(), std::llround(found.number)},
               truth, normal_95 * interval_width(widest_error, full));
}

std::string one_post(const std::string& law, double east_km, double north_km) {
  return "[[sensor]]\nname = \"eye\"\nlaw = " + law +
         "\nheight_m = 1.7\nline_of_sight = false\n[[post]]\nname = \"post\"\nsensor = "
         "\"eye\"\nposition_xy_km = [" +
         toml(east_km) + ", " + toml(north_km) +
         "]\n[[configuration]]\nname = \"all\"\nassets = [\"post\"]\n[output]\nmaps = false\n";
}

/// A straight way of 2 km past a post that watches 1 km to either side of the river, which takes an
/// exponential time to cross: with rate l over a walk of T and a stand of mean m, 1 - exp(-l T) / (1 + l m).
TEST(Obstacles, WhoeverStandsAtARiverIsSeenThere) {
  const std::string text = "schema = 1\n[scenario]\nseed = 5\nperiod_h = 1.0\n" +
                           level_frontier(6.0, 6.0, 3.0, 2000.0) + R"([[obstacle]]
name = "river"
border = true
delay_min = { exponential = { mean = 30.0 } }
[[crosser]]
name = "swimmer"
attempts = { fixed = 100 }
origin = { points_xy_km = [[2.0, 1.0]] }
route = { straight = { heading_deg = 0.0, length_km = 4.0 } }
movement = { constant = { speed_km_h = 4.0 } }
)" + one_post("{ constant_rate = { rate_per_h = 1.0, range_m = 1000.0 } }", 2.0, 3.0);
  const RunResult result = run_full(text, attempts_over_ground);
  const double truth = 1.0 - std::exp(-0.5) / (1.0 + 0.5);
  const std::string laplace = "Laplace transform";
  expect_share({"G1", "a stand at a river in a post's range", laplace}, share_of(result, "p_detect"), truth,
               0.0012, attempts_over_ground);
  expect_share({"G1", "a stand at a river in a post's range, conditional estimate", laplace},
               share_of(result, "p_detect_conditional"), truth, 0.0008, attempts_over_ground);
}

/// Least-cost ways over a river that takes a gamma time, for one of two classes: their mean time rises by
/// exactly its mean, and the variance is its own.
std::string two_classes(const std::string& obstacle) {
  const auto group = [](const std::string& name) {
    return "[[crosser]]\nname = \"" + name + R"("
attempts = { fixed = 50 }
origin = { points_xy_km = [[2.1, 0.3]] }
route = "least_cost"
movement = { constant = { speed_km_h = 3.6 } }
)";
  };
  return "schema = 1\n[scenario]\nseed = 6\nperiod_h = 1.0\n" + level_frontier(6.0, 4.0, 2.0, 200.0) +
         obstacle + group("swimmer") + group("boat") +
         one_post("{ definite_range = { range_m = 1.0 } }", 5.0, 3.9);
}

TEST(Obstacles, MeanTimesRiseByTheMeanDelay) {
  const World bare = world_of(two_classes(""));
  const World world = world_of(two_classes(R"([[obstacle]]
name = "river"
border = true
delay_min = { gamma = { shape = 2.0, scale = 15.0 } }
crossers = ["swimmer"]
)"));
  constexpr std::int64_t full = 1'000'000;
  Workspace workspace;
  const Walk usual = simulate(bare, 0, workspace).walks.front();
  const double least_s = usual.end_s - usual.moving_s;
  Mean swimmers;
  Mean squares;
  for (std::int64_t r = 0; r < samples(full) / 50; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    for (const Walk& walk : replication.walks) {
      const double over_min = (walk.end_s - walk.moving_s - least_s) / 60.0;
      if (replication.attempts[walk.attempt].crosser == 1) {
        ASSERT_NEAR(over_min, 0.0, 1e-4);
        continue;
      }
      swimmers.add(over_min);
      squares.add(over_min * over_min);
    }
  }
  expect_mean({"G2", "delay at a river, gamma law: mean [min]", "moments"}, swimmers, 30.0, 0.033, full);
  // E X^2 = k (k + 1) scale^2.
  expect_mean({"G2", "delay at a river, gamma law: second moment [min2]", "moments"}, squares,
              6.0 * 15.0 * 15.0, 5.5, full);
}

/// Logit ways, some of which go round by a bridge: the table counts mean delays, the walks pay drawn ones.
TEST(Obstacles, LogitTimesAreTheSweepsOverMeanDelays) {
  const World world = world_of("schema = 1\n[scenario]\nseed = 7\nperiod_h = 1.0\n" +
                               level_frontier(6.0, 4.0, 2.05, 200.0) + R"([[obstacle]]
name = "river"
border = true
delay_min = { uniform = { min = 2.0, max = 10.0 } }
gaps_xy_km = [[2.9, 2.05]]
[[crosser]]
name = "walker"
attempts = { fixed = 100 }
origin = { points_xy_km = [[2.1, 0.5]] }
route = { logit = { theta_s = 60.0 } }
movement = { constant = { speed_km_h = 3.6 } }
)" + one_post("{ definite_range = { range_m = 1.0 } }", 5.0, 3.9));
  const double truth_s =
      expected_time_s(world.crossers[0].route)[static_cast<std::size_t>(world.grid.at({2100.0, 500.0}))];
  constexpr std::int64_t full = 1'000'000;
  Workspace workspace;
  Mean time_s;
  Mean crossed;
  for (std::int64_t r = 0; r < samples(full) / 100; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    for (const Walk& walk : replication.walks) {
      time_s.add(walk.end_s - walk.moving_s);
      const Track track = track_of(world, replication, walk);
      bool stands = false;
      for (std::size_t stay = 1; stay < track.stays(); ++stay)
        stands = stands || track.cells[stay] == track.cells[stay - 1];
      crossed.add(stands ? 1.0 : 0.0);
    }
  }
  expect_mean({"G3", "logit ways over a river or a bridge: time [s]", "exact sweep"}, time_s, truth_s, 0.5,
              full);
  // Both ways are taken.
  EXPECT_GT(crossed.value(), 0.05);
  EXPECT_LT(crossed.value(), 0.95);
}

/// A fence along the whole border with one gate, a twentieth of a cell wide.
TEST(Obstacles, AFencedFrontierLeadsThroughItsGate) {
  const World world = world_of("schema = 1\n[scenario]\nseed = 8\nperiod_h = 1.0\n" +
                               level_frontier(20.0, 8.0, 4.0, 200.0) + "segment_km = 0.5\n" + R"([[obstacle]]
name = "fence"
border = true
closed = true
gaps_xy_km = [[13.2, 4.0]]
gap_width_m = 10.0
[[crosser]]
name = "walker"
attempts = { fixed = 100 }
origin = "edge"
route = "least_cost"
movement = { constant = { speed_km_h = 4.0 } }
)" + one_post("{ definite_range = { range_m = 400.0 } }", 13.2, 4.0));
  const RunResult result = run_full(world, attempts_over_ground);
  const Estimate seen = share_of(result, "p_detect");
  EXPECT_EQ(seen.value, 1.0);
  EXPECT_GT(seen.half_width(), 0.0);
  Workspace workspace;
  for (std::int64_t r = 0; r < 20; ++r) {
    for (const Walk& walk : simulate(world, r, workspace).walks) {
      EXPECT_EQ(walk.segment, 26);
      EXPECT_TRUE(walk.finished);
    }
  }
}

/// Up a slope of 10 degrees, halfway between two pairs of the table: 2.2 km in cells of 200 m at 15 km/h.
TEST(Vehicle, DrivesUpASlopeAtItsTablesSpeed) {
  const World world = world_of(R"(schema = 1
[scenario]
seed = 9
period_h = 1.0
[frontier]
size_km = [4.0, 4.0]
cell_size_m = 200.0
elevation = { ramp = { slope_deg = 10.0, azimuth_deg = 0.0 } }
line_xy_km = [[0.0, 1.0], [4.0, 1.0]]
inner = "left"
[[crosser]]
name = "truck"
attempts = { fixed = 3 }
origin = { points_xy_km = [[1.9, 0.7]] }
destination = { points_xy_km = [[1.9, 2.9]] }
route = "least_cost"
movement = { vehicle = { slope_deg = [0.0, 5.0, 15.0], speed_km_h = [40.0, 20.0, 10.0] } }
)" + one_post("{ definite_range = { range_m = 1.0 } }", 3.0, 3.9));
  Workspace workspace;
  const double truth_s = 2200.0 / m_s_from_km_h(15.0);
  const std::vector<Walk>& walks = simulate(world, 0, workspace).walks;
  for (const Walk& walk : walks) EXPECT_NEAR(walk.end_s - walk.moving_s, truth_s, 1e-3);
  expect_exactly({"G4", "vehicle up a slope between two of its table [s]", "interpolation"},
                 walks.front().end_s - walks.front().moving_s, truth_s, 1e-3);
}

}  // namespace
}  // namespace panj::test
