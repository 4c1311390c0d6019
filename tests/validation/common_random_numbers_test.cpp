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

// Who is seen at the weak rate is seen at the strong one: the difference is 1 with probability q - p, else 0.
constexpr double p = 0.30;
constexpr double q = 0.33;

/// Standard error of a mean over `n` attempts of a function of the two outcomes whose true mean is 0.
double error_of(const std::function<double(double, double)>& f, double n) {
  const auto square = [&f](double weak, double strong) { return f(weak, strong) * f(weak, strong); };
  return std::sqrt((p * square(1, 1) + (q - p) * square(0, 1) + (1.0 - q) * square(0, 0)) / n);
}

TEST(CommonRandomNumbers, OnePostAtTwoRates) {
  const double variance = (q - p) * (1.0 - (q - p));
  const double independent = p * (1.0 - p) + q * (1.0 - q);
  const RunResult result = run_full(weak_and_strong(p, q), 1);
  const PairedDifference found = paired(result.tally.summary, 1, 0, find_measure("p_detect"), 0.95);
  const std::int64_t number = result.completed_replications;
  const auto n = static_cast<double>(number);
  const auto expect = [number](const std::string& what, double value, double error, double truth,
                               double widest) {
    expect_known({"F3", what, "0/1 numbers, one within the other"}, {value, error, normal_95 * error, number},
                 truth, interval_width(widest, full_attempts));
  };

  // Errors by influence functions: those of the sample variances, and of their ratio.
  const auto paired_part = [variance](double weak, double strong) {
    return std::pow(strong - weak - (q - p), 2.0) - variance;
  };
  const auto independent_part = [independent](double weak, double strong) {
    return std::pow(weak - p, 2.0) + std::pow(strong - q, 2.0) - independent;
  };
  const double ratio = independent / variance;
  const auto ratio_part = [&](double weak, double strong) {
    return (independent_part(weak, strong) - ratio * paired_part(weak, strong)) / variance;
  };
  const double found_variance = found.difference.standard_error * found.difference.standard_error * n;
  expect("difference of one post at two rates", found.difference.value, std::sqrt(variance / n), q - p,
         0.0004);
  expect("variance of the paired difference, times n", found_variance, error_of(paired_part, n), variance,
         0.0004);
  expect("variance of independent runs, times n", found_variance * found.variance_ratio,
         error_of(independent_part, n), independent, 0.0007);
  expect("ratio of the two variances", found.variance_ratio, error_of(ratio_part, n), ratio, 0.2);
  expect_share(share_of(result, "p_detect", 0), p, 0.001);
  expect_share(share_of(result, "p_detect", 1), q, 0.001);
  EXPECT_NEAR(share_of(result, "p_detect_conditional", 0).value, p, 1e-9);
  EXPECT_NEAR(share_of(result, "p_detect_conditional", 1).value, q, 1e-9);
}

}  // namespace
}  // namespace panj::test
