#include <gtest/gtest.h>

#include "scenario/sample.h"
#include "scenario/validate.h"

namespace panj::test {
namespace {

/// The faultless sample with `more` keys at the end of its team.
std::string team_with(const std::string& more) {
  return with(sample_text(), "movement = \"tobler\"", "movement = \"tobler\"\n" + more);
}

TEST(ValidateResponse, AWayBackFollowsFromMovement) {
  EXPECT_EQ(messages(team_with("way_back = true")), "");
  EXPECT_EQ(
      messages(with(sample_text(), "movement = \"tobler\"", "response_time_min = 30\nway_back = true")),
      "s.toml:41:12: team \"reserve\".way_back = true (how long the way back takes follows from movement, "
      "not from a response time that is drawn); give movement, or let handling_min include the way back");
}

TEST(ValidateResponse, ShiftsComeInOrder) {
  EXPECT_EQ(messages(team_with("shifts_h = [[1, 3], [3, 5]]")), "");
  EXPECT_EQ(
      messages(team_with("shifts_h = [[1, 3], [2, 5]]")),
      "s.toml:41:12: team \"reserve\".shifts_h = [2, 5] (it begins before the one before it ends); give "
      "them in the order of time");
}

TEST(ValidateResponse, OnlyWhoPursuesHasAReach) {
  EXPECT_EQ(messages(with(sample_text(), "teams = 2", "pursues = true\npursuit_reach_km = 3")), "");
  EXPECT_EQ(
      messages(with(sample_text(), "teams = 2", "pursuit_reach_km = 3")),
      "s.toml:35:20: patrol \"night\".pursuit_reach_km (this patrol sends nobody in pursuit); add pursues = "
      "true, or leave it out");
}

TEST(ValidateResponse, NuisanceAlarmsCanBeCounted) {
  const auto post_with = [](const std::string& rate) {
    return with(with(sample_text(), "position_xy_km = [5.0, 11.0]",
                     "position_xy_km = [5.0, 11.0]\nnuisance_per_h = " + rate),
                "period_h = 10.0", "period_h = 1000.0");
  };
  EXPECT_EQ(messages(post_with("900.0")), "");
  EXPECT_EQ(
      messages(post_with("1100.0")),
      "s.toml:29:18: post \"north\".nuisance_per_h = 1100 (a period would have 1100000 nuisance alarms of "
      "it, the most are 1 million); lower it, or shorten scenario.period_h");
  EXPECT_EQ(
      messages(post_with("-1.0")),
      "s.toml:29:18: post \"north\".nuisance_per_h = -1.0 (must be 0 to 10000 1/h; three a second at the "
      "most); choose a value in that range");
}

TEST(ValidateResponse, ProbabilitiesAndDelaysAreSound) {
  EXPECT_EQ(messages(sample_text() + "[response]\nconfirm_delay_min = { uniform = { min = 3, max = 2 } }\n"),
            "s.toml:49:21: response.confirm_delay_min (min is greater than max); exchange them");
  EXPECT_EQ(
      messages(sample_text() + "[response]\nconfirm = 1.5\nqueue = \"drop\"\n"),
      "s.toml:49:11: response.confirm = 1.5 (must be 0 to 1; a probability); choose a value in that range\n"
      "s.toml:50:9: response.queue = \"drop\" (must be \"wait\" or \"clear\"); choose one of them");
}

}  // namespace
}  // namespace panj::test
