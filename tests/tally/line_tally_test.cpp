#include "tally/line_tally.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace panj {
namespace {

/// Two segments, one configuration, a period of 1000 s.
LineTally empty_tally() {
  return {2, 1, 1'000'000};
}

/// The first segment is watched for a time between intervals; the second never.
LineWatch line(std::int64_t watched_ms, const std::vector<std::int64_t>& intervals_ms) {
  LineWatch watch;
  watch.watched_ms = {watched_ms, 0};
  watch.intervals_ms = intervals_ms;
  watch.intervals_begin = {0, intervals_ms.size(), intervals_ms.size()};
  return watch;
}

/// A replication that is a unit by itself.
void add_unit(LineTally& tally, const LineWatch& one) {
  tally.add(one);
  tally.end_unit();
}

TEST(LineTally, SharesIntervalsAndTheLongest) {
  LineTally tally = empty_tally();
  add_unit(tally, line(200'000, {10'000, 30'000}));
  add_unit(tally, line(400'000, {50'000}));
  add_unit(tally, line(600'000, {}));
  EXPECT_EQ(tally.replications(), 3);
  const Estimate watched = tally.watched(0, 0, 0.95);
  EXPECT_NEAR(watched.value, 0.4, 1e-12);
  EXPECT_NEAR(watched.standard_error, 0.2 / std::sqrt(3.0), 1e-12);
  EXPECT_EQ(tally.intervals(0, 0), 3);
  EXPECT_NEAR(tally.mean_interval_s(0, 0), 30.0, 1e-12);
  EXPECT_NEAR(tally.mean_longest_s(0, 0), 40.0, 1e-12);
  EXPECT_NEAR(tally.interval_quantile_s(0, 0, 0.9), 50.0, 50.0 / 16.0);
  EXPECT_EQ(tally.watched(1, 0, 0.95).value, 0.0);
  EXPECT_GT(tally.watched(1, 0, 0.95).high, 0.0);
  EXPECT_TRUE(std::isnan(tally.mean_interval_s(1, 0)));
  EXPECT_TRUE(std::isnan(tally.mean_longest_s(1, 0)));
  EXPECT_TRUE(std::isnan(tally.interval_quantile_s(1, 0, 0.9)));
}

TEST(LineTally, CountsUnitsOfSeveralLooks) {
  LineTally tally = empty_tally();
  tally.end_unit();  // a unit that has not looked
  for (const std::vector<std::int64_t>& unit :
       {std::vector<std::int64_t>{200'000, 400'000}, std::vector<std::int64_t>{300'000, 500'000},
        std::vector<std::int64_t>{600'000}}) {
    for (const std::int64_t watched_ms : unit) tally.add(line(watched_ms, {}));
    tally.end_unit();
  }
  EXPECT_EQ(tally.replications(), 5);
  const Estimate watched = tally.watched(0, 0, 0.95);
  EXPECT_NEAR(watched.value, 0.4, 1e-12);
  // Of units of n looks with y in all: the sum of (y - 0.4 n)^2 is .04 + 0 + .04.
  EXPECT_NEAR(watched.standard_error, std::sqrt(1.5 * 0.08) / 5.0, 1e-12);
}

TEST(LineTally, AddsUpInAnyOrder) {
  LineTally all = empty_tally();
  LineTally a = empty_tally();
  LineTally b = empty_tally();
  for (std::int64_t r = 0; r < 9; ++r) {
    const LineWatch one = line(r * 50'000, {1'000 * (r + 1), 777});
    add_unit(all, one);
    add_unit(r % 2 == 0 ? a : b, one);
  }
  LineTally sum = b;
  sum += a;
  EXPECT_TRUE(sum == all);
  EXPECT_FALSE(a == all);
  LineTally fresh;
  fresh += all;
  EXPECT_TRUE(fresh == all);
  LineTally other(3, 1, 1'000'000);
  EXPECT_THROW(other += all, std::invalid_argument);
}

}  // namespace
}  // namespace panj
