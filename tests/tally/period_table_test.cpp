#include "tally/period_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

#include "stats/proportion.h"

namespace panj {
namespace {

constexpr PeriodScore through{true, false, 3};
constexpr PeriodScore caught{false, false, 3};
constexpr PeriodScore at_site{true, true, 1};

/// 40 periods; configuration 0 leaks r % 4 groups of 3, and in every tenth one more group reaches a site;
/// configuration 1 catches the last group of each period.
void add_period(PeriodTable& table, int r) {
  const int groups = r % 4;
  for (int i = 0; i < groups; ++i) {
    table.add_attempt(0, through);
    table.add_attempt(1, i + 1 == groups ? caught : through);
  }
  if (r % 10 == 0) {
    table.add_attempt(0, at_site);
    table.add_attempt(1, at_site);
  }
  table.end_replication();
}

PeriodTable forty() {
  PeriodTable table(2);
  for (int r = 0; r < 40; ++r) {
    add_period(table, r);
    table.end_unit();
  }
  return table;
}

Estimate estimate(const PeriodTable& table, std::size_t configuration, std::string_view name) {
  return table.estimate(configuration, find_period_measure(name), 0.95);
}

Estimate difference(const PeriodTable& table, std::string_view name) {
  return table.difference(1, 0, find_period_measure(name), 0.95);
}

TEST(PeriodMeasures, HaveNamesOfTheirOwnThatAreFound) {
  std::set<std::string_view> names;
  for (std::size_t m = 0; m < period_measure_count; ++m) {
    EXPECT_EQ(find_period_measure(period_measures[m].name), m);
    EXPECT_FALSE(period_measures[m].long_name.empty());
    names.insert(period_measures[m].name);
  }
  EXPECT_EQ(names.size(), period_measure_count);
  EXPECT_EQ(find_period_measure("leeks"), period_measure_count);
}

TEST(PeriodTable, CountsByPeriod) {
  const PeriodTable table = forty();
  EXPECT_EQ(table.replications(), 40);
  EXPECT_DOUBLE_EQ(estimate(table, 0, "leaks").value, (60.0 + 4.0) / 40.0);
  EXPECT_EQ(estimate(table, 0, "leaks").method, IntervalMethod::t_mean);
  EXPECT_DOUBLE_EQ(estimate(table, 0, "persons_through").value, (180.0 + 4.0) / 40.0);
  EXPECT_DOUBLE_EQ(estimate(table, 1, "persons_through").value, (90.0 + 4.0) / 40.0);
  // r = 4, 8, ...: but in 0 and 20 a group reaches a site.
  const Estimate quiet = estimate(table, 0, "p_no_leak");
  EXPECT_DOUBLE_EQ(quiet.value, 8.0 / 40.0);
  EXPECT_EQ(quiet.high, clopper_pearson(8.0, 40.0, 0.95).high);
  EXPECT_DOUBLE_EQ(estimate(table, 0, "sites_reached").value, 0.1);
  EXPECT_EQ(estimate(table, 0, "sites_reached").method, IntervalMethod::gamma);  // of 4 events
  EXPECT_DOUBLE_EQ(estimate(table, 0, "p_no_site_reached").value, 0.9);
}

TEST(PeriodTable, PairsWhatMetTheSameAttempts) {
  const PeriodTable table = forty();
  // One group less in the 30 periods that have any.
  const Estimate leaks = difference(table, "leaks");
  EXPECT_DOUBLE_EQ(leaks.value, -0.75);
  EXPECT_NEAR(leaks.standard_error, std::sqrt(0.75 * 0.25 / 39.0), 1e-12);
  EXPECT_DOUBLE_EQ(difference(table, "persons_through").value, -2.25);
  // The 10 periods of one group become quiet.
  EXPECT_DOUBLE_EQ(difference(table, "p_no_leak").value, 10.0 / 40.0);
  EXPECT_EQ(difference(table, "sites_reached").value, 0.0);
  EXPECT_EQ(difference(table, "sites_reached").method, IntervalMethod::none);
  EXPECT_GT(difference(table, "p_no_site_reached").high, 0.0);  // nothing differed in 40: no certainty
}

// Eight units of five periods: the same means, the spread is that between units.
TEST(PeriodTable, OfUnitsOfSeveralPeriods) {
  PeriodTable table(2);
  std::vector<double> leaks;
  std::vector<double> quiet;
  for (int unit = 0; unit < 8; ++unit) {
    double leaked = 0.0;
    double none = 0.0;
    for (int r = 5 * unit; r < 5 * unit + 5; ++r) {
      add_period(table, r);
      const int leaking = r % 4 + (r % 10 == 0 ? 1 : 0);
      leaked += leaking;
      none += leaking == 0 ? 1.0 : 0.0;
    }
    table.end_unit(5);
    leaks.push_back(leaked / 5.0);
    quiet.push_back(none / 5.0);
  }
  const auto error_of = [](const std::vector<double>& values, double mean) {
    double squares = 0.0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / 7.0 / 8.0);
  };
  EXPECT_EQ(table.replications(), 40);
  EXPECT_DOUBLE_EQ(estimate(table, 0, "leaks").value, 64.0 / 40.0);
  EXPECT_NEAR(estimate(table, 0, "leaks").standard_error, error_of(leaks, 1.6), 1e-12);
  EXPECT_DOUBLE_EQ(estimate(table, 0, "p_no_leak").value, 8.0 / 40.0);
  EXPECT_NEAR(estimate(table, 0, "p_no_leak").standard_error, error_of(quiet, 0.2), 1e-12);
  EXPECT_DOUBLE_EQ(difference(table, "leaks").value, -0.75);
  EXPECT_DOUBLE_EQ(difference(table, "p_no_leak").value, 0.25);
  // In no unit does it differ: as many periods as there are tell that, not as many units.
  EXPECT_EQ(difference(table, "p_no_site_reached").high, clopper_pearson(0.0, 40.0, 0.95).high);
  PeriodTable twice = table;
  twice += table;
  EXPECT_EQ(twice.replications(), 80);
  EXPECT_DOUBLE_EQ(estimate(twice, 0, "leaks").value, 1.6);
}

TEST(PeriodTable, AddsUpInAnyOrder) {
  PeriodTable odd(2);
  PeriodTable even(2);
  for (int r = 0; r < 40; ++r) {
    PeriodTable& table = r % 2 == 0 ? even : odd;
    add_period(table, r);
    table.end_unit();
  }
  odd += even;
  const PeriodTable whole = forty();
  for (std::size_t m = 0; m < period_measure_count; ++m) {
    EXPECT_TRUE(odd.exact_sum(1, m) == whole.exact_sum(1, m));
    EXPECT_TRUE(odd.exact_product(1, 0, m) == whole.exact_product(0, 1, m));
  }
  EXPECT_THROW(odd += PeriodTable(3), std::invalid_argument);
}

}  // namespace
}  // namespace panj
