#include "model/turns.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/samples.h"

namespace panj {
namespace {

constexpr double hour_s = 3600.0;

/// Three waypoints: legs of 100 and 300 s, 150 and 350 s the other way round.
MarkovPlan line(double go_on, double turn_s) {
  return {go_on, turn_s, false, {{{0.0, 100.0, 400.0}, {0.0, 350.0, 500.0}}}};
}

std::vector<Stretch> walked_turns(const MarkovPlan& plan, std::uint32_t number, double until_s,
                                  double steady_u = -1.0) {
  Uniforms draws({entity_key(1, "test", "turns"), Purpose::itinerary, number, 0}, Purpose::itinerary);
  std::vector<Stretch> stretches;
  Turns turns(plan, draws, stretches);
  if (steady_u < 0.0) {
    turns.from_the_start(0.0, until_s);
  } else {
    turns.as_ever(steady_u, 0.0, until_s);
  }
  return stretches;
}

TEST(Turns, WithoutTurningItGoesToTheEndAndBack) {
  const auto stretches = walked_turns(line(1.0, 30.0), 0, 2000.0);
  ASSERT_GE(stretches.size(), 5U);
  // Forward, stand at waypoint 2 (cycle 4), reverse, stand at waypoint 0 (cycle 2), forward.
  const std::vector<std::uint16_t> cycles{0, 4, 1, 2, 0};
  const std::vector<double> from_s{0.0, 400.0, 430.0, 930.0, 960.0};
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    EXPECT_EQ(stretches[i].cycle, cycles[i]);
    EXPECT_EQ(stretches[i].from_s, from_s[i]);
    EXPECT_EQ(stretches[i].offset_s, -from_s[i]);
  }
}

TEST(Turns, StretchesFollowWithoutGapsOrLeaps) {
  const MarkovPlan plan = line(0.6, 20.0);
  // Where each waypoint is along cycles 0, 1 and the standing ones.
  const auto waypoint_of = [&](std::uint16_t cycle, double cycle_time_s) {
    if (cycle >= 2) return cycle - 2;
    for (int i = 0; i < 3; ++i) {
      if (std::abs(plan.leaves_s[cycle][static_cast<std::size_t>(i)] - cycle_time_s) < 1e-6)
        return cycle == 0 ? i : 2 - i;
    }
    return -1;
  };
  const auto stretches = walked_turns(plan, 7, 100.0 * hour_s);
  ASSERT_GT(stretches.size(), 500U);
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const Stretch& before = stretches[i - 1];
    const Stretch& here = stretches[i];
    ASSERT_EQ(before.until_s, here.from_s);
    const int left = waypoint_of(before.cycle, before.until_s + before.offset_s);
    ASSERT_GE(left, 0);
    ASSERT_EQ(left, waypoint_of(here.cycle, here.from_s + here.offset_s));
  }
  EXPECT_EQ(stretches.back().until_s, 100.0 * hour_s);
}

TEST(Turns, ALoopGoesOnPastItsFirstWaypoint) {
  const MarkovPlan ring{1.0, 0.0, true, {{{0.0, 50.0, 90.0, 200.0}, {0.0, 110.0, 150.0, 200.0}}}};
  const auto stretches = walked_turns(ring, 0, 1000.0);
  ASSERT_EQ(stretches.size(), 1U);
  EXPECT_EQ(stretches[0].until_s, 1000.0);

  MarkovPlan fickle = ring;
  fickle.go_on = 0.0;  // up and down the leg that it began with
  const auto turning = walked_turns(fickle, 0, 500.0);
  ASSERT_GT(turning.size(), 4U);
  EXPECT_EQ(turning[1].cycle, 1);
  EXPECT_EQ(turning[1].from_s, 50.0);
  EXPECT_EQ(turning[1].offset_s, 150.0 - 50.0);  // its last leg leads from waypoint 1 to waypoint 0
  EXPECT_EQ(turning[2].cycle, 0);
  EXPECT_EQ(turning[2].from_s, 100.0);
}

TEST(Turns, SteadyStateIsAsLikelyLaterAsAtTheBeginning) {
  // Share of time on the first leg forward: mean times of the four legs, each gone equally often, with the
  // turns after them: 100 + .4 * 20, 300 + 20, 350 + .4 * 20, 150 + 20.
  const MarkovPlan plan = line(0.6, 20.0);
  const double truth = 100.0 / (108.0 + 320.0 + 358.0 + 170.0);
  for (const double at_s : {0.0, 333.0, 20000.0}) {
    const auto draws = static_cast<std::uint32_t>(test::samples(40000));
    int count = 0;
    for (std::uint32_t n = 0; n < draws; ++n) {
      for (const Stretch& s : walked_turns(plan, n, at_s + 1.0, (n + 0.5) / draws)) {
        const double cycle_time_s = at_s + s.offset_s;
        count += s.cycle == 0 && s.from_s <= at_s && at_s < s.until_s && cycle_time_s < 100.0 ? 1 : 0;
      }
    }
    const double error = std::sqrt(truth * (1.0 - truth) / draws);
    EXPECT_LE(std::abs(count / static_cast<double>(draws) - truth), 4.0 * error) << at_s << ": " << count;
  }
}

}  // namespace
}  // namespace panj
