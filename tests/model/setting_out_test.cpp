#include "model/setting_out.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/arrivals.h"
#include "model/walks.h"
#include "support/small_scenarios.h"
#include "support/walked.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// Crossers wait at (10, 9.9) km from 30 min on; a patrol leaves (2, 10.5) for the east at time 0, another
/// follows two hours later, at 5 km/h.
std::string watchers(const std::string& sensor_sight, const std::string& more) {
  return test::flat_head() + R"([[crosser]]
name = "watcher"
attempts = { fixed = 1 }
departure_h = 0.25
wait_min = 15.0
origin = { points_xy_km = [[10.0, 9.9]] }
route = { straight = { heading_deg = 0.0, length_km = 2.0 } }
movement = { constant = { speed_km_h = 4.0 } }
after_patrol = { range_m = 1000.0, patience_min = 180.0 }
[[sensor]]
name = "pair"
law = { definite_range = { range_m = 50.0 } }
height_m = 1.7
line_of_sight = )" +
         sensor_sight +
         R"(
[[patrol]]
name = "early"
sensor = "pair"
waypoints_xy_km = [[2.0, 10.5], [18.0, 10.5]]
between = "straight"
circuit = "one_way"
start_h = 0.0
movement = { constant = { speed_km_h = 5.0 } }
[[patrol]]
name = "late"
sensor = "pair"
waypoints_xy_km = [[2.0, 10.5], [18.0, 10.5]]
between = "straight"
circuit = "one_way"
start_h = 0.1
movement = { constant = { speed_km_h = 5.0 } }
[[patrol]]
name = "far"
sensor = "pair"
waypoints_xy_km = [[2.0, 12.5], [18.0, 12.5]]
between = "straight"
movement = { constant = { speed_km_h = 5.0 } }
[[configuration]]
name = "nobody_near"
assets = ["far"]
[[configuration]]
name = "one"
assets = ["early"]
[[configuration]]
name = "two"
assets = ["early", "late"]
[[configuration]]
name = "one_and_far"
assets = ["early", "far"]
[output]
)" + more;
}

TEST(SettingOut, IsWhenTheLastPatrolHasGoneOutOfView) {
  // In view within 0.8 km along the route: from x = 9.2 to 10.8 km.
  const double gone_s = (10.8 - 2.0) / 5.0 * 3600.0;
  for (const auto& [sight, maps] :
       {std::pair{"false", "maps = false\n"}, std::pair{"true", "maps = true\n"}}) {
    SCOPED_TRACE(sight);
    const World world = world_of(watchers(sight, maps));
    const Replication replication = test::walked(world, 0);
    EXPECT_EQ(replication.walks.size(), 3U);
    EXPECT_NEAR(replication.walk_of(0, 0).moving_s, (0.5 + 3.0) * 3600.0, 1e-6);
    EXPECT_NEAR(replication.walk_of(0, 1).moving_s, gone_s, 1e-6);
    // The second follows 6 minutes behind, and comes into view before the first is gone.
    EXPECT_NEAR(replication.walk_of(0, 2).moving_s, gone_s + 360.0, 1e-6);
    EXPECT_EQ(&replication.walk_of(0, 3), &replication.walk_of(0, 1));
    for (const Walk& walk : replication.walks) {
      EXPECT_NEAR(walk.end_s - walk.moving_s, 1800.0, 1e-6);
      EXPECT_NEAR(walk.crossed_s - walk.moving_s, 90.0, 1e-6);
      const Track track = track_of(world, replication, walk);
      EXPECT_EQ(track.departure_s, 900.0);
      EXPECT_EQ(track.moving_s, walk.moving_s);
    }
    EXPECT_EQ(replication.walk_of(0, 0).hour, 3);
    EXPECT_EQ(replication.walk_of(0, 1).hour, 1);
  }
}

TEST(SettingOut, EndsWithPatience) {
  const World world =
      world_of(watchers("false", "maps = false\n"), {{"crosser.watcher.after_patrol.patience_min", "45.0"}});
  const Replication replication = test::walked(world, 0);
  ASSERT_EQ(replication.walks.size(), 1U);
  EXPECT_NEAR(replication.walks[0].moving_s, 1.25 * 3600.0, 1e-6);
}

}  // namespace
}  // namespace panj
