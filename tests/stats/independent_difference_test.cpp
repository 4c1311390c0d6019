#include "stats/independent_difference.h"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/proportion.h"

namespace panj {
namespace {

TEST(IndependentDifference, IsNewcombesOfWilsonIntervals) {
  // Newcombe 1998, table II, method 10 (score, uncorrected): 56/70 - 48/80 and 0/10 - 0/20 and 10/10 - 0/10.
  const Estimate usual = independent_difference(wilson(56, 70, 0.95), wilson(48, 80, 0.95));
  EXPECT_NEAR(usual.value, 0.2, 1e-12);
  EXPECT_NEAR(usual.low, 0.0524, 5e-5);
  EXPECT_NEAR(usual.high, 0.3339, 5e-5);
  const Estimate none = independent_difference(wilson(0, 10, 0.95), wilson(0, 20, 0.95));
  EXPECT_NEAR(none.low, -0.1611, 5e-5);
  EXPECT_NEAR(none.high, 0.2775, 5e-5);
  const Estimate all = independent_difference(wilson(10, 10, 0.95), wilson(0, 10, 0.95));
  EXPECT_NEAR(all.low, 0.6075, 5e-5);
  EXPECT_NEAR(all.high, 1.0, 1e-9);
}

TEST(IndependentDifference, IsNoneWhereOneIs) {
  EXPECT_EQ(independent_difference(wilson(5, 10, 0.95), no_estimate()).method, IntervalMethod::none);
  EXPECT_TRUE(std::isnan(independent_difference(no_estimate(), wilson(5, 10, 0.95)).low));
}

}  // namespace
}  // namespace panj
