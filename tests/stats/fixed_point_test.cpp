#include "stats/fixed_point.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(FixedPoint, RoundsOnceToTheNearestUnit) {
  EXPECT_EQ(to_fixed_point(0.0), 0);
  EXPECT_EQ(to_fixed_point(1.0), std::int64_t{1} << 32);
  EXPECT_EQ(to_fixed_point(0.5), std::int64_t{1} << 31);
  EXPECT_EQ(to_fixed_point(0.4 * fixed_point_unit), 0);
  EXPECT_EQ(to_fixed_point(0.6 * fixed_point_unit), 1);
  for (const double p : {0.1, 1.0 / 3.0, 0.999999})
    EXPECT_NEAR(static_cast<double>(to_fixed_point(p)) * fixed_point_unit, p, 0.5 * fixed_point_unit);
}

}  // namespace
}  // namespace panj
