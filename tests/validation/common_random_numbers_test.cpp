// All configurations meet the same random numbers: what that does to the variance of a difference is known.
#include <gtest/gtest.h>

#include <cmath>

#include "support/known_answer.h"

namespace panj::test {
namespace {

std::string weak_and_strong(double weak, double strong) {
  // Straight through the middle of a range of 1 km at 4 km/h: H = rate * 0.5 h.
  const auto sensor = [](const std::string& name, double p) {
    return "[[sensor]]\nname = \"" + name +
           "\"\nlaw = { constant_rate = { rate_per_h = " + toml(-std::log1p(-p) / 0.5) +
           ", range_m = 1000.0 } }\nheight_m = 1.7\nline_of_sight = false\n" + "[[post]]\nname = \"" + name +
           "\"\nsensor = \"" + name + "\"\nposition_xy_km = [5.0, 5.0]\n" + "[[configuration]]\nname = \"" +
           name + "\"\nassets = [\"" + name + "\"]\n";
  };
  return "schema = 1\n[scenario]\nseed = 5\nperiod_h = 1.0\n" + level_frontier(10.0, 10.0, 3.0, 250.0) +
         sensor("weak", weak) + sensor("strong", strong) + R"(
[[crosser]]
name = "walker"
attempts = { fixed = 1 }
origin = { points_xy_km = [[5.0, 1.0]] }
route = { straight = { heading_deg = 0.0, length_km = 8.0 } }
movement = { constant = { speed_km_h = 4.0 } }
[sampling]
batch = 1000
[output]
maps = false
)";
}

TEST(CommonRandomNumbers, OnePostAtTwoRates) {
  // Who is seen at the weak rate is seen at the strong one: the difference is 1 with probability q - p, else
  // 0.
  const double p = 0.30;
  const double q = 0.33;
  const double variance = (q - p) * (1.0 - (q - p));
  const double independent = p * (1.0 - p) + q * (1.0 - q);
  const RunResult result = run_full(weak_and_strong(p, q), 1);
  const PairedDifference found = paired(result.tally.summary, 1, 0, find_measure("p_detect"), 0.95);
  const auto n = static_cast<double>(result.completed_replications);

  EXPECT_LE(std::abs(found.difference.value - (q - p)), 4.0 * std::sqrt(variance / n));
  // A sample variance has the variance (m4 - m2^2) / n; of a 0/1 number m4 = m2 (1 - 3 m2).
  const double spread = std::sqrt(variance * (1.0 - 4.0 * variance) / n);
  const double found_variance = found.difference.standard_error * found.difference.standard_error * n;
  EXPECT_LE(std::abs(found_variance - variance), 4.0 * spread);
  EXPECT_LE(4.0 * spread, interval_width(0.0008, full_attempts));
  // The independent variance is known some ten times better than the paired one: theirs is the error of the
  // ratio.
  const double ratio = independent / variance;
  EXPECT_LE(std::abs(found.variance_ratio - ratio), 4.5 * ratio * spread / variance);
  expect_share(share_of(result, "p_detect", 0), p, 0.001);
  expect_share(share_of(result, "p_detect", 1), q, 0.001);
  EXPECT_NEAR(share_of(result, "p_detect_conditional", 0).value, p, 1e-9);
  EXPECT_NEAR(share_of(result, "p_detect_conditional", 1).value, q, 1e-9);
}

}  // namespace
}  // namespace panj::test
