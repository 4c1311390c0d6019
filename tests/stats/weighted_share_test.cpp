#include "stats/weighted_share.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <span>

#include "stats/proportion.h"
#include "support/samples.h"

namespace panj {
namespace {

/// A replication: attempts, their weights, their weighted scores.
struct Row {
  double n;
  double w;
  double y;
};

WeightedSums weighted_sums(std::span<const Row> rows) {
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
    sums.squares += row.y * row.y / row.n;  // all attempts of a replication are alike
    sums.squares_of_rest += (row.w - row.y) * (row.w - row.y) / row.n;
    sums.plain += row.n;
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
  const Estimate all = weighted_share(weighted_sums(rows(0.0, 1.0, 0.0)), 0.95);
  EXPECT_EQ(all.value, 1.0);
  EXPECT_EQ(all.method, IntervalMethod::clopper_pearson);
  EXPECT_EQ(all.high, 1.0);
  EXPECT_LT(all.low, 0.9);  // 25 replications say no more
  EXPECT_GT(all.low, 0.8);
  const Estimate none = weighted_share(weighted_sums(rows(0.0, 0.0, 0.0)), 0.95);
  EXPECT_EQ(none.value, 0.0);
  EXPECT_EQ(none.low, 0.0);
  EXPECT_NEAR(none.high, 1.0 - std::pow(0.025, 1.0 / 25.0), 1e-12);
}

TEST(WeightedShare, WhatIsLinearInTheWeightsIsExact) {
  // A perfect tilt drawn with a share a of plain walks: w y = S (1 - a w) / (1 - a).
  const double survival = 1e-6;
  const Estimate found =
      weighted_share(weighted_sums(rows(survival / 0.9, -0.1 * survival / 0.9, 0.0)), 0.95);
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
  const Estimate found = weighted_share(weighted_sums(table), 0.95);
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
  const Estimate found = weighted_share(weighted_sums(table), 0.95);
  EXPECT_EQ(found.method, IntervalMethod::clopper_pearson);
  EXPECT_GT(found.low, 0.0);
  EXPECT_GT(found.high, found.value + 2.0 * found.standard_error);
}

/// Ways of a made-up class: how often they are gone, and by the tilt; how likely one is seen there.
struct Way {
  double plain;
  double tilted;
  double seen;
};

/// One run of replications with one attempt each, a tenth of them plain; scored if not seen, or if seen.
Estimate estimate_of(std::span<const Way> ways, bool if_seen, int replications, std::mt19937_64& engine) {
  constexpr double plain_share = 0.1;
  std::uniform_real_distribution<double> uniform;
  WeightedSums sums;
  for (int r = 0; r < replications; ++r) {
    const bool is_plain = uniform(engine) < plain_share;
    double left = uniform(engine);
    std::size_t way = 0;
    while (way + 1 < ways.size() && (left -= is_plain ? ways[way].plain : ways[way].tilted) >= 0.0) ++way;
    const Way& gone = ways[way];
    const double w = gone.plain / (plain_share * gone.plain + (1.0 - plain_share) * gone.tilted);
    const double y = (uniform(engine) < gone.seen) == if_seen ? w : 0.0;
    sums.replications += 1.0;
    sums.n += 1.0;
    sums.nn += 1.0;
    sums.w += w;
    sums.nw += w;
    sums.ww += w * w;
    sums.y += y;
    sums.ny += y;
    sums.yy += y * y;
    sums.wy += w * y;
    sums.squares += y * y;
    sums.squares_of_rest += (w - y) * (w - y);
  }
  sums.plain = plain_share * sums.n;
  return weighted_share(sums, 0.95);
}

/// Share of 2000 runs whose interval holds the truth. The tilt goes by the ways that are open, but isn't
/// right for any; as the ways past the posts become rarer, it has less to do with what really happens.
double coverage(double open, bool if_seen, int replications) {
  const double guarded = 1.0 - open;
  const std::array<Way, 4> ways{{{0.6 * open, 0.7, 0.02},
                                 {0.4 * open, 0.25, 0.05},
                                 {0.2 * guarded, 0.04, 0.8},
                                 {0.8 * guarded, 0.01, 1.0}}};
  double truth = 0.0;
  for (const Way& way : ways) truth += way.plain * (if_seen ? way.seen : 1.0 - way.seen);
  std::mt19937_64 engine(7);
  constexpr int runs = 2000;
  int held = 0;
  for (int i = 0; i < runs; ++i) {
    const Estimate found = estimate_of(ways, if_seen, replications, engine);
    held += found.low <= truth && truth <= found.high ? 1 : 0;
  }
  return static_cast<double>(held) / runs;
}

TEST(WeightedShare, HoldsWithFewPlainWalks) {
  const std::array all{100, 300, 950, 1200};  // where programs are slow, the first alone
  for (const double open : {0.02, 0.1, 0.3, 0.6, 0.9, 0.97})
    for (const bool if_seen : {false, true})
      for (const int replications : std::span(all).first(static_cast<std::size_t>(test::trials(4))))
        EXPECT_GE(coverage(open, if_seen, replications), 0.93)
            << open << (if_seen ? " seen " : " unseen ") << replications;
}

TEST(WeightedShare, RestsOnNoMoreThanFewPlainWalks) {
  WeightedSums sums = weighted_sums(rows(0.0, 0.0, 0.0));
  sums.plain = 10.0;
  EXPECT_NEAR(weighted_share(sums, 0.95).high, 1.0 - std::pow(0.025, 1.0 / 10.0), 1e-12);
  sums = weighted_sums(rows(0.0, 1.0, 0.0));
  sums.plain = 10.0;
  EXPECT_NEAR(weighted_share(sums, 0.95).low, std::pow(0.025, 1.0 / 10.0), 1e-12);
  sums = weighted_sums(rows(0.2, 0.1, 1.5));
  sums.plain = 99.0;
  const Estimate few = weighted_share(sums, 0.95);
  EXPECT_EQ(few.method, IntervalMethod::clopper_pearson);
  EXPECT_EQ(few.low, clopper_pearson(99.0 * few.value, 99.0, 0.95).low);
  sums.plain = 100.0;
  EXPECT_EQ(weighted_share(sums, 0.95).method, IntervalMethod::t_ratio);
}

TEST(WeightedShare, SaysNothingWhereNothingTellsTheSpread) {
  EXPECT_EQ(weighted_share({}, 0.95).method, IntervalMethod::none);
  const std::array<Row, 2> two{{{10.0, 9.0, 0.5}, {10.0, 11.0, 0.7}}};
  const Estimate found = weighted_share(weighted_sums(two), 0.95);
  EXPECT_EQ(found.method, IntervalMethod::none);
  EXPECT_GT(found.value, 0.0);
  EXPECT_TRUE(std::isnan(found.high));
  EXPECT_TRUE(std::isnan(equivalent_attempts(no_estimate())));
}

}  // namespace
}  // namespace panj
