#include "model/patrol_place.h"

#include <gtest/gtest.h>

#include "model/workspace.h"
#include "support/answered_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::replaced;

TEST(PatrolPlace, GoesBackAndForth) {
  const World world = world_of(replaced(test::flat_head() + test::grid_walkers(1) + test::few_assets(),
                                        "teams = 2", "start_h = 0.0\nshifts_h = [[0.5, 8.0]]"));
  Workspace workspace;
  simulate(world, 0, workspace);
  const auto east_km = [&](double time_h) {
    const auto place = patrol_place(world, workspace.teams, 0, 0, time_h * 3600.0);
    EXPECT_TRUE(place.has_value());
    EXPECT_NEAR(place->at_m.y(), 10500.0, 1e-6);
    return place->at_m.x() / 1000.0;
  };
  // 16 km at 5 km/h, from x = 2 km.
  EXPECT_NEAR(east_km(0.5), 2.0, 1e-6);
  EXPECT_NEAR(east_km(1.5), 7.0, 1e-6);
  EXPECT_NEAR(east_km(0.5 + 4.0), 14.0, 1e-6);
  EXPECT_FALSE(patrol_place(world, workspace.teams, 0, 0, 0.4 * 3600.0).has_value());
  EXPECT_FALSE(patrol_place(world, workspace.teams, 0, 0, 8.1 * 3600.0).has_value());
}

}  // namespace
}  // namespace panj
