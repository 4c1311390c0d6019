// Response on flat ground: races whose winners are known.
#include <gtest/gtest.h>

#include "support/known_answer.h"

namespace panj::test {
namespace {

TEST(ExponentialRace, DetectionThenResponseBeforeTheEnd) {
  // Rates per hour: detection d, response s, end of the crossing k. The crosser starts on the border itself,
  // so that all of its way is on the inner side: P(detect) = d / (d + k), and as exponentials have no memory
  // P(intercept) = d / (d + k) s / (s + k).
  const double d = 0.5;
  const double s = 1.0;
  const double k = 0.25;
  const RunResult result = run_full(
      "schema = 1\n[scenario]\nseed = 3\nperiod_h = 1.0\n" + level_frontier(20.0, 10.0, 5.0, 250.0) + R"(
[[crosser]]
name = "walker"
attempts = { fixed = 1 }
origin = { line_xy_km = [[8.0, 5.0], [12.0, 5.0]] }
route = { straight = { heading_deg = 0.0, length_km = 4.0 } }
movement = { constant = { speed_km_h = 1.0 } }
time_factor = { exponential = { mean = 1.0 } }

[[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = 0.5, range_m = 20000.0 } }
height_m = 1.7
line_of_sight = false

[[post]]
name = "post"
sensor = "eye"
position_xy_km = [10.0, 7.0]

[[team]]
name = "team"
base_xy_km = [10.0, 7.0]
response_time_min = { exponential = { mean = 60.0 } }

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
)",
      1);
  expect_share(share_of(result, "p_detect", 0), d / (d + k), 0.001);
  expect_share(share_of(result, "p_detect", 1), d / (d + k), 0.001);
  expect_share(share_of(result, "p_detect_conditional", 1), d / (d + k), 0.001);
  expect_share(share_of(result, "p_intercept", 1), d / (d + k) * s / (s + k), 0.001);
  expect_share(share_of(result, "p_leak", 1), 1.0 - d / (d + k) * s / (s + k), 0.001);
  EXPECT_EQ(share_of(result, "p_intercept", 0).value, 0.0);
  EXPECT_EQ(share_of(result, "p_leak", 0).value, 1.0);
}

}  // namespace
}  // namespace panj::test
