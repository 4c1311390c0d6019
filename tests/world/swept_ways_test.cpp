#include "world/swept_ways.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/controlled_scenario.h"
#include "support/world_of.h"
#include "world/route_sweep.h"
#include "world/start_law.h"
#include "world/static_hazard.h"

namespace panj {
namespace {

using test::ControlledScenario;

const SweptSet* set_under(const SweptWays& swept, std::size_t configuration) {
  for (const SweptSet& set : swept.sets)
    if ((set.under >> configuration & 1U) != 0) return &set;
  return nullptr;
}

/// The hazards are those of static_hazard, and exp(-h) S is a martingale under the table that walks read.
void expect_swept(const World& world, const CrosserPlan& crosser, std::size_t configuration,
                  std::size_t draw = 0) {
  ASSERT_TRUE(crosser.swept);
  const SweptSet* const set = set_under(*crosser.swept, configuration);
  ASSERT_NE(set, nullptr);
  const RouteField& route = crosser.route_under(configuration, draw);
  const MoveTerm hazard = static_hazard(world, crosser, configuration);
  const std::vector<float>& survival = set->survival.at(draw);
  double seen = 0.0;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    double mean = 0.0;
    int moves = 0;
    for_each_move(route, cell, [&](int direction, double probability, float time_s) {
      const CellId to = cell + route.offset[static_cast<std::size_t>(direction)];
      const float* const kept = crosser.swept->hazards_of(cell, to);
      const double h = kept != nullptr ? static_cast<double>(kept[set->posts]) : 0.0;
      const double truth = hazard(cell, to, static_cast<double>(time_s));
      if (std::isinf(truth)) {
        EXPECT_TRUE(std::isinf(h)) << cell;
      } else {
        EXPECT_NEAR(h, truth, 1e-6 * truth) << cell;
      }
      seen += truth > 0.0 ? 1.0 : 0.0;
      mean += probability * std::exp(-h) * static_cast<double>(survival[static_cast<std::size_t>(to)]);
      ++moves;
    });
    if (moves == 0) continue;
    EXPECT_NEAR(mean, static_cast<double>(survival[static_cast<std::size_t>(cell)]), 1e-6);
  }
  EXPECT_GT(seen, 100.0);
}

TEST(SweptWays, HazardsAndSurvivalFitTogether) {
  const World world = world_of(ControlledScenario{}.text());
  for (const std::size_t c : {0U, 1U}) expect_swept(world, world.crossers[0], c);
  EXPECT_EQ(world.crossers[0].swept->sets.size(), 2U);
  EXPECT_EQ(world.crossers[0].swept->sets_of_posts, 2U);
}

TEST(SweptWays, MeanDetectionIsOverOrigins) {
  const World world = world_of(ControlledScenario{}.text());
  const CrosserPlan& crosser = world.crossers[0];
  for (const std::size_t c : {0U, 1U}) {
    const std::vector<double> survival = sweep_survival(crosser.route, static_hazard(world, crosser, c));
    double seen = 0.0;
    for (const WalkOrigin& origin : start_law(crosser, world.grid))
      seen += origin.walks * (1.0 - survival[static_cast<std::size_t>(origin.cell)]);
    EXPECT_GT(seen, 0.1);
    EXPECT_NEAR(set_under(*crosser.swept, c)->mean_detection, seen, 1e-6);
  }
}

TEST(SweptWays, ConfigurationsWithTheSamePostsShareThem) {
  ControlledScenario same;
  same.more =
      "[[patrol]]\nname = \"round\"\nsensor = \"gate\"\nwaypoints_xy_km = [[1.0, 3.0], [5.0, 3.0]]\n"
      "between = \"straight\"\nmovement = { constant = { speed_km_h = 4.0 } }\n"
      "[[configuration]]\nname = \"patrol\"\nassets = [\"round\"]\n"
      "[[configuration]]\nname = \"row_too\"\nassets = [\"east\", \"west\", \"middle\", \"round\"]\n";
  const World world = world_of(same.text());
  const SweptWays& swept = *world.crossers[0].swept;
  ASSERT_EQ(world.configurations[0], "patrol");
  EXPECT_EQ(set_under(swept, 0), nullptr);
  EXPECT_EQ(set_under(swept, 1), set_under(swept, 2));
  EXPECT_NE(set_under(swept, 2), set_under(swept, 3));
  EXPECT_EQ(swept.sets_of_posts, 2U);
}

TEST(SweptWays, EveryViewOfTheGroundHasItsOwn) {
  ControlledScenario perceived;
  perceived.route = "{ perceived = { sigma = 0.5, correlation_km = 1.0, draws = 3 } }";
  const World world = world_of(perceived.text());
  const CrosserPlan& crosser = world.crossers[0];
  for (const std::size_t draw : {0U, 1U, 2U}) {
    expect_swept(world, crosser, 1, draw);
    EXPECT_TRUE(crosser.route_under(1, draw).time_to_go_s.empty());
  }
  const SweptSet& set = *set_under(*crosser.swept, 0);
  EXPECT_NE(set.survival[0], set.survival[1]);
  EXPECT_GT(crosser.route_bytes(), 3 * crosser.route_under(0).bytes());
}

TEST(SweptWays, GoWithTheRoutesOfTheConfiguration) {
  ControlledScenario shunning;
  shunning.about_walkers = "risk = { beta_s = 3600.0 }\n";
  // Known is a post that sees the outer side.
  shunning.more = "[[post]]\nname = \"near\"\nsensor = \"eye\"\nposition_xy_km = [2.7, 1.5]\n";
  shunning.of_the_other = ", \"near\"";
  const World world = world_of(shunning.text());
  ASSERT_NE(&world.crossers[0].route_under(0), &world.crossers[0].route_under(1));
  for (const std::size_t c : {0U, 1U}) expect_swept(world, world.crossers[0], c);
}

TEST(SweptWays, AreOfOrdinaryTrafficThatPostsSeeAndOnlyWhereTheyAreAskedFor) {
  const World plain = world_of(ControlledScenario{}.text(), {{"sampling.control_variates", "false"}});
  EXPECT_FALSE(plain.crossers[0].swept);
  ControlledScenario with_probes;
  with_probes.more =
      "[[crosser]]\nname = \"probe\"\nattempts = { probes = 2, per_period = 0.1 }\norigin = { points_xy_km = "
      "[[1.1, 0.3]] }\ndestination = { points_xy_km = [[3.1, 6.7]] }\nroute = \"least_cost\"\nmovement = { "
      "constant = { speed_km_h = 4.0 } }\n";
  const World world = world_of(with_probes.text());
  ASSERT_EQ(world.crossers.size(), 2U);
  EXPECT_TRUE(world.crossers[0].swept);
  EXPECT_FALSE(world.crossers[1].swept);
}

}  // namespace
}  // namespace panj
