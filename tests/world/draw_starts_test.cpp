#include "world/draw_starts.h"
#include "world/start_grid.h"

#include <gtest/gtest.h>

#include <vector>

namespace panj {
namespace {

TEST(DrawStarts, AreThoseOfEachPairOfUniforms) {
  const std::vector<double> first = {0.0, 0x1p-53, 0.3, 0.5, 0.77, 1 - 0x1p-53};
  const std::vector<double> second = {0.9, 0.1, 0.0, 0.6, 0.2, 1 - 0x1p-53};
  for (const Start& start :
       {Start(LineStart{Polyline({{1500.0, 2000.0}, {1300.0, 2900.0}})}),
        Start(LineStart{Polyline({{1000.0, 2000.0}, {1300.0, 2000.0}, {1300.0, 2100.0}})}),
        Start(BoxStart{{{1100.0, 2100.0}, {1300.0, 2500.0}}})}) {
    std::vector<double> east_m(first.size());
    std::vector<double> north_m(first.size());
    draw_starts(start, start_grid, first, second, east_m, north_m);
    for (std::size_t i = 0; i < first.size(); ++i)
      EXPECT_EQ(Point(east_m[i], north_m[i]), draw_start(start, start_grid, first[i], second[i]));
  }
}

}  // namespace
}  // namespace panj
