#include "world/route_risk.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

std::string pair_patrol(const std::string& more,
                        const std::string& waypoints = "[[2.0, 10.5], [18.0, 10.5]]") {
  return "[[patrol]]\nname = \"pair\"\nsensor = \"eye\"\nwaypoints_xy_km = " + waypoints +
         "\nbetween = \"straight\"\nmovement = { constant = { speed_km_h = 4.0 } }\n" + more;
}

World world_with_law(const std::string& law, const std::string& assets, const std::string& held) {
  return world_of(test::flat_head() + test::grid_walkers() + "[[sensor]]\nname = \"eye\"\nlaw = " + law +
                  "\nheight_m = 1.7\nline_of_sight = false\n" + assets +
                  "[[configuration]]\nname = \"one\"\nassets = [" + held + "]\n");
}

double rate_at(const World& world, double x_km, double y_km, double certain_rate_per_s) {
  const std::vector<std::uint16_t> assets = known_assets(world, world.crossers[0]);
  return known_rate_per_s(world, world.crossers[0], assets, certain_rate_per_s)
      .data()[world.grid.at({1000.0 * x_km, 1000.0 * y_km})];
}

const std::string definite = "{ definite_range = { range_m = 800.0 } }";

TEST(RoundsPerS, FollowCircuitsHeadwaysRestsAndShifts) {
  // 16 km at 4 km/h: 4 h one way.
  const auto rounds = [](const std::string& more) {
    const World world = world_with_law(definite, pair_patrol(more), "\"pair\"");
    std::vector<double> per_h = rounds_per_s(world.patrols.at(0), world.scenario.period_s);
    for (double& round : per_h) round *= 3600.0;
    return per_h;
  };
  EXPECT_NEAR(rounds("").at(0), 1.0 / 8.0, 1e-12);
  EXPECT_NEAR(rounds("teams = 3\n").at(0), 3.0 / 8.0, 1e-12);
  EXPECT_NEAR(rounds("circuit = \"one_way\"\nheadway_min = 90.0\n").at(0), 1.0 / 1.5, 1e-12);
  EXPECT_NEAR(rounds("rest_min = { uniform = { min = 0.0, max = 240.0 } }\n").at(0), 1.0 / 10.0, 1e-12);
  EXPECT_NEAR(rounds("shifts_h = [[1.0, 2.0]]\n").at(0), 1.0 / 8.0 / 4.0, 1e-12);
  EXPECT_NEAR(rounds("circuit = \"one_way\"\nstart_h = 1.0\n").at(0), 1.0 / 4.0, 1e-12);
  const std::vector<double> alternating =
      rounds("circuit = \"one_way\"\nheadway_min = 60.0\ndirection = \"alternating\"\n");
  ASSERT_EQ(alternating.size(), 2U);
  EXPECT_NEAR(alternating[0], 0.5, 1e-12);
  EXPECT_NEAR(alternating[1], 0.5, 1e-12);
}

TEST(RoundsPerS, OfOneThatTurnsAddUpToAllItsTime) {
  const World world = world_with_law(
      definite,
      pair_patrol("markov = { go_on = 0.7, turn_min = 10.0 }\n", "[[2.0, 10.5], [7.0, 10.5], [18.0, 10.5]]"),
      "\"pair\"");
  const PatrolPlan& plan = world.patrols.at(0);
  const std::vector<double> rounds = rounds_per_s(plan, world.scenario.period_s);
  ASSERT_EQ(rounds.size(), 5U);
  double busy = 0.0;
  for (std::size_t c = 0; c < rounds.size(); ++c) busy += rounds[c] * plan.cycles[c].period_s;
  EXPECT_NEAR(busy, 1.0, 1e-12);
  // Over one passage each way: 8 h of legs, 10 min at each end, and 30 % of two visits of the middle.
  EXPECT_NEAR(rounds[0], 1.0 / (8.0 * 3600.0 + 2.0 * 600.0 + 0.6 * 600.0), 1e-12);
  EXPECT_NEAR(rounds[3] / rounds[2], 0.6, 1e-12);
}

TEST(KnownRate, OfAPatrolIsItsShareOfTimeInRange) {
  // Back and forth over 16 km, in range for 1.6 km each way: a tenth of the time.
  const World world = world_with_law(definite, pair_patrol(""), "\"pair\"");
  const double certain = 60.0 / 3600.0;
  EXPECT_NEAR(rate_at(world, 10.1, 10.6, certain) / certain, 2.0 * std::sqrt(0.64 - 0.125 * 0.125) / 16.0,
              1e-5);
  EXPECT_EQ(rate_at(world, 10.1, 9.6, certain), 0.0);
}

TEST(KnownRate, OfAPostIsItsRateAtTheCell) {
  const std::string post = "[[post]]\nname = \"hut\"\nsensor = \"eye\"\nposition_xy_km = [10.0, 10.5]\n";
  const World near =
      world_with_law("{ constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }", post, "\"hut\"");
  EXPECT_NEAR(rate_at(near, 10.1, 9.0, 1.0), 2.0 / 3600.0, 1e-9);
  EXPECT_EQ(rate_at(near, 10.1, 6.0, 1.0), 0.0);
  const World sure = world_with_law("{ definite_range = { range_m = 3000.0 } }", post, "\"hut\"");
  EXPECT_NEAR(rate_at(sure, 10.1, 9.0, 0.25), 0.25, 1e-7);
  // 9 points of a cell of 250 m against a circle of 60 m around its centre: one of them is inside.
  const World tiny = world_with_law(
      "{ definite_range = { range_m = 60.0 } }",
      "[[post]]\nname = \"hut\"\nsensor = \"eye\"\nposition_xy_km = [10.125, 9.875]\n", "\"hut\"");
  EXPECT_NEAR(rate_at(tiny, 10.1, 9.9, 0.9), 0.1, 1e-7);
}

TEST(KnownAssets, AreThosePostsThatWatchTheOuterSide) {
  const auto post = [](const std::string& name, double y_km) {
    return "[[post]]\nname = \"" + name + "\"\nsensor = \"eye\"\nposition_xy_km = [10.0, " +
           std::to_string(y_km) + "]\n";
  };
  const World world = world_with_law(definite, post("rear", 12.0) + post("front", 10.2) + pair_patrol(""),
                                     "\"rear\", \"front\", \"pair\"");
  EXPECT_EQ(known_assets(world, world.crossers[0]), (std::vector<std::uint16_t>{1, 2}));
}

}  // namespace
}  // namespace panj
