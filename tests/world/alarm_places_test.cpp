#include "world/alarm_places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

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

TEST(AlarmPlaces, AreTheInnerCellsThatAPostWatchesAndABaseReaches) {
  const World world = world_of(noisy());
  const std::vector<CellId>& cells = world.assets[0].alarm_cells;
  std::size_t expected = 0;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    const auto posts = world.coverage[0].posts.row(cell);
    const bool watched = std::find(posts.begin(), posts.end(), 0) != posts.end();
    const bool reached = std::isfinite(world.teams[0].travel_s[static_cast<std::size_t>(cell)]);
    const bool wanted = watched && reached && world.frontier.side_of(cell) == Side::inner;
    expected += wanted ? 1 : 0;
    EXPECT_EQ(std::binary_search(cells.begin(), cells.end(), cell), wanted);
  }
  EXPECT_EQ(cells.size(), expected);
  // Half a disc of 3 km and a little more, in cells of 250 m.
  EXPECT_GT(expected, 250U);
  EXPECT_LT(expected, 400U);
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
