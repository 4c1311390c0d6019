#include "stats/quantile.h"

#include <gtest/gtest.h>

#include <cmath>

#include "rng/stream.h"

namespace panj {
namespace {

Histogram evenly_filled(int values) {
  Histogram histogram(0.0, 1.0, 1000);
  for (int i = 0; i < values; ++i) histogram.add((i + 0.5) / values);
  return histogram;
}

TEST(QuantileOf, LiesInsideItsInterval) {
  const Estimate median = quantile_of(evenly_filled(1000), 0.5, 1000.0, 0.95);
  EXPECT_NEAR(median.value, 0.5, 1e-9);
  EXPECT_EQ(median.method, IntervalMethod::order_statistics);
  // A share of 0.5 of 1000 is known to +- 0.031.
  EXPECT_NEAR(median.low, 0.469, 0.001);
  EXPECT_NEAR(median.high, 0.531, 0.001);
  EXPECT_TRUE(std::isnan(median.standard_error));
}

TEST(QuantileOf, KeepsToAnAtomAtTheFirstEdge) {
  // Six in ten are 0 itself; the others lie evenly up to 1.
  Histogram histogram(0.0, 1.0, 4);
  for (int i = 0; i < 600; ++i) histogram.add(0.0);
  for (int i = 0; i < 400; ++i) histogram.add((i + 0.5) / 400.0);
  EXPECT_EQ(quantile_of(histogram, 0.5, 1000.0, 0.95, 0.6).value, 0.0);
  EXPECT_EQ(quantile_of(histogram, 0.5, 1000.0, 0.95, 0.6).high, 0.0);
  EXPECT_GT(quantile_of(histogram, 0.5, 1000.0, 0.95).value, 0.1);
  EXPECT_NEAR(quantile_of(histogram, 0.8, 1000.0, 0.95, 0.6).value, 0.5, 1e-9);
}

TEST(QuantileOf, IsWiderWhereValuesGoTogether) {
  const Histogram histogram = evenly_filled(1000);
  const double alone = quantile_of(histogram, 0.5, 1000.0, 0.95).half_width();
  EXPECT_NEAR(quantile_of(histogram, 0.5, 250.0, 0.95).half_width() / alone, 2.0, 0.05);
  EXPECT_EQ(quantile_of(histogram, 0.5, 1e9, 0.95).half_width(), alone);  // never more than were counted
}

TEST(QuantileOf, SaysNothingOfTooFew) {
  // The extremes of 5 values hold the median with probability 1 - 2 / 32 = 0.94, those of 6 with 0.97.
  EXPECT_EQ(quantile_of(evenly_filled(5), 0.5, 5.0, 0.95).method, IntervalMethod::none);
  EXPECT_EQ(quantile_of(evenly_filled(6), 0.5, 6.0, 0.95).method, IntervalMethod::order_statistics);
  EXPECT_EQ(quantile_of(evenly_filled(50), 0.05, 50.0, 0.95).method, IntervalMethod::none);
  EXPECT_FALSE(std::isnan(quantile_of(evenly_filled(50), 0.05, 50.0, 0.95).value));
  EXPECT_TRUE(std::isnan(quantile_of(Histogram(0.0, 1.0, 10), 0.5, 0.0, 0.95).value));
}

TEST(DesignEffectOfValues, IsThatOfTheirMean) {
  // Ten values in each of 100 replications: all different, or all the same.
  for (const bool together : {false, true}) {
    Histogram histogram(0.0, 1.0, 10000);
    RatioSums sums;
    Stream stream({EntityKey{6}, Purpose::ridges, 0, 1});
    const auto drawn = [&stream] { return static_cast<double>(stream() >> 11) * 0x1.0p-53; };
    for (int r = 0; r < 100; ++r) {
      double y = 0.0;
      double value = drawn();
      for (int i = 0; i < 10; ++i) {
        if (!together) value = drawn();
        histogram.add(value);
        y += value;
      }
      sums.replications += 1;
      sums.n += 10;
      sums.nn += 100;
      sums.y += y;
      sums.yy += y * y;
      sums.ny += 10 * y;
    }
    EXPECT_NEAR(design_effect_of_values(histogram, sums), together ? 10.0 : 1.0, together ? 0.2 : 0.6);
  }
  EXPECT_TRUE(std::isnan(design_effect_of_values(Histogram(0.0, 1.0, 10), RatioSums{})));
}

TEST(QuantileOf, CoversTheTrueQuantile) {
  // 2000 samples of 60 uniforms: the interval is conservative, so it covers 95 % or a little more.
  int covered = 0;
  constexpr int samples = 2000;
  Stream stream({EntityKey{5}, Purpose::ridges, 0, 1});
  for (int i = 0; i < samples; ++i) {
    Histogram histogram(0.0, 1.0, 10000);
    for (int k = 0; k < 60; ++k) histogram.add(static_cast<double>(stream() >> 11) * 0x1.0p-53);
    const Estimate found = quantile_of(histogram, 0.25, 60.0, 0.95);
    if (found.low <= 0.25 && 0.25 <= found.high) ++covered;
  }
  EXPECT_GE(covered, 1880);
  EXPECT_LE(covered, 1980);
}

}  // namespace
}  // namespace panj
