#include "base/geometry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace panj {
namespace {

constexpr double pi = std::numbers::pi;

TEST(Box, IsEmptyUntilItHoldsAPoint) {
  Box box;
  EXPECT_TRUE(box.empty());
  EXPECT_FALSE(box.contains({0.0, 0.0}));
  EXPECT_FALSE(box.meets(Box{{-9.0, -9.0}, {9.0, 9.0}}));
  EXPECT_FALSE((Box{{-9.0, -9.0}, {9.0, 9.0}}.meets(box)));
  EXPECT_TRUE(box.grown(5.0).empty());
  box.extend({5.0, 7.0});
  EXPECT_FALSE(box.empty());
  EXPECT_EQ(box.low, Point(5.0, 7.0));
  EXPECT_EQ(box.high, Point(5.0, 7.0));
  box.extend({3.0, 8.0});
  EXPECT_EQ(box.low, Point(3.0, 7.0));
  EXPECT_EQ(box.high, Point(5.0, 8.0));
}

TEST(Box, HoldsItsEdgesAndMeetsWhatItTouches) {
  const Box box{{0.0, 0.0}, {2.0, 1.0}};
  EXPECT_TRUE(box.contains({2.0, 1.0}));
  EXPECT_FALSE(box.contains({2.0, 1.0000001}));
  EXPECT_TRUE(box.meets({{2.0, 1.0}, {3.0, 3.0}}));
  EXPECT_FALSE(box.meets({{2.1, 0.0}, {3.0, 3.0}}));
  EXPECT_FALSE(box.meets({{0.0, -2.0}, {2.0, -0.1}}));
  const Box grown = box.grown(0.5);
  EXPECT_EQ(grown.low, Point(-0.5, -0.5));
  EXPECT_EQ(grown.high, Point(2.5, 1.5));
}

const Polyline corner({{0.0, 0.0}, {10.0, 0.0}, {10.0, 10.0}});

TEST(Polyline, MeasuresAlongItself) {
  EXPECT_DOUBLE_EQ(corner.length_m(), 20.0);
  EXPECT_DOUBLE_EQ(corner.along_m(1), 10.0);
  EXPECT_EQ(corner.at(-1.0), Point(0.0, 0.0));
  EXPECT_EQ(corner.at(4.0), Point(4.0, 0.0));
  EXPECT_EQ(corner.at(10.0), Point(10.0, 0.0));
  EXPECT_EQ(corner.at(13.0), Point(10.0, 3.0));
  EXPECT_EQ(corner.at(99.0), Point(10.0, 10.0));
}

TEST(Polyline, DropsRepeatedVertices) {
  const Polyline line({{0.0, 0.0}, {0.0, 0.0}, {4.0, 0.0}, {4.0, 0.0}, {4.0, 3.0}});
  EXPECT_EQ(line.vertices().size(), 3U);
  EXPECT_DOUBLE_EQ(line.length_m(), 7.0);
  EXPECT_EQ(line.at(4.0), Point(4.0, 0.0));
  const Polyline point({{1.0, 1.0}, {1.0, 1.0}});
  EXPECT_EQ(point.at(3.0), Point(1.0, 1.0));
  EXPECT_DOUBLE_EQ(point.nearest({4.0, 5.0}).distance_m, 5.0);
  EXPECT_FALSE(point.first_crossing({0.0, 0.0}, {2.0, 2.0}));
}

TEST(PolylineNearest, FindsFootSideAndDistance) {
  const auto inside = corner.nearest({7.0, 2.0});
  EXPECT_DOUBLE_EQ(inside.distance_m, 2.0);
  EXPECT_DOUBLE_EQ(inside.along_m, 7.0);
  EXPECT_TRUE(inside.on_left);
  const auto below = corner.nearest({3.0, -4.0});
  EXPECT_DOUBLE_EQ(below.distance_m, 4.0);
  EXPECT_FALSE(below.on_left);
  const auto before = corner.nearest({-3.0, 4.0});
  EXPECT_DOUBLE_EQ(before.distance_m, 5.0);
  EXPECT_DOUBLE_EQ(before.along_m, 0.0);
  EXPECT_TRUE(before.on_left);
  EXPECT_FALSE(corner.nearest({5.0, 0.0}).on_left);
}

TEST(PolylineNearest, TheSideIsRightBeyondSharpCorners) {
  // A spike: seen from beyond its tip, either piece alone gives the wrong side to some points.
  const Polyline spike({{0.0, 0.0}, {10.0, 0.5}, {0.0, 1.0}});
  for (const double angle : {-1.2, -0.6, 0.0, 0.6, 1.2}) {
    const auto beyond = spike.nearest({10.0 + std::cos(angle), 0.5 + std::sin(angle)});
    EXPECT_FALSE(beyond.on_left) << angle;
    EXPECT_NEAR(beyond.distance_m, 1.0, 1e-12);
  }
  EXPECT_TRUE(spike.nearest({5.0, 0.5}).on_left);
}

/// A wavy line of `vertices` vertices, about 2 km a piece.
Polyline wavy_line(std::size_t vertices) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < vertices; ++i) {
    const double x = 2000.0 * static_cast<double>(i);
    points.emplace_back(x, 9000.0 * std::sin(x / 15000.0) + 400.0 * std::sin(x / 700.0));
  }
  return Polyline(points);
}

TEST(PolylineNearest, AgreesWithEveryPieceTriedInTurn) {
  const Polyline line = wavy_line(300);
  std::mt19937_64 words(5);
  const auto uniform = [&words] { return static_cast<double>(words() >> 11) * 0x1.0p-53; };
  for (int trial = 0; trial < 400; ++trial) {
    const Point point(uniform() * 620e3 - 10e3, uniform() * 60e3 - 30e3);
    double least_m = 1e99;
    for (std::size_t i = 0; i + 1 < line.vertices().size(); ++i)
      least_m =
          std::min(least_m, Polyline({line.vertices()[i], line.vertices()[i + 1]}).nearest(point).distance_m);
    const auto nearest = line.nearest(point);
    ASSERT_DOUBLE_EQ(nearest.distance_m, least_m);
    ASSERT_NEAR((line.at(nearest.along_m) - point).norm(), least_m, 1e-6);
  }
}

TEST(PolylineCrossing, FindsTheFirstOfSeveral) {
  const Polyline zigzag({{0.0, 0.0}, {10.0, 0.0}, {0.0, 4.0}, {10.0, 4.0}});
  const auto up = zigzag.first_crossing({5.0, -1.0}, {5.0, 9.0});
  ASSERT_TRUE(up);
  EXPECT_DOUBLE_EQ(up->fraction, 0.1);
  EXPECT_DOUBLE_EQ(up->along_m, 5.0);
  const auto down = zigzag.first_crossing({5.0, 9.0}, {5.0, -1.0});
  ASSERT_TRUE(down);
  EXPECT_DOUBLE_EQ(down->fraction, 0.5);
  EXPECT_DOUBLE_EQ(down->along_m, 15.0 + std::sqrt(116.0));
  EXPECT_FALSE(zigzag.first_crossing({-5.0, -1.0}, {-5.0, 9.0}));
  EXPECT_FALSE(zigzag.first_crossing({5.0, -3.0}, {5.0, -1.0}));
}

TEST(PolylineCrossing, WhoStartsOnTheLineCrossesAtFractionZero) {
  for (const Point& to : {Point(3.0, 5.0), Point(3.0, -5.0), Point(9.0, 0.0)}) {
    const auto crossing = corner.first_crossing({3.0, 0.0}, to);
    ASSERT_TRUE(crossing);
    EXPECT_EQ(crossing->fraction, 0.0);
    EXPECT_DOUBLE_EQ(crossing->along_m, 3.0);
  }
}

TEST(PolylineCrossing, APointDrawnOnAnObliqueLineLiesOnIt) {
  // UTM coordinates: such points are off the line by rounding, to either side.
  const Polyline oblique({{512345.6, 4123456.7}, {601234.5, 4176543.2}});
  int off_the_line = 0;
  for (int i = 1; i < 200; ++i) {
    const Point start = oblique.at(oblique.length_m() * i / 200.0);
    off_the_line += oblique.nearest(start).distance_m > 0.0 ? 1 : 0;
    const auto crossing = oblique.first_crossing(start, start + Point(-70.0, 900.0));
    ASSERT_TRUE(crossing) << i;
    EXPECT_EQ(crossing->fraction, 0.0);
    EXPECT_NEAR(crossing->along_m, oblique.length_m() * i / 200.0, 1e-6);
  }
  EXPECT_GT(off_the_line, 0);
}

TEST(PolylineCrossing, WhoEndsOnTheLineCrossesAtFractionOne) {
  const auto crossing = corner.first_crossing({3.0, 6.0}, {3.0, 0.0});
  ASSERT_TRUE(crossing);
  EXPECT_EQ(crossing->fraction, 1.0);
}

TEST(PolylineCrossing, NothingSlipsThroughAVertex) {
  const Polyline line = wavy_line(200);
  for (std::size_t i = 1; i + 1 < line.vertices().size(); ++i) {
    const Point& vertex = line.vertices()[i];
    for (const double angle : {1.3, 1.5, 1.7}) {
      const Point half(97.0 * std::cos(angle), 97.0 * std::sin(angle));
      const auto crossing = line.first_crossing(vertex - half, vertex + half);
      ASSERT_TRUE(crossing) << i;
      EXPECT_NEAR((vertex - half + crossing->fraction * 2.0 * half - line.at(crossing->along_m)).norm(), 0.0,
                  1e-6);
    }
  }
}

TEST(PolylineCrossing, ALegAlongTheLineMeetsItWhereItBegins) {
  const Polyline line({{0.0, 0.0}, {10.0, 0.0}});
  const auto onto = line.first_crossing({-5.0, 0.0}, {5.0, 0.0});
  ASSERT_TRUE(onto);
  EXPECT_DOUBLE_EQ(onto->fraction, 0.5);
  EXPECT_DOUBLE_EQ(onto->along_m, 0.0);
  const auto backwards = line.first_crossing({15.0, 0.0}, {5.0, 0.0});
  ASSERT_TRUE(backwards);
  EXPECT_DOUBLE_EQ(backwards->fraction, 0.5);
  EXPECT_DOUBLE_EQ(backwards->along_m, 10.0);
  EXPECT_FALSE(line.first_crossing({-5.0, 0.0}, {-1.0, 0.0}));
  EXPECT_FALSE(line.first_crossing({11.0, 0.0}, {15.0, 0.0}));
}

TEST(PolylineCrossing, ALegOfNoLengthCrossesOnlyWhereItStands) {
  EXPECT_TRUE(corner.first_crossing({3.0, 0.0}, {3.0, 0.0}));
  EXPECT_FALSE(corner.first_crossing({3.0, 1.0}, {3.0, 1.0}));
}

TEST(PolylineCrossing, AgreesWithEveryPieceTriedInTurn) {
  const Polyline line = wavy_line(300);
  std::mt19937_64 words(6);
  const auto uniform = [&words] { return static_cast<double>(words() >> 11) * 0x1.0p-53; };
  int crossed = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const Point a(uniform() * 600e3, uniform() * 40e3 - 20e3);
    const Point b = a + Point(uniform() * 40e3 - 20e3, uniform() * 40e3 - 20e3);
    double first = 2.0;
    for (std::size_t i = 0; i + 1 < line.vertices().size(); ++i)
      if (const auto cut = Polyline({line.vertices()[i], line.vertices()[i + 1]}).first_crossing(a, b))
        first = std::min(first, cut->fraction);
    const auto crossing = line.first_crossing(a, b);
    ASSERT_EQ(crossing.has_value(), first <= 1.0);
    if (!crossing) continue;
    ++crossed;
    ASSERT_DOUBLE_EQ(crossing->fraction, first);
    ASSERT_NEAR((a + crossing->fraction * (b - a) - line.at(crossing->along_m)).norm(), 0.0, 1e-6);
  }
  EXPECT_GT(crossed, 60);
}

TEST(ClosestApproach, IsHeldToTheLeg) {
  const Point3 offset(-10.0, 3.0, 4.0);
  const Point3 velocity(2.0, 0.0, 0.0);
  const auto passing = closest_approach(offset, velocity, 20.0);
  EXPECT_DOUBLE_EQ(passing.time_s, 5.0);
  EXPECT_DOUBLE_EQ(passing.distance_m, 5.0);
  EXPECT_DOUBLE_EQ(closest_approach(offset, velocity, 2.0).time_s, 2.0);
  EXPECT_DOUBLE_EQ(closest_approach(offset, -velocity, 2.0).time_s, 0.0);
}

TEST(ClosestApproach, StandingStillIsNearestAtOnce) {
  const auto still = closest_approach({3.0, 4.0, 0.0}, {0.0, 0.0, 0.0}, 100.0);
  EXPECT_EQ(still.time_s, 0.0);
  EXPECT_DOUBLE_EQ(still.distance_m, 5.0);
  EXPECT_TRUE(std::isfinite(closest_approach({3.0, 4.0, 0.0}, {1e-200, 0.0, 0.0}, 100.0).distance_m));
}

TEST(TimeWithin, AChordIsLeftAndEnteredExactly) {
  // 3-4-5: at 3 m to the side, a circle of 5 m is crossed over 8 m.
  const auto span = time_within({-10.0, 3.0, 0.0}, {2.0, 0.0, 0.0}, 100.0, 5.0);
  EXPECT_DOUBLE_EQ(span.begin_s, 3.0);
  EXPECT_DOUBLE_EQ(span.end_s, 7.0);
  const auto cut = time_within({-10.0, 3.0, 0.0}, {2.0, 0.0, 0.0}, 4.0, 5.0);
  EXPECT_DOUBLE_EQ(cut.begin_s, 3.0);
  EXPECT_DOUBLE_EQ(cut.end_s, 4.0);
  EXPECT_TRUE(time_within({-10.0, 3.0, 0.0}, {2.0, 0.0, 0.0}, 2.9, 5.0).empty());
  EXPECT_TRUE(time_within({-10.0, 3.0, 0.0}, {-2.0, 0.0, 0.0}, 100.0, 5.0).empty());
}

TEST(TimeWithin, HeightCounts) {
  EXPECT_DOUBLE_EQ(time_within({-10.0, 0.0, 3.0}, {2.0, 0.0, 0.0}, 100.0, 5.0).length_s(), 4.0);
  EXPECT_TRUE(time_within({-10.0, 0.0, 5.1}, {2.0, 0.0, 0.0}, 100.0, 5.0).empty());
}

TEST(TimeWithin, StartingOrEndingInsideReachesTheEndsOfTheLeg) {
  const auto from_inside = time_within({1.0, 0.0, 0.0}, {1.0, 0.0, 0.0}, 10.0, 4.0);
  EXPECT_EQ(from_inside.begin_s, 0.0);
  EXPECT_DOUBLE_EQ(from_inside.end_s, 3.0);
  const auto to_inside = time_within({-7.0, 0.0, 0.0}, {1.0, 0.0, 0.0}, 6.0, 4.0);
  EXPECT_DOUBLE_EQ(to_inside.begin_s, 3.0);
  EXPECT_EQ(to_inside.end_s, 6.0);
  const auto always = time_within({-1.0, 0.0, 0.0}, {1.0, 0.0, 0.0}, 2.0, 4.0);
  EXPECT_EQ(always.begin_s, 0.0);
  EXPECT_EQ(always.end_s, 2.0);
}

TEST(TimeWithin, ATangentTouchesForAnInstant) {
  for (const double range : {0.1, 1.0 / 3.0, 1000.0}) {
    const auto span = time_within({-10.0, range, 0.0}, {1.0, 0.0, 0.0}, 100.0, range);
    EXPECT_FALSE(span.empty());
    EXPECT_EQ(span.length_s(), 0.0);
  }
  EXPECT_FALSE(time_within({0.0, 2.0, 0.0}, {1.0, 0.0, 0.0}, 9.0, 2.0).empty());
}

TEST(TimeWithin, NoRelativeVelocityIsAlwaysOrNever) {
  const auto together = time_within({3.0, 4.0, 0.0}, {0.0, 0.0, 0.0}, 60.0, 5.0);
  EXPECT_EQ(together.begin_s, 0.0);
  EXPECT_EQ(together.end_s, 60.0);
  EXPECT_TRUE(time_within({3.0, 4.0, 0.0}, {0.0, 0.0, 0.0}, 60.0, 4.9).empty());
  EXPECT_EQ(time_within({3.0, 4.0, 0.0}, {1e-200, 0.0, 0.0}, 60.0, 5.0).end_s, 60.0);
}

TEST(TimeWithin, KeepsItsDigitsFarAway) {
  // 1,000 km off, a range of 10 m: b^2 - ac would leave about three digits.
  const auto span = time_within({-1e6, 6.0, 0.0}, {1.0, 0.0, 0.0}, 2e6, 10.0);
  EXPECT_NEAR(span.length_s(), 16.0, 1e-8);
}

TEST(TimeWithin, RandomHeadingsThroughADiscHaveTheMeanChord) {
  // Chords of a disc met by parallel lines: mean pi R / 2 (Crofton). Midpoint rule in the offset: error of
  // order n^-3/2.
  double sum_m = 0.0;
  constexpr int lines = 100000;
  for (int i = 0; i < lines; ++i) {
    const double offset_m = -1.0 + 2.0 * (i + 0.5) / lines;
    sum_m += time_within({-3.0, offset_m, 0.0}, {1.0, 0.0, 0.0}, 9.0, 1.0).length_s();
  }
  EXPECT_NEAR(sum_m / lines, pi / 2.0, 1e-6);
}

}  // namespace
}  // namespace panj
