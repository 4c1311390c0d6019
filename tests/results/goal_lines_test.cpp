#include "results/goal_lines.h"

#include <gtest/gtest.h>

#include <limits>

namespace panj {
namespace {

TEST(GoalLines, SayWhatWasReachedAndWhatItTakes) {
  const std::string text = to_text(
      {{"p_leak<0.01", "as_is", 0.0087, 0.01, false, false, true, 640},
       {"p_intercept<5%", "more", 0.12, 0.05, true, false, false, 34567},
       {"p_resisted<5%", "more", 0.04, 0.05, true, true, false, 99},
       {"p_detect<5%", "more", std::numeric_limits<double>::quiet_NaN(), 0.05, true, true, false, 0}});
  EXPECT_EQ(
      text,
      "\nprecision asked\n"
      "p_leak<0.01       reached: ± 0.0087 (as_is)\n"
      "p_intercept<5%    NOT REACHED: ± 12 % of the value (more); about 35,000 replications would do\n"
      "p_resisted<5%     NOT REACHED: ± 4 % of the value, on too few events (more); about 99 replications "
      "would do\n"
      "p_detect<5%       NOT REACHED: too little is known (more); how many replications would do can't be "
      "told yet\n");
}

TEST(GoalLines, WithoutGoalsSayNothing) {
  EXPECT_EQ(to_text(std::vector<GoalLine>{}), "");
}

}  // namespace
}  // namespace panj
