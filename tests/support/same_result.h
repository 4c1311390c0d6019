#pragma once

#include <gtest/gtest.h>

#include "tally/run_result.h"

namespace panj::test {

inline bool same(const RatioSums& a, const RatioSums& b) {
  return a.replications == b.replications && a.n == b.n && a.y == b.y && a.nn == b.nn && a.yy == b.yy &&
         a.ny == b.ny && a.per_unit == b.per_unit;
}

inline void expect_same(const ShareTable& a, const ShareTable& b, const std::string& what) {
  ASSERT_EQ(a.bins(), b.bins()) << what;
  ASSERT_EQ(a.configurations(), b.configurations()) << what;
  EXPECT_EQ(a.replications(), b.replications()) << what;
  for (std::size_t bin = 0; bin < a.bins(); ++bin) {
    EXPECT_EQ(a.attempts(bin), b.attempts(bin)) << what << ", bin " << bin;
    for (std::size_t c = 0; c < a.configurations(); ++c) {
      EXPECT_EQ(a.attempts(bin, c), b.attempts(bin, c)) << what << ", bin " << bin << ", configuration " << c;
      for (std::size_t m = 0; m < measure_count; ++m) {
        EXPECT_TRUE(same(a.sums(bin, c, m), b.sums(bin, c, m)))
            << what << ", bin " << bin << ", configuration " << c << ", " << measures[m].name;
      }
    }
  }
}

inline void expect_same(const SummarySums& a, const SummarySums& b, const std::string& what) {
  expect_same(a.shares, b.shares, what);
  for (std::size_t i = 0; i < a.shares.configurations(); ++i) {
    for (std::size_t j = 0; j < a.shares.configurations(); ++j) {
      for (std::size_t m = 0; m < measure_count; ++m) {
        EXPECT_EQ(a.pairs.product(i, j, m), b.pairs.product(i, j, m)) << what << ", pair " << i << ", " << j;
      }
    }
  }
}

inline void expect_same(const std::vector<Histogram>& a, const std::vector<Histogram>& b,
                        const std::string& what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].counts(), b[i].counts()) << what;
    EXPECT_EQ(a[i].below(), b[i].below()) << what;
    EXPECT_EQ(a[i].above(), b[i].above()) << what;
  }
}

inline void expect_same(const EventTable& a, const EventTable& b, const std::string& what) {
  ASSERT_EQ(a.bins(), b.bins()) << what;
  for (std::size_t i = 0; i < a.bins(); ++i)
    EXPECT_TRUE(same(a.sums(i, 1.0), b.sums(i, 1.0))) << what << ", bin " << i;
}

inline void expect_same(const PeriodTable& a, const PeriodTable& b, std::size_t configurations) {
  EXPECT_EQ(a.replications(), b.replications());
  for (std::size_t m = 0; m < period_measure_count; ++m) {
    for (std::size_t i = 0; i < configurations; ++i) {
      EXPECT_TRUE(a.exact_sum(i, m) == b.exact_sum(i, m)) << period_measures[m].name;
      for (std::size_t j = 0; j <= i; ++j)
        EXPECT_TRUE(a.exact_product(i, j, m) == b.exact_product(i, j, m)) << period_measures[m].name;
    }
  }
}

inline void expect_same(const SiteTally& a, const SiteTally& b, const std::string& what) {
  expect_same(a.reached, b.reached, what + ".reached");
  expect_same(a.warning, b.warning, what + ".warning");
  expect_same(a.warning_time, b.warning_time, what + ".warning_time");
  EXPECT_EQ(a.unwarned, b.unwarned) << what;
}

inline void expect_same(const AssetTable& a, const AssetTable& b, const Tally& tally,
                        const std::string& what) {
  ASSERT_EQ(a.bins(), b.bins()) << what;
  const std::size_t configurations = tally.summary.shares.configurations();
  const std::size_t assets = tally.first_detections.size() / configurations;
  for (std::size_t bin = 0; bin < a.bins(); ++bin)
    for (std::size_t i = 0; i < configurations * assets; ++i)
      for (const AssetMeasure measure :
           {AssetMeasure::value, AssetMeasure::first_conditional, AssetMeasure::first_counted}) {
        const ExactSums one = a.exact_sums(bin, i / assets, i % assets, measure);
        const ExactSums other = b.exact_sums(bin, i / assets, i % assets, measure);
        EXPECT_TRUE(one.y == other.y && one.yy == other.yy && one.ny == other.ny)
            << what << ", bin " << bin << ", " << i;
      }
}

/// Every number of two tallies is the same.
inline void expect_same(const Tally& a, const Tally& b) {
  expect_same(a.summary, b.summary, "summary");
  expect_same(a.by_replication, b.by_replication, "by_replication");
  expect_same(a.segments, b.segments, "segments");
  expect_same(a.hours, b.hours, "hours");
  expect_same(a.crossers, b.crossers, "crossers");
  EXPECT_EQ(a.draws.first, b.draws.first);
  expect_same(a.draws.shares, b.draws.shares, "draws");
  EXPECT_EQ(a.persons, b.persons);
  EXPECT_EQ(a.first_detections, b.first_detections);
  expect_same(a.assets, b.assets, a, "assets");
  expect_same(a.assets_by_segment, b.assets_by_segment, a, "assets_by_segment");
  EXPECT_EQ(a.interceptions_by, b.interceptions_by);
  expect_same(a.detection_time, b.detection_time, "detection_time");
  expect_same(a.interception_time, b.interception_time, "interception_time");
  expect_same(a.contact_depth, b.contact_depth, "contact_depth");
  expect_same(a.detection_mean, b.detection_mean, "detection_mean");
  expect_same(a.interception_mean, b.interception_mean, "interception_mean");
  expect_same(a.depth_mean, b.depth_mean, "depth_mean");
  expect_same(a.periods, b.periods, a.summary.shares.configurations());
  expect_same(a.sites, b.sites, "sites");
  ASSERT_EQ(a.sites_of_probes.size(), b.sites_of_probes.size());
  for (std::size_t i = 0; i < a.sites_of_probes.size(); ++i)
    expect_same(a.sites_of_probes[i], b.sites_of_probes[i], "sites_of_probes");
  EXPECT_TRUE(a.rare == b.rare) << "rare";
  EXPECT_EQ(a.unfinished, b.unfinished);
  EXPECT_EQ(a.unfinished_by_class, b.unfinished_by_class);
  EXPECT_EQ(a.calls, b.calls);
  EXPECT_EQ(a.maps.attempts(), b.maps.attempts());
  EXPECT_EQ(a.maps.leaks(), b.maps.leaks());
  EXPECT_EQ(a.maps.detections, b.maps.detections);
  EXPECT_EQ(a.maps.interceptions, b.maps.interceptions);
  EXPECT_TRUE(a.line == b.line) << "line";
  EXPECT_TRUE(a.control == b.control) << "control";
}

/// Two runs found the same, batch by batch; threads and wall times aside.
inline void expect_same(const RunResult& a, const RunResult& b) {
  expect_same(a.tally, b.tally);
  EXPECT_EQ(a.completed_replications, b.completed_replications);
  ASSERT_EQ(a.batches.size(), b.batches.size());
  for (std::size_t i = 0; i < a.batches.size(); ++i) {
    expect_same(a.batches[i].sums, b.batches[i].sums, "batch " + std::to_string(i));
  }
}

}  // namespace panj::test
