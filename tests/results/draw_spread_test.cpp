#include "results/draw_spread.h"

#include <gtest/gtest.h>

#include <cmath>

namespace panj {
namespace {

Estimate view(double value, double error) {
  return {value, error, value - 2.0 * error, value + 2.0 * error, IntervalMethod::t_ratio};
}

TEST(DrawSpread, IsWhatSamplingLeaves) {
  // Values 0.1 and 0.3 have the variance 0.02; sampling alone would give 0.01.
  EXPECT_NEAR(spread_of(std::vector{view(0.1, 0.1), view(0.3, 0.1)}), 0.1, 1e-12);
  EXPECT_NEAR(spread_of(std::vector{view(0.1, 0.0), view(0.3, 0.0)}), std::sqrt(0.02), 1e-12);
  EXPECT_EQ(spread_of(std::vector{view(0.1, 0.2), view(0.3, 0.2)}), 0.0);
}

TEST(DrawSpread, LeavesOutViewsThatNobodyHad) {
  const std::vector views{view(0.1, 0.0), no_estimate(), view(0.3, 0.0)};
  EXPECT_NEAR(spread_of(views), std::sqrt(0.02), 1e-12);
  EXPECT_TRUE(std::isnan(spread_of(std::vector{view(0.1, 0.0), no_estimate()})));
  EXPECT_TRUE(std::isnan(spread_of({})));
}

}  // namespace
}  // namespace panj
