// Areas that hold people up and waits before the line, through the whole engine, against closed forms.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/known_answer.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_that_stand = 100;
const std::string laplace = "Laplace transform";

/// Straight ways of 4 km at 4 km/h from y = 1 km, the border at 3 km, and a post.
std::string text_of(const std::string& obstacle, const std::string& crosser, double heading_deg,
                    const std::string& law, const std::string& more) {
  return "schema = 1\n[scenario]\nseed = 11\nperiod_h = 1.0\n" + level_frontier(6.0, 6.0, 3.0, 500.0) +
         obstacle +
         R"([[crosser]]
name = "walker"
attempts = { fixed = 100 }
origin = { points_xy_km = [[2.1, 1.0]] }
route = { straight = { heading_deg = )" +
         toml(heading_deg) + R"(, length_km = 4.0 } }
movement = { constant = { speed_km_h = 4.0 } }
)" + crosser +
         "[[sensor]]\nname = \"eye\"\nlaw = " + law + R"(
height_m = 1.7
line_of_sight = false
[[post]]
name = "post"
sensor = "eye"
position_xy_km = [2.1, 3.0]
)" + more +
         "[output]\nmaps = false\n";
}

/// A post watches all of the way at rate l. A kilometre of marsh on it (1 / cos a of way, slanting) takes an
/// exponential time of mean m a kilometre longer, one draw for all of its cells:
/// P = 1 - exp(-l T) / (1 + l m / cos a): 0.6154. Drawn anew in each of its cells it would be about 0.64.
TEST(Areas, TakeOneDrawForEveryKilometreOfWay) {
  const std::string marsh = R"([[obstacle]]
name = "marsh"
area_xy_km = [[0.0, 1.5], [6.0, 1.5], [6.0, 2.5], [0.0, 2.5]]
delay_min_per_km = { exponential = { mean = 60.0 } }
)";
  const RunResult result =
      run_full(text_of(marsh, "", 30.0, "{ constant_rate = { rate_per_h = 0.5, range_m = 9000.0 } }",
                       "[[configuration]]\nname = \"all\"\nassets = [\"post\"]\n"),
               attempts_that_stand);
  const double over_km = 1.0 / std::cos(std::numbers::pi / 6.0);
  const double truth = 1.0 - std::exp(-0.5) / (1.0 + 0.5 * over_km);
  expect_share({"G6", "a marsh that holds up by the kilometre", laplace}, share_of(result, "p_detect"), truth,
               0.0012, attempts_that_stand);
  expect_share({"G6", "a marsh that holds up by the kilometre, conditional estimate", laplace},
               share_of(result, "p_detect_conditional"), truth, 0.0008, attempts_that_stand);
}

/// A post that watches 1 km to either side of the line sees for half an hour and an exponential wait of mean
/// m = 0.5 h: P(detect) = 1 - exp(-l / 2) / (1 + l m).
TEST(LineWait, IsSpentInSightOfTheLine) {
  const RunResult result = run_full(text_of("", "wait_at_line_min = { exponential = { mean = 30.0 } }\n", 0.0,
                                            "{ constant_rate = { rate_per_h = 1.0, range_m = 1000.0 } }",
                                            "[[configuration]]\nname = \"all\"\nassets = [\"post\"]\n"),
                                    attempts_that_stand);
  const double truth = 1.0 - std::exp(-0.5) / 1.5;
  expect_share({"G7", "a wait before the line in a post's range", laplace}, share_of(result, "p_detect"),
               truth, 0.0012, attempts_that_stand);
  expect_share({"G7", "a wait before the line in a post's range, conditional estimate", laplace},
               share_of(result, "p_detect_conditional"), truth, 0.0008, attempts_that_stand);
}

/// Everybody is seen from the start, and a team takes 90 minutes, wherever it goes. The way takes an hour and
/// the wait: it comes in time for those who wait for half an hour or longer, exp(-0.5 / 0.5). Half an hour
/// from the start (on the outer side yet) would do for all.
TEST(LineWait, LeavesTimeForTheAnswer) {
  const auto with_team = [](const std::string& minutes) {
    return text_of("", "wait_at_line_min = { exponential = { mean = 30.0 } }\n", 0.0,
                   "{ definite_range = { range_m = 9000.0 } }",
                   "[[team]]\nname = \"team\"\nbase_xy_km = [2.1, 4.0]\nnumber = 100\nresponse_time_min = " +
                       minutes + "\n[[configuration]]\nname = \"all\"\nassets = [\"post\", \"team\"]\n");
  };
  const RunResult result = run_full(with_team("90.0"), attempts_that_stand);
  expect_share({"G8", "a team in time for who waits half an hour before the line", "exponential wait"},
               share_of(result, "p_intercept"), std::exp(-1.0), 0.0012, attempts_that_stand);
  const RunResult early = run_full(with_team("15.0"), 10 * attempts_that_stand * attempts_that_stand);
  EXPECT_EQ(share_of(early, "p_intercept").value, 1.0);
}

}  // namespace
}  // namespace panj::test
