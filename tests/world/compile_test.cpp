#include "world/compile.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/answered_scenarios.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;
using test::grid_walkers;
using test::replaced;
using test::straight_walkers;

void expect_one_problem(const std::string& text, const std::string& part) {
  const auto problems = problems_of(text);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find(part), std::string::npos) << problems[0];
}

TEST(Compile, ConfigurationsHoldTheirAssets) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  ASSERT_EQ(world.assets.size(), 2U);
  EXPECT_EQ(world.assets[0].name, "middle");
  EXPECT_EQ(world.assets[0].held_by, 0b11U);
  EXPECT_EQ(world.assets[1].name, "path");
  EXPECT_EQ(world.assets[1].held_by, 0b10U);
  EXPECT_EQ(world.teams[0].held_by, 0b11U);
  EXPECT_TRUE(world.tracks_need_cells);
}

TEST(Compile, LevelUnmaskedStraightWorldsNeedNoCells) {
  const std::string assets =
      replaced(few_assets(), "movement = { constant = { speed_km_h = 20.0 } }", "response_time_min = 10.0");
  EXPECT_FALSE(
      world_of(flat_head() + straight_walkers() + assets + "[output]\nmaps = false\n").tracks_need_cells);
  EXPECT_TRUE(world_of(flat_head() + straight_walkers() + assets).tracks_need_cells);
}

TEST(Compile, RouteLeadsFromEveryStartToTheInnerEdge) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  const CrosserPlan& crosser = world.crossers[0];
  for (const CellId cell : cells_of(crosser.start, world.grid)) {
    EXPECT_EQ(world.frontier.side_of(cell), Side::outer);
    EXPECT_TRUE(crosser.route.reaches(cell));
  }
}

TEST(Compile, TravelTimesOfTeamsStayOnTheInnerSide) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    const bool reached = std::isfinite(world.teams[0].travel_s[static_cast<std::size_t>(cell)]);
    EXPECT_EQ(reached, world.frontier.side_of(cell) == Side::inner);
  }
}

TEST(Compile, TeamsMayWaitBeyondTheStrip) {
  const World world = world_of(replaced(
      test::flat_head("outer_depth_km = 4.0\ninner_depth_km = 4.0\n") + grid_walkers() + few_assets(),
      "base_xy_km = [10.0, 12.0]", "base_xy_km = [10.0, 18.0]"));
  const CellId base = world.grid.at(Point(10000.0, 18000.0));
  EXPECT_EQ(world.frontier.side_of(base), Side::outside);
  const CellId inner = world.grid.at(Point(10000.0, 11000.0));
  EXPECT_GT(world.teams[0].travel_s[static_cast<std::size_t>(inner)], 0.0F);
  EXPECT_TRUE(std::isfinite(world.teams[0].travel_s[static_cast<std::size_t>(inner)]));
  const CellId outer = world.grid.at(Point(10000.0, 2000.0));
  EXPECT_FALSE(std::isfinite(world.teams[0].travel_s[static_cast<std::size_t>(outer)]));
}

TEST(Compile, PlacesOffTheMapAreAllReported) {
  std::string text = flat_head() + grid_walkers() + few_assets();
  text = replaced(text, "position_xy_km = [10.0, 10.5]", "position_xy_km = [30.0, 10.5]");
  text = replaced(text, "base_xy_km = [10.0, 12.0]", "base_xy_km = [10.0, -2.0]");
  const auto problems = problems_of(text);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_NE(problems[0].find(
                "post \"middle\".position_xy_km = [30, 10.5] (x = 30.000, y = 10.500 km is off the map"),
            std::string::npos)
      << problems[0];
  EXPECT_NE(problems[1].find("team \"reserve\".base_xy_km"), std::string::npos) << problems[1];
}

TEST(Compile, BaseOnTheOuterSideIsReported) {
  expect_one_problem(replaced(flat_head() + grid_walkers() + few_assets(), "base_xy_km = [10.0, 12.0]",
                              "base_xy_km = [10.0, 5.0]"),
                     "on the outer side of the border");
}

TEST(Compile, OriginOnTheInnerSideIsReported) {
  expect_one_problem(replaced(flat_head() + grid_walkers() + few_assets(), "origin = \"edge\"",
                              "origin = { points_xy_km = [[5.0, 15.0]] }"),
                     "the border does not separate it from its destination");
}

TEST(Compile, DestinationOnTheOuterSideIsReported) {
  expect_one_problem(replaced(flat_head() + grid_walkers() + few_assets(), "destination = \"inner_edge\"",
                              "destination = { points_xy_km = [[5.0, 5.0]] }"),
                     "no cell of it is open ground on the inner side");
}

TEST(Compile, StraightRoutesMustStayOnTheMapAndCutTheBorder) {
  expect_one_problem(
      replaced(flat_head() + straight_walkers() + few_assets(), "length_km = 3.0", "length_km = 30.0"),
      "straight routes would leave the map");
  expect_one_problem(
      replaced(flat_head() + straight_walkers() + few_assets(), "length_km = 3.0", "length_km = 1.0"),
      "never cuts the border");
}

TEST(Compile, UnreachableDestinationIsReported) {
  // A ridge that nobody may climb lies across the whole map.
  std::string text = flat_head() + grid_walkers() + few_assets();
  text = replaced(
      text, "\"flat\"",
      "{ ridge = { base_m = 100.0, height_m = 3000.0, half_width_m = 1500.0, crest_xy_km = [10.0, 15.0], "
      "azimuth_deg = 90.0 } }");
  text = replaced(text, "movement = { constant = { speed_km_h = 4.0 } }",
                  "movement = { constant = { speed_km_h = 4.0, max_slope_deg = 30.0 } }");
  expect_one_problem(text, "no way leads to it");
}

TEST(Compile, SizeMustBeWholeCells) {
  expect_one_problem(replaced(flat_head() + grid_walkers() + few_assets(), "size_km = [20.0, 20.0]",
                              "size_km = [20.1, 20.0]"),
                     "write [20, 20]");
  expect_one_problem(
      replaced(flat_head() + grid_walkers() + few_assets(), "cell_size_m = 250.0", "cell_size_m = 1.0"),
      "choose larger cells or a smaller ground");
}

TEST(Compile, AttemptsTextChangesWithWhatDeterminesTheAttemptsOnly) {
  const std::string text = flat_head() + grid_walkers() + few_assets();
  const std::string base = world_of(text).attempts_text;
  EXPECT_FALSE(base.empty());
  EXPECT_EQ(world_of(replaced(text, "range_m = 3000.0", "range_m = 2000.0")).attempts_text, base);
  EXPECT_EQ(world_of(replaced(text, "seed = 3", "seed = 3\nwarm_up_h = 2.0")).attempts_text, base);
  EXPECT_NE(world_of(replaced(text, "fixed = 8", "fixed = 9")).attempts_text, base);
  EXPECT_NE(world_of(replaced(text, "fixed = 8 }", "fixed = 8 }\ngroup_size = 3")).attempts_text, base);
  EXPECT_NE(world_of(replaced(text, "seed = 3", "seed = 4")).attempts_text, base);
  EXPECT_NE(world_of(replaced(text, "cell_size_m = 250.0", "cell_size_m = 500.0")).attempts_text, base);
}

}  // namespace
}  // namespace panj
