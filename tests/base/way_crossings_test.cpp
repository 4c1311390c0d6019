#include "base/way_crossings.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace panj {
namespace {

/// Numbers of a lattice, so that ways meet vertices, lines and each other; every fourth between its points.
class Lattice {
 public:
  double next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    const auto whole = static_cast<double>(state_ >> 61U);
    return (state_ >> 40U) % 4U == 0 ? whole + 0.37 : whole;
  }
  Point point() {
    const double east = next();
    return {east, next()};
  }

 private:
  std::uint64_t state_ = 20261127;
};

/// How many of the ways cross.
std::size_t expect_as_way_by_way(const Polyline& line, const Ways& ways, std::size_t count) {
  WayCrossings found;
  find_first_crossings(line, ways, count, found);
  std::size_t crossings = 0;
  for (std::size_t way = 0; way < count; ++way) {
    const auto alone = line.first_crossing({ways.from_east[way], ways.from_north[way]},
                                           {ways.to_east[way], ways.to_north[way]});
    EXPECT_EQ(found.crosses(way), alone.has_value()) << way;
    if (!alone) continue;
    ++crossings;
    EXPECT_EQ(found.fraction[way], alone->fraction) << way;
    EXPECT_EQ(found.along_m[way], alone->along_m) << way;
  }
  return crossings;
}

TEST(WayCrossings, AreThoseThatEachWayHas) {
  Lattice lattice;
  std::size_t crossings = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const std::size_t vertices = 1 + trial % 3;
    std::vector<Point> points{lattice.point()};
    for (std::size_t i = 0; i < vertices; ++i) points.push_back(lattice.point());
    Ways ways{};
    const std::size_t count = 1 + static_cast<std::size_t>(trial) % Ways::most;
    for (std::size_t way = 0; way < count; ++way) {
      const Point from = lattice.point();
      ways.set(way, from, lattice.point());
    }
    crossings += expect_as_way_by_way(Polyline(points), ways, count);
  }
  EXPECT_GT(crossings, 5000U);
}

TEST(WayCrossings, BeginOnTheLineWithinItsRounding) {
  const Polyline line({{0.0, 10.0}, {20.0, 10.0}});
  Ways ways{};
  ways.set(0, {3.0, 10.0 - 0.9e-6}, {3.0, 0.0});
  ways.set(1, {3.0, 10.0 - 1.1e-6}, {3.0, 0.0});
  ways.set(2, {5.0, 10.0}, {12.0, 10.0});
  ways.set(3, {-5.0, 10.0}, {-1.0, 10.0});
  EXPECT_EQ(expect_as_way_by_way(line, ways, 4), 2U);
}

}  // namespace
}  // namespace panj
