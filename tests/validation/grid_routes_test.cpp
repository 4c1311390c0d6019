// Routes on the grid against the exact sweep over the same table (Dial 1971), and against an integral.
#include <gtest/gtest.h>

#include <cmath>

#include "model/workspace.h"
#include "stats/proportion.h"
#include "support/known_answer.h"
#include "world/route_sweep.h"
#include "world/static_hazard.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_on_grid = 100;
const std::string dial = "Dial 1971, exact sweep";

/// Logit walks over a ridge, from three places, among posts with rates and one that is certain.
std::string walks_among_posts() {
  return R"(schema = 1
[scenario]
seed = 17
period_h = 1.0
[frontier]
size_km = [6.0, 4.0]
cell_size_m = 200.0
elevation = { ridge = { base_m = 900.0, height_m = 300.0, half_width_m = 1500.0, crest_xy_km = [3.0, 2.4], azimuth_deg = 80.0 } }
line_xy_km = [[0.0, 1.0], [6.0, 1.0]]
inner = "left"
[[crosser]]
name = "walker"
attempts = { fixed = 100 }
origin = { points_xy_km = [[1.5, 0.1], [2.9, 0.3], [4.7, 0.1]], weights = [1.0, 2.0, 1.0] }
destination = "inner_edge"
route = { logit = { theta_s = 25.0 } }
movement = { tobler = { factor = 0.6 } }
[[sensor]]
name = "observer"
law = { constant_rate = { rate_per_h = 3.0, range_m = 900.0 } }
height_m = 4.0
[[sensor]]
name = "radar"
law = { inverse_cube = { kh_km3_per_h = 0.02, range_m = 1500.0 } }
height_m = 10.0
[[sensor]]
name = "gate"
law = { definite_range = { range_m = 250.0 } }
height_m = 2.0
[[post]]
name = "west"
sensor = "observer"
position_xy_km = [1.6, 1.8]
[[post]]
name = "east"
sensor = "observer"
position_xy_km = [4.2, 2.3]
[[post]]
name = "crest"
sensor = "radar"
position_xy_km = [3.05, 2.45]
[[post]]
name = "gap"
sensor = "gate"
position_xy_km = [3.7, 1.1]
[[configuration]]
name = "rates"
assets = ["west", "east", "crest"]
[[configuration]]
name = "rates_and_gate"
extends = "rates"
assets = ["gap"]
[sampling]
batch = 50
[output]
maps = true
)";
}

std::vector<WalkOrigin> origins_of(const World& world) {
  return {{world.grid.at({1500.0, 100.0}), 0.25},
          {world.grid.at({2900.0, 300.0}), 0.5},
          {world.grid.at({4700.0, 100.0}), 0.25}};
}

/// Mean over the walks' origins of a value per cell.
double over_origins(const World& world, const std::vector<double>& values) {
  double sum = 0.0;
  for (const WalkOrigin& origin : origins_of(world)) {
    sum += origin.walks * values[static_cast<std::size_t>(origin.cell)];
  }
  return sum;
}

TEST(LogitRoutes, SurvivalAmongPostsIsTheSweeps) {
  const World world = world_of(walks_among_posts());
  const RunResult result = run_full(world, attempts_on_grid);
  for (const std::size_t c : {std::size_t{0}, std::size_t{1}}) {
    const std::vector<double> survival =
        sweep_survival(world.crossers[0].route, static_hazard(world, world.crossers[0], c));
    const double truth = 1.0 - over_origins(world, survival);
    EXPECT_GT(truth, c == 0 ? 0.1 : 0.4);
    EXPECT_LT(truth, c == 0 ? 0.4 : 0.9);
    const std::string among =
        c == 0 ? "logit routes among rates" : "logit routes among rates and a certain post";
    expect_share({"D7", among + ", conditional estimate", dial}, share_of(result, "p_detect_conditional", c),
                 truth, 0.001, attempts_on_grid);
    expect_share({"D7", among, dial}, share_of(result, "p_detect", c), truth, 0.0012, attempts_on_grid);
  }
}

TEST(LogitRoutes, VisitsAreTheSweepsInEveryCell) {
  const World world = world_of(walks_among_posts());
  const RunResult result = run_full(world, attempts_on_grid);
  const std::vector<double> expected = expected_visits(world.crossers[0].route, origins_of(world));
  const std::vector<std::int64_t> found = result.tally.maps.attempts();
  const auto walks = static_cast<double>(result.tally.summary.shares.attempts(0));
  std::vector<std::size_t> judged;
  for (std::size_t cell = 0; cell < expected.size(); ++cell) {
    if (walks * expected[cell] >= 25.0) {
      judged.push_back(cell);
    } else if (expected[cell] == 0.0) {
      EXPECT_EQ(found[2 * cell], 0) << "cell " << cell;
    }
  }
  EXPECT_GT(judged.size(), 100U);
  // Exact binomial tails, |z| <= 4 (6.3e-5) over all cells together (Bonferroni).
  const double confidence = 1.0 - 6.3e-5 / static_cast<double>(judged.size());
  std::size_t outside = 0;
  for (const std::size_t cell : judged) {
    const auto count = static_cast<double>(found[2 * cell]);
    EXPECT_EQ(found[2 * cell], found[2 * cell + 1]) << "visits are the same under both configurations";
    const double truth = std::min(1.0, expected[cell]);
    const Estimate share = clopper_pearson(count, walks, confidence);
    EXPECT_LE(share.low, truth) << "cell " << cell << ": " << count << " of " << walks * truth;
    EXPECT_GE(share.high, truth) << "cell " << cell << ": " << count << " of " << walks * truth;
    outside += share.low <= truth && truth <= share.high ? 0U : 1U;
    const double sd = std::sqrt(truth * (1.0 - truth) / walks);
    EXPECT_LE(share.half_width(), 10.0 * sd + 20.0 / walks);
  }
  expect_exactly({"D7", "logit routes: cells visited too often or too rarely", dial},
                 static_cast<double>(outside), 0.0, 0.0);
}

TEST(LogitRoutes, TimesAreTheSweeps) {
  const World world = world_of(walks_among_posts());
  const RouteField& route = world.crossers[0].route;
  const double truth_s = over_origins(world, expected_time_s(route));
  Workspace workspace;
  const std::int64_t replications = samples(200'000) / 100;
  double sum_s = 0.0;
  double squares_s2 = 0.0;
  for (std::int64_t r = 0; r < replications; ++r) {
    for (const Walk& walk : simulate(world, r, workspace).walks) {
      const double time_s = walk.end_s - walk.moving_s;
      sum_s += time_s;
      squares_s2 += (time_s - truth_s) * (time_s - truth_s);
    }
  }
  const auto n = static_cast<double>(100 * replications);
  const double error_s = std::sqrt(squares_s2) / n;
  expect_known({"D7", "logit routes: mean time [s]", dial},
               {sum_s / n, error_s, normal_95 * error_s, 100 * replications}, truth_s,
               normal_95 * 0.002 * truth_s * std::sqrt(200'000 / n));
}

/// Columns of cells straight across level ground past a post with a constant rate. The ground is wide: the
/// way to its side rims, which belong to the inner edge as well, is longer.
std::string columns(const std::string& origin) {
  return "schema = 1\n[scenario]\nseed = 23\nperiod_h = 1.0\n" + level_frontier(30.0, 10.0, 3.0, 200.0) + R"(
curvature = false
[[crosser]]
name = "walker"
attempts = { fixed = 100 }
origin = { )" +
         origin + R"( }
destination = "inner_edge"
route = "least_cost"
movement = { constant = { speed_km_h = 4.0 } }
[[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = 3.0, range_m = 1000.0 } }
height_m = 1.7
[[post]]
name = "post"
sensor = "eye"
position_xy_km = [15.03, 5.0]
[[configuration]]
name = "all"
assets = ["post"]
[sampling]
batch = 50
[output]
maps = false
)";
}

double past_the_post(double east_km) {
  const double aside_km = east_km - 15.03;
  return aside_km * aside_km >= 1.0 ? 0.0
                                    : -std::expm1(-3.0 / 4.0 * 2.0 * std::sqrt(1.0 - aside_km * aside_km));
}

TEST(LeastCostRoutes, OneColumnPastAPost) {
  RunOptions options;
  options.replications = 20;
  for (const double east_km : {14.1, 14.9, 15.5, 15.9, 16.1}) {
    const RunResult result = run(world_of(columns("points_xy_km = [[" + toml(east_km) + ", 0.1]]")), options);
    const double aside_m = 1000.0 * (east_km - 15.03);
    const std::string aside =
        std::to_string(std::lround(std::abs(aside_m))) + (aside_m < 0.0 ? " m west" : " m east");
    expect_exactly({"G5", "a column of cells past a post, " + aside + " of it", "integral over the chord"},
                   share_of(result, "p_detect_conditional").value, past_the_post(east_km), 1e-9);
  }
}

TEST(LeastCostRoutes, AllColumnsPastAPost) {
  // An attempt starts anywhere in a cell of the line; from its second cell on it follows the column's
  // centres.
  double truth = 0.0;
  for (int column = 0; column < 20; ++column) truth += past_the_post(13.1 + 0.2 * column) / 20.0;
  const RunResult result = run_full(columns("line_xy_km = [[13.0, 0.07], [17.0, 0.07]]"), attempts_on_grid);
  expect_share({"G5", "all columns of cells past a post, conditional estimate", "integral over the chords"},
               share_of(result, "p_detect_conditional"), truth, 0.001, attempts_on_grid);
  expect_share({"G5", "all columns of cells past a post", "integral over the chords"},
               share_of(result, "p_detect"), truth, 0.001, attempts_on_grid);
}

}  // namespace
}  // namespace panj::test
