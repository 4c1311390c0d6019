#include "world/line_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace panj {
namespace {

TEST(LineCells, AreThoseWithinReachOfAPiece) {
  const Grid grid{{1000.0, 2000.0}, 100.0, 40, 60};
  const LinePlan line{{{1250.0, 2100.0}, {5130.0, 5710.0}, {6990.0, 2050.0}}, {}};
  std::vector<std::pair<CellId, LinePiece>> cells;
  add_line_cells(grid, 7, line, cells);
  sort_line_cells(cells);
  EXPECT_TRUE(std::is_sorted(cells.begin(), cells.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; }));
  // By brute force: the nearest of many points of each piece, each looked at from the cells around it.
  std::size_t found = 0;
  for (std::uint32_t piece = 0; piece < 2; ++piece) {
    std::vector<double> nearest_m(static_cast<std::size_t>(grid.cells()), 1e9);
    for (int k = 0; k <= 4000; ++k) {
      const Point at =
          line.vertices_m[piece] + k / 4000.0 * (line.vertices_m[piece + 1] - line.vertices_m[piece]);
      const CellId middle = grid.at(at);
      for (int i = 0; i < 49; ++i) {
        const std::int32_t row = grid.row(middle) + i / 7 - 3;
        const std::int32_t column = grid.column(middle) + i % 7 - 3;
        if (!grid.holds(row, column)) continue;
        double& nearest = nearest_m[static_cast<std::size_t>(grid.cell(row, column))];
        nearest = std::min(nearest, (at - grid.centre(grid.cell(row, column))).norm());
      }
    }
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      const std::pair<CellId, LinePiece> entry{cell, {7, piece}};
      const auto listed = std::count(cells.begin(), cells.end(), entry);
      if (nearest_m[static_cast<std::size_t>(cell)] < 145.9) {
        EXPECT_EQ(listed, 1) << cell;
        ++found;
      } else if (nearest_m[static_cast<std::size_t>(cell)] > 146.1) {
        EXPECT_EQ(listed, 0) << cell;
      }
    }
  }
  EXPECT_GT(found, 200U);
}

}  // namespace
}  // namespace panj
