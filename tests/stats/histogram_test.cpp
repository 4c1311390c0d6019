#include "stats/histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace panj {
namespace {

using Counts = std::vector<std::int64_t>;

TEST(Histogram, BinsAreClosedBelowAndOpenAbove) {
  Histogram histogram(0.0, 4.0, 4);
  for (const double x : {0.0, 0.999, 1.0, 3.999, 4.0, -0.001, 1e300}) histogram.add(x);
  EXPECT_EQ(histogram.counts(), (Counts{2, 1, 0, 1}));
  EXPECT_EQ(histogram.below(), 1);
  EXPECT_EQ(histogram.above(), 2);
  EXPECT_EQ(histogram.total(), 7);
}

TEST(Histogram, EveryEdgeFallsInTheBinThatItOpens) {
  Histogram histogram(0.1, 7.3, 731);
  for (std::size_t i = 0; i < histogram.bins(); ++i) {
    histogram.add(histogram.edge(i));
    histogram.add(std::nextafter(histogram.edge(i + 1), 0.0));
  }
  EXPECT_EQ(histogram.counts(), Counts(731, 2));
  EXPECT_EQ(histogram.edge(0), 0.1);
  EXPECT_EQ(histogram.edge(731), 7.3);
}

TEST(Histogram, WhatIsNoNumberOrWithoutBoundFallsOutside) {
  Histogram histogram(0.0, 1.0, 2);
  histogram.add(std::numeric_limits<double>::quiet_NaN());
  histogram.add(std::numeric_limits<double>::infinity());
  EXPECT_EQ(histogram.below(), 1);
  EXPECT_EQ(histogram.above(), 1);
}

TEST(Histogram, AddsUp) {
  Histogram a(0.0, 2.0, 2);
  Histogram b(0.0, 2.0, 2);
  a.add(0.5);
  b.add(1.5);
  b.add(-1.0);
  b.add(9.0);
  a += b;
  EXPECT_EQ(a.counts(), (Counts{1, 1}));
  EXPECT_EQ(a.below(), 1);
  EXPECT_EQ(a.above(), 1);
  EXPECT_THROW(a += Histogram(0.0, 2.0, 3), std::invalid_argument);
  EXPECT_THROW(a += Histogram(0.0, 2.5, 2), std::invalid_argument);
}

TEST(Histogram, RoundingMovesNothingOverAnEdge) {
  // The last has edges that rounding hardly tells apart.
  for (const auto& [low, high, bins] :
       {std::tuple{0.0, 8100.0, 997U}, {0.3, 17.1, 31U}, {-2.0, 0.7, 1000U}, {1e9, 1e9 + 0.001, 500U}}) {
    const Histogram edges(low, high, bins);
    for (std::size_t i = 0; i < bins; ++i) {
      const double edge = edges.edge(i);
      for (const double value : {edge, std::nextafter(edge, low - 1.0), std::nextafter(edge, high + 1.0),
                                 edge + 1e-7 * (high - low), 0.5 * (edge + edges.edge(i + 1))}) {
        if (value < low || value >= high) continue;
        Histogram histogram(low, high, bins);
        histogram.add(value);
        std::size_t bin = i > 0 ? i - 1 : 0;
        while (bin + 1 < bins && value >= edges.edge(bin + 1)) ++bin;
        EXPECT_EQ(histogram.counts()[bin], 1) << value << " of " << low << " to " << high;
      }
    }
  }
}

TEST(Histogram, RefusesEdgesThatDoNotRise) {
  EXPECT_THROW(Histogram(1.0, 1.0, 4), std::invalid_argument);
  EXPECT_THROW(Histogram(0.0, std::numeric_limits<double>::infinity(), 4), std::invalid_argument);
  EXPECT_THROW(Histogram(0.0, 1.0, 0), std::invalid_argument);
}

TEST(HistogramQuantile, IsLinearInsideABin) {
  Histogram histogram(0.0, 10.0, 10);
  for (int i = 0; i < 100; ++i) histogram.add(0.1 * i + 0.05);
  for (const double p : {0.0, 0.05, 0.5, 0.731, 1.0}) EXPECT_NEAR(histogram.quantile(p), 10.0 * p, 1e-12);
}

TEST(HistogramQuantile, IsNotANumberOutsideTheEdges) {
  EXPECT_TRUE(std::isnan(Histogram(0.0, 1.0, 2).quantile(0.5)));
  Histogram histogram(0.0, 1.0, 2);
  for (const double x : {-1.0, 0.25, 0.75, 2.0}) histogram.add(x);
  EXPECT_TRUE(std::isnan(histogram.quantile(0.2)));
  EXPECT_NEAR(histogram.quantile(0.5), 0.5, 1e-15);
  EXPECT_NEAR(histogram.quantile(0.75), 1.0, 1e-15);
  EXPECT_TRUE(std::isnan(histogram.quantile(0.8)));
}

}  // namespace
}  // namespace panj
