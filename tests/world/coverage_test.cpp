#include "world/coverage.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;
using test::grid_walkers;

TEST(CellRows, KeepsEntriesByCell) {
  const CellRows<int> rows(4, {{0, 5}, {2, 7}, {2, 8}});
  EXPECT_EQ(rows.row(0).size(), 1U);
  EXPECT_TRUE(rows.row(1).empty());
  ASSERT_EQ(rows.row(2).size(), 2U);
  EXPECT_EQ(rows.row(2)[1], 8);
  EXPECT_TRUE(rows.row(3).empty());
  EXPECT_EQ(rows.entries(), 3U);
}

TEST(CellRows, KnowsWhichRowsHaveEntries) {
  std::vector<std::pair<CellId, int>> pairs;
  for (CellId cell = 0; cell < 100; cell += 7) pairs.emplace_back(cell, 1);
  const CellRows<int> rows(100, pairs);
  for (CellId cell = 0; cell < 100; ++cell) EXPECT_EQ(rows.any(cell), !rows.row(cell).empty()) << cell;
  EXPECT_FALSE(rows.any(no_cell));
  EXPECT_FALSE(rows.any(100));
  EXPECT_FALSE(CellRows<int>().any(0));
}

TEST(Coverage, WithoutMaskingReachAloneDecides) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  ASSERT_EQ(world.coverage.size(), 1U);
  const Point post(10000.0, 10500.0);
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    const double distance_m = (world.grid.centre(cell) - post).norm();
    const bool covered = !world.coverage[0].posts.row(cell).empty();
    EXPECT_EQ(covered, distance_m <= 3000.0 + 1.46 * 250.0) << cell;
  }
}

TEST(Coverage, PatrolSpansAreThePiecesWithinReach) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  const PatrolCycle& cycle = world.patrols[0].cycles[0];
  std::size_t seen = 0;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    std::vector<bool> covered(cycle.pieces.size(), false);
    for (const WatchedSpan& span : world.coverage[0].patrols.row(cell)) {
      EXPECT_EQ(span.asset, 1);
      EXPECT_LE(span.first, span.last);
      for (std::size_t p = span.first; p <= span.last; ++p) covered[p] = true;
    }
    for (std::size_t p = 0; p < cycle.pieces.size(); ++p) {
      const double distance_m = (cycle.pieces[p].observer_m - world.grid.centre(cell)).norm();
      if (distance_m <= 800.0) {
        EXPECT_TRUE(covered[p]) << cell << ' ' << p;
      }
      if (distance_m > 800.0 + 2.0 * 250.0) {
        EXPECT_FALSE(covered[p]) << cell << ' ' << p;
      }
      seen += covered[p] ? 1U : 0U;
    }
  }
  EXPECT_GT(seen, 1000U);
}

TEST(Coverage, RidgeMasksWhatLiesBehind) {
  std::string head = flat_head();
  head.replace(
      head.find("\"flat\""), 6,
      "{ ridge = { base_m = 100.0, height_m = 300.0, half_width_m = 600.0, crest_xy_km = [10.0, 11.5], "
      "azimuth_deg = 90.0 } }");
  std::string assets = few_assets();
  for (std::size_t at = assets.find("= false"); at != std::string::npos; at = assets.find("= false")) {
    assets.replace(at, 7, "= true");
  }
  const World world = world_of(head + grid_walkers() + assets);
  const auto sees = [&world](double x_km, double y_km) {
    return !world.coverage[0].posts.row(world.grid.at(Point(x_km * 1000.0, y_km * 1000.0))).empty();
  };
  EXPECT_TRUE(sees(10.1, 9.0));
  EXPECT_TRUE(sees(10.1, 11.4));   // the near flank
  EXPECT_FALSE(sees(10.1, 12.6));  // behind the crest
}

}  // namespace
}  // namespace panj
