#include "world/pursuit_plan.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/answered_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::replaced;

World pursuing() {
  return world_of(replaced(test::flat_head() + test::grid_walkers() + test::few_assets(), "teams = 2",
                           "teams = 2\npursues = true\npursuit_reach_km = 2.0"));
}

TEST(PursuitPlan, FieldsLeadFromPlacesAlongTheRouteWithinTheReach) {
  const World world = pursuing();
  const PursuitPlan& plan = world.pursuits[0];
  ASSERT_TRUE(plan.pursues());
  // 16 km of route, a field for every cell's length or two.
  EXPECT_GT(plan.fields.size(), 30U);
  EXPECT_LT(plan.fields.size(), 66U);
  const double speed_m_s = 5.0 / 3.6;
  for (const PursuitField& field : plan.fields) {
    const Point from = world.grid.centre(world.grid.at(field.from_m));
    std::size_t reached = 0;
    for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
      const double travel_s = field.to(world.grid, cell);
      const double distance_m = (world.grid.centre(cell) - field.from_m).norm();
      if (distance_m > 2000.0 || world.frontier.side_of(cell) != Side::inner) {
        EXPECT_TRUE(std::isinf(travel_s));
        continue;
      }
      if (std::isinf(travel_s)) continue;
      ++reached;
      const double least_s = (world.grid.centre(cell) - from).norm() / speed_m_s;
      EXPECT_GE(travel_s, least_s * (1.0 - 1e-5));
      EXPECT_LE(travel_s, least_s * 1.0275 + 1e-3);
    }
    EXPECT_GT(reached, 80U);
  }
}

TEST(PursuitPlan, EveryPieceHasAFieldNearby) {
  const World world = pursuing();
  const PursuitPlan& plan = world.pursuits[0];
  const PatrolPlan& patrol = world.patrols[0];
  ASSERT_EQ(plan.nearest.size(), patrol.cycles.size());
  for (std::size_t c = 0; c < patrol.cycles.size(); ++c) {
    ASSERT_EQ(plan.nearest[c].size(), patrol.cycles[c].pieces.size());
    for (std::size_t i = 0; i < plan.nearest[c].size(); ++i) {
      const PursuitField& field = plan.fields[plan.nearest[c][i]];
      EXPECT_LE((field.from_m - patrol.cycles[c].pieces[i].observer_m).norm(), 250.0 + 1e-6);
    }
  }
}

TEST(PursuitPlan, IsEmptyWhereThePatrolGoesOn) {
  const World world = world_of(test::flat_head() + test::grid_walkers() + test::few_assets());
  EXPECT_FALSE(world.pursuits[0].pursues());
}

}  // namespace
}  // namespace panj
