#include "world/going.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/text_file.h"
#include "support/world_of.h"
#include "terrain/least_time.h"

namespace panj {
namespace {

using test::flat_head;
using test::grid_walkers;
using test::TextFile;
using test::without_assets;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Classes of the 20 x 20 km of flat_head() in pixels of 5 km: 20 in the west, 80 (water) south-east of the
/// middle, 30 elsewhere.
const char* const classes = R"(ncols 4
nrows 4
xllcorner 0
yllcorner 0
cellsize 5000
20 30 30 30
20 30 30 30
20 30 80 30
20 30 30 30
)";

std::string cover(const std::string& path, const std::string& keys) {
  return "land_cover = { path = \"" + path + "\", " + keys + " }\n";
}

Going going_of(const World& world, const MovementLaw& law, ObstacleMask held = 0) {
  static Layer<std::uint8_t> all;
  all = Layer<std::uint8_t>::Ones(world.grid.rows, world.grid.columns);
  return Going({world.grid, world.elevation_m, Neighbourhood::sixteen, &world.cover}, law, all, held);
}

MovementLaw constant(double speed_m_s) {
  return {.kind = MovementLaw::Kind::constant, .speed_m_s = speed_m_s};
}

TEST(Going, LandCoverSlowsAndCloses) {
  const TextFile file(".asc", classes);
  const World world = world_of(without_assets(
      flat_head(cover(file.path(), "classes = [20, 30], friction = [1.5, 4.0], closed = [80]")) +
      grid_walkers()));
  ASSERT_EQ(world.cover.friction.rows(), 80);
  const Going going = going_of(world, constant(1.0));
  const CellId west = world.grid.at({1100.0, 1100.0});
  const CellId south = world.grid.at({12600.0, 1100.0});
  const CellId water = world.grid.at({12600.0, 7600.0});
  EXPECT_DOUBLE_EQ(move_time_s(going.ground(), west, 0), 250.0 * 1.5);
  EXPECT_DOUBLE_EQ(move_time_s(going.ground(), south, 0), 250.0 * 4.0);
  EXPECT_FALSE(going.is_open(water));
  EXPECT_THAT(going.why_closed(water).reason, HasSubstr("land_cover"));
  EXPECT_DOUBLE_EQ(going.friction_of_move(west, west + 1), 1.5);
  EXPECT_DOUBLE_EQ(going.friction_at({1100.0, 1100.0}), 1.5);
  // Routes go by it: the whole way north in the west takes 1.5 times as long as over open ground.
  const RouteField& route = world.crossers[0].route;
  const World bare = world_of(without_assets(flat_head() + grid_walkers()));
  const auto edge = static_cast<std::size_t>(world.grid.cell(0, 2));
  EXPECT_NEAR(route.time_to_go_s[edge] / bare.crossers[0].route.time_to_go_s[edge], 1.5, 1e-6);
}

TEST(Going, ClassesThatAreNotListedAreToldOrTaken) {
  const TextFile file(".asc", classes);
  const auto problems = problems_of(
      without_assets(flat_head(cover(file.path(), "classes = [20], friction = [1.5]")) + grid_walkers()));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], HasSubstr("nothing is said of class 30 (4400 cells), class 80 (400 cells)"));
  const World world = world_of(
      without_assets(flat_head(cover(file.path(), "classes = [20], friction = [1.5], other_friction = 2.0")) +
                     grid_walkers()));
  EXPECT_EQ(world.cover.friction(10, 60), 2.0F);
}

TEST(Going, SnowSlowsFeetAndStopsWheels) {
  std::string head = flat_head("snow = { line_m = 500.0, foot_factor = 0.5, vehicle_factor = 0.0 }\n");
  head.replace(head.find("\"flat\""), 6, "{ ramp = { slope_deg = 5.0, azimuth_deg = 0.0 } }");
  const World world = world_of(without_assets(head + grid_walkers()));
  const Going foot = going_of(world, constant(1.0));
  const MovementLaw truck{.kind = MovementLaw::Kind::vehicle, .by_slope = {{0.0, 30.0}, {10.0, 1.0}}};
  const Going wheels = going_of(world, truck);
  const CellId low = world.grid.at({10000.0, 1000.0});
  const CellId high = world.grid.at({10000.0, 9000.0});
  ASSERT_LT(world.elevation_m.data()[low], 500.0);
  ASSERT_GT(world.elevation_m.data()[high], 500.0);
  EXPECT_DOUBLE_EQ(move_time_s(foot.ground(), low, 0), 250.0);
  EXPECT_DOUBLE_EQ(move_time_s(foot.ground(), high, 0), 500.0);
  EXPECT_TRUE(foot.is_open(high));
  EXPECT_TRUE(wheels.is_open(low));
  EXPECT_FALSE(wheels.is_open(high));
  EXPECT_THAT(wheels.why_closed(high).reason, HasSubstr("above the snow line at 500 m"));
  // The slope law: 5 degrees up.
  const double speed_m_s = 10.0 - 9.0 * 5.0 / 30.0;
  EXPECT_NEAR(move_time_s(wheels.ground(), low, 2), 250.0 / speed_m_s, 1e-6);
}

/// A road that leads round a corner, on the plane of flat_head().
std::string roads() {
  return "WKT,name\n\"LINESTRING(1125 11125,1125 16125,11125 16125)\",a\n";
}

std::string driven(const std::string& path, const std::string& keys) {
  return R"([[sensor]]
name = "eye"
law = { definite_range = { range_m = 800.0 } }
line_of_sight = false
[[patrol]]
name = "drive"
sensor = "eye"
waypoints_xy_km = )" +
         keys + R"(
movement = { vehicle = { slope_deg = [0, 20], speed_km_h = [36.0, 5.0], roads = ")" +
         path + R"(" } }
[[configuration]]
name = "all"
assets = ["drive"]
)";
}

TEST(Going, VehiclesKeepToTheirRoads) {
  const TextFile file(".csv", roads());
  const World world =
      world_of(flat_head() + grid_walkers() + driven(file.path(), "[[1.125, 11.125], [11.125, 16.125]]"));
  const PatrolCycle& cycle = world.patrols[0].cycles[0];
  for (const PatrolPiece& piece : cycle.pieces) {
    const Point at = piece.from_m.head<2>();
    EXPECT_TRUE(std::abs(at.x() - 1125.0) < 376.0 || std::abs(at.y() - 16125.0) < 376.0) << at.transpose();
  }
  // There and back, 15 km each way at 10 m/s but for the corner that it may cut by a cell or so.
  EXPECT_GT(cycle.period_s, 2.0 * 1440.0);
  EXPECT_LE(cycle.period_s, 2.0 * 1500.0 + 1e-6);
}

TEST(Going, AWaypointOffTheRoadsIsTold) {
  const TextFile file(".csv", roads());
  const auto problems =
      problems_of(flat_head() + grid_walkers() + driven(file.path(), "[[1.125, 11.125], [11.125, 14.0]]"));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], HasSubstr("waypoint 2 stands off the roads"));
  EXPECT_THAT(problems[0], HasSubstr("off_road_factor"));
}

TEST(Going, OffTheRoadsVehiclesMayBeSlower) {
  const TextFile file(".csv", roads());
  const World world = world_of(without_assets(flat_head() + R"([[crosser]]
name = "car"
attempts = { fixed = 1 }
route = "least_cost"
movement = { vehicle = { slope_deg = [0], speed_km_h = [36.0], off_road_factor = 0.25, roads = ")" +
                                              file.path() + "\" } }\n"));
  const Going going = going_of(world, world.crossers[0].movement);
  const CellId on = world.grid.at({1125.0, 13125.0});
  const CellId off = world.grid.at({6000.0, 13000.0});
  EXPECT_NEAR(move_time_s(going.ground(), on, 2), 25.0, 1e-9);
  EXPECT_NEAR(move_time_s(going.ground(), off, 2), 100.0, 1e-9);
  EXPECT_TRUE(going.is_open(off));
}

TEST(Going, AStraightLegTooSteepForTheVehicleIsTold) {
  std::string head = flat_head();
  head.replace(head.find("\"flat\""), 6, "{ ramp = { slope_deg = 12.0, azimuth_deg = 0.0 } }");
  const auto problems = problems_of(head + grid_walkers() + R"([[sensor]]
name = "eye"
law = { definite_range = { range_m = 800.0 } }
line_of_sight = false
[[patrol]]
name = "drive"
sensor = "eye"
between = "straight"
waypoints_xy_km = [[2.0, 11.0], [2.0, 12.0]]
movement = { vehicle = { slope_deg = [0, 10], speed_km_h = [36.0, 5.0] } }
[[configuration]]
name = "all"
assets = ["drive"]
)");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], HasSubstr("too steep for the vehicle's speeds"));
}

}  // namespace
}  // namespace panj
