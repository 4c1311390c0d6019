#include <gtest/gtest.h>

#include <string>

#include "scenario/arrivals.h"
#include "scenario/sample.h"

namespace panj::test {
namespace {

/// What is said where the sample's number of attempts is written so; its place left out.
std::string said_of_arrivals(const std::string& attempts, const std::string& more = "") {
  std::string text = with(sample_text(), "attempts = { poisson = 6.0 }", "attempts = " + attempts);
  return messages(with(text, "wait_min = { exponential = { mean = 20.0 } }", more));
}

constexpr const char* ten_hours = "{ hourly = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10.5] }";

TEST(ValidateArrivals, TakesEveryKind) {
  for (const char* attempts :
       {ten_hours,
        "{ waves = { poisson = 2.0 }, groups = { uniform = { min = 2, max = 5 } }, window_min = 30 }",
        "{ waves = { hourly = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, groups = 3, window_min = 0 }",
        "{ waves = { fixed = 2 }, groups = { geometric = { mean = 2.5 } }, window_min = 30 }"})
    EXPECT_EQ(said_of_arrivals(attempts), "") << attempts;
}

TEST(ValidateArrivals, NumbersAreThoseOfThePeriod) {
  const Scenario hourly = parsed(with(sample_text(), "{ poisson = 6.0 }", ten_hours));
  EXPECT_EQ(sampled_per_period(hourly.crossers[0].attempts), 55.5);
  const Scenario waves = parsed(with(sample_text(), "{ poisson = 6.0 }",
                                     "{ waves = { poisson = 2.0 }, groups = { uniform = { min = 2, max = 5 } "
                                     "}, window_min = 30 }"));
  EXPECT_EQ(sampled_per_period(waves.crossers[0].attempts), 7.0);
  EXPECT_EQ(honest_per_period(waves.crossers[0].attempts), 7.0);
  EXPECT_EQ(waves.crossers[0].attempts.waves->window_s, 1800.0);
  AttemptsPerPeriod probes;
  probes.kind = AttemptsPerPeriod::Kind::probes;
  probes.number = 20.0;
  probes.honest = 0.03;
  EXPECT_EQ(sampled_per_period(probes), 20.0);
  EXPECT_EQ(honest_per_period(probes), 0.03);
}

TEST(ValidateArrivals, OneNumberForEachHourBegun) {
  EXPECT_EQ(
      said_of_arrivals("{ hourly = [1, 2, 3] }"),
      "s.toml:16:12: crosser \"walker\".attempts (3 numbers by the hour for a period of 10 h); give 10, "
      "one for each hour that the period begins");
  EXPECT_EQ(messages(with(with(sample_text(), "period_h = 10.0", "period_h = 2.5"), "{ poisson = 6.0 }",
                          "{ hourly = [1, 2, 3] }")),
            "");
}

TEST(ValidateArrivals, TheHoursSayWhenAttemptsDepart) {
  EXPECT_EQ(
      said_of_arrivals(ten_hours, "departure_h = 3"),
      "s.toml:19:15: crosser \"walker\".departure_h (the numbers by the hour say when attempts depart); "
      "leave it out, or give the number of attempts without hours");
}

TEST(ValidateArrivals, CountsAreWhole) {
  const std::string remedy =
      "; state a whole number, whole ends of a uniform, a geometric distribution as in { geometric = { mean "
      "= "
      "4.0 } }, or a table of whole values";
  EXPECT_EQ(said_of_arrivals("{ poisson = 6.0 }", "group_size = { normal = { mean = 4, sd = 1 } }"),
            "s.toml:19:14: crosser \"walker\".group_size (it gives numbers that are not whole, and a group's "
            "size is whole)" +
                remedy);
  EXPECT_EQ(said_of_arrivals("{ poisson = 6.0 }", "group_size = 2.5"),
            "s.toml:19:14: crosser \"walker\".group_size (it gives numbers that are not whole, and a group's "
            "size is whole)" +
                remedy);
  EXPECT_EQ(said_of_arrivals(
                "{ waves = { poisson = 2 }, groups = { exponential = { mean = 3 } }, window_min = 30 }"),
            "s.toml:16:12: crosser \"walker\".attempts (it gives numbers that are not whole, and a number of "
            "groups "
            "is whole)" +
                remedy);
  EXPECT_EQ(said_of_arrivals("{ poisson = 6.0 }", "group_size = 0"),
            "s.toml:19:14: crosser \"walker\".group_size = 0 (must be 1 to 10000; a group has one person at "
            "least); choose a value in that range");
  EXPECT_EQ(said_of_arrivals("{ poisson = 6.0 }", "group_size = { uniform = { min = 5, max = 2 } }"),
            "s.toml:19:14: crosser \"walker\".group_size (min is greater than max); exchange them");
  EXPECT_EQ(said_of_arrivals("{ waves = { fixed = 2.5 }, groups = 3, window_min = 30 }"),
            "s.toml:16:12: crosser \"walker\".attempts (a fixed number of attempts is a whole number); round "
            "it, or write { poisson = 2.5 } for a mean");
}

TEST(ValidateArrivals, ProbesAloneLeaveNothingToSummarise) {
  EXPECT_EQ(
      said_of_arrivals("{ probes = 20, per_period = 0.03 }"),
      "s.toml:16:12: crosser \"walker\".attempts (no class makes attempts but probes, which the summary "
      "leaves out); give a class ordinary attempts, as in { poisson = 10.0 }");
  const std::string beside =
      "\n[[crosser]]\nname = \"raider\"\nattempts = { probes = 20, per_period = 0.03 }\n";
  EXPECT_EQ(messages(with(sample_text(), "\n[[sensor]]", beside + "\n[[sensor]]")), "");
  const std::string broken =
      "\n[[crosser]]\nname = \"raider\"\nattempts = { probes = 2.5, per_period = 0.03 }\n";
  EXPECT_EQ(
      messages(with(sample_text(), "\n[[sensor]]", broken + "\n[[sensor]]")),
      "s.toml:23:12: crosser \"raider\".attempts (a number of probes is a whole number); round it; what a "
      "period really sees is `per_period`");
  const std::string half = "\n[[crosser]]\nname = \"raider\"\nattempts = { probes = 2 }\n";
  EXPECT_EQ(
      messages(with(sample_text(), "\n[[sensor]]", half + "\n[[sensor]]")),
      "s.toml:23:12: crosser \"raider\".attempts.per_period (missing); add per_period: how many a period "
      "really sees on average");
}

TEST(ValidateArrivals, AReplicationHoldsSoManyAtTheMost) {
  EXPECT_EQ(
      said_of_arrivals("{ waves = { poisson = 1e6 }, groups = 20, window_min = 30 }"),
      "s.toml:16:12: crosser \"walker\".attempts (a replication would have 20000000 of them, the most are "
      "10000000); lower attempts");
  EXPECT_EQ(
      messages(with(with(sample_text(), "poisson = 6.0", "poisson = 1e6"), "period_h = 10.0",
                    "period_h = 10.0\nwarm_up_h = 95")),
      "s.toml:17:12: crosser \"walker\".attempts (a replication with its warm-up would have 11000000 of "
      "them, the most are 10000000); lower attempts, or shorten scenario.warm_up_h");
}

}  // namespace
}  // namespace panj::test
