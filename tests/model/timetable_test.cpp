#include "model/timetable.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/samples.h"

namespace panj {
namespace {

constexpr double one_day_s = 24.0 * 3600.0;

/// A plan of cycles that take the given times; where they lead is of no matter here.
PatrolPlan plan_of(const std::vector<double>& periods_s) {
  PatrolPlan plan;
  for (const double period_s : periods_s) plan.cycles.push_back({{}, period_s});
  return plan;
}

std::vector<Stretch> drawn_stretches(const PatrolPlan& plan, std::uint64_t replication, std::int32_t team = 0,
                                     double until_s = one_day_s) {
  std::vector<Stretch> stretches;
  draw_timetable({entity_key(5, "patrol", "path"), plan, team, replication}, until_s, stretches);
  return stretches;
}

/// Mean over replications of 1 where `holds` says so, with its distance from `truth` in standard errors.
template <class Holds>
void expect_share(const PatrolPlan& plan, double truth, const Holds& holds) {
  const auto replications = static_cast<std::uint64_t>(test::samples(40000));
  int count = 0;
  for (std::uint64_t r = 0; r < replications; ++r) count += holds(drawn_stretches(plan, r)) ? 1 : 0;
  const auto number = static_cast<double>(replications);
  const double error = std::sqrt(truth * (1.0 - truth) / number);
  EXPECT_LE(std::abs(count / number - truth), 4.0 * error)
      << count << " of " << replications << ", expected " << truth;
}

bool leaves_between(const std::vector<Stretch>& stretches, double from_s, double until_s) {
  return std::any_of(stretches.begin(), stretches.end(),
                     [&](const Stretch& s) { return s.from_s >= from_s && s.from_s < until_s; });
}

bool on_duty(const std::vector<Stretch>& stretches, double time_s) {
  return std::any_of(stretches.begin(), stretches.end(),
                     [&](const Stretch& s) { return s.from_s <= time_s && time_s < s.until_s; });
}

TEST(Timetable, HeadwaysWithoutAStartAreInEquilibrium) {
  // Headways uniform on 1..3 h: somebody leaves within 1.5 h of a fixed time with E[min(X, 1.5)] / E[X].
  PatrolPlan plan = plan_of({1800.0});
  plan.one_way = true;
  plan.headway_s = Uniform{3600.0, 3.0 * 3600.0};
  for (const double at_s : {0.0, 7777.0, 50000.0}) {
    expect_share(plan, 0.71875,
                 [&](const auto& stretches) { return leaves_between(stretches, at_s, at_s + 5400.0); });
  }
  // A passage takes half an hour of the two between leavings.
  expect_share(plan, 0.25, [](const auto& stretches) { return on_duty(stretches, 0.0); });
  expect_share(plan, 0.25, [](const auto& stretches) { return on_duty(stretches, 40000.0); });
}

TEST(Timetable, MemorylessHeadwaysArePoisson) {
  PatrolPlan plan = plan_of({60.0});
  plan.one_way = true;
  plan.headway_s = Exponential{3600.0};
  expect_share(plan, 1.0 - std::exp(-0.5),
               [](const auto& stretches) { return leaves_between(stretches, 0.0, 1800.0); });
}

TEST(Timetable, LeavesAgainAndAgainUntilTheEnd) {
  PatrolPlan plan = plan_of({600.0});
  plan.one_way = true;
  plan.headway_s = Fixed{900.0};
  for (std::uint64_t r = 0; r < 20; ++r) {
    const auto stretches = drawn_stretches(plan, r);
    ASSERT_GE(stretches.size(), 96U);
    EXPECT_LE(stretches.front().from_s, 0.0);
    EXPECT_GT(stretches.back().from_s, one_day_s - 900.0);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      EXPECT_NEAR(stretches[i].until_s - stretches[i].from_s, 600.0, 1e-6);
      EXPECT_EQ(stretches[i].offset_s, -stretches[i].from_s);
      const double before_s = i > 0 ? stretches[i - 1].from_s : stretches[i].from_s - 900.0;
      EXPECT_NEAR(stretches[i].from_s - before_s, 900.0, 1e-6);
    }
  }
}

TEST(Timetable, AStatedStartIsTheFirstLeaving) {
  PatrolPlan plan = plan_of({600.0, 500.0});
  plan.one_way = true;
  plan.direction = PatrolSpec::Direction::alternating;
  plan.start_s = Fixed{100.0};
  plan.headway_s = Fixed{900.0};
  plan.lead_in_s = {20.0, 0.0};
  const auto stretches = drawn_stretches(plan, 0);
  ASSERT_GT(stretches.size(), 2U);
  // Twenty seconds at the first waypoint come before it is left.
  EXPECT_EQ(stretches[0].from_s, 80.0);
  EXPECT_EQ(stretches[0].offset_s, -80.0);
  EXPECT_EQ(stretches[0].until_s, 680.0);
  EXPECT_EQ(stretches[1].from_s, 1000.0);
  EXPECT_EQ(stretches[1].until_s, 1500.0);
  for (std::size_t i = 0; i < stretches.size(); ++i) EXPECT_EQ(stretches[i].cycle, i % 2);
}

TEST(Timetable, RestsAreAShareOfTheTime) {
  PatrolPlan plan = plan_of({7200.0});
  for (const Distribution& rest : {Distribution{Fixed{2400.0}}, Distribution{Exponential{2400.0}},
                                   Distribution{Uniform{0.0, 4800.0}}, Distribution{Gamma{0.5, 4800.0}}}) {
    plan.rest_s = rest;
    for (const double at_s : {0.0, 30000.0})
      expect_share(plan, 0.75, [&](const auto& stretches) { return on_duty(stretches, at_s); });
  }
}

TEST(Timetable, AlternatingCircuitsTakeTurns) {
  PatrolPlan plan = plan_of({5400.0, 3600.0});
  plan.direction = PatrolSpec::Direction::alternating;
  plan.rest_s = Exponential{900.0};
  // 5400 + 900 + 3600 + 900 s: out on the longer one for half of the time.
  expect_share(plan, 0.5, [](const auto& stretches) {
    return std::any_of(stretches.begin(), stretches.end(), [](const Stretch& s) {
      return s.cycle == 0 && s.from_s <= 20000.0 && 20000.0 < s.until_s;
    });
  });
  const auto stretches = drawn_stretches(plan, 3);
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    EXPECT_NE(stretches[i].cycle, stretches[i - 1].cycle);
    EXPECT_GE(stretches[i].from_s, stretches[i - 1].until_s);
  }
}

TEST(Timetable, EvenTeamsAreApartByAShareOfTheInterval) {
  PatrolPlan plan = plan_of({3000.0});
  plan.rest_s = Fixed{600.0};
  plan.teams = 3;
  plan.spacing = PatrolSpec::Spacing::even;
  for (std::uint64_t r = 0; r < 20; ++r) {
    const auto first = drawn_stretches(plan, r, 0);
    const auto third = drawn_stretches(plan, r, 2);
    EXPECT_NEAR(third[0].from_s - first[0].from_s, 2400.0, 1e-6);
    EXPECT_TRUE(on_duty(drawn_stretches(plan, r, 0), 100.0) || on_duty(drawn_stretches(plan, r, 1), 100.0));
  }
}

TEST(Timetable, ShiftsBeginAtTheFirstWaypointAndEndWhereverItIs) {
  PatrolPlan plan = plan_of({7000.0});
  plan.shifts = {{3600.0, 7200.0}, {10800.0, 36000.0}};
  auto stretches = drawn_stretches(plan, 1);
  ASSERT_EQ(stretches.size(), 2U);
  EXPECT_EQ(stretches[0].from_s, 3600.0);
  EXPECT_EQ(stretches[0].offset_s, -3600.0);
  EXPECT_EQ(stretches[0].until_s, 7200.0);
  EXPECT_EQ(stretches[1].from_s, 10800.0);
  EXPECT_EQ(stretches[1].until_s, 36000.0);

  plan.rest_s = Fixed{1000.0};
  plan.start_s = Fixed{60.0};
  stretches = drawn_stretches(plan, 1);
  ASSERT_EQ(stretches.size(), 5U);  // one in the first shift; four in the second, the last cut short
  EXPECT_EQ(stretches[0].from_s, 3660.0);
  EXPECT_EQ(stretches[0].until_s, 7200.0);
  EXPECT_EQ(stretches[1].from_s, 10860.0);
  EXPECT_EQ(stretches[1].until_s, 17860.0);
  EXPECT_EQ(stretches[4].from_s, 34860.0);
  EXPECT_EQ(stretches[4].until_s, 36000.0);
}

}  // namespace
}  // namespace panj
