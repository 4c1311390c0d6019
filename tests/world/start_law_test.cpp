#include "world/start_law.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "rng/stream.h"
#include "support/samples.h"
#include "world/start_grid.h"

namespace panj {
namespace {

using test::samples;

/// Draws agree with the law, cell by cell, and it adds up to 1.
void expect_law(const Start& start, std::size_t cells,
                const std::vector<std::pair<CellId, CellId>>& moved = {}) {
  CrosserPlan crosser;
  crosser.start = start;
  crosser.moved_starts = moved;
  const std::vector<WalkOrigin> law = start_law(crosser, start_grid);
  EXPECT_EQ(law.size(), cells);
  double sum = 0.0;
  for (const WalkOrigin& origin : law) sum += origin.walks;
  EXPECT_NEAR(sum, 1.0, 1e-12);

  const std::int64_t draws = samples(200'000);
  std::map<CellId, std::int64_t> found;
  for (std::int64_t i = 0; i < draws; ++i) {
    const auto [first, second] =
        uniform_pair({EntityKey{3}, Purpose::origin, 0, static_cast<std::uint64_t>(i)});
    CellId cell = start_grid.at(draw_start(start, start_grid, first, second));
    for (const auto& [from, to] : moved) cell = cell == from ? to : cell;
    ++found[cell];
  }
  for (const WalkOrigin& origin : law) {
    const double expected = origin.walks * static_cast<double>(draws);
    EXPECT_LE(std::abs(static_cast<double>(found[origin.cell]) - expected),
              4.5 * std::sqrt(expected * (1.0 - origin.walks)) + 1e-9)
        << origin.cell;
    found.erase(origin.cell);
  }
  EXPECT_TRUE(found.empty()) << found.size() << " cells that the law does not know";
}

TEST(StartLaw, OfPoints) {
  // Two of them in one cell.
  expect_law(PointsStart{{{1010.0, 2010.0}, {1090.0, 2090.0}, {3999.0, 3999.0}}, {0.2, 0.5, 1.0}}, 2);
}

TEST(StartLaw, OfCells) {
  expect_law(weighted_cells({3, 7, 40, 599}, {1.0, 0.0, 2.0, 1.5}), 3);
  expect_law(EdgeStart{{0, 7, 31, 599}}, 4);
}

TEST(StartLaw, OfALineAcrossCells) {
  expect_law(LineStart{Polyline({{1030.0, 2040.0}, {1710.0, 2390.0}, {1650.0, 3000.0}})}, 18);
}

TEST(StartLaw, OfALineAlongTheBordersOfCells) {
  expect_law(LineStart{Polyline({{1030.0, 2100.0}, {1750.0, 2100.0}})}, 8);
  expect_law(LineStart{Polyline({{1300.0, 2050.0}, {1300.0, 2300.0}, {1410.0, 2300.0}})}, 5);
}

TEST(StartLaw, OfABox) {
  expect_law(BoxStart{{{1130.0, 2110.0}, {1300.0, 2505.0}}}, 2 * 5);
  expect_law(BoxStart{{{1130.0, 2110.0}, {1130.0, 2505.0}}}, 5);  // no width: a line
}

TEST(StartLaw, GoesWhereClosedStartsAreMoved) {
  expect_law(EdgeStart{{0, 7, 31, 599}}, 3, {{7, 31}});
  expect_law(EdgeStart{{0, 7, 31, 599}}, 4, {{7, 8}});
}

}  // namespace
}  // namespace panj
