#include "stats/weighted_share.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace panj {
namespace {

/// A replication: attempts, their weights, their weighted scores.
struct Row {
  double n;
  double w;
  double y;
};

WeightedSums sums_of(std::span<const Row> rows) {
  WeightedSums sums;
  for (const Row& row : rows) {
    sums.replications += 1.0;
    sums.n += row.n;
    sums.w += row.w;
    sums.y += row.y;
    sums.nn += row.n * row.n;
    sums.ww += row.w * row.w;
    sums.yy += row.y * row.y;
    sums.nw += row.n * row.w;
    sums.ny += row.n * row.y;
    sums.wy += row.w * row.y;
  }
  return sums;
}

/// Weights of 25 replications, of mean 1 but for chance, and scores in proportion to them and not.
std::vector<Row> rows(double fixed, double by_weight, double noise) {
  std::vector<Row> result;
  for (int r = 0; r < 25; ++r) {
    const double w = 10.0 * (1.0 + 0.5 * std::sin(1.7 * r));
    result.push_back({10.0, w, 10.0 * fixed + by_weight * w + noise * std::cos(2.9 * r)});
  }
  return result;
}

TEST(WeightedShare, WhatHappensToAllIsExactWhateverTheWeights) {
  const Estimate all = weighted_share(sums_of(rows(0.0, 1.0, 0.0)), 0.95);
  EXPECT_EQ(all.value, 1.0);
  EXPECT_EQ(all.method, IntervalMethod::clopper_pearson);
  EXPECT_EQ(all.high, 1.0);
  EXPECT_LT(all.low, 0.9);  // 25 replications say no more
  EXPECT_GT(all.low, 0.8);
  const Estimate none = weighted_share(sums_of(rows(0.0, 0.0, 0.0)), 0.95);
  EXPECT_EQ(none.value, 0.0);
  EXPECT_EQ(none.low, 0.0);
  EXPECT_NEAR(none.high, 1.0 - std::pow(0.025, 1.0 / 25.0), 1e-12);
}

TEST(WeightedShare, WhatIsLinearInTheWeightsIsExact) {
  // A perfect tilt drawn with a share a of plain walks: w y = S (1 - a w) / (1 - a).
  const double survival = 1e-6;
  const Estimate found = weighted_share(sums_of(rows(survival / 0.9, -0.1 * survival / 0.9, 0.0)), 0.95);
  EXPECT_NEAR(found.value / survival, 1.0, 1e-6);
  EXPECT_LT(found.standard_error, 1e-5 * survival);
  EXPECT_LT(found.low, found.value);
  EXPECT_GT(found.high, found.value);
}

TEST(WeightedShare, IsTheRegressionOverReplications) {
  const std::vector<Row> table = rows(0.2, 0.1, 1.5);
  // By hand: y_r / n on w_r / n - 1, as all replications have 10 attempts.
  double w = 0.0;
  double y = 0.0;
  for (const Row& row : table) {
    w += row.w / 10.0 / 25.0;
    y += row.y / 10.0 / 25.0;
  }
  double ww = 0.0;
  double wy = 0.0;
  double yy = 0.0;
  for (const Row& row : table) {
    ww += (row.w / 10.0 - w) * (row.w / 10.0 - w);
    wy += (row.w / 10.0 - w) * (row.y / 10.0 - y);
    yy += (row.y / 10.0 - y) * (row.y / 10.0 - y);
  }
  const Estimate found = weighted_share(sums_of(table), 0.95);
  EXPECT_NEAR(found.value, y - wy / ww * (w - 1.0), 1e-12);
  EXPECT_NEAR(found.standard_error, std::sqrt((yy - wy * wy / ww) / 23.0 / 25.0), 1e-12);
  EXPECT_EQ(found.method, IntervalMethod::t_ratio);
  EXPECT_NEAR(found.high - found.value, 2.0687 * found.standard_error, 1e-4 * found.standard_error);
  EXPECT_NEAR(equivalent_attempts(found),
              found.value * (1.0 - found.value) / std::pow(found.standard_error, 2.0), 1e-9);
}

TEST(WeightedShare, FewEffectiveEventsHaveAnExactInterval) {
  // All that was scored comes from two replications of 25.
  std::vector<Row> table = rows(0.0, 0.0, 0.0);
  table[3].y = 2e-4;
  table[17].y = 1e-4;
  const Estimate found = weighted_share(sums_of(table), 0.95);
  EXPECT_EQ(found.method, IntervalMethod::clopper_pearson);
  EXPECT_GT(found.low, 0.0);
  EXPECT_GT(found.high, found.value + 2.0 * found.standard_error);
}

TEST(WeightedShare, SaysNothingWhereNothingTellsTheSpread) {
  EXPECT_EQ(weighted_share({}, 0.95).method, IntervalMethod::none);
  const std::array<Row, 2> two{{{10.0, 9.0, 0.5}, {10.0, 11.0, 0.7}}};
  const Estimate found = weighted_share(sums_of(two), 0.95);
  EXPECT_EQ(found.method, IntervalMethod::none);
  EXPECT_GT(found.value, 0.0);
  EXPECT_TRUE(std::isnan(found.high));
  EXPECT_TRUE(std::isnan(equivalent_attempts(no_estimate())));
}

}  // namespace
}  // namespace panj
