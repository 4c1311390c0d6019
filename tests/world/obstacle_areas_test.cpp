#include "world/obstacle_areas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/text_file.h"
#include "support/world_of.h"
#include "world/going.h"

namespace panj {
namespace {

using test::flat_head;
using test::grid_walkers;
using test::patrol_and_team;
using test::without_assets;
using ::testing::HasSubstr;

std::string head_with_moves(int neighbours = 16) {
  return flat_head("neighbours = " + std::to_string(neighbours) + "\n");
}

std::string marsh(const std::string& keys) {
  return "[[obstacle]]\nname = \"marsh\"\n" + keys + "\n";
}

/// Row 30 of the cells from edge to edge.
const char* const wall = "area_xy_km = [[-1.0, 7.5], [21.0, 7.5], [21.0, 7.75], [-1.0, 7.75]]\n";

/// Cells along a diagonal, one wide: nothing but corners joins them.
std::string staircase() {
  std::string area =
      "area_xy_km = [[0.0, 0.05], [19.95, 20.0], [20.0, 20.0], [20.0, 19.95], [0.05, 0.0], [0.0, 0.0]]\n";
  return area;
}

double time_s(const World& world, std::int32_t row, std::int32_t column) {
  return static_cast<double>(
      world.crossers[0].route.time_to_go_s[static_cast<std::size_t>(world.grid.cell(row, column))]);
}

TEST(ObstacleAreas, AWallOneCellWideIsPaidForByEveryNeighbourhood) {
  std::string walkers = grid_walkers();
  walkers.replace(walkers.find("\"inner_edge\""), 12, "{ points_xy_km = [[10.125, 15.125]] }");
  for (const int neighbours : {8, 16}) {
    const World bare = world_of(without_assets(head_with_moves(neighbours) + walkers));
    const World held = world_of(without_assets(
        head_with_moves(neighbours) + marsh(std::string(wall) + "delay_min_per_km = 80.0") + walkers));
    // Straight north from the middle: a quarter of a kilometre.
    EXPECT_NEAR(time_s(held, 0, 40) - time_s(bare, 0, 40), 1200.0, 1e-2) << neighbours;
    EXPECT_NEAR(time_s(held, 29, 40) - time_s(bare, 29, 40), 1200.0, 1e-2);
    // It begins in the middle of a cell.
    EXPECT_NEAR(time_s(held, 30, 40) - time_s(bare, 30, 40), 600.0, 1e-2);
    for (std::int32_t column = 0; column < 80; ++column) {
      // On a slant it is more; it is never less.
      EXPECT_GT(time_s(held, 0, column) - time_s(bare, 0, column), 1200.0 - 1e-2);
      EXPECT_LT(time_s(held, 0, column) - time_s(bare, 0, column), 1200.0 * std::sqrt(2.0));
      EXPECT_EQ(time_s(held, 31, column), time_s(bare, 31, column));
    }
  }
}

TEST(ObstacleAreas, NoMoveSlipsThroughADiagonalOne) {
  const World world = world_of(
      without_assets(head_with_moves() + marsh(staircase() + "delay_min_per_km = 1.0") + grid_walkers()));
  const Grid& grid = world.grid;
  const MoveTable<double> tolls_s = world.cover.obstacles.tolls_s(1);
  const auto beyond = [&](CellId cell) { return grid.row(cell) - grid.column(cell); };
  int across = 0;
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    EXPECT_EQ(world.cover.obstacles.areas.data()[cell] != 0, beyond(cell) == 0);
    for (int direction = 0; direction < 16; ++direction) {
      const Move move = moves[static_cast<std::size_t>(direction)];
      if (!grid.holds(grid.row(cell) + move.row, grid.column(cell) + move.column)) continue;
      if (beyond(cell) * beyond(cell + grid.cell(move.row, move.column)) >= 0) continue;
      EXPECT_GT(tolls_s.of(cell, direction), 0.0);
      ++across;
    }
  }
  EXPECT_GT(across, 100);
}

TEST(ObstacleAreas, EveryMovePaysForTheCellsThatItPassesOver) {
  const World world = world_of(without_assets(
      head_with_moves() +
      marsh("area_xy_km = [[5.0, 5.0], [5.25, 5.0], [5.25, 5.25], [5.0, 5.25]]\ndelay_min_per_km = 1.0") +
      grid_walkers()));
  const Obstacles& obstacles = world.cover.obstacles;
  ASSERT_EQ((obstacles.areas != 0).count(), 1);
  const CellId wet = world.grid.cell(20, 20);
  EXPECT_EQ(obstacles.areas.data()[wet], 1U);
  const auto over_m = [&](std::int32_t row, std::int32_t column, std::int32_t to_row,
                          std::int32_t to_column) {
    double sum_m = 0.0;
    obstacles.for_each_area_between(world.grid.cell(20 + row, 20 + column),
                                    world.grid.cell(20 + to_row, 20 + to_column), 1,
                                    [&](std::size_t, double m) { sum_m += m; });
    return sum_m;
  };
  EXPECT_DOUBLE_EQ(over_m(0, 0, 0, 1), 125.0);
  EXPECT_DOUBLE_EQ(over_m(-1, 0, 0, 0), 125.0);
  EXPECT_DOUBLE_EQ(over_m(0, 0, 1, 1), 125.0 * std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(over_m(0, 0, 1, 2), 62.5 * std::sqrt(5.0));
  EXPECT_DOUBLE_EQ(over_m(-1, -1, 0, 1), 62.5 * std::sqrt(5.0)) << "over it, without stopping";
  EXPECT_DOUBLE_EQ(over_m(1, 0, -1, 1), 62.5 * std::sqrt(5.0));
  EXPECT_DOUBLE_EQ(over_m(0, 1, 1, 0), 125.0) << "at its corner";
  EXPECT_EQ(over_m(1, 1, 1, 2), 0.0);
  // The table of tolls holds the same, both ways, for all moves.
  const MoveTable<double> tolls_s = obstacles.tolls_s(1);
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    for (int direction = 0; direction < 16; ++direction) {
      const Move move = moves[static_cast<std::size_t>(direction)];
      if (!world.grid.holds(world.grid.row(cell) + move.row, world.grid.column(cell) + move.column)) continue;
      double sum_m = 0.0;
      obstacles.for_each_area(cell, direction, 1, [&](std::size_t, double m) { sum_m += m; });
      ASSERT_NEAR(tolls_s.of(cell, direction), 0.06 * sum_m, 1e-9);
    }
  }
}

TEST(ObstacleAreas, ClosedOnesSeparateAndSayWhy) {
  for (const int neighbours : {8, 16}) {
    const auto problems = problems_of(without_assets(
        head_with_moves(neighbours) + marsh(std::string(wall) + "closed = true") + grid_walkers()));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_THAT(problems[0], HasSubstr("obstacle \"marsh\""));
  }
  const World world = world_of(
      without_assets(head_with_moves() +
                     marsh("area_xy_km = [[5.0, 5.0], [6.0, 5.0], [6.0, 6.0], [5.0, 6.0]]\nclosed = true") +
                     grid_walkers()));
  const Layer<std::uint8_t> all = Layer<std::uint8_t>::Ones(world.grid.rows, world.grid.columns);
  const Going going({world.grid, world.elevation_m, Neighbourhood::sixteen, &world.cover},
                    world.crossers[0].movement, all, 1);
  const CellId inside = world.grid.at({5500.0, 5500.0});
  EXPECT_FALSE(going.is_open(inside));
  EXPECT_TRUE(going.is_open(world.grid.at({6100.0, 5500.0})));
  EXPECT_EQ(going.why_closed(inside).reason, "in obstacle \"marsh\", which is closed");
  EXPECT_FALSE(world.crossers[0].route.reaches(inside));
}

TEST(ObstacleAreas, AGapIsTakenOut) {
  for (const int neighbours : {8, 16}) {
    const World world = world_of(without_assets(
        head_with_moves(neighbours) +
        marsh(std::string(wall) + "closed = true\ngaps_xy_km = [[7.1, 7.6]]\ngap_width_m = 20.0") +
        grid_walkers()));
    ASSERT_FALSE(world.crossers.empty());
    EXPECT_TRUE(world.crossers[0].route.reaches(world.grid.cell(0, 79)));
    EXPECT_EQ(world.cover.obstacles.areas(30, 28), 0U);
    EXPECT_EQ((world.cover.obstacles.areas != 0).count(), 79);
  }
  const auto problems = problems_of(
      without_assets(head_with_moves() +
                     marsh(std::string(wall) + "closed = true\ngaps_xy_km = [[7.1, 9.6]]") + grid_walkers()));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], HasSubstr("gaps_xy_km = [7.1, 9.6] (no cell of the obstacle's area lies there)"));
}

TEST(ObstacleAreas, WithoutACellTheyAreTold) {
  const auto problems = problems_of(
      without_assets(head_with_moves() +
                     marsh("area_xy_km = [[5.0, 5.0], [9.0, 5.0], [9.0, 5.1], [5.0, 5.1]]\nclosed = true") +
                     grid_walkers()));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], HasSubstr("no cell's centre lies in it"));
}

TEST(ObstacleAreas, ComeFromFilesAndHoldTheClassesThatTheyName) {
  const test::TextFile file(".geojson", R"({"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates":
 [[[[70.0, 37.0], [70.02, 37.0], [70.02, 37.02], [70.0, 37.02], [70.0, 37.0]]],
  [[[70.04, 37.0], [70.06, 37.0], [70.06, 37.02], [70.04, 37.02], [70.04, 37.0]]]]}}]})");
  std::string text = head_with_moves();
  text.replace(text.find("line_xy_km = [[0.0, 10.0], [20.0, 10.0]]"), 40,
               "line_lon_lat = [[69.8, 37.0], [70.3, 37.0]]");
  text.replace(text.find("size_km"), 0, "crs = \"EPSG:32642\"\ncentre_lon_lat = [70.03, 37.01]\n");
  const World world = world_of(without_assets(
      text + marsh("area = \"" + file.path() + "\"\ndelay_min_per_km = 30.0") + grid_walkers()));
  const auto cells = static_cast<double>((world.cover.obstacles.areas != 0).count());
  // Two of 0.02 degrees each way: 1.78 by 2.22 km.
  EXPECT_NEAR(cells * 0.0625, 2.0 * 1.78 * 2.22, 0.5);
  EXPECT_THAT(world.inputs, ::testing::Contains(file.path()));
}

TEST(ObstacleAreas, StraightWaysPayByTheMetreInTheOrderOfTheirWay) {
  const World world = world_of(without_assets(
      head_with_moves() +
      marsh("area_xy_km = [[5.0, 5.0], [6.0, 5.0], [6.0, 6.0], [5.0, 6.0]]\ndelay_min_per_km = 30.0") +
      "[[obstacle]]\nname = \"ditch\"\nline_xy_km = [[0.0, 5.6], [20.0, 5.6]]\ndelay_min = 5.0\n" +
      grid_walkers()));
  const auto cuts = world.cover.obstacles.cuts_of_way({5100.0, 4000.0}, {5100.0, 8000.0}, 3);
  ASSERT_EQ(cuts.size(), 5U);
  double over_m = 0.0;
  double before = 0.0;
  for (const ObstacleCut& cut : cuts) {
    EXPECT_GT(cut.fraction, before);
    before = cut.fraction;
    if (cut.obstacle == 0)
      over_m += cut.times;
    else
      EXPECT_EQ(cut.times, 1.0);
  }
  EXPECT_NEAR(over_m, 1000.0, 1e-6);
  EXPECT_EQ(cuts[0].fraction, 1125.0 / 4000.0);
  double slant_m = 0.0;
  for (const ObstacleCut& cut : world.cover.obstacles.cuts_of_way({6500.0, 4500.0}, {4500.0, 6500.0}, 1))
    slant_m += cut.times;
  EXPECT_NEAR(slant_m, 1000.0 * std::sqrt(2.0), 1e-6);
  EXPECT_TRUE(world.cover.obstacles.cuts_of_way({4900.0, 0.0}, {4900.0, 9000.0}, 1).empty());
}

TEST(ObstacleAreas, HoldPatrolsAndTeamsIfToldSo) {
  for (const char* between : {"least_time", "straight"}) {
    const auto text = [&](const std::string& keys) {
      return head_with_moves() +
             marsh("area_xy_km = [[0.0, 12.0], [20.0, 12.0], [20.0, 12.5], [0.0, 12.5]]\n" + keys) +
             grid_walkers() + patrol_and_team(between);
    };
    const World free = world_of(text("delay_min_per_km = 20.0"));
    const World held = world_of(text("delay_min_per_km = 20.0\npatrols = true"));
    EXPECT_NEAR(free.patrols[0].cycles[0].period_s, 6000.0, 1e-6);
    EXPECT_NEAR(held.patrols[0].cycles[0].period_s, 7200.0, 1e-4) << between;
    const auto below = static_cast<std::size_t>(held.grid.at({10125.0, 11125.0}));
    EXPECT_NEAR(held.teams[0].travel_s[below] - free.teams[0].travel_s[below], 600.0, 1e-2);
    const auto problems = problems_of(text("closed = true\npatrols = true\ncrossers = [\"walker\"]"));
    ASSERT_FALSE(problems.empty());
    EXPECT_THAT(problems.front(), HasSubstr("obstacle \"marsh\""));
  }
}

}  // namespace
}  // namespace panj
