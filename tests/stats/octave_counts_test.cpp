#include "stats/octave_counts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace panj {
namespace {

TEST(OctaveCounts, BinsFollowEachOtherWithoutAGap) {
  for (std::size_t bin = 0; bin < 600; ++bin) {
    const std::int64_t first = OctaveCounts::edge(bin);
    const std::int64_t last = OctaveCounts::edge(bin + 1) - 1;
    ASSERT_LE(first, last) << bin;
    EXPECT_EQ(OctaveCounts::bin_of(first), bin);
    EXPECT_EQ(OctaveCounts::bin_of(last), bin);
    if (first >= 32) {
      EXPECT_LE(static_cast<double>(last + 1 - first), static_cast<double>(first) / 16.0) << bin;
    }
  }
}

TEST(OctaveCounts, QuantilesOfAUniform) {
  OctaveCounts counts;
  for (std::int64_t value = 0; value < 100000; ++value) counts.add(value);
  for (const double p : {0.001, 0.1, 0.5, 0.9, 0.999}) {
    EXPECT_NEAR(counts.quantile(p), 100000.0 * p, 0.03 * 100000.0 * p + 1.0) << p;
  }
  EXPECT_EQ(counts.total(), 100000);
}

TEST(OctaveCounts, QuantilesOfOneNumberStayInItsBin) {
  OctaveCounts counts;
  counts.add(6480000);
  EXPECT_NEAR(counts.quantile(0.9), 6480000.0, 6480000.0 / 16.0);
  EXPECT_TRUE(std::isnan(OctaveCounts().quantile(0.5)));
}

TEST(OctaveCounts, AddUpWhateverTheirRange) {
  OctaveCounts small;
  small.add(3);
  OctaveCounts large;
  large.add(1'000'000'000'000);
  OctaveCounts both = small;
  both += large;
  OctaveCounts other = large;
  other += small;
  EXPECT_EQ(both.counts(), other.counts());
  EXPECT_EQ(both.total(), 2);
  EXPECT_NEAR(both.quantile(0.25), 3.5, 0.51);
}

}  // namespace
}  // namespace panj
