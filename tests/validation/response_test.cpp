// Response on flat ground: races whose winners are known.
#include <gtest/gtest.h>

#include "support/known_answer.h"

namespace panj::test {
namespace {

/// The crosser starts on the border itself, so that all of its way is on the inner side, and takes Exp(k) for
/// it. A post watches all of it at a constant rate d; the team takes Exp(s), wherever it goes, and is free
/// again at once. Rates per hour.
struct Race {
  double d = 0.5;
  double s = 1.0;
  double k = 0.25;
  std::string crosser;   ///< more keys
  std::string response;  ///< of `[response]`

  std::string text() const {
    return "schema = 1\n[scenario]\nseed = 3\nperiod_h = 1.0\n" + level_frontier(20.0, 10.0, 5.0, 250.0) +
           R"(
[[crosser]]
name = "walker"
attempts = { fixed = 1 }
origin = { line_xy_km = [[8.0, 5.0], [12.0, 5.0]] }
route = { straight = { heading_deg = 0.0, length_km = 4.0 } }
movement = { constant = { speed_km_h = 1.0 } }
time_factor = { exponential = { mean = )" +
           toml(0.25 / k) + " } }\n" + crosser + R"(
[[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = )" +
           toml(d) + R"(, range_m = 20000.0 } }
height_m = 1.7
line_of_sight = false

[[post]]
name = "post"
sensor = "eye"
position_xy_km = [10.0, 7.0]

[[team]]
name = "team"
base_xy_km = [10.0, 7.0]
response_time_min = { exponential = { mean = )" +
           toml(60.0 / s) + R"( } }

[response]
)" + response +
           R"(
[[configuration]]
name = "watched"
assets = ["post"]
[[configuration]]
name = "answered"
extends = "watched"
assets = ["team"]

[sampling]
batch = 1000
[output]
maps = false
)";
  }
};

const std::string race_of_rates = "race of exponential times";

TEST(ExponentialRace, DetectionThenResponseBeforeTheEnd) {
  // P(detect) = d / (d + k), and as exponentials have no memory P(intercept) = d / (d + k) s / (s + k).
  const Race race;
  const double a = race.d / (race.d + race.k);
  const double b = race.s / (race.s + race.k);
  const RunResult result = run_full(race.text(), 1);
  expect_share(share_of(result, "p_detect", 0), a, 0.001);
  expect_share({"C2", "detected in time", race_of_rates}, share_of(result, "p_detect", 1), a, 0.001);
  expect_share({"C2", "detected in time, conditional estimate", race_of_rates},
               share_of(result, "p_detect_conditional", 1), a, 0.001);
  expect_share({"C2", "intercepted in time", race_of_rates}, share_of(result, "p_intercept", 1), a * b,
               0.001);
  expect_share(share_of(result, "p_leak", 1), 1.0 - a * b, 0.001);
  EXPECT_EQ(share_of(result, "p_intercept", 0).value, 0.0);
  EXPECT_EQ(share_of(result, "p_leak", 0).value, 1.0);
  EXPECT_EQ(share_of(result, "p_resisted", 1).value, 0.0);
}

TEST(ExponentialRace, LinkIsUpOrDownForTheWholeAttempt) {
  // Were it drawn for every detection, later ones would often get through: 0.4364.
  Race race;
  race.response = "link_probability = 0.6\n";
  const RunResult result = run_full(race.text(), 1);
  const double a = race.d / (race.d + race.k);
  const double b = race.s / (race.s + race.k);
  expect_share(share_of(result, "p_detect", 1), a, 0.001);
  expect_share({"Q1", "link that is up or down for the whole attempt", race_of_rates},
               share_of(result, "p_intercept", 1), 0.6 * a * b, 0.001);
}

TEST(ExponentialRace, ACallThatEndsInVainLetsTheNextDetectionCount) {
  // From undetected: a detection before the end (a), its report decided before the end (r), confirmed (c),
  // the team there before the end (b), the group held (q); where a call ends in vain it begins anew:
  // P = a r (c b (q + (1 - q) P) + (1 - c) P).
  Race race;
  race.crosser = "complies = 0.6\n";
  race.response =
      "link_probability = 0.9\nconfirm = 0.8\nconfirm_delay_min = { exponential = { mean = 20.0 } }\n"
      "contact_success = 0.7\nheld_if_resists = 0.5\n";
  const double a = race.d / (race.d + race.k);
  const double r = 3.0 / (3.0 + race.k);
  const double b = race.s / (race.s + race.k);
  const double c = 0.8;
  const double q = 0.7 * (0.6 + 0.4 * 0.5);
  const double p = 0.9 * a * r * c * b * q / (1.0 - a * r * (c * b * (1.0 - q) + 1.0 - c));
  const RunResult result = run_full(race.text(), 1);
  expect_share(share_of(result, "p_detect", 1), a, 0.001);
  expect_share({"Q2", "calls that end in vain are opened again", race_of_rates},
               share_of(result, "p_intercept", 1), p, 0.001);
  expect_share({"Q2", "held though they resist", race_of_rates}, share_of(result, "p_resisted", 1),
               p * 0.4 * 0.5 / (0.6 + 0.4 * 0.5), 0.001);
  const CallTotals totals = totals_of(result.tally.calls, 1, 2);
  EXPECT_GT(result.tally.calls.bases[1].failed, 0);
  EXPECT_EQ(totals.answered - result.tally.calls.bases[1].failed,
            std::llround(share_of(result, "p_intercept", 1).value *
                         static_cast<double>(result.tally.summary.shares.attempts(0))));
}

}  // namespace
}  // namespace panj::test
