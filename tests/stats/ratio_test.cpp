#include "stats/ratio.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/special_functions.h"
#include "rng/stream.h"
#include "stats/proportion.h"

namespace panj {
namespace {

struct Pair {
  double n;
  double y;
};

RatioSums ratio_sums(const std::vector<Pair>& replications) {
  RatioSums sums;
  for (const auto& [n, y] : replications) {
    sums.replications += 1.0;
    sums.n += n;
    sums.y += y;
    sums.nn += n * n;
    sums.yy += y * y;
    sums.ny += n * y;
  }
  return sums;
}

/// `replications` equal ones, and `different` at their head.
RatioSums ratio_sums(const std::vector<Pair>& different, std::size_t replications, Pair equal) {
  std::vector<Pair> all = different;
  all.resize(replications, equal);
  return ratio_sums(all);
}

TEST(Share, IsTheRatioEstimatorOfTheTextbook) {
  const std::vector<Pair> data{{100, 40}, {120, 66}, {80, 30}, {90, 48}, {110, 50}};
  const RatioSums sums = ratio_sums(data);
  double squares = 0.0;
  const double p = sums.y / sums.n;
  for (const auto& [n, y] : data) squares += (y - p * n) * (y - p * n);
  const double mean_n = sums.n / 5.0;
  const double standard_error = std::sqrt(squares / 4.0 / 5.0) / mean_n;
  const Estimate estimate = share(sums, 0.95);
  EXPECT_EQ(estimate.method, IntervalMethod::wilson);
  EXPECT_NEAR(estimate.value, p, 1e-15);
  EXPECT_NEAR(estimate.standard_error, standard_error, 1e-12);
  const double z_t = normal_quantile(0.975) / 2.7764451051977987;
  const double size = p * (1.0 - p) / (standard_error * standard_error) * z_t * z_t;
  EXPECT_NEAR(estimate.low, wilson(p * size, size, 0.95).low, 1e-9);
  EXPECT_NEAR(estimate.high, wilson(p * size, size, 0.95).high, 1e-9);
  EXPECT_NEAR(estimate.half_width(), 2.7764451051977987 * standard_error, 0.06 * standard_error);
  EXPECT_NEAR(residual_sum(sums), squares, 1e-9);
}

TEST(Share, OfUnitsOfSeveralReplications) {
  // What never happens is known from all replications, also where they are drawn in 50 units of 20.
  RatioSums units = ratio_sums({}, 50, {20, 0});
  units.per_unit = 20.0;
  EXPECT_EQ(size_without_variance(units), 1000.0);
  EXPECT_EQ(share(units, 0.95).high, clopper_pearson(0.0, 1000.0, 0.95).high);
  EXPECT_EQ(paired_difference(units, 0.0, 0.95).high, clopper_pearson(0.0, 1000.0, 0.95).high);
  EXPECT_EQ(design_effect(units), 1.0);
  // Where most units hold no attempt at all, those that do count for one.
  std::vector<Pair> rare{{1, 0}, {1, 0}, {1, 0}};
  rare.resize(50, {0, 0});
  RatioSums few = ratio_sums(rare);
  few.per_unit = 20.0;
  EXPECT_EQ(size_without_variance(few), 3.0);
}

TEST(GainOfUnits, IsTheRatioOfTheVariances) {
  // Four replications each, 1 and 0 turn by turn: no variance is left between pairs that hold both.
  const RatioSums apart = ratio_sums({{10, 8}, {10, 2}, {10, 7}, {10, 5}, {10, 6}, {10, 2}});
  RatioSums together = ratio_sums({{20, 10}, {20, 12}, {20, 8}});
  together.per_unit = 2.0;
  const double of_replications = 6.0 / 5.0 * 32.0 / 3600.0;
  const double of_units = 3.0 / 2.0 * 8.0 / 3600.0;
  EXPECT_NEAR(gain_of_units(apart, together), of_replications / of_units, 1e-12);
  EXPECT_TRUE(std::isnan(gain_of_units(apart, ratio_sums({{30, 15}, {30, 15}}))));
  EXPECT_TRUE(std::isnan(gain_of_units(apart, ratio_sums({{60, 30}}))));
  EXPECT_TRUE(std::isnan(gain_of_units({}, {})));
}

TEST(Share, WithoutAttemptsThereIsNoEstimate) {
  const Estimate estimate = share(ratio_sums({}, 50, {0, 0}), 0.95);
  EXPECT_EQ(estimate.method, IntervalMethod::none);
  EXPECT_TRUE(std::isnan(estimate.value));
  EXPECT_TRUE(std::isnan(estimate.low));
  EXPECT_EQ(share(RatioSums{}, 0.95).method, IntervalMethod::none);
}

TEST(Share, OneReplicationIsOneTrial) {
  for (const double y : {0.0, 300.0, 1000.0}) {
    const Estimate estimate = share(ratio_sums({{1000, y}}), 0.95);
    const Estimate trial = clopper_pearson(y / 1000, 1.0, 0.95);
    EXPECT_DOUBLE_EQ(estimate.value, y / 1000);
    EXPECT_DOUBLE_EQ(estimate.low, trial.low);
    EXPECT_DOUBLE_EQ(estimate.high, trial.high);
    EXPECT_TRUE(std::isnan(estimate.standard_error));
    EXPECT_EQ(estimate.method, IntervalMethod::clopper_pearson);
  }
}

TEST(Share, NothingOrEverythingInAllReplicationsIsReplicationsTrials) {
  const Estimate none = share(ratio_sums({}, 40, {1000, 0}), 0.95);
  EXPECT_EQ(none.low, 0.0);
  EXPECT_NEAR(none.high, 1.0 - std::pow(0.025, 1.0 / 40.0), 1e-12);
  EXPECT_EQ(none.standard_error, 0.0);
  const Estimate all = share(ratio_sums({}, 40, {1000, 1000}), 0.95);
  EXPECT_EQ(all.high, 1.0);
  EXPECT_NEAR(all.low, std::pow(0.025, 1.0 / 40.0), 1e-12);
}

TEST(Share, NoVarianceBetweenReplicationsKeepsAWidth) {
  for (const double per_replication : {3.0, 300.0, 1.0 / 3.0}) {
    const Estimate estimate = share(ratio_sums({}, 40, {1000, per_replication}), 0.95);
    const double p = per_replication / 1000;
    EXPECT_EQ(estimate.standard_error, 0.0);
    EXPECT_EQ(estimate.method, IntervalMethod::clopper_pearson);
    EXPECT_NEAR(estimate.high, clopper_pearson(40 * p, 40, 0.95).high, 1e-12);
    EXPECT_GT(estimate.half_width(), 0.04);
  }
}

TEST(Share, EmptyReplicationsDoNotMakeUpForMissingData) {
  // Three attempts in all, in three of 1,000 replications: 0 of 3, not 0 of 1,000.
  const Estimate rare = share(ratio_sums({{1, 0}, {1, 0}, {1, 0}}, 1000, {0, 0}), 0.95);
  EXPECT_NEAR(rare.high, clopper_pearson(0, 3, 0.95).high, 1e-12);
  // A thousand attempts, all in one replication: a sample of one.
  const Estimate lonely = share(ratio_sums({{1000, 0}}, 1000, {0, 0}), 0.95);
  EXPECT_NEAR(lonely.high, 0.975, 1e-12);
  // Two replications that say nearly the same have one degree of freedom, not 999.
  const Estimate two = share(ratio_sums({{60, 30}, {60, 31}}, 1000, {0, 0}), 0.95);
  EXPECT_NEAR(two.half_width(), share(ratio_sums({{60, 30}, {60, 31}}), 0.95).half_width(), 1e-9);
}

TEST(Share, FewEventsAreCountedExactly) {
  // One attempt a replication: independent trials, and the effective size is (R - 1) (z / t)^2.
  const Estimate estimate = share(ratio_sums({{1, 1}, {1, 1}, {1, 1}}, 200, {1, 0}), 0.95);
  const double t = student_t_quantile(0.975, 199);
  const double size = 199 * std::pow(normal_quantile(0.975) / t, 2.0);
  const Estimate exact = clopper_pearson(0.015 * size, size, 0.95);
  EXPECT_EQ(estimate.method, IntervalMethod::clopper_pearson);
  EXPECT_NEAR(estimate.low, exact.low, 1e-12);
  EXPECT_NEAR(estimate.high, exact.high, 1e-12);
  EXPECT_GT(estimate.low, 0.0);
}

TEST(Share, ManyEventsInFewReplicationsAreFewEvents) {
  // 100 events, but all in 2 of 200 replications: whoever takes them for 100 gets an interval far too short.
  const Estimate clustered = share(ratio_sums({{50, 50}, {50, 50}}, 200, {50, 0}), 0.95);
  EXPECT_EQ(clustered.method, IntervalMethod::clopper_pearson);
  EXPECT_GT(clustered.high, 0.03);
  EXPECT_LT(clustered.low, 0.002);
}

TEST(Share, BoundsStayInsideAndHoldTheValue) {
  for (int events = 0; events <= 40; ++events) {
    std::vector<Pair> data(10, {4, 0});
    for (int k = 0; k < events; ++k) data[static_cast<std::size_t>(k % 10)].y += 1;
    const Estimate estimate = share(ratio_sums(data), 0.95);
    EXPECT_GE(estimate.low, 0.0);
    EXPECT_LE(estimate.high, 1.0);
    EXPECT_LE(estimate.low, estimate.value);
    EXPECT_GE(estimate.high, estimate.value);
    EXPECT_GT(estimate.high - estimate.low, 0.01) << events;
  }
}

/// Attempts of a replication share its conditions: each is counted with probability `q`, which is
/// p (1 - spread) or p (1 + spread) by the toss of a coin.
struct Experiment {
  double p;
  double spread;
  double attempts_mean;
  int replications;
};

RatioSums sampled(const Experiment& experiment, std::uint64_t run) {
  RatioSums sums;
  for (int r = 0; r < experiment.replications; ++r) {
    const auto replication = run * 100000 + static_cast<std::uint64_t>(r);
    const auto n =
        poisson_number(experiment.attempts_mean, {EntityKey{3}, Purpose::arrivals, 0, replication});
    const double coin = uniform_pair({EntityKey{3}, Purpose::patrol_phase, 0, replication}).first;
    const double q = experiment.p * (coin < 0.5 ? 1.0 - experiment.spread : 1.0 + experiment.spread);
    std::int64_t y = 0;
    for (std::int64_t i = 0; i < n; ++i)
      y +=
          uniform_pair({EntityKey{3}, Purpose::detection, static_cast<std::uint32_t>(i), replication}).first <
          q;
    const auto n_r = static_cast<double>(n);
    const auto y_r = static_cast<double>(y);
    sums.replications += 1;
    sums.n += n_r;
    sums.y += y_r;
    sums.nn += n_r * n_r;
    sums.yy += y_r * y_r;
    sums.ny += n_r * y_r;
  }
  return sums;
}

struct Coverage {
  double share;
  double mean_half_width;
};

Coverage coverage_of(const Experiment& experiment) {
  constexpr int runs = 1000;
  int covered = 0;
  double half_width = 0.0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    const Estimate estimate = share(sampled(experiment, run), 0.95);
    covered += estimate.low <= experiment.p && experiment.p <= estimate.high ? 1 : 0;
    half_width += estimate.half_width();
    EXPECT_GT(estimate.high, estimate.low);
  }
  return {static_cast<double>(covered) / runs, half_width / runs};
}

// 1,000 runs: the standard error of a coverage of 95 % is 0.7 %.
TEST(ShareCoverage, OfCorrelatedAttempts) {
  const Coverage even = coverage_of({0.5, 0.8, 20, 40});
  EXPECT_NEAR(even.share, 0.95, 0.02);
  EXPECT_LT(even.mean_half_width, 0.16);
  const Coverage tenth = coverage_of({0.1, 0.5, 25, 60});
  EXPECT_NEAR(tenth.share, 0.95, 0.02);
  EXPECT_LT(tenth.mean_half_width, 0.025);
  const Coverage most = coverage_of({0.8, 0.2, 10, 100});
  EXPECT_NEAR(most.share, 0.95, 0.02);
  EXPECT_LT(most.mean_half_width, 0.045);
}

TEST(ShareCoverage, OfRareEvents) {
  const Coverage rare = coverage_of({0.01, 0.9, 10, 100});
  EXPECT_GE(rare.share, 0.93);
  EXPECT_LT(rare.mean_half_width, 0.011);
  const Coverage very_rare = coverage_of({0.001, 0.9, 10, 200});
  EXPECT_GE(very_rare.share, 0.93);
  // 2 events in 2,000 attempts; a run without any (13 %) has 200 replications to show for it: up to 0.018.
  EXPECT_LT(very_rare.mean_half_width, 0.0032);
}

TEST(ShareCoverage, OfAClassThatMostReplicationsLack) {
  const Coverage sparse = coverage_of({0.4, 0.5, 0.1, 300});
  EXPECT_GE(sparse.share, 0.93);
  EXPECT_LT(sparse.mean_half_width, 0.25);
}

TEST(PairedDifference, OfTheSameIsNothingWithTheStatedBounds) {
  const Estimate same = paired_difference(ratio_sums({}, 30, {100, 0}), 0.0, 0.95);
  EXPECT_EQ(same.value, 0.0);
  EXPECT_EQ(same.standard_error, 0.0);
  EXPECT_EQ(same.method, IntervalMethod::clopper_pearson);
  EXPECT_NEAR(same.high, 1.0 - std::pow(0.025, 1.0 / 30.0), 1e-12);
  EXPECT_EQ(same.low, -same.high);
}

double apart_of(const std::vector<Pair>& data) {
  double sum = 0.0;
  for (const Pair& pair : data) sum += std::abs(pair.y);
  return sum;
}

TEST(PairedDifference, IsTheRatioEstimatorOfSignedDifferences) {
  // Even in both directions: the interval is the symmetric one of Student's t.
  std::vector<Pair> data;
  for (int r = 0; r < 40; ++r)
    data.push_back({100, static_cast<double>(r % 2 == 0 ? 1 + r % 5 : -1 - r % 5)});
  data.push_back({100, 0});
  const RatioSums sums = ratio_sums(data);
  const double d = sums.y / sums.n;
  double squares = 0.0;
  for (const auto& [n, y] : data) squares += (y - d * n) * (y - d * n);
  const Estimate estimate = paired_difference(sums, apart_of(data), 0.95);
  const double standard_error = std::sqrt(squares / 40.0 / 41.0) / (sums.n / 41.0);
  EXPECT_NEAR(estimate.value, d, 1e-15);
  EXPECT_NEAR(estimate.standard_error, standard_error, 1e-12);
  EXPECT_NEAR(estimate.half_width(), student_t_quantile(0.975, 40) * standard_error, 1e-3 * standard_error);
  EXPECT_EQ(estimate.method, IntervalMethod::score);
}

TEST(PairedDifference, WhereAllDifferInOneWayIsAScoreIntervalOfAShare) {
  // 60 attempts of 3,000 differ, one a replication: Wilson's interval at the effective size.
  const RatioSums sums = ratio_sums(std::vector<Pair>(60, {1, 1}), 3000, {1, 0});
  const Estimate estimate = paired_difference(sums, 60.0, 0.95);
  const Estimate wilson_one = wilson(60.0, 3000.0, 0.95);
  EXPECT_NEAR(estimate.low, wilson_one.low, 0.01 * estimate.value);
  EXPECT_NEAR(estimate.high, wilson_one.high, 0.01 * estimate.value);
  const std::vector<Pair> less(60, {1, -1});
  const Estimate mirrored = paired_difference(ratio_sums(less, 3000, {1, 0}), 60.0, 0.95);
  EXPECT_NEAR(mirrored.low, -estimate.high, 1e-12);
  EXPECT_NEAR(mirrored.high, -estimate.low, 1e-12);
}

TEST(PairedDifference, FewThatDifferLeaveTheSignOpen) {
  // Three of 1,000 attempts, all in one way: each might have gone the other way with 1 in 2, p = 1 in 4.
  const Estimate three = paired_difference(ratio_sums({{1, 1}, {1, 1}, {1, 1}}, 1000, {1, 0}), 3.0, 0.95);
  EXPECT_EQ(three.method, IntervalMethod::gamma);
  EXPECT_LT(three.low, 0.0);
  EXPECT_NEAR(three.high, 8.77e-3, 0.1e-3);
  const Estimate nine = paired_difference(ratio_sums(std::vector<Pair>(9, {1, 1}), 1000, {1, 0}), 9.0, 0.95);
  EXPECT_GT(nine.low, 0.0);
  // Nine in one replication are one event.
  const Estimate one = paired_difference(ratio_sums({{9, 9}}, 1000, {1, 0}), 9.0, 0.95);
  EXPECT_LT(one.low, 0.0);
  EXPECT_GT(one.high, 0.04);
}

TEST(PairedDifference, EdgesKeepAWidthAndStayInside) {
  const Estimate one = paired_difference(ratio_sums({{100, -30}}), 30.0, 0.95);
  EXPECT_DOUBLE_EQ(one.value, -0.3);
  EXPECT_EQ(one.low, -1.0);
  EXPECT_NEAR(one.high, 0.675, 1e-12);
  EXPECT_TRUE(std::isnan(one.standard_error));
  const Estimate always = paired_difference(ratio_sums({}, 30, {7, 7}), 210.0, 0.95);
  EXPECT_EQ(always.value, 1.0);
  EXPECT_EQ(always.high, 1.0);
  EXPECT_LT(always.low, 0.9);
  EXPECT_EQ(paired_difference(ratio_sums({}, 5, {0, 0}), 0.0, 0.95).method, IntervalMethod::none);
  const Estimate sparse = paired_difference(ratio_sums({{2, 0}, {2, 0}}, 500, {0, 0}), 0.0, 0.95);
  EXPECT_NEAR(sparse.high, clopper_pearson(0, 2, 0.95).high, 1e-12);
  const Estimate nearly = paired_difference(ratio_sums({{7, 6}}, 30, {7, 7}), 209.0, 0.95);
  EXPECT_LE(nearly.high, 1.0);
  EXPECT_GE(nearly.high, nearly.value);
  EXPECT_LT(nearly.low, nearly.value);
}

/// Attempts of one run's replications that differ: `mean` of them are expected, `against` of it the other
/// way, `together` in a replication.
Estimate sampled_difference(double mean, double against, int together, std::uint64_t run) {
  RatioSums sums;
  double apart = 0.0;
  constexpr int replications = 100;
  for (int r = 0; r < replications; ++r) {
    const auto number = 1'000'000 + run * 1000 + static_cast<std::uint64_t>(r);
    const double each = mean / replications / together;
    const auto more = poisson_number((1.0 - against) * each, {EntityKey{4}, Purpose::arrivals, 0, number});
    const auto less = poisson_number(against * each, {EntityKey{5}, Purpose::arrivals, 0, number});
    const double y = together * static_cast<double>(more - less);
    sums.replications += 1;
    sums.n += 20;
    sums.nn += 400;
    sums.y += y;
    sums.yy += y * y;
    sums.ny += 20 * y;
    apart += std::abs(y);
  }
  return paired_difference(sums, apart, 0.95);
}

TEST(PairedDifferenceCoverage, OfFewDifferingAttempts) {
  for (const double mean : {3.0, 8.0, 20.0})
    for (const double against : {0.0, 0.2})
      for (const int together : {1, 4}) {
        const double truth = mean * (1.0 - 2.0 * against) / 2000.0;
        int covered = 0;
        double half_width = 0.0;
        for (std::uint64_t run = 0; run < 1000; ++run) {
          const Estimate estimate = sampled_difference(mean * together, against, together, run);
          covered += estimate.low <= together * truth && together * truth <= estimate.high ? 1 : 0;
          half_width += estimate.half_width() / 1000.0;
        }
        EXPECT_GE(covered, 925) << mean << ' ' << against << ' ' << together;  // 95 % less 4 standard errors
        // Not wider than three standard deviations of so few and a few more.
        EXPECT_LT(half_width, together * (3.0 * std::sqrt(mean) + 5.0) / 2000.0) << mean << ' ' << against;
      }
}

}  // namespace
}  // namespace panj
