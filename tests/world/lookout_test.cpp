#include "world/lookout.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

TEST(Lookout, IsSharedByClassesOfOneHeightAndRange) {
  const std::string turning = "turn_back = { notice_range_m = 700.0 }\n";
  std::string second = test::grid_walkers();
  second.replace(second.find("walker"), 6, "runner");
  std::string third = test::grid_walkers();
  third.replace(third.find("walker"), 6, "driver");
  const World world =
      world_of(test::flat_head() + test::grid_walkers() + turning + second + turning + third +
               "after_patrol = { range_m = 900.0, patience_min = 30.0 }\n" + test::few_assets());
  ASSERT_EQ(world.lookouts.size(), 2U);
  EXPECT_EQ(world.crossers[0].turn_back->lookout, world.crossers[1].turn_back->lookout);
  EXPECT_EQ(world.lookouts[world.crossers[2].after_patrol->lookout].range_m, 900.0);
  // Only the patrol (asset 1) is looked out for.
  EXPECT_EQ(world.lookouts[0].assets, (std::vector<std::uint16_t>{1}));
}

TEST(Lookout, SeesThePatrolWhereItIsWithinRangeWhateverItsSensor) {
  // The patrol's own sensor reaches 800 m; it goes along y = 10.5 km from x = 2 to 18 km.
  const World world = world_of(test::flat_head() + test::grid_walkers() +
                               "turn_back = { notice_range_m = 2000.0 }\n" + test::few_assets());
  const auto row = [&](double x_km, double y_km) {
    return world.lookouts.at(0).spans.row(world.grid.at({1000.0 * x_km, 1000.0 * y_km}));
  };
  EXPECT_FALSE(row(10.0, 9.0).empty());
  EXPECT_TRUE(row(10.0, 7.0).empty());
  EXPECT_FALSE(row(0.9, 10.5).empty());
}

TEST(Lookout, IsBlindBehindARidge) {
  std::string head = test::flat_head();
  const std::string flat = "elevation = \"flat\"";
  head.replace(
      head.find(flat), flat.size(),
      "elevation = { ridge = { base_m = 900.0, height_m = 300.0, half_width_m = 600.0, crest_xy_km = "
      "[10.0, 9.0], azimuth_deg = 90.0 } }");
  const World world = world_of(head + test::grid_walkers() + "turn_back = { notice_range_m = 5000.0 }\n" +
                               test::few_assets());
  EXPECT_TRUE(world.lookouts.at(0).spans.row(world.grid.at({10000.0, 7500.0})).empty());
  EXPECT_FALSE(world.lookouts.at(0).spans.row(world.grid.at({10000.0, 9100.0})).empty());
}

}  // namespace
}  // namespace panj
