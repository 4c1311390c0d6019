#include "world/alarm_places.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/answered_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::replaced;

std::string noisy() {
  const std::string text = test::flat_head() + test::grid_walkers() + test::few_assets();
  return replaced(text, "position_xy_km = [10.0, 10.5]",
                  "position_xy_km = [10.0, 10.5]\nnuisance_per_h = 1.0");
}

TEST(AlarmPlaces, AreTheInnerCellsThatAPostWatchesWithinItsRange) {
  const World world = world_of(noisy());
  const std::vector<CellId>& cells = world.assets[0].alarm_cells;
  std::size_t expected = 0;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    const auto posts = world.coverage[0].posts.row(cell);
    const bool watched = std::find(posts.begin(), posts.end(), 0) != posts.end();
    const bool near = (world.grid.centre(cell) - world.posts[0].eye_m.head<2>()).norm() <= 3000.0;
    const bool wanted = watched && near && world.frontier.side_of(cell) == Side::inner;
    expected += wanted ? 1 : 0;
    EXPECT_EQ(std::binary_search(cells.begin(), cells.end(), cell), wanted);
  }
  EXPECT_EQ(cells.size(), expected);
  // Half a disc of 3 km and a strip of 0.5 km, in cells of 250 m.
  EXPECT_GT(expected, 200U);
  EXPECT_LT(expected, 350U);
}

TEST(AlarmPlaces, OfALineAreTheInnerCellsThatItPasses) {
  std::string text = noisy();
  text = replaced(text, "[[configuration]]",
                  "[[sensor]]\nname = \"seismic\"\nlaw = { trip_line = { probability = 0.5 } }\n"
                  "[[line_sensor]]\nname = \"wire\"\nsensor = \"seismic\"\n"
                  "vertices_xy_km = [[8.1, 9.1], [8.1, 11.1]]\nnuisance_per_h = 1.0\n[[configuration]]");
  const World world = world_of(text);
  const auto wire = std::find_if(world.assets.begin(), world.assets.end(),
                                 [](const Asset& asset) { return asset.kind == Asset::Kind::line; });
  ASSERT_NE(wire, world.assets.end());
  // From the border on y = 10 km up to 11.1 km: rows 40 to 44 of column 32.
  std::vector<CellId> expected;
  for (std::int32_t row = 40; row <= 44; ++row) expected.push_back(world.grid.cell(row, 32));
  EXPECT_EQ(wire->alarm_cells, expected);
}

TEST(AlarmPlaces, OtherClassesAndTeamsChangeNothing) {
  const std::vector<CellId> alone = world_of(noisy()).assets[0].alarm_cells;
  std::string taller = test::grid_walkers();
  taller = replaced(taller, "\"walker\"", "\"zealous\"") +
           "target_height_m = 3.0\nsignature = { range_factor = 2.0 }\n";
  const std::string one = test::grid_walkers();
  for (const std::string& both : {taller + one, one + taller})
    EXPECT_EQ(world_of(replaced(noisy(), one, both)).assets[0].alarm_cells, alone);
}

TEST(AlarmPlaces, AreKeptOnlyWhereThereAreAlarms) {
  const World world = world_of(test::flat_head() + test::grid_walkers() + test::few_assets());
  EXPECT_TRUE(world.assets[0].alarm_cells.empty());
  EXPECT_TRUE(world_of(noisy()).assets[1].alarm_cells.empty());
}

TEST(AlarmPlaces, ATeamWithADrawnTimeReachesAll) {
  const World world = world_of(
      replaced(noisy(), "movement = { constant = { speed_km_h = 20.0 } }", "response_time_min = 10.0"));
  EXPECT_EQ(world.assets[0].alarm_cells, world_of(noisy()).assets[0].alarm_cells);
}

}  // namespace
}  // namespace panj
