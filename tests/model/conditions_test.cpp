#include "model/conditions.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/workspace.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

std::string weather_scenario(const std::string& weather, const std::string& sensor, const std::string& post) {
  return test::flat_head() + weather + test::straight_walkers() + R"([[sensor]]
name = "eye"
law = { definite_range = { range_m = 800.0 } }
line_of_sight = false
)" + sensor +
         R"([[post]]
name = "middle"
sensor = "eye"
position_xy_km = [10.0, 10.5]
)" + post +
         R"([[configuration]]
name = "a"
assets = ["middle"]
[output]
maps = false
)";
}

Replication replication_of(std::int64_t number, double departure_s) {
  Replication replication;
  replication.number = number;
  replication.attempts.emplace_back();
  replication.attempts.back().departure_s = departure_s;
  return replication;
}

TEST(Weather, StatesComeWithTheirProbability) {
  const World world = world_of(
      weather_scenario("[weather]\nstates = [\"clear\", \"rain\", \"fog\"]\nprobability = [0.5, 0.2, 0.3]\n"
                       "visibility = { exponential = { mean = 1.0 } }\n",
                       "", ""));
  std::array<int, 3> seen{};
  double sum = 0.0;
  constexpr int trials = 20000;
  for (int r = 0; r < trials; ++r) {
    const Weather weather = draw_weather(world, r);
    ++seen[static_cast<std::size_t>(weather.state)];
    sum += weather.visibility;
    EXPECT_EQ(draw_weather(world, r).visibility, weather.visibility);
  }
  const std::array<double, 3> p{0.5, 0.2, 0.3};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_LT(std::abs((seen[i] - trials * p[i]) / std::sqrt(trials * p[i] * (1.0 - p[i]))), 4.0) << i;
  }
  EXPECT_NEAR(sum / trials, 1.0, 4.0 / std::sqrt(trials));
}

TEST(Weather, IsNoneWhereNoneIsStated) {
  const World world = world_of(weather_scenario("", "", ""));
  EXPECT_EQ(draw_weather(world, 3).state, -1);
  EXPECT_EQ(draw_weather(world, 3).visibility, 1.0);
  EXPECT_FALSE(world.assets[0].conditioned);
  EXPECT_TRUE(world.conditions.empty());
}

TEST(Conditions, WeatherThatChangesNothingCostsNothing) {
  const World world =
      world_of(weather_scenario("[weather]\nstates = [\"clear\", \"fog\"]\nprobability = [0.5, 0.5]\n",
                                "weather = { states = [\"fog\"], range_factor = [1.0] }\n", ""));
  EXPECT_FALSE(world.assets[0].conditioned);
}

TEST(Conditions, TheLargestRangeIsCovered) {
  const World world = world_of(
      weather_scenario("[weather]\nstates = [\"clear\", \"fog\"]\nprobability = [0.5, 0.5]\n",
                       "weather = { states = [\"clear\", \"fog\"], range_factor = [1.5, 0.5] }\n", ""));
  EXPECT_TRUE(world.assets[0].conditioned);
  EXPECT_DOUBLE_EQ(world.assets[0].range_m, 1200.0);
  EXPECT_DOUBLE_EQ(range_of(world.assets[0].law), 800.0);
}

TEST(Conditions, UpTimesAlternateInSteadyState) {
  const World world = world_of(weather_scenario("", "", "outage = { mtbf_h = 2.0, mttr_h = 0.5 }\n"));
  constexpr double hour_s = 3600.0;
  constexpr int trials = 4000;
  Conditions conditions;
  std::array<int, 3> up{};
  double whole_s = 0.0;
  int whole = 0;
  for (int r = 0; r < trials; ++r) {
    draw_conditions(world, replication_of(r, 20.0 * hour_s), conditions);
    const auto spans = conditions.spans_of(conditions.of(0, 0));
    // The first that begins after time 0; others are chosen by what lies before them.
    const std::size_t first = spans.front().begin_s < 0.0 ? 1 : 0;
    if (first < spans.size()) {
      whole_s += spans[first].length_s();
      ++whole;
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      EXPECT_TRUE(i == 0 || spans[i].begin_s > spans[i - 1].end_s);
      const std::array<double, 3> times_s{0.0, 3.0 * hour_s, 20.0 * hour_s};
      for (std::size_t t = 0; t < 3; ++t) {
        up[t] += spans[i].begin_s <= times_s[t] && times_s[t] < spans[i].end_s ? 1 : 0;
      }
    }
  }
  for (const int count : up) {
    EXPECT_LT(std::abs((count - 0.8 * trials) / std::sqrt(trials * 0.8 * 0.2)), 4.0);
  }
  EXPECT_NEAR(whole_s / whole, 2.0 * hour_s, 4.0 * 2.0 * hour_s / std::sqrt(whole));
}

TEST(Conditions, ShiftsAndOutagesLeaveWhatTheyHaveInCommon) {
  const World world = world_of(
      weather_scenario("", "", "shifts_h = [[0.0, 1.0], [2.0, 3.0]]\noutage = { probability = 0.5 }\n"));
  Conditions conditions;
  int out = 0;
  for (int r = 0; r < 200; ++r) {
    draw_conditions(world, replication_of(r, 0.0), conditions);
    const auto spans = conditions.spans_of(conditions.of(0, 0));
    if (spans.empty()) {
      ++out;
      continue;
    }
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[1].begin_s, 7200.0);
    EXPECT_EQ(spans[1].end_s, 10800.0);
  }
  EXPECT_GT(out, 60);
  EXPECT_LT(out, 140);
}

TEST(Conditions, PersonsAddToTheRate) {
  CrosserPlan crosser;
  crosser.signature = {{0.5, 2.0}, 0.5};
  Attempt attempt;
  attempt.persons = 9;
  const Factors factors = target_factors(crosser, attempt);
  EXPECT_EQ(factors.range, 0.5);
  EXPECT_DOUBLE_EQ(factors.rate, 6.0);
}

}  // namespace
}  // namespace panj
