#include "world/watch_points.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;
using test::straight_walkers;

TEST(WatchPoints, StandInTheMiddleOfTheSegments) {
  const World world = world_of(flat_head() + straight_walkers() + few_assets());
  ASSERT_EQ(world.watch_points.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    const Point3& target = world.watch_points[i].target_m;
    EXPECT_NEAR(target.x(), 2500.0 + 5000.0 * static_cast<double>(i), 1e-9);
    EXPECT_NEAR(target.y(), 10000.0, 1e-9);
    EXPECT_NEAR(target.z(), watched_height_m, 1e-9);
  }
}

TEST(WatchPoints, KnowWhoWatchesThemAndWhen) {
  const World world = world_of(flat_head() + straight_walkers() + few_assets());
  // The post at x = 10 km reaches 3 km: the points at 7.5 and 12.5, 0.5 km aside.
  EXPECT_TRUE(world.watch_points[0].posts.empty());
  EXPECT_EQ(world.watch_points[1].posts, std::vector<std::uint16_t>{0});
  EXPECT_EQ(world.watch_points[2].posts, std::vector<std::uint16_t>{0});
  // The patrol from x = 2 to 18 km, 0.5 km aside, reaches 0.8 km: while it is within sqrt(0.39) km.
  const double half_km = std::sqrt(0.8 * 0.8 - 0.5 * 0.5);
  const double pace_s = 3600.0 / 5.0;
  const auto& windows = world.watch_points[1].windows;
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_NEAR(windows[0].begin_s, (5.5 - half_km) * pace_s, 1e-6);
  EXPECT_NEAR(windows[0].end_s, (5.5 + half_km) * pace_s, 1e-6);
  EXPECT_NEAR(windows[1].begin_s, (26.5 - half_km) * pace_s, 1e-6);
  EXPECT_EQ(windows[1].asset, 1);
  // At the first point it turns within reach: there and back are windows of their own, at the cycle's ends.
  ASSERT_EQ(world.watch_points[0].windows.size(), 2U);
  EXPECT_EQ(world.watch_points[0].windows[0].begin_s, 0.0);
  EXPECT_NEAR(world.watch_points[0].windows[1].end_s, 32.0 * pace_s, 1e-6);
}

TEST(WatchPoints, AreNotSeenThroughARidge) {
  std::string head = flat_head();
  head.replace(
      head.find("\"flat\""), 6,
      "{ ridge = { base_m = 100.0, height_m = 300.0, half_width_m = 600.0, crest_xy_km = [10.0, 11.5], "
      "azimuth_deg = 90.0 } }");
  std::string assets = few_assets();
  for (std::size_t at = assets.find("= false"); at != std::string::npos; at = assets.find("= false"))
    assets.replace(at, 7, "= true");
  const std::string post = "position_xy_km = [10.0, 10.5]";
  const World before = world_of(head + test::grid_walkers() + assets);
  EXPECT_EQ(before.watch_points[1].posts.size(), 1U);
  assets.replace(assets.find(post), post.size(), "position_xy_km = [8.5, 12.4]");
  const World behind = world_of(head + test::grid_walkers() + assets);
  EXPECT_TRUE(behind.watch_points[1].posts.empty());
  EXPECT_FALSE(behind.watch_points[1].windows.empty());
}

TEST(WatchPoints, AreLeftOutWhereNobodyAsks) {
  const World world =
      world_of(flat_head() + straight_walkers() + few_assets() + "[output]\nline_every = 0\n");
  EXPECT_TRUE(world.watch_points.empty());
}

}  // namespace
}  // namespace panj
