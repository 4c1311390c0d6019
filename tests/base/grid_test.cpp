#include "base/grid.h"

#include <gtest/gtest.h>

#include <limits>

namespace panj {
namespace {

const Grid grid{{1000.0, 2000.0}, 250.0, 3, 4};

TEST(Grid, CentresLieInTheirCells) {
  EXPECT_EQ(grid.cells(), 12);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    EXPECT_EQ(grid.at(grid.centre(cell)), cell);
    EXPECT_EQ(grid.cell(grid.row(cell), grid.column(cell)), cell);
  }
  EXPECT_EQ(grid.centre(5), Point(1375.0, 2375.0));
}

TEST(Grid, NorthAndEastEdgesBelongToTheLastCells) {
  EXPECT_EQ(grid.at({1000.0, 2000.0}), 0);
  EXPECT_EQ(grid.at({1250.0, 2000.0}), 1);
  EXPECT_EQ(grid.at({2000.0, 2000.0}), 3);
  EXPECT_EQ(grid.at({2000.0, 2750.0}), 11);
}

TEST(Grid, RimIsTheOutermostCells) {
  for (CellId cell = 0; cell < grid.cells(); ++cell) EXPECT_EQ(grid.on_rim(cell), cell != 5 && cell != 6);
}

TEST(Grid, OutsideIsNoCell) {
  EXPECT_EQ(grid.at({999.999, 2100.0}), no_cell);
  EXPECT_EQ(grid.at({1100.0, 2750.001}), no_cell);
  EXPECT_EQ(grid.at({std::numeric_limits<double>::quiet_NaN(), 2100.0}), no_cell);
  EXPECT_EQ(grid.at({1e300, 2100.0}), no_cell);
  EXPECT_EQ(Grid{}.at({0.0, 0.0}), no_cell);
}

TEST(Grid, ItsOwnFarCornerIsInsideWhateverTheRounding) {
  for (std::int32_t cells = 1; cells < 400; ++cells) {
    const Grid odd{{0.1 * cells, 0.7}, 0.3, cells, cells};
    EXPECT_EQ(odd.at(odd.extent().high), odd.cells() - 1);
  }
}

}  // namespace
}  // namespace panj
