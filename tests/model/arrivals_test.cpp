#include "model/arrivals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/patrols.h"
#include "support/answered_scenarios.h"
#include "support/same_replication.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::replaced;

TEST(Arrivals, PoissonNumberHasItsMeanAndVariance) {
  const World world = world_of(replaced(test::flat_head() + test::straight_walkers() + test::few_assets(),
                                        "{ fixed = 8 }", "{ poisson = 3.5 }"));
  std::vector<Attempt> attempts;
  double sum = 0.0;
  double squares = 0.0;
  constexpr int replications = 20000;
  for (int r = 0; r < replications; ++r) {
    draw_attempts(world, r, attempts);
    const auto n = static_cast<double>(attempts.size());
    sum += n;
    squares += (n - 3.5) * (n - 3.5);
  }
  EXPECT_LT(std::abs((sum / replications - 3.5) / std::sqrt(3.5 / replications)), 4.0);
  // Var((N - mean)^2) = mean (1 + 2 mean) for a Poisson number.
  EXPECT_LT(std::abs((squares / replications - 3.5) / std::sqrt(3.5 * 8.0 / replications)), 4.0);
}

TEST(Arrivals, DeparturesFillThePeriod) {
  const World world = world_of(test::flat_head() + test::straight_walkers(1000) + test::few_assets());
  std::vector<Attempt> attempts;
  draw_attempts(world, 0, attempts);
  ASSERT_EQ(attempts.size(), 1000U);
  double sum = 0.0;
  for (const Attempt& attempt : attempts) {
    EXPECT_GE(attempt.departure_s, 0.0);
    EXPECT_LT(attempt.departure_s, world.scenario.period_s);
    EXPECT_EQ(attempt.moving_s, attempt.departure_s);
    EXPECT_EQ(attempt.direction, Point(0.0, 1.0));
    sum += attempt.departure_s / world.scenario.period_s - 0.5;
  }
  EXPECT_LT(std::abs(sum / std::sqrt(1000.0 / 12.0)), 4.0);
}

TEST(Arrivals, ThatNeedButTimeAndPlaceAreDrawnAsOthersAre) {
  const std::string plain_text = test::flat_head() + test::straight_walkers(45) + test::few_assets();
  const std::string warm = replaced(plain_text, "period_h = 4.0", "period_h = 4.0\nwarm_up_h = 5.5");
  const World plain = world_of(warm);
  // Groups of several sizes need a third draw, at an address of its own.
  const World ordinary = world_of(
      replaced(warm, "{ fixed = 45 }", "{ fixed = 45 }\ngroup_size = { uniform = { min = 1, max = 4 } }"));
  std::vector<Attempt> a;
  std::vector<Attempt> b;
  for (std::int64_t number = 0; number < 20; ++number) {
    draw_attempts(plain, number, a);
    draw_attempts(ordinary, number, b);
    ASSERT_EQ(a.size(), b.size());
    ASSERT_GT(a.size(), 90U);
    for (std::size_t k = 0; k < a.size(); ++k) {
      EXPECT_EQ(a[k].number, b[k].number);
      EXPECT_EQ(a[k].scored, b[k].scored);
      EXPECT_EQ(a[k].persons, 1);
      EXPECT_EQ(a[k].departure_s, b[k].departure_s);
      EXPECT_EQ(a[k].moving_s, b[k].moving_s);
      EXPECT_EQ(a[k].origin_m, b[k].origin_m);
      EXPECT_EQ(a[k].direction, b[k].direction);
      EXPECT_EQ(a[k].time_factor, b[k].time_factor);
    }
  }
}

/// What DrawnStarts tells is what attempts have, and these are as they are where nothing is told.
void expect_starts_of(const World& world, const Replication& replication) {
  const DrawnStarts& starts = replication.starts;
  const std::vector<Attempt>& attempts = replication.attempts;
  std::vector<Attempt> untold;
  draw_attempts(world, replication.number, untold);
  ASSERT_EQ(attempts.size(), untold.size());
  for (std::size_t i = 0; i < attempts.size(); ++i) test::expect_same(attempts[i], untold[i]);
  std::size_t number = 0;
  for (const AlikeAttempts& alike : starts.alike) {
    ASSERT_EQ(alike.begin, number);
    double last_s = attempts[number].departure_s;
    for (; number < alike.end; ++number) {
      const Attempt& attempt = attempts[number];
      EXPECT_EQ(starts.those_of(number), &alike);
      EXPECT_EQ(attempt.crosser, attempts[alike.begin].crosser);
      EXPECT_EQ(attempt.number, number - alike.begin);
      EXPECT_EQ(starts.departure_s[number], attempt.departure_s);
      EXPECT_EQ(starts.moving_s[number], attempt.moving_s);
      EXPECT_EQ(Point(starts.east_m[number], starts.north_m[number]), attempt.origin_m);
      last_s = std::max(last_s, attempt.departure_s);
    }
    EXPECT_EQ(alike.last_departure_s, last_s);
  }
  EXPECT_EQ(number, attempts.size());
  EXPECT_EQ(starts.those_of(number), nullptr);
  EXPECT_EQ(all_over_s(world, replication), all_over_s(world, attempts));
}

TEST(Arrivals, StartsInTheOpenAreTold) {
  const std::string open =
      test::flat_head() + test::straight_walkers(45) +
      replaced(replaced(test::straight_walkers(9), "walker", "other"), "{ fixed = 9 }",
               "{ poisson = 20.0 }\nwait_min = 30.0\ntime_factor = 1.5\nmax_duration_h = 9.0") +
      replaced(test::few_assets(), "movement = { constant = { speed_km_h = 20.0 } }",
               "response_time_min = 5.0") +
      "[output]\nmaps = false\n";
  const World world = world_of(open);
  Replication replication;
  for (replication.number = 0; replication.number < 40; ++replication.number) {
    draw_attempts(world, replication);
    ASSERT_TRUE(replication.starts.tell_of(replication.attempts.size()));
    expect_starts_of(world, replication);
  }
  // One class that is drawn one by one, or a warm-up: then nothing is told.
  for (const std::string& text :
       {replaced(open, "{ poisson = 20.0 }",
                 "{ poisson = 20.0 }\ngroup_size = { uniform = { min = 1, max = 4 } }"),
        replaced(open, "period_h = 4.0", "period_h = 4.0\nwarm_up_h = 5.5")}) {
    const World other = world_of(text);
    draw_attempts(other, replication);
    EXPECT_TRUE(replication.starts.alike.empty());
    EXPECT_FALSE(replication.starts.tell_of(replication.attempts.size()));
    EXPECT_EQ(replication.starts.those_of(0), nullptr);
    EXPECT_EQ(all_over_s(other, replication), all_over_s(other, replication.attempts));
  }
}

TEST(Arrivals, DrawsBelongToTheClassAndTheNumberAlone) {
  const World few = world_of(test::flat_head() + test::straight_walkers(3) + test::few_assets());
  const World many = world_of(test::flat_head() + replaced(test::straight_walkers(5), "walker", "other") +
                              test::straight_walkers(9) + test::few_assets());
  std::vector<Attempt> a;
  std::vector<Attempt> b;
  draw_attempts(few, 17, a);
  draw_attempts(many, 17, b);
  ASSERT_EQ(b.size(), 14U);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(a[k].origin_m, b[5 + k].origin_m);
    EXPECT_EQ(a[k].departure_s, b[5 + k].departure_s);
    EXPECT_NE(a[k].origin_m, b[k].origin_m);
  }
}

TEST(Arrivals, WaitAndPaceFollowTheirDistributions) {
  const World world =
      world_of(replaced(test::flat_head() + test::straight_walkers(4000) + test::few_assets(), "origin =",
                        "wait_min = { exponential = { mean = 30.0 } }\n"
                        "time_factor = { uniform = { min = 1.0, max = 2.0 } }\norigin ="));
  std::vector<Attempt> attempts;
  draw_attempts(world, 0, attempts);
  double wait = 0.0;
  double pace = 0.0;
  for (const Attempt& attempt : attempts) {
    wait += (attempt.moving_s - attempt.departure_s) / 1800.0 - 1.0;
    pace += attempt.time_factor - 1.5;
  }
  EXPECT_LT(std::abs(wait / std::sqrt(4000.0)), 4.0);
  EXPECT_LT(std::abs(pace / std::sqrt(4000.0 / 12.0)), 4.0);
}

}  // namespace
}  // namespace panj
