// Attempts by the hour, in waves, as probes, in groups, and before the period.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "model/arrivals.h"
#include "support/samples.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// The flat scenario of 4 h, with attempts written so; `more` keys of the class.
World world_with_attempts(const std::string& attempts, const std::string& more = "",
                          const std::string& warm_up = "") {
  std::string text = test::flat_head() + test::straight_walkers() + test::few_assets();
  const std::string fixed = "{ fixed = 8 }";
  text.replace(text.find(fixed), fixed.size(), attempts + "\n" + more);
  const std::string period = "period_h = 4.0";
  if (!warm_up.empty()) text.replace(text.find(period), period.size(), period + "\nwarm_up_h = " + warm_up);
  return world_of(text);
}

std::vector<Attempt> drawn_attempts(const World& world, std::int64_t replication) {
  std::vector<Attempt> attempts;
  draw_attempts(world, replication, attempts);
  return attempts;
}

TEST(HourlyArrivals, FallIntoTheirHours) {
  std::string text = test::flat_head() + test::straight_walkers() + test::few_assets();
  text.replace(text.find("{ fixed = 8 }"), 13, "{ hourly = [0, 3.0, 1.5, 0] }");
  text.replace(text.find("period_h = 4.0"), 14, "period_h = 3.5");
  const World world = world_of(text);
  const std::int64_t replications = test::samples(20000);
  std::array<double, 4> number{};
  double second_half = 0.0;
  for (std::int64_t r = 0; r < replications; ++r) {
    for (const Attempt& attempt : drawn_attempts(world, r)) {
      ++number[static_cast<std::size_t>(attempt.departure_s / 3600.0)];
      second_half += attempt.departure_s > 5400.0 && attempt.departure_s < 7200.0 ? 1.0 : 0.0;
    }
  }
  const auto z = [&](double found, double mean) {
    const double expected = mean * static_cast<double>(replications);
    return (found - expected) / std::sqrt(expected);
  };
  EXPECT_EQ(number[0], 0.0);
  EXPECT_LT(std::abs(z(number[1], 3.0)), 4.0);
  EXPECT_LT(std::abs(z(number[2], 1.5)), 4.0);
  EXPECT_EQ(number[3], 0.0);
  EXPECT_LT(std::abs(z(second_half, 1.5)), 4.0);
}

TEST(HourlyArrivals, ThePartOfAnHourThatThePeriodBeginsIsFilledToItsEnd) {
  std::string text = test::flat_head() + test::straight_walkers() + test::few_assets();
  text.replace(text.find("{ fixed = 8 }"), 13, "{ hourly = [0, 200] }");
  text.replace(text.find("period_h = 4.0"), 14, "period_h = 1.25");
  const World world = world_of(text);
  double latest_s = 0.0;
  for (const Attempt& attempt : drawn_attempts(world, 0)) {
    EXPECT_GE(attempt.departure_s, 3600.0);
    latest_s = std::max(latest_s, attempt.departure_s);
  }
  EXPECT_LE(latest_s, 4500.0);
  EXPECT_GT(latest_s, 4400.0);
}

TEST(Waves, GroupsDepartWithinTheWindow) {
  const World world = world_with_attempts(
      "{ waves = { fixed = 1 }, groups = { uniform = { min = 2, max = 4 } }, window_min = 30 }");
  const std::int64_t replications = test::samples(20000);
  std::array<std::int64_t, 5> sizes{};
  double place = 0.0;
  std::int64_t groups = 0;
  for (std::int64_t r = 0; r < replications; ++r) {
    const std::vector<Attempt> attempts = drawn_attempts(world, r);
    ASSERT_GE(attempts.size(), 2U);
    ASSERT_LE(attempts.size(), 4U);
    ++sizes[attempts.size()];
    const auto [first, last] =
        std::minmax_element(attempts.begin(), attempts.end(),
                            [](const Attempt& a, const Attempt& b) { return a.departure_s < b.departure_s; });
    EXPECT_LE(last->departure_s - first->departure_s, 1800.0);
    EXPECT_GE(first->departure_s, 0.0);
    EXPECT_LE(last->departure_s, 4 * 3600.0 + 1800.0);
    for (const Attempt& attempt : attempts) {
      place += attempt.departure_s - (2 * 3600.0 + 900.0);
      ++groups;
    }
  }
  for (const std::size_t size : {2U, 3U, 4U}) {
    const double n = static_cast<double>(replications);
    const double z = (static_cast<double>(sizes[size]) - n / 3.0) / std::sqrt(n * 2.0 / 9.0);
    EXPECT_LT(std::abs(z), 4.0) << size;
  }
  // Groups of a wave share its beginning: at the most the variance of 4 a wave, and of the window for each.
  const double variance = static_cast<double>(replications) * 16.0 * 14400.0 * 14400.0 / 12.0 +
                          static_cast<double>(groups) * 1800.0 * 1800.0 / 12.0;
  EXPECT_LT(std::abs(place) / std::sqrt(variance), 4.0);
}

TEST(Waves, WithoutAWindowDepartTogether) {
  const World world = world_with_attempts("{ waves = { fixed = 3 }, groups = 5, window_min = 0 }");
  const std::vector<Attempt> attempts = drawn_attempts(world, 7);
  ASSERT_EQ(attempts.size(), 15U);
  std::set<double> departures;
  for (const Attempt& attempt : attempts) departures.insert(attempt.departure_s);
  EXPECT_EQ(departures.size(), 3U);
  // Each group is an attempt of its own in all else.
  EXPECT_NE(attempts[0].origin_m, attempts[1].origin_m);
  for (std::size_t k = 0; k < attempts.size(); ++k) EXPECT_EQ(attempts[k].number, k);
}

TEST(Waves, PoissonWavesOfGeometricSizeAreACompoundPoissonNumber) {
  const World world = world_with_attempts(
      "{ waves = { poisson = 2.0 }, groups = { geometric = { mean = 3.0 } }, window_min = 10 }");
  const std::int64_t replications = test::samples(40000);
  double sum = 0.0;
  double squares = 0.0;
  for (std::int64_t r = 0; r < replications; ++r) {
    const auto n = static_cast<double>(drawn_attempts(world, r).size());
    sum += n - 6.0;
    squares += (n - 6.0) * (n - 6.0);
  }
  // Mean 2 E G = 6; variance 2 E G^2 = 2 (9 + 6) = 30; fourth central moment 3 Var^2 + 2 E G^4.
  const double n = static_cast<double>(replications);
  EXPECT_LT(std::abs(sum / std::sqrt(30.0 * n)), 4.0);
  double fourth = 0.0;
  for (int g = 1; g < 400; ++g) fourth += std::pow(g, 4.0) * std::pow(2.0 / 3.0, g - 1) / 3.0;
  EXPECT_LT(std::abs((squares - 30.0 * n) / std::sqrt((2.0 * 900.0 + 2.0 * fourth) * n)), 4.0);
}

TEST(GroupSizes, FollowTheirDistribution) {
  const std::vector<Attempt> alike = drawn_attempts(world_with_attempts("{ fixed = 8 }"), 0);
  EXPECT_TRUE(std::all_of(alike.begin(), alike.end(), [](const Attempt& a) { return a.persons == 1; }));
  const std::vector<Attempt> threes =
      drawn_attempts(world_with_attempts("{ fixed = 8 }", "group_size = 3"), 0);
  EXPECT_TRUE(std::all_of(threes.begin(), threes.end(), [](const Attempt& a) { return a.persons == 3; }));
  // The size is drawn beside all else, and changes nothing of it.
  for (std::size_t k = 0; k < 8; ++k) EXPECT_EQ(threes[k].origin_m, alike[k].origin_m);

  const World dice =
      world_with_attempts("{ fixed = 10000 }", "group_size = { uniform = { min = 1, max = 6 } }");
  double sum = 0.0;
  std::set<std::int32_t> sizes;
  for (const Attempt& attempt : drawn_attempts(dice, 0)) {
    sum += attempt.persons - 3.5;
    sizes.insert(attempt.persons);
  }
  EXPECT_EQ(sizes, (std::set<std::int32_t>{1, 2, 3, 4, 5, 6}));
  EXPECT_LT(std::abs(sum / std::sqrt(10000.0 * 35.0 / 12.0)), 4.0);
}

TEST(Probes, AreAsManyAsAsked) {
  std::string text =
      test::flat_head() + test::straight_walkers(3) + test::straight_walkers() + test::few_assets();
  const std::string second = "name = \"walker\"\nattempts = { fixed = 8 }";
  text.replace(text.rfind(second), second.size(),
               "name = \"raider\"\nattempts = { probes = 50, per_period = 0.03 }");
  text.replace(text.find("period_h = 4.0"), 14, "period_h = 4.0\nwarm_up_h = 8.0");
  const World world = world_of(text);
  EXPECT_FALSE(is_probe(world.crossers[0]));
  EXPECT_TRUE(is_probe(world.crossers[1]));
  for (std::int64_t r = 0; r < 5; ++r) {
    const std::vector<Attempt> attempts = drawn_attempts(world, r);
    const auto probes = std::count_if(attempts.begin(), attempts.end(), [](const Attempt& attempt) {
      return attempt.crosser == 1 && attempt.scored && attempt.departure_s >= 0.0;
    });
    const auto others = std::count_if(attempts.begin(), attempts.end(),
                                      [](const Attempt& attempt) { return attempt.crosser == 0; });
    // The warm-up has none of them.
    EXPECT_EQ(probes, 50);
    EXPECT_EQ(others, 9);
    EXPECT_EQ(attempts.size(), 59U);
  }
}

using Numbered = std::map<std::uint32_t, Attempt>;

Numbered by_number(const std::vector<Attempt>& attempts, bool scored) {
  Numbered found;
  for (const Attempt& attempt : attempts)
    if (attempt.scored == scored) found[attempt.number] = attempt;
  return found;
}

void expect_same_draws(const Attempt& a, const Attempt& b) {
  EXPECT_EQ(a.departure_s, b.departure_s);
  EXPECT_EQ(a.moving_s, b.moving_s);
  EXPECT_EQ(a.persons, b.persons);
  EXPECT_EQ(a.origin_m, b.origin_m);
  EXPECT_EQ(a.time_factor, b.time_factor);
}

TEST(WarmUp, ChangesNothingOfThePeriodAndALongerOneHoldsAShorterOne) {
  const std::string more =
      "group_size = { geometric = { mean = 3 } }\nwait_min = { exponential = { mean = 9 } }\n"
      "time_factor = { uniform = { min = 1, max = 2 } }";
  for (const std::string attempts :
       {"{ poisson = 9.0 }", "{ fixed = 7 }", "{ hourly = [1, 5, 0, 3] }",
        "{ waves = { poisson = 3.0 }, groups = { uniform = { min = 1, max = 4 } }, window_min = 40 }"}) {
    const World none = world_with_attempts(attempts, more);
    const World brief = world_with_attempts(attempts, more, "3.0");
    const World longer = world_with_attempts(attempts, more, "9.0");
    std::size_t before = 0;
    for (std::int64_t r = 0; r < 20; ++r) {
      const std::vector<Attempt> a = drawn_attempts(none, r);
      const std::vector<Attempt> b = drawn_attempts(brief, r);
      const std::vector<Attempt> c = drawn_attempts(longer, r);
      EXPECT_EQ(by_number(a, false).size(), 0U);
      const Numbered plain = by_number(a, true);
      ASSERT_EQ(plain.size(), a.size());
      for (const auto& other : {by_number(b, true), by_number(c, true)}) {
        ASSERT_EQ(other.size(), plain.size());
        for (const auto& [number, attempt] : plain) expect_same_draws(attempt, other.at(number));
      }
      const Numbered short_one = by_number(b, false);
      const Numbered long_one = by_number(c, false);
      before += short_one.size();
      EXPECT_GE(long_one.size(), short_one.size());
      for (const auto& [number, attempt] : short_one) {
        EXPECT_GE(number, first_of_warm_up);
        EXPECT_GE(attempt.departure_s, -3.0 * 3600.0);
        expect_same_draws(attempt, long_one.at(number));
      }
      for (const auto& [number, attempt] : long_one) EXPECT_GE(attempt.departure_s, -9.0 * 3600.0);
    }
    EXPECT_GT(before, 0U) << attempts;
  }
}

TEST(WarmUp, HasTheRateOfThePeriodHourByHour) {
  const World world = world_with_attempts("{ hourly = [1.0, 4.0, 0.0, 2.0] }", "", "6.0");
  const std::int64_t replications = test::samples(20000);
  std::map<std::int64_t, double> number;
  for (std::int64_t r = 0; r < replications; ++r)
    for (const Attempt& attempt : drawn_attempts(world, r))
      ++number[static_cast<std::int64_t>(std::floor(attempt.departure_s / 3600.0))];
  // The hours of the periods before are those of the period.
  const std::array<double, 4> profile{1.0, 4.0, 0.0, 2.0};
  for (std::int64_t hour = -6; hour < 4; ++hour) {
    const double expected =
        profile[static_cast<std::size_t>((hour + 8) % 4)] * static_cast<double>(replications);
    if (expected == 0.0) {
      EXPECT_EQ(number[hour], 0.0);
    } else {
      EXPECT_LT(std::abs((number[hour] - expected) / std::sqrt(expected)), 4.0) << hour;
    }
  }
  EXPECT_EQ(number.begin()->first, -6);
}

}  // namespace
}  // namespace panj
