#include "stats/mean.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace panj {
namespace {

MeanSums mean_sums(const std::vector<double>& values) {
  MeanSums sums;
  for (const double value : values) {
    sums.replications += 1.0;
    sums.y += value;
    sums.yy += value * value;
  }
  return sums;
}

double poisson(int k, double mean) {
  return std::exp(-mean + k * std::log(mean) - std::lgamma(k + 1.0));
}

TEST(MeanOfCounts, IsStudentsOfManyEvents) {
  const MeanSums sums = mean_sums({10.0, 12.0, 14.0, 8.0, 11.0});
  const Estimate mean = mean_of_counts(sums, 55.0, 0.95);
  EXPECT_EQ(mean.method, IntervalMethod::t_mean);
  EXPECT_DOUBLE_EQ(mean.value, 11.0);
  EXPECT_NEAR(mean.standard_error, 1.0, 1e-12);            // s^2 = 5, of 5
  EXPECT_NEAR(mean.high - mean.value, 2.776445105, 1e-8);  // t(0.975, 4)
  EXPECT_NEAR(mean.low + mean.high, 22.0, 1e-12);
  EXPECT_EQ(mean_of_counts(mean_sums({0.0, 100.0, 0.0}), 100.0, 0.95).low, 0.0);
}

TEST(MeanOfCounts, OfNoEventsIsBoundedAsPoissonNumbersAre) {
  const Estimate none = mean_of_counts(mean_sums(std::vector<double>(1000, 0.0)), 0.0, 0.95);
  EXPECT_EQ(none.method, IntervalMethod::gamma);
  EXPECT_EQ(none.value, 0.0);
  EXPECT_EQ(none.low, 0.0);
  EXPECT_NEAR(none.high, -std::log(0.025) / 1000.0, 1e-12);
}

TEST(MeanOfCounts, CoversRarePoissonNumbers) {
  // R replications of Poisson numbers so rare that none holds two: the sum tells the interval. Exact, no
  // sampling.
  const double replications = 1e6;
  for (const double expected : {0.5, 2.0, 5.0, 12.0}) {
    double coverage = 0.0;
    for (int k = 0; k < 60; ++k) {
      const Estimate mean =
          mean_of_counts({replications, static_cast<double>(k), static_cast<double>(k)}, k, 0.95);
      const double truth = expected / replications;
      if (mean.low <= truth && truth <= mean.high) coverage += poisson(k, expected);
    }
    EXPECT_GE(coverage, 0.94) << expected;
    EXPECT_LE(coverage, 0.999) << expected;
  }
}

TEST(MeanOfCounts, WithoutSpreadHasNoInterval) {
  for (const auto& values : {std::vector<double>{3.0, 3.0, 3.0}, std::vector<double>{3.0}}) {
    const Estimate mean = mean_of_counts(mean_sums(values), 9.0, 0.95);
    EXPECT_EQ(mean.value, 3.0);
    EXPECT_EQ(mean.method, IntervalMethod::none);
    EXPECT_TRUE(std::isnan(mean.low) && std::isnan(mean.high) && std::isnan(mean.standard_error));
  }
  EXPECT_TRUE(std::isnan(mean_of_counts({}, 0.0, 0.95).value));
}

TEST(MeanOfCounts, OfUnitsKnowsHowManyPeriodsTheyHold) {
  MeanSums units = mean_sums(std::vector<double>(50, 0.0));
  units.per_unit = 20.0;
  EXPECT_EQ(mean_of_counts(units, 0.0, 0.95).high,
            mean_of_counts(mean_sums(std::vector<double>(1000, 0.0)), 0.0, 0.95).high);
  // Many events have the spread between units alone.
  units = mean_sums({10.0, 12.0, 14.0, 8.0, 11.0});
  const Estimate plain = mean_of_counts(units, 55.0, 0.95);
  units.per_unit = 20.0;
  EXPECT_EQ(mean_of_counts(units, 55.0, 0.95).high, plain.high);
}

TEST(MeanDifference, TakesEitherSign) {
  const Estimate difference = mean_difference(mean_sums({-1.0, 0.0, -2.0, -1.0}), 0.95);
  EXPECT_DOUBLE_EQ(difference.value, -1.0);
  EXPECT_NEAR(difference.standard_error, std::sqrt(2.0 / 3.0 / 4.0), 1e-12);
  EXPECT_NEAR(difference.low + difference.high, -2.0, 1e-12);
  EXPECT_EQ(difference.method, IntervalMethod::t_mean);
  EXPECT_EQ(mean_difference(mean_sums({2.0, 2.0}), 0.95).method, IntervalMethod::none);
}

}  // namespace
}  // namespace panj
