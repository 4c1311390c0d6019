#include "terrain/line_sides.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

const Grid unit_grid{{0.0, 0.0}, 1.0, 4, 6};  // centres at 0.5, 1.5, ...

TEST(CrossingNumbers, AreGreaterByOneOnTheLeft) {
  const auto east = crossing_numbers({{-1.0, 1.8}, {7.0, 2.2}}, unit_grid);
  EXPECT_EQ(east(3, 2) - east(0, 2), 1);
  const auto west = crossing_numbers({{7.0, 2.2}, {-1.0, 1.8}}, unit_grid);
  EXPECT_EQ(west(3, 2) - west(0, 2), -1);
  const auto north = crossing_numbers({{3.1, -1.0}, {2.9, 5.0}}, unit_grid);
  for (int row = 0; row < 4; ++row) EXPECT_EQ(north(row, 0) - north(row, 5), 1);
}

TEST(CrossingNumbers, CountAVertexOnARayOnce) {
  // Through the level of the centres of row 1, and touching it from above and from below.
  const auto through = crossing_numbers({{2.0, -1.0}, {2.2, 1.5}, {2.0, 5.0}}, unit_grid);
  const auto touching = crossing_numbers({{2.0, 7.0}, {2.3, 1.5}, {3.4, 7.0}}, unit_grid);
  for (int row = 0; row < 4; ++row) EXPECT_EQ(through(row, 0) - through(row, 5), 1);
  EXPECT_EQ(touching(1, 5), touching(1, 0));
  EXPECT_EQ(touching(1, 2), touching(1, 0));  // 2.5 lies between the two legs only above the vertex
  EXPECT_NE(touching(3, 2), touching(3, 0));
}

TEST(CrossingNumbers, TellApartCentresAHairFromTheLine) {
  const double hair = 1e-9;
  const auto above = crossing_numbers({{-1.0, 1.5 + hair}, {7.0, 1.5 + hair}}, unit_grid);
  const auto below = crossing_numbers({{-1.0, 1.5 - hair}, {7.0, 1.5 - hair}}, unit_grid);
  EXPECT_EQ(above(1, 3), above(0, 3));
  EXPECT_EQ(below(1, 3), below(2, 3));
  // A steep line past a column of centres, its vertices far off.
  const auto steep = crossing_numbers({{2.5 + hair, -1000.0}, {2.5 + hair, 1000.0}}, unit_grid);
  for (int row = 0; row < 4; ++row) {
    EXPECT_EQ(steep(row, 2), steep(row, 0));
    EXPECT_EQ(steep(row, 2) - steep(row, 3), 1);
  }
}

TEST(SelfCrossing, FindsCutsTouchesAndFolds) {
  const auto cut = self_crossing({{0, 0}, {4, 0}, {4, 2}, {2, 2}, {2, -2}});
  ASSERT_TRUE(cut.has_value());
  EXPECT_LT((*cut - Point(2, 0)).norm(), 1e-12);
  EXPECT_TRUE(self_crossing({{0, 0}, {4, 0}, {4, 2}, {2, 2}, {2, 0}}));          // ends on itself
  EXPECT_TRUE(self_crossing({{0, 0}, {4, 0}, {3, 0}, {3, 2}}));                  // turns back
  EXPECT_TRUE(self_crossing({{0, 0}, {4, 0}, {4, 2}, {6, 2}, {6, 0}, {3, 0}}));  // lies on itself
  EXPECT_FALSE(self_crossing({{0, 0}, {4, 0}, {4, 2}, {6, 2}, {6, 0}, {5, 0}}));
  EXPECT_FALSE(self_crossing({{0, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}));  // a ring
  EXPECT_FALSE(self_crossing({{0, 0}, {4, 0}}));
}

}  // namespace
}  // namespace panj
