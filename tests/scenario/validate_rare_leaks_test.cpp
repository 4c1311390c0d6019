#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "scenario/sample.h"

namespace panj::test {
namespace {

constexpr const char* probes = "attempts = { probes = 5, per_period = 0.1 }";

/// What is said where a class of its own stands behind the sample's.
std::string said_of_rare_leaks(const std::string& attempts, const std::string& route,
                               const std::string& more = "") {
  const std::string rare = "[[crosser]]\nname = \"rare\"\n" + attempts + "\nroute = " + route +
                           "\nmovement = { constant = { speed_km_h = 4.0 } }\nrare_leaks = { plain_share = "
                           "0.1 }\n" +
                           more;
  return messages(sample_text() + rare);
}

TEST(ValidateRareLeaks, TakesProbesOnLogitRoutes) {
  EXPECT_EQ(said_of_rare_leaks(probes, "{ logit = { theta_s = 30.0 } }"), "");
  EXPECT_EQ(said_of_rare_leaks(probes, "{ logit = { theta_s = 30.0 } }", "risk = { beta_s = 600.0 }\n"), "");
  const Scenario scenario =
      parsed(sample_text() + "[[crosser]]\nname = \"rare\"\n" + probes +
             "\nroute = { logit = { theta_s = 30.0 } }\nmovement = { constant = { speed_km_h = 4.0 } "
             "}\nrare_leaks = { plain_share = 0.25 }\n");
  ASSERT_TRUE(scenario.crossers.back().rare_leaks);
  EXPECT_EQ(scenario.crossers.back().rare_leaks->plain_share, 0.25);
  EXPECT_FALSE(scenario.crossers.front().rare_leaks);
}

TEST(ValidateRareLeaks, RefusesWhatHasNoWeights) {
  using testing::HasSubstr;
  EXPECT_THAT(said_of_rare_leaks("attempts = { poisson = 3.0 }", "{ logit = { theta_s = 30.0 } }"),
              HasSubstr("crosser \"rare\".rare_leaks (attempts that have weights can be in nobody's way, so "
                        "they must be probes); write attempts = { probes = 100, per_period = ... }, or leave "
                        "rare_leaks out"));
  for (const char* route : {"\"least_cost\"", "{ perceived = { sigma = 0.2, correlation_km = 1.0 } }"})
    EXPECT_THAT(said_of_rare_leaks(probes, route), HasSubstr("only logit routes have probabilities of moves"))
        << route;
  EXPECT_THAT(said_of_rare_leaks(probes, "{ logit = { theta_s = 30.0 } }",
                                 "after_patrol = { range_m = 500.0, patience_min = 60.0 }\n"),
              HasSubstr("leave rare_leaks or after_patrol out"));
  EXPECT_THAT(said_of_rare_leaks(probes, "{ logit = { theta_s = 30.0 } }",
                                 "turn_back = { notice_range_m = 500.0 }\n"),
              HasSubstr("leave rare_leaks or turn_back out"));
  EXPECT_NE(messages(sample_text() + "[[crosser]]\nname = \"rare\"\n" + probes +
                     "\nroute = { logit = { theta_s = 30.0 } }\nrare_leaks = { plain_share = 0.0 }\n"),
            "");
}

}  // namespace
}  // namespace panj::test
