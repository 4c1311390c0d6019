#include "tally/summary_sums.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "stats/proportion.h"
#include "tally/p_detect.h"

namespace panj {
namespace {

const std::size_t conditional = find_measure("p_detect_conditional");

/// A replication of attempts with (detected under a, detected under b).
void add_summary_replication(SummarySums& sums, const std::vector<std::pair<int, int>>& attempts) {
  for (const auto& [a, b] : attempts) {
    std::vector<std::int64_t> scores(2 * measure_count);
    scores[p_detect] = a;
    scores[measure_count + p_detect] = b;
    sums.shares.add_attempt(0, scores);
  }
  sums.end_unit();
}

TEST(Paired, IdenticalConfigurationsDifferByExactlyNothing) {
  SummarySums sums(2);
  for (int r = 0; r < 25; ++r) add_summary_replication(sums, {{1, 1}, {0, 0}, {r % 2, r % 2}});
  const PairedDifference same = paired(sums, 0, 1, p_detect, 0.95);
  EXPECT_EQ(same.difference.value, 0.0);
  EXPECT_EQ(same.difference.high, clopper_pearson(0, 25, 0.95).high);
  EXPECT_EQ(same.difference.low, -same.difference.high);
  EXPECT_TRUE(std::isnan(same.variance_ratio));
}

TEST(Paired, AgreesWithTheDifferencesTakenAttemptByAttempt) {
  SummarySums sums(2);
  RatioSums of_a;
  RatioSums of_b;
  RatioSums between;
  double apart = 0.0;
  const auto add = [](RatioSums& to, double n, double y) {
    to.replications += 1;
    to.n += n;
    to.y += y;
    to.nn += n * n;
    to.yy += y * y;
    to.ny += n * y;
  };
  for (int r = 0; r < 50; ++r) {
    std::vector<std::pair<int, int>> attempts;
    double y_a = 0.0;
    double y_b = 0.0;
    for (int i = 0; i < 5 + r % 7; ++i) {
      const int a = (r * 31 + i * 17) % 10 < 4 ? 1 : 0;
      const int b = (r + i) % 6 == 0 ? 1 - a : a;
      attempts.emplace_back(a, b);
      y_a += a;
      y_b += b;
    }
    apart += std::abs(y_a - y_b);
    add_summary_replication(sums, attempts);
    const auto n = static_cast<double>(attempts.size());
    add(of_a, n, y_a);
    add(of_b, n, y_b);
    add(between, n, y_a - y_b);
  }
  const PairedDifference pair = paired(sums, 0, 1, p_detect, 0.95);
  const Estimate expected = paired_difference(between, apart, 0.95);
  EXPECT_NEAR(pair.difference.value, expected.value, 1e-15);
  EXPECT_NEAR(pair.difference.low, expected.low, 1e-12);
  EXPECT_NEAR(pair.difference.high, expected.high, 1e-12);
  EXPECT_NEAR(pair.variance_ratio, (residual_sum(of_a) + residual_sum(of_b)) / residual_sum(between), 1e-9);
  const PairedDifference reverse = paired(sums, 1, 0, p_detect, 0.95);
  EXPECT_EQ(reverse.difference.value, -pair.difference.value);
  EXPECT_EQ(reverse.difference.low, -pair.difference.high);
  EXPECT_EQ(reverse.variance_ratio, pair.variance_ratio);
}

TEST(Paired, TheLeastDifferenceIsNotLostInLargeSums) {
  // 2^20 attempts a replication, all but certainly detected; in one of 1,000 replications b is one unit of
  // 2^-32 behind: sums of squares in double would have rounded it away.
  SummarySums sums(2);
  std::vector<std::int64_t> scores(2 * measure_count);
  for (int r = 0; r < 1000; ++r) {
    const std::int64_t many = (to_fixed_point(0.999) << 20) + r;
    scores[conditional] = many;
    scores[measure_count + conditional] = r == 500 ? many - 1 : many;
    sums.shares.add_attempt(0, scores);
    sums.end_unit();
  }
  const Estimate difference = paired(sums, 0, 1, conditional, 0.95).difference;
  EXPECT_EQ(difference.value, fixed_point_unit / 1000.0);
  EXPECT_EQ(difference.method, IntervalMethod::gamma);
  // One difference of one in 1,000: its standard error is the difference itself.
  EXPECT_NEAR(difference.standard_error / difference.value, 1.0, 1e-9);
}

TEST(SummarySums, AddUp) {
  SummarySums a(2);
  SummarySums b(2);
  SummarySums whole(2);
  for (int r = 0; r < 10; ++r) {
    const std::vector<std::pair<int, int>> attempts{{1, r % 2}, {0, 1}};
    add_summary_replication(r < 4 ? a : b, attempts);
    add_summary_replication(whole, attempts);
  }
  SummarySums sum;
  sum += b;
  sum += a;
  EXPECT_EQ(sum.shares.replications(), 10);
  EXPECT_EQ(paired(sum, 0, 1, p_detect, 0.95).difference.low,
            paired(whole, 0, 1, p_detect, 0.95).difference.low);
}

}  // namespace
}  // namespace panj
