#include "world/draw_starts.h"
#include "world/start_grid.h"

#include <gtest/gtest.h>

#include <vector>

namespace panj {
namespace {

TEST(DrawStarts, AreThoseOfEachPairOfUniforms) {
  std::vector<double> first = {0x1p-53, 0.3, 1 - 0x1p-53};
  std::vector<double> second = {0.9, 0x1p-53, 1 - 0x1p-53};
  for (int i = 0; i < 16; ++i) {
    first.push_back((i + 0.37) / 16.0);
    second.push_back((15.7 - i) / 16.0);
  }
  for (const Start& start :
       {Start(LineStart{Polyline({{1500.0, 2000.0}, {1300.0, 2900.0}})}),
        Start(LineStart{Polyline({{1000.0, 2000.0}, {1300.0, 2000.0}, {1300.0, 2100.0}})}),
        Start(BoxStart{{{1100.0, 2100.0}, {1300.0, 2500.0}}})}) {
    std::vector<double> east_m(first.size());
    std::vector<double> north_m(first.size());
    const std::vector<double> asked = asks_for_second(start) ? second : std::vector<double>();
    draw_starts(start, start_grid, first, asked, east_m, north_m);
    for (std::size_t i = 0; i < first.size(); ++i)
      EXPECT_EQ(Point(east_m[i], north_m[i]), draw_start(start, start_grid, first[i], second[i]));
  }
}

TEST(DrawStarts, AskForOneUniformOnALineOfOnePiece) {
  EXPECT_FALSE(asks_for_second(LineStart{Polyline({{1500.0, 2000.0}, {1300.0, 2900.0}})}));
  EXPECT_TRUE(asks_for_second(BoxStart{{{1100.0, 2100.0}, {1300.0, 2500.0}}}));
}

}  // namespace
}  // namespace panj
