#include "stats/proportion.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/true_coverage.h"

namespace panj {
namespace {

TEST(ClopperPearson, CoversAtLeastWhatItSays) {
  for (const int n : {1, 2, 7, 30, 100})
    for (const double p : {0.003, 0.02, 0.1, 0.37, 0.5, 0.81, 0.995})
      EXPECT_GE(test::true_coverage(clopper_pearson, n, p), 0.95) << n << ' ' << p;
}

/// P(X >= k) for X binomial.
double upper_tail(int k, int n, double p) {
  double tail = 0.0;
  for (int i = k; i <= n; ++i)
    tail += std::exp(std::lgamma(n + 1.0) - std::lgamma(i + 1.0) - std::lgamma(n - i + 1.0) +
                     i * std::log(p) + (n - i) * std::log1p(-p));
  return tail;
}

TEST(ClopperPearson, BoundsSolveTheirBinomialTails) {
  for (const int k : {1, 3, 17, 39}) {
    const Estimate estimate = clopper_pearson(k, 40, 0.95);
    EXPECT_NEAR(upper_tail(k, 40, estimate.low), 0.025, 1e-10) << k;
    EXPECT_NEAR(1.0 - upper_tail(k + 1, 40, estimate.high), 0.025, 1e-10) << k;
  }
}

TEST(ClopperPearson, NothingAndEverythingHaveClosedForms) {
  const Estimate none = clopper_pearson(0, 30, 0.95);
  EXPECT_EQ(none.value, 0.0);
  EXPECT_EQ(none.low, 0.0);
  EXPECT_NEAR(none.high, 1.0 - std::pow(0.025, 1.0 / 30.0), 1e-15);
  const Estimate all = clopper_pearson(30, 30, 0.95);
  EXPECT_EQ(all.high, 1.0);
  EXPECT_NEAR(all.low, std::pow(0.025, 1.0 / 30.0), 1e-15);
  EXPECT_GT(clopper_pearson(0, 1e15, 0.95).high, 0.0);
}

TEST(ClopperPearson, SizesNeedNotBeWholeAndBoundsMoveSmoothly) {
  double last = 0.0;
  for (double k = 0.0; k <= 12.5; k += 0.01) {
    const Estimate estimate = clopper_pearson(k, 12.5, 0.95);
    EXPECT_LE(estimate.low, estimate.value);
    EXPECT_GE(estimate.high, estimate.value);
    EXPECT_GE(estimate.high, last);
    last = estimate.high;
  }
  EXPECT_NEAR(clopper_pearson(1e-9, 30, 0.95).high, clopper_pearson(0, 30, 0.95).high, 1e-8);
}

TEST(Wilson, SolvesItsScoreEquation) {
  const double z = 1.959963984540054;
  for (const double k : {1.0, 4.0, 25.0, 49.0}) {
    const Estimate estimate = wilson(k, 50, 0.95);
    for (const double bound : {estimate.low, estimate.high})
      EXPECT_NEAR(std::abs(k / 50 - bound), z * std::sqrt(bound * (1.0 - bound) / 50), 1e-12);
  }
  EXPECT_EQ(wilson(0, 50, 0.95).low, 0.0);
  EXPECT_EQ(wilson(50, 50, 0.95).high, 1.0);
  EXPECT_GT(wilson(0, 50, 0.95).high, 0.05);
}

TEST(Proportion, WithoutTrialsThereIsNoEstimate) {
  EXPECT_EQ(clopper_pearson(0, 0, 0.95).method, IntervalMethod::none);
  EXPECT_EQ(wilson(0, 0, 0.95).method, IntervalMethod::none);
  EXPECT_TRUE(std::isnan(wilson(0, 0, 0.95).high));
}

}  // namespace
}  // namespace panj
