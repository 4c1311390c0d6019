#include "world/cell_traits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

std::string walkers_named(const std::string& name, const std::string& more) {
  std::string text = test::grid_walkers();
  text.replace(text.find("walker"), 6, name);
  return text + more;
}

/// A river along y = 9 km that holds up waders, a marsh that holds up boatmen too, a wire, a site.
World world_with_everything() {
  return world_of(test::flat_head() + walkers_named("wader", "turn_back = { notice_range_m = 900.0 }\n") +
                  walkers_named("boatman", "") + walkers_named("other", "") + test::few_assets() +
                  R"([[obstacle]]
name = "river"
line_xy_km = [[0.0, 9.02], [20.0, 9.02]]
delay_min = 10.0
crossers = ["wader"]
[[obstacle]]
name = "marsh"
area_xy_km = [[4.0, 13.0], [5.0, 13.0], [5.0, 14.0], [4.0, 14.0]]
delay_min_per_km = 5.0
crossers = ["wader", "boatman"]
[[sensor]]
name = "seismic"
law = { trip_line = { probability = 0.5 } }
[[line_sensor]]
name = "wire"
sensor = "seismic"
vertices_xy_km = [[12.0, 11.0], [15.0, 11.3]]
[[site]]
name = "camp"
position_xy_km = [10.1, 12.3]
radius_m = 600.0
)");
}

const CellTraits& traits_of(const World& world, std::size_t crosser) {
  return world.traits[world.crossers[crosser].traits];
}

/// May any move of the sixteen from a cell be held up by obstacles of `held`? By asking for each.
bool may_hold_up(const World& world, CellId cell, ObstacleMask held) {
  const Obstacles& obstacles = world.cover.obstacles;
  bool any = false;
  for (const Move& move : moves) {
    const std::int32_t row = world.grid.row(cell) + move.row;
    const std::int32_t column = world.grid.column(cell) + move.column;
    if (row < 0 || column < 0 || row >= world.grid.rows || column >= world.grid.columns) continue;
    const CellId to = world.grid.cell(row, column);
    any = any || obstacles.cut_by(cell, to, held) != 0;
    obstacles.for_each_area_between(cell, to, held,
                                    [&any](std::size_t, double over_m) { any = any || over_m > 0.0; });
  }
  return any;
}

TEST(CellTraits, TellOfEveryCellWhatIsThere) {
  const World world = world_with_everything();
  std::vector<int> times(8, 0);
  for (std::size_t crosser = 0; crosser < world.crossers.size(); ++crosser) {
    const CrosserPlan& its = world.crossers[crosser];
    const Coverage& coverage = world.coverage[its.sight_layer];
    for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
      const auto has = [&](std::uint8_t trait) { return (traits_of(world, crosser).of(cell) & trait) != 0; };
      EXPECT_EQ(has(CellTraits::seen_by_posts), !coverage.posts.row(cell).empty());
      EXPECT_EQ(has(CellTraits::seen_by_patrols), !coverage.patrols.row(cell).empty());
      EXPECT_EQ(has(CellTraits::near_lines), !world.line_cells.row(cell).empty());
      EXPECT_EQ(has(CellTraits::inner), world.frontier.side_of(cell) == Side::inner);
      const auto& camp = world.sites[0].cells;
      EXPECT_EQ(has(CellTraits::in_site), std::binary_search(camp.begin(), camp.end(), cell));
      EXPECT_EQ(has(CellTraits::sees_patrols),
                its.turn_back && !world.lookouts[its.turn_back->lookout].spans.row(cell).empty());
      // What may hold up is marked; not much more is, of areas.
      if (may_hold_up(world, cell, its.obstacles)) {
        EXPECT_TRUE(has(CellTraits::holds_up)) << crosser << " " << cell;
      }
      for (unsigned bit = 0; bit < 8; ++bit) times[bit] += has(static_cast<std::uint8_t>(1U << bit)) ? 1 : 0;
    }
  }
  for (unsigned bit = 0; bit < 7; ++bit) EXPECT_GT(times[bit], 0) << bit;
}

TEST(CellTraits, HoldUpWhomTheObstacleHoldsUpAndNearItAlone) {
  const World world = world_with_everything();
  const auto holds_up = [&](std::size_t crosser, double x_km, double y_km) {
    const CellId cell = world.grid.at({1000.0 * x_km, 1000.0 * y_km});
    return (traits_of(world, crosser).of(cell) & CellTraits::holds_up) != 0;
  };
  EXPECT_TRUE(holds_up(0, 10.0, 8.99));
  EXPECT_FALSE(holds_up(1, 10.0, 8.99));
  EXPECT_TRUE(holds_up(0, 4.5, 13.5));
  EXPECT_TRUE(holds_up(1, 4.5, 13.5));
  EXPECT_FALSE(holds_up(2, 4.5, 13.5));
  EXPECT_FALSE(holds_up(0, 10.0, 13.5));
}

TEST(CellTraits, AreSharedByClassesThatGoByTheSame) {
  const World world = world_of(test::flat_head() + walkers_named("one", "") +
                               walkers_named("two", "turn_back = { notice_range_m = 900.0 }\n") +
                               walkers_named("three", "") + test::few_assets());
  ASSERT_EQ(world.traits.size(), 2U);
  EXPECT_EQ(world.crossers[0].traits, world.crossers[2].traits);
  EXPECT_NE(world.crossers[0].traits, world.crossers[1].traits);
}

TEST(CellTraits, AreNoneOffTheGrid) {
  const CellTraits traits{{1, 2, 3}};
  EXPECT_EQ(traits.of(2), 3U);
  EXPECT_EQ(traits.of(3), 0U);
  EXPECT_EQ(traits.of(no_cell), 0U);
  EXPECT_EQ(CellTraits().of(0), 0U);
  EXPECT_EQ(traits.bytes(), 3U);
}

}  // namespace
}  // namespace panj
