#include "world/road_cells.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/temporary_file.h"
#include "support/world_of.h"

namespace panj {
namespace {

const Grid road_grid{{1000.0, 2000.0}, 100.0, 4, 5};

std::vector<CellId> passed(const Point& from, const Point& to) {
  std::vector<CellId> cells;
  add_passed_cells(road_grid, from, to, cells);
  return cells;
}

using Cells = std::vector<CellId>;

TEST(RoadCells, FollowAStraightPieceThroughEveryCell) {
  EXPECT_EQ(passed({1050.0, 2050.0}, {1350.0, 2050.0}), (Cells{0, 1, 2, 3}));
  EXPECT_EQ(passed({1350.0, 2050.0}, {1050.0, 2050.0}), (Cells{3, 2, 1, 0}));
  // 5 columns: the cell above 1 is 6.
  EXPECT_EQ(passed({1010.0, 2040.0}, {1190.0, 2120.0}), (Cells{0, 1, 6}));
  EXPECT_EQ(passed({1050.0, 2050.0}, {1250.0, 2250.0}), (Cells{0, 6, 12}));
  EXPECT_EQ(passed({1020.0, 2020.0}, {1030.0, 2080.0}), (Cells{0}));
}

TEST(RoadCells, LeaveOutWhatLiesBeyondTheGrid) {
  EXPECT_EQ(passed({-9000.0, 2150.0}, {9000.0, 2150.0}), (Cells{5, 6, 7, 8, 9}));
  EXPECT_EQ(passed({1450.0, 1500.0}, {1450.0, 2150.0}), (Cells{4, 9}));
  EXPECT_EQ(passed({0.0, 0.0}, {900.0, 9000.0}), (Cells{}));
  EXPECT_EQ(passed({500.0, 1900.0}, {9000.0, 1900.0}), (Cells{}));
}

TEST(RoadCells, ARoadIsADestinationWhereItRunsOnTheInnerSide) {
  using namespace test;
  const TemporaryFile file("roads.csv",
                           "WKT,name\n\"LINESTRING(5100 2000,5100 18100)\",a\n\"LINESTRING(5100 14100,-900 "
                           "14100)\",b\n");
  std::string text = flat_head() + grid_walkers() + few_assets();
  const std::string inner_edge = "destination = \"inner_edge\"";
  text.replace(text.find(inner_edge), inner_edge.size(), "destination = { roads = \"" + file.path() + "\" }");
  const World world = world_of(text);
  const RouteField& route = world.crossers[0].route;
  std::size_t destinations = 0;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    if (!is_destination(route, cell)) continue;
    ++destinations;
    EXPECT_EQ(world.frontier.side_of(cell), Side::inner);
    const Point centre = world.grid.centre(cell);
    EXPECT_TRUE(std::abs(centre.x() - 5125.0) < 1.0 || std::abs(centre.y() - 14125.0) < 1.0) << centre;
  }
  // 8.1 km of the first north of the border, and 5.1 km of the second beside it.
  EXPECT_EQ(destinations, 33U + 20U);
  EXPECT_EQ(world.inputs, (std::vector<std::string>{file.path()}));
  EXPECT_EQ(world.attempt_inputs, world.inputs);
}

TEST(RoadCells, FaultsOfTheFileAreToldOnce) {
  using namespace test;
  std::string text = flat_head() + grid_walkers() + few_assets();
  const std::string inner_edge = "destination = \"inner_edge\"";
  const auto told = [&](const std::string& path) {
    std::string other = text;
    const auto problems = problems_of(other.replace(other.find(inner_edge), inner_edge.size(),
                                                    "destination = { roads = \"" + path + "\" }"));
    EXPECT_EQ(problems.size(), 1U);
    return problems.empty() ? "" : problems[0];
  };
  EXPECT_NE(told("/none.csv").find("crosser \"walker\".destination = \"/none.csv\" (it can not be read"),
            std::string::npos);
  const TemporaryFile points("points.csv", "WKT,name\n\"POINT(5100 15000)\",a\n");
  EXPECT_NE(told(points.path()).find("it holds no line"), std::string::npos);
  const TemporaryFile outer("outer.csv", "WKT,name\n\"LINESTRING(100 2000,9000 2000)\",a\n");
  EXPECT_NE(told(outer.path()).find("no cell of it is open ground on the inner side"), std::string::npos);
}

}  // namespace
}  // namespace panj
