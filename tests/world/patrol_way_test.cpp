#include "world/patrol_way.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/world_of.h"
#include "world/path_patrol.h"

namespace panj {
namespace {

using test::flat_head;
using test::straight_walkers;

TEST(PatrolWay, WaypointOnTheOuterSideIsReported) {
  const auto problems = problems_of(flat_head() + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.0, 11.0], [12.0, 8.0]]
movement = { constant = { speed_km_h = 4.0 } })"));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("waypoints_xy_km = [12, 8] (waypoint 2 stands"), std::string::npos)
      << problems[0];
  EXPECT_NE(problems[0].find("on the outer side of the border"), std::string::npos) << problems[0];
}

TEST(PatrolWay, TooSteepGroundIsReported) {
  std::string head = flat_head();
  head.replace(head.find("\"flat\""), 6, "{ ramp = { slope_deg = 30.0, azimuth_deg = 0.0 } }");
  const auto problems = problems_of(head + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.0, 11.0], [12.0, 11.0]]
movement = { tobler = { max_slope_deg = 20.0 } })"));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("steeper than max_slope_deg"), std::string::npos) << problems[0];
}

TEST(PatrolWay, LegsAreApartAndMeetAtTheirWaypoints) {
  const World world = world_of(flat_head() + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.0, 11.0], [12.0, 12.0]])"));
  const PatrolGround ground{world.grid, world.elevation_m, world.frontier, Neighbourhood::sixteen, true};
  Problems problems;
  const PatrolSpec& spec = world.scenario.patrols[0];
  const WayFinder finder(
      {PatrolSpec::Between::straight, spec.movement, false, spec.waypoints, &spec.at, "waypoints"}, ground,
      problems);
  const auto legs = finder.through({{4000.0, 11000.0}, {6000.0, 11000.0}, {6000.0, 11600.0}});
  ASSERT_EQ(legs.size(), 2U);
  EXPECT_EQ(legs[0].size(), 9U);
  EXPECT_EQ(legs[1].size(), 4U);
  EXPECT_EQ(legs[0].back().at_m, legs[1].front().at_m);
  EXPECT_TRUE(finder.through({{4000.0, 11000.0}, {6000.0, 9000.0}}).empty());
  EXPECT_EQ(problems.size(), 1U);
}

}  // namespace
}  // namespace panj
