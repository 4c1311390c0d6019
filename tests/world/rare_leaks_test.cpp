#include "world/rare_leaks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/random_ground.h"
#include "support/world_of.h"
#include "world/route_sweep.h"
#include "world/static_hazard.h"

namespace panj {
namespace {

/// Walkers past two posts that they may know of; a third stands out of reach.
std::string past_posts(const std::string& more = "") {
  return R"(schema = 1
[scenario]
seed = 3
[frontier]
elevation = "flat"
size_km = [6.0, 6.0]
cell_size_m = 200.0
line_xy_km = [[0.0, 2.0], [6.0, 2.0]]
inner = "left"
[[crosser]]
name = "walker"
attempts = { fixed = 1 }
movement = { constant = { speed_km_h = 4.0 } }
[[crosser]]
name = "rare"
attempts = { probes = 10, per_period = 0.1 }
origin = { points_xy_km = [[3.1, 0.5]] }
destination = { points_xy_km = [[3.1, 5.5]] }
route = { logit = { theta_s = 30.0 } }
movement = { constant = { speed_km_h = 4.0 } }
rare_leaks = { plain_share = 0.2 }
)" + more +
         R"([[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = 4.0, range_m = 1000.0 } }
height_m = 3.0
[[post]]
name = "near"
sensor = "eye"
position_xy_km = [3.1, 1.5]
[[post]]
name = "deep"
sensor = "eye"
position_xy_km = [2.7, 4.1]
[[team]]
name = "guard"
base_xy_km = [3.1, 5.5]
response_time_min = 10.0
[[configuration]]
name = "one"
assets = ["near"]
[[configuration]]
name = "two"
assets = ["near", "deep"]
[[configuration]]
name = "one_answered"
assets = ["near", "guard"]
)";
}

/// Probability of a move from one cell to another.
double probability(const RouteField& field, CellId from, CellId to) {
  double found = 0.0;
  for_each_move(field, from, [&](int direction, double p, float) {
    if (from + field.offset[static_cast<std::size_t>(direction)] == to) found = p;
  });
  return found;
}

TEST(RareLeaks, OneTableForEachSetOfPosts) {
  const World world = world_of(past_posts());
  ASSERT_TRUE(world.crossers[1].rare_leaks);
  EXPECT_FALSE(world.crossers[0].rare_leaks);
  const RareLeaks& rare = *world.crossers[1].rare_leaks;
  EXPECT_EQ(rare.plain_share, 0.2);
  ASSERT_EQ(rare.tilted.size(), 2U);  // teams don't look
  EXPECT_EQ(rare.tilted[0].under, 0b101U);
  EXPECT_EQ(rare.tilted[1].under, 0b010U);
}

TEST(RareLeaks, MovesAreFavouredByWhatComesThrough) {
  const World world = world_of(past_posts());
  const CrosserPlan& crosser = world.crossers[1];
  const RouteField& tilted = crosser.rare_leaks->tilted[1].field;
  const MoveTerm hazard = static_hazard(world, crosser, 1);
  const std::vector<double> survival = sweep_survival(crosser.route, hazard);
  double furthest = 0.0;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    ASSERT_EQ(is_destination(tilted, cell), is_destination(crosser.route, cell));
    double sum = 0.0;
    for_each_move(crosser.route, cell, [&](int direction, double p, float time_s) {
      const CellId to = cell + crosser.route.offset[static_cast<std::size_t>(direction)];
      const double expected = p * std::exp(-hazard(cell, to, static_cast<double>(time_s))) *
                              survival[static_cast<std::size_t>(to)] /
                              survival[static_cast<std::size_t>(cell)];
      const double q = probability(tilted, cell, to);
      EXPECT_NEAR(q, expected, 1.0 / 65536.0);
      furthest = std::max(furthest, std::abs(q - p));
      sum += q;
    });
    if (!is_destination(tilted, cell)) {
      EXPECT_EQ(sum, 1.0);
    }
  }
  EXPECT_GT(furthest, 0.1);
}

TEST(RareLeaks, WaysOfWhoShunsAreTiltedByTheirOwnTables) {
  const World world = world_of(past_posts("risk = { beta_s = 3600.0 }\n"));
  const CrosserPlan& crosser = world.crossers[1];
  ASSERT_FALSE(crosser.choices.empty());
  const RareLeaks& rare = *crosser.rare_leaks;
  EXPECT_EQ(rare.tilted.size(), 2U);
  for (const TiltedRoute& tilted : rare.tilted) {
    const RouteField& own = crosser.route_under(first_configuration(tilted.under));
    for (CellId cell = 0; cell < world.grid.cells(); ++cell)
      for_each_move(tilted.field, cell, [&](int direction, double, float) {
        const CellId to = cell + own.offset[static_cast<std::size_t>(direction)];
        EXPECT_GT(probability(own, cell, to), 0.0);
      });
  }
}

TEST(RareLeaks, WhereNothingComesThroughMovesKeepTheirProbabilities) {
  test::RandomGround lane = test::level_ground(3, 9, 100.0);
  const RouteField field = logit_field(lane.ground(), std::vector<CellId>{13}, 20.0);
  const RouteField tilted =
      tilted_field(field, [](CellId from, CellId, double) { return from < 9 ? 0.0 : 3.0; });
  for (CellId cell = 0; cell < 27; ++cell)
    for_each_move(field, cell, [&](int direction, double p, float) {
      const CellId to = cell + field.offset[static_cast<std::size_t>(direction)];
      EXPECT_EQ(probability(tilted, cell, to), p);
    });
}

}  // namespace
}  // namespace panj
