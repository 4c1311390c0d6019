#include "world/obstacles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/world_of.h"
#include "terrain/least_time.h"
#include "world/going.h"

namespace panj {
namespace {

using test::flat_head;
using test::grid_walkers;
using test::patrol_and_team;
using test::without_assets;
using ::testing::HasSubstr;

std::string fence(const std::string& keys) {
  return "[[obstacle]]\nname = \"fence\"\n" + keys + "\n";
}

/// flat_head() with a border that winds and a closed fence along it.
std::string winding(const std::string& keys, int neighbours) {
  std::string head = flat_head("neighbours = " + std::to_string(neighbours) + "\n");
  const std::string straight = "[[0.0, 10.0], [20.0, 10.0]]";
  head.replace(
      head.find(straight), straight.size(),
      "[[0.0, 9.3], [4.1, 10.9], [6.125, 8.125], [9.0, 12.0], [9.7, 11.0], [12.0, 11.3], [20.0, 8.1]]");
  return head + fence("border = true\n" + keys);
}

TEST(Obstacles, AClosedBorderSeparates) {
  for (const int neighbours : {8, 16}) {
    const auto problems = problems_of(without_assets(winding("closed = true", neighbours) + grid_walkers()));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_THAT(problems[0],
                HasSubstr("closed by slopes, obstacle \"fence\"); raise max_slope_deg, give it a gap"));
  }
}

TEST(Obstacles, AGapLetsPassWhereverItLies) {
  // On the vertex of a bend, on slants, on a nearly level piece: narrower than a cell, and yet passed.
  for (const char* gap : {"[6.125, 8.125]", "[2.05, 10.1]", "[7.5, 9.98]", "[9.35, 11.5]", "[16.0, 9.7]"}) {
    for (const int neighbours : {8, 16}) {
      const World world = world_of(without_assets(
          winding(std::string("closed = true\ngap_width_m = 3.0\ngaps_xy_km = [") + gap + "]", neighbours) +
          grid_walkers()));
      ASSERT_FALSE(world.crossers.empty()) << gap;
      const RouteField& route = world.crossers[0].route;
      EXPECT_TRUE(route.reaches(world.grid.cell(0, 0))) << gap;
      EXPECT_TRUE(route.reaches(world.grid.cell(0, 79))) << gap;
    }
  }
}

TEST(Obstacles, AGapBesideTheLineIsTold) {
  const auto problems = problems_of(without_assets(
      flat_head() + fence("border = true\nclosed = true\ngaps_xy_km = [[4.0, 10.1], [5.0, 12.0]]") +
      grid_walkers()));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], HasSubstr("gaps_xy_km = [5, 12] (it lies 2.000 km from the obstacle's line)"));
}

TEST(Obstacles, RoutesCountTheMeanDelay) {
  const World bare = world_of(without_assets(flat_head() + grid_walkers()));
  const World held = world_of(without_assets(
      flat_head() + fence("border = true\ndelay_min = { uniform = { min = 10.0, max = 30.0 } }") +
      grid_walkers()));
  const auto south = static_cast<std::size_t>(held.grid.cell(0, 40));
  const auto north = static_cast<std::size_t>(held.grid.cell(60, 40));
  EXPECT_NEAR(held.crossers[0].route.time_to_go_s[south] - bare.crossers[0].route.time_to_go_s[south], 1200.0,
              1e-2);
  EXPECT_EQ(held.crossers[0].route.time_to_go_s[north], bare.crossers[0].route.time_to_go_s[north]);
}

TEST(Obstacles, HoldTheClassesThatTheyName) {
  std::string two = grid_walkers();
  std::string other = grid_walkers();
  other.replace(other.find("walker"), 6, "swimmer");
  const World world = world_of(without_assets(
      flat_head() + fence("border = true\ndelay_min = 20.0\ncrossers = [\"walker\"]") +
      "[[obstacle]]\nname = \"ditch\"\nline_xy_km = [[0.0, 11.0], [20.0, 11.0]]\ndelay_min = 5.0\n" + two +
      other));
  EXPECT_EQ(world.crossers[0].obstacles, 3U);
  EXPECT_EQ(world.crossers[1].obstacles, 2U);
  const auto south = static_cast<std::size_t>(world.grid.cell(0, 40));
  EXPECT_NEAR(world.crossers[0].route.time_to_go_s[south] - world.crossers[1].route.time_to_go_s[south],
              1200.0, 1e-2);
  EXPECT_EQ(world.cover.obstacles.cut_by(world.grid.cell(39, 7), world.grid.cell(40, 8), 3), 1U);
  EXPECT_EQ(world.cover.obstacles.cut_by(world.grid.cell(39, 7), world.grid.cell(40, 8), 2), 0U);
  EXPECT_EQ(world.cover.obstacles.cut_by(world.grid.cell(44, 7), world.grid.cell(43, 5), 3), 2U);
  EXPECT_EQ(world.cover.obstacles.cut_by(world.grid.cell(41, 7), world.grid.cell(42, 7), 3), 0U);
}

TEST(Obstacles, BelongToWhatDeterminesTheAttempts) {
  const auto text = [](const std::string& delay) {
    return world_of(
               without_assets(flat_head() + fence("border = true\ndelay_min = " + delay) + grid_walkers()))
        .attempts_text;
  };
  EXPECT_EQ(text("5.0"), text("5.0"));
  EXPECT_NE(text("5.0"), text("6.0"));
}

TEST(Obstacles, StraightWaysCutThemInOrder) {
  Obstacles obstacles;
  obstacles.list.resize(2);
  obstacles.list[0].lines = {{{0.0, 300.0}, {100.0, 300.0}}, {{0.0, 100.0}, {100.0, 100.0}}};
  obstacles.list[1].lines = {{{0.0, 200.0}, {100.0, 200.0}}};
  obstacles.list[1].gaps_m = {{50.0, 200.0}};
  obstacles.list[1].gap_half_width_m = 10.0;
  const auto cuts = obstacles.cuts_of_way({30.0, 0.0}, {30.0, 400.0}, 3);
  ASSERT_EQ(cuts.size(), 3U);
  EXPECT_DOUBLE_EQ(cuts[0].fraction, 0.25);
  EXPECT_EQ(cuts[1].obstacle, 1U);
  EXPECT_DOUBLE_EQ(cuts[2].fraction, 0.75);
  EXPECT_EQ(obstacles.cuts_of_way({30.0, 0.0}, {30.0, 400.0}, 2).size(), 1U);
  EXPECT_EQ(obstacles.cuts_of_way({45.0, 0.0}, {45.0, 400.0}, 2).size(), 0U);
}

/// A patrol on the inner side over a ditch at y = 12 km, and a team on either side of it.
std::string over_the_ditch(const std::string& keys, const std::string& between) {
  return flat_head() + fence("line_xy_km = [[0.0, 12.0], [20.0, 12.0]]\n" + keys) + grid_walkers() +
         patrol_and_team(between);
}

TEST(Obstacles, HoldPatrolsAndTeamsIfToldSo) {
  for (const char* between : {"least_time", "straight"}) {
    const World free = world_of(over_the_ditch("delay_min = { exponential = { mean = 10.0 } }", between));
    const World held =
        world_of(over_the_ditch("delay_min = { exponential = { mean = 10.0 } }\npatrols = true", between));
    EXPECT_NEAR(free.patrols[0].cycles[0].period_s, 6000.0, 1e-6);
    EXPECT_NEAR(held.patrols[0].cycles[0].period_s, 7200.0, 1e-6);
    const auto stands =
        std::count_if(held.patrols[0].cycles[0].pieces.begin(), held.patrols[0].cycles[0].pieces.end(),
                      [](const PatrolPiece& piece) {
                        return piece.from_m == piece.to_m && piece.end_s - piece.begin_s == 600.0;
                      });
    EXPECT_EQ(stands, 2) << between;
    const auto below = static_cast<std::size_t>(held.grid.at({10125.0, 11125.0}));
    EXPECT_NEAR(held.teams[0].travel_s[below] - free.teams[0].travel_s[below], 600.0, 1e-2);
  }
}

TEST(Obstacles, AClosedOneOnTheWayOfAPatrolIsTold) {
  for (const char* between : {"least_time", "straight"}) {
    const auto problems =
        problems_of(over_the_ditch("closed = true\ncrossers = []\npatrols = true\n"
                                   "gaps_xy_km = [[15.0, 12.0]]",
                                   between));
    if (std::string(between) == "straight") {
      ASSERT_EQ(problems.size(), 1U);
      EXPECT_THAT(problems[0], HasSubstr("cuts obstacle \"fence\", which is closed"));
    } else {
      EXPECT_TRUE(problems.empty()) << "it goes round by the gap";
    }
  }
  const auto problems = problems_of(over_the_ditch("closed = true\npatrols = true", "least_time"));
  ASSERT_FALSE(problems.empty());
  EXPECT_THAT(problems[0], HasSubstr("it is closed by slopes, obstacle \"fence\""));
}

}  // namespace
}  // namespace panj
