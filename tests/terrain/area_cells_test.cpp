#include "terrain/area_cells.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

const Grid area_grid{{100.0, 200.0}, 10.0, 6, 8};

Layer<std::uint8_t> marked(const Area& area) {
  Layer<std::uint8_t> marks = Layer<std::uint8_t>::Zero(area_grid.rows, area_grid.columns);
  mark_cells_inside(area, area_grid, marks);
  return marks;
}

int count(const Layer<std::uint8_t>& marks) {
  return marks.cast<int>().sum();
}

TEST(AreaCells, AreThoseWhoseCentresLieInside) {
  // From half a metre below the centres of row 1 to half a metre above those of row 3; columns 2 to 4.
  const auto marks = marked({{{{124.5, 214.5}, {145.5, 214.5}, {145.5, 235.5}, {124.5, 235.5}}}});
  EXPECT_EQ(count(marks), 9);
  for (std::int32_t row = 1; row <= 3; ++row) {
    for (std::int32_t column = 2; column <= 4; ++column) EXPECT_EQ(marks(row, column), 1);
  }
}

TEST(AreaCells, HolesAreLeftOut) {
  const auto marks = marked({{{{100.0, 200.0}, {180.0, 200.0}, {180.0, 260.0}, {100.0, 260.0}},
                              {{120.0, 220.0}, {120.0, 240.0}, {150.0, 240.0}, {150.0, 220.0}}}});
  EXPECT_EQ(count(marks), 48 - 6);
  EXPECT_EQ(marks(2, 2), 0);
  EXPECT_EQ(marks(1, 2), 1);
}

TEST(AreaCells, FollowSlantsWhicheverWayRoundTheyAreGiven) {
  const std::vector<Point> triangle{{100.0, 200.0}, {180.0, 200.0}, {100.0, 280.0}};
  const auto marks = marked({{triangle}});
  const auto turned = marked({{{triangle.rbegin(), triangle.rend()}}});
  for (CellId cell = 0; cell < area_grid.cells(); ++cell) {
    const Point centre = area_grid.centre(cell);
    const double beyond_m = (centre.x() - 100.0) + (centre.y() - 200.0) - 80.0;
    if (std::abs(beyond_m) < 1e-9) continue;
    EXPECT_EQ(marks.data()[cell], beyond_m < 0.0 ? 1 : 0) << cell;
    EXPECT_EQ(turned.data()[cell], marks.data()[cell]) << cell;
  }
}

TEST(AreaCells, OffTheGridThereAreNone) {
  EXPECT_EQ(count(marked({{{{0.0, 0.0}, {50.0, 0.0}, {50.0, 50.0}}}})), 0);
  EXPECT_EQ(count(marked({{}})), 0);
  // Half of it on the grid, beyond its eastern and northern edge.
  EXPECT_EQ(count(marked({{{{160.0, 240.0}, {900.0, 240.0}, {900.0, 900.0}, {160.0, 900.0}}}})), 4);
}

}  // namespace
}  // namespace panj
