#include "world/start.h"
#include "world/start_grid.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(Start, LineIsUniformAlongItsLength) {
  const Start start = LineStart{Polyline({{1000.0, 2000.0}, {1300.0, 2000.0}, {1300.0, 2100.0}})};
  EXPECT_EQ(draw_start(start, start_grid, 0.25, 0.9), Point(1100.0, 2000.0));
  EXPECT_TRUE(draw_start(start, start_grid, 0.875, 0.1).isApprox(Point(1300.0, 2050.0)));
}

TEST(Start, BoxUsesBothUniforms) {
  const Start start = BoxStart{{{1100.0, 2100.0}, {1300.0, 2500.0}}};
  EXPECT_TRUE(draw_start(start, start_grid, 0.5, 0.25).isApprox(Point(1200.0, 2200.0)));
  EXPECT_EQ(cells_of(start, start_grid).size(), 3U * 5U);
}

TEST(Start, PointsGoByWeight) {
  const Start start = PointsStart{{{1050.0, 2050.0}, {1150.0, 2050.0}}, {0.25, 1.0}};
  EXPECT_EQ(draw_start(start, start_grid, 0.2, 0.5).x(), 1050.0);
  EXPECT_EQ(draw_start(start, start_grid, 0.26, 0.5).x(), 1150.0);
  EXPECT_EQ(draw_start(start, start_grid, 1.0 - 1e-16, 0.5).x(), 1150.0);
}

TEST(Start, EdgeGivesEveryCellItsShareAndAnyPointInIt) {
  const Start start = EdgeStart{{0, 7, 599}};
  EXPECT_EQ(start_grid.at(draw_start(start, start_grid, 0.1, 0.5)), 0);
  EXPECT_EQ(start_grid.at(draw_start(start, start_grid, 0.5, 0.999)), 7);
  EXPECT_EQ(start_grid.at(draw_start(start, start_grid, 0.999999, 0.999999)), 599);
  const Point middle = draw_start(start, start_grid, 0.5, 0.25);
  EXPECT_TRUE(middle.isApprox(Point(1750.0, 2025.0)));
}

TEST(Start, CellsGoByWeightAndFillTheCell) {
  const CellsStart start = weighted_cells({3, 7, 40, 599}, {1.0, 0.0, 2.0, 1.0});
  EXPECT_EQ(start.cells, (std::vector<CellId>{3, 40, 599}));
  EXPECT_EQ(start.cumulative, (std::vector<double>{0.25, 0.75, 1.0}));
  EXPECT_EQ(cells_of(start, start_grid), start.cells);
  // The cell's share of the first uniform gives the place from west to east.
  EXPECT_TRUE(draw_start(start, start_grid, 0.125, 0.25).isApprox(Point(1350.0, 2025.0)));
  EXPECT_TRUE(draw_start(start, start_grid, 0.375, 0.5).isApprox(Point(2025.0, 2150.0)));
  EXPECT_EQ(start_grid.at(draw_start(start, start_grid, 0.7499, 0.999)), 40);
  EXPECT_EQ(start_grid.at(draw_start(start, start_grid, 0.7501, 0.001)), 599);
  EXPECT_EQ(start_grid.at(draw_start(start, start_grid, 1.0 - 1e-16, 1.0 - 1e-16)), 599);
  EXPECT_EQ(bounds_of(start, start_grid).low, Point(1300.0, 2000.0));
  EXPECT_EQ(bounds_of(start, start_grid).high, Point(4000.0, 4000.0));
}

TEST(Start, BoundsHoldEveryCorner) {
  const Start start = LineStart{Polyline({{1500.0, 2000.0}, {1300.0, 2900.0}})};
  const Box box = bounds_of(start, start_grid);
  EXPECT_EQ(box.low, Point(1300.0, 2000.0));
  EXPECT_EQ(box.high, Point(1500.0, 2900.0));
}

}  // namespace
}  // namespace panj
