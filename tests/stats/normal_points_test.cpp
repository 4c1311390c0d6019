#include "stats/normal_points.h"

#include <gtest/gtest.h>

#include <cmath>

namespace panj {
namespace {

TEST(NormalPoints, HaveMeanZeroVarianceOneAndNoCorrelation) {
  const NormalPoints points(6);
  for (std::size_t a = 0; a < 6; ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      double mean = 0.0;
      double second = 0.0;
      for (std::size_t i = 0; i < points.number(); ++i) {
        mean += points.along(a)[i];
        second += points.along(a)[i] * points.along(b)[i];
      }
      const auto number = static_cast<double>(points.number());
      EXPECT_NEAR(mean / number, 0.0, 2e-3) << a;
      EXPECT_NEAR(second / number, a == b ? 1.0 : 0.0, 5e-3) << a << ' ' << b;
    }
}

TEST(NormalPoints, HoldShareOfACornerThatIsKnown) {
  // All of four positive: 1/16.
  const NormalPoints points(4);
  int inside = 0;
  for (std::size_t i = 0; i < points.number(); ++i) {
    bool all = true;
    for (std::size_t d = 0; d < 4; ++d) all = all && points.along(d)[i] > 0.0;
    inside += all ? 1 : 0;
  }
  EXPECT_NEAR(inside / static_cast<double>(points.number()), 1.0 / 16.0, 5e-4);
}

TEST(NormalPoints, AreNeverInfinite) {
  const NormalPoints points(12, 2000);
  for (std::size_t d = 0; d < points.dimensions(); ++d)
    for (const double value : points.along(d)) EXPECT_LT(std::abs(value), 6.1);
}

}  // namespace
}  // namespace panj
