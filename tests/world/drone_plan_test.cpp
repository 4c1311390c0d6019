#include "world/drone_plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::flat_head;
using test::grid_walkers;

std::string head_over(const std::string& elevation) {
  std::string text = flat_head("curvature = false\n");
  return text.replace(text.find("\"flat\""), 6, elevation);
}

std::string drone(const std::string& keys, const std::string& sight = "true") {
  return grid_walkers() +
         "[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = 3000.0 } }\nline_of_sight = " +
         sight + "\n[[drone]]\nname = \"hawk\"\nsensor = \"eye\"\nspeed_km_h = 72.0\n" + keys +
         "[[configuration]]\nname = \"all\"\nassets = [\"hawk\"]\n";
}

const std::string orbit = "flight = { orbit = { centre_xy_km = [10.0, 9.0], radius_km = 2.0 } }\n";
const std::string ridge =
    "{ ridge = { base_m = 100.0, height_m = 300.0, half_width_m = 600.0, crest_xy_km = [10.0, 11.5], "
    "azimuth_deg = 90.0 } }";

TEST(DronePlan, AnOrbitKeepsToItsCircle) {
  for (const char* direction : {"true", "false"}) {
    const World world =
        world_of(flat_head() + drone("flight = { orbit = { centre_xy_km = [10.0, 9.0], radius_km "
                                     "= 2.0, clockwise = " +
                                     std::string(direction) + " } }\nheight_m = 120.0\n"));
    ASSERT_EQ(world.patrols.size(), 1U);
    const PatrolCycle& cycle = world.patrols[0].cycles.at(0);
    double around_rad = 0.0;
    for (const PatrolPiece& piece : cycle.pieces) {
      for (const double share : {0.0, 0.25, 0.5, 1.0}) {
        const Point3 at = piece.from_m + share * (piece.to_m - piece.from_m);
        EXPECT_NEAR((at.head<2>() - Point(10000.0, 9000.0)).norm(), 2000.0, 1e-3 * 3000.0);
        EXPECT_NEAR(at.z(), 120.0, 1e-9);
      }
      const Point from = piece.from_m.head<2>() - Point(10000.0, 9000.0);
      const Point to = piece.to_m.head<2>() - Point(10000.0, 9000.0);
      around_rad += std::atan2(from.x() * to.y() - from.y() * to.x(), from.dot(to));
    }
    const double turn_rad = 2.0 * std::numbers::pi;
    EXPECT_NEAR(around_rad, direction[0] == 't' ? -turn_rad : turn_rad, 1e-6);
    EXPECT_NEAR(cycle.period_s, 2000.0 * turn_rad / 20.0, 1e-3 * cycle.period_s);
    EXPECT_NEAR(cycle.pieces.front().from_m.y(), 11000.0, 3.0) << "it begins due north";
  }
}

TEST(DronePlan, AnOrbitHasNoMoreLegsThanItNeeds) {
  for (const double radius_m : {50.0, 500.0, 5000.0, 50000.0}) {
    const std::size_t legs = orbit_legs(radius_m, 2000.0);
    const auto error_m = [radius_m](double n) {
      return radius_m * std::pow(std::tan(0.5 * std::numbers::pi / n), 2);
    };
    EXPECT_LE(error_m(static_cast<double>(legs)), 2.0 * (1.0 + 1e-9));
    if (legs > 12) {
      EXPECT_GT(error_m(static_cast<double>(legs) - 1.0), 2.0);
    }
  }
  EXPECT_EQ(orbit_legs(10.0, 5000.0), 12U);
}

TEST(DronePlan, LegsLeadBackToWhereTheyBegan) {
  const std::string way = "flight = { legs = { waypoints_xy_km = [[2, 8], [10, 8], [10, 14]], circuit = ";
  const World loop = world_of(flat_head() + drone(way + "\"loop\" } }\n"));
  EXPECT_NEAR(loop.patrols[0].cycles[0].period_s, (8000.0 + 6000.0 + 10000.0) / 20.0, 1e-6);
  const World back = world_of(flat_head() + drone(way + "\"back_and_forth\" } }\n"));
  EXPECT_NEAR(back.patrols[0].cycles[0].period_s, 28000.0 / 20.0, 1e-6);
  for (const World* world : {&loop, &back}) {
    const PatrolCycle& cycle = world->patrols[0].cycles[0];
    EXPECT_TRUE(cycle.pieces.back().to_m.isApprox(cycle.pieces.front().from_m));
    EXPECT_LE((cycle.pieces[0].to_m - cycle.pieces[0].from_m).norm(), 250.0 + 1e-9);
  }
}

TEST(DronePlan, FollowsTheGroundOrStaysLevel) {
  const std::string over = "flight = { legs = { waypoints_xy_km = [[10, 9], [10, 14]] } }\n";
  const World follows = world_of(head_over(ridge) + drone(over + "height_m = 150.0\n"));
  double highest_m = 0.0;
  for (const PatrolPiece& piece : follows.patrols[0].cycles[0].pieces) {
    EXPECT_NEAR(piece.from_m.z(),
                150.0 + ground_height_m(follows.grid, follows.elevation_m, piece.from_m.head<2>()), 1e-9);
    highest_m = std::max(highest_m, piece.from_m.z());
  }
  EXPECT_GT(highest_m, 450.0);
  const World level = world_of(head_over(ridge) + drone(over + "altitude_m = 700.0\n"));
  for (const PatrolPiece& piece : level.patrols[0].cycles[0].pieces) EXPECT_EQ(piece.from_m.z(), 700.0);
}

TEST(DronePlan, SeesFromAboveWhatAMastDoesNot) {
  // South of a ridge 300 m high: a target behind it shows to an eye that stands high enough.
  const auto seen_behind = [](const std::string& height) {
    const World world = world_of(
        head_over(ridge) +
        drone("flight = { orbit = { centre_xy_km = [10.0, 10.8], radius_km = 0.2 } }\n" + height + "\n"));
    return !world.coverage[0].patrols.row(world.grid.at({10100.0, 12100.0})).empty();
  };
  EXPECT_FALSE(seen_behind("height_m = 10.0"));
  EXPECT_FALSE(seen_behind("height_m = 200.0"));
  EXPECT_TRUE(seen_behind("height_m = 1000.0"));
  EXPECT_FALSE(seen_behind("altitude_m = 450.0"));
  EXPECT_TRUE(seen_behind("altitude_m = 1100.0"));
}

TEST(DronePlan, MayFlyOverEitherSideButNotOffTheMap) {
  EXPECT_TRUE(problems_of(flat_head() + drone(orbit)).empty());
  const auto only = [](const std::string& text) {
    const std::vector<std::string> all = problems_of(text);
    EXPECT_EQ(all.size(), 1U);
    const std::string first = all.empty() ? "" : all.front();
    return first.substr(std::min(first.size(), first.find("drone")));
  };
  std::string far = orbit;
  EXPECT_EQ(
      only(flat_head() + drone(far.replace(far.find("9.0"), 3, "1.0"))),
      "drone \"hawk\".flight (the orbit spans x 7.997 to 12.003, y -1.003 to 3.003 km, the map x 0.000 to "
      "20.000, y 0.000 to 20.000 km); reduce radius_km, move it, or enlarge frontier.size_km");
  EXPECT_EQ(
      only(flat_head() +
           drone("flight = { random_legs = { box_xy_km = [0.2, 2, 8, 8], leg_km = 1 } }\n", "false")),
      "drone \"hawk\".flight (what the legs may reach spans x -0.300 to 8.500, y 1.500 to 8.500 km, the "
      "map x 0.000 to 20.000, y 0.000 to 20.000 km); reduce box_xy_km or leg_km, move it, or enlarge "
      "frontier.size_km");
  EXPECT_EQ(only(flat_head() + drone("flight = { legs = { waypoints_xy_km = [[2, 8], [25, 8]] } }\n"))
                .substr(0, 30),
            "drone \"hawk\".flight = [25, 8] ");
  EXPECT_EQ(only(head_over(ridge) +
                 drone("flight = { legs = { waypoints_xy_km = [[10, 9], [10, 14]] } }\naltitude_m "
                       "= 300.0\n"))
                .substr(0, 37),
            "drone \"hawk\".altitude_m = 300 (the gr");
}

}  // namespace
}  // namespace panj
