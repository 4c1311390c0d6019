#include "stats/controlled_share.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/special_functions.h"
#include "rng/stream.h"
#include "support/samples.h"

namespace panj {
namespace {

using test::samples;

constexpr std::size_t folds_of_a_run = 8;
constexpr double attempts = 1000.0;

/// A unit: what is counted in so many attempts, and its controls.
struct Unit {
  double y = 0.0;
  Eigen::VectorXd x;
  double n = attempts;
};

struct Sums {
  RatioSums plain;
  std::vector<ControlFold> folds;
  double apart = 0.0;
};

/// Units go to the folds in turn.
Sums controlled_sums(const std::vector<Unit>& units) {
  const Eigen::Index controls = units.front().x.size();
  const Eigen::VectorXd zero = Eigen::VectorXd::Zero(controls);
  Sums run;
  run.folds.assign(folds_of_a_run,
                   {0.0, 0.0, 0.0, zero, zero, zero, Eigen::MatrixXd::Zero(controls, controls)});
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Unit& unit = units[u];
    ControlFold& fold = run.folds[u % folds_of_a_run];
    fold.units += 1.0;
    fold.n += unit.n;
    fold.y += unit.y;
    fold.x += unit.x;
    fold.nx += unit.n * unit.x;
    fold.yx += unit.y * unit.x;
    fold.xx += unit.x * unit.x.transpose();
    run.plain.replications += 1.0;
    run.plain.n += unit.n;
    run.plain.y += unit.y;
    run.plain.nn += unit.n * unit.n;
    run.plain.yy += unit.y * unit.y;
    run.plain.ny += unit.n * unit.y;
    run.apart += std::abs(unit.y);
  }
  return run;
}

Eigen::VectorXd one(double x) {
  return Eigen::VectorXd::Constant(1, x);
}

class Source {
 public:
  explicit Source(std::uint64_t number) : stream_({EntityKey{7}, Purpose::ridges, 0, number}) {}
  double uniform() { return (static_cast<double>(stream_() >> 12) + 0.5) * 0x1.0p-52; }
  double normal() { return normal_quantile(uniform()); }
  double exponential() { return -std::log(uniform()); }

 private:
  Stream stream_;
};

TEST(ControlledShare, TakesWhatTheControlExplains) {
  Source source(1);
  std::vector<Unit> units;
  for (int i = 0; i < 400; ++i) {
    const double x = 20.0 * source.normal();
    units.push_back({300.0 + 1.5 * x + 10.0 * source.normal(), one(x)});
  }
  const Sums run = controlled_sums(units);
  const ControlledEstimate found = controlled_share(run.plain, run.folds, 0.95);
  const Estimate plain = share(run.plain, 0.95);
  EXPECT_NEAR(found.coefficients[0], 1.5, 0.15);
  // (1.5^2 20^2 + 10^2) / 10^2.
  EXPECT_GT(found.gain, 7.0);
  EXPECT_LT(found.gain, 13.0);
  EXPECT_NEAR(found.gain, std::pow(plain.standard_error / found.estimate.standard_error, 2), 1e-6);
  EXPECT_LE(std::abs(found.estimate.value - 0.3), 4.0 * found.estimate.standard_error);
  EXPECT_LT(found.estimate.half_width(), 0.5 * plain.half_width());
  EXPECT_LT(found.estimate.low, 0.3);
  EXPECT_GT(found.estimate.high, 0.3);
}

TEST(ControlledShare, TwoControlsOfWhichOneRepeatsTheOther) {
  Source source(2);
  std::vector<Unit> units;
  std::vector<Unit> alone;
  for (int i = 0; i < 400; ++i) {
    const double x = 20.0 * source.normal();
    const double y = 300.0 + x + 10.0 * source.normal();
    units.push_back({y, Eigen::Vector2d(x, -2.0 * x)});
    alone.push_back({y, one(x)});
  }
  const Sums run = controlled_sums(units);
  const Sums of_one = controlled_sums(alone);
  const ControlledEstimate found = controlled_share(run.plain, run.folds, 0.95);
  const ControlledEstimate by_one = controlled_share(of_one.plain, of_one.folds, 0.95);
  EXPECT_NEAR(found.estimate.value, by_one.estimate.value, 1e-9);
  EXPECT_NEAR(found.gain, by_one.gain, 1e-6 * by_one.gain);
  EXPECT_NEAR(found.coefficients[0] - 2.0 * found.coefficients[1], by_one.coefficients[0], 1e-6);
}

TEST(ControlledShare, IsThePlainOneWhereNothingCanBeFitted) {
  Source source(3);
  const auto expect_plain = [](const std::vector<Unit>& units) {
    const Sums run = controlled_sums(units);
    const ControlledEstimate found = controlled_share(run.plain, run.folds, 0.95);
    const Estimate plain = share(run.plain, 0.95);
    EXPECT_EQ(found.estimate.value, plain.value);
    EXPECT_EQ(found.estimate.low, plain.low);
    EXPECT_EQ(found.estimate.high, plain.high);
    EXPECT_EQ(found.estimate.method, plain.method);
    EXPECT_EQ(found.gain, 1.0);
    EXPECT_TRUE(found.coefficients.isZero(0.0));
  };
  std::vector<Unit> few;  // in the others of each fold fewer than 40
  std::vector<Unit> no_control;
  std::vector<Unit> few_events;
  for (int i = 0; i < 80; ++i) {
    const Eigen::Vector2d x(source.normal(), source.normal());
    if (i < 40) few.push_back({300.0 + x[0], x});
    no_control.push_back({300.0 + 10.0 * source.normal(), Eigen::Vector2d::Zero()});
    few_events.push_back({i % 5 == 0 ? 1.0 : 0.0, x});
  }
  expect_plain(few);
  expect_plain(no_control);
  expect_plain(few_events);
  EXPECT_TRUE(std::isnan(controlled_share({}, controlled_sums(few).folds, 0.95).estimate.value));
}

// The control says all: what is left is rounding, and the interval is narrow, not that of no variance.
TEST(ControlledShare, IsExactWhereTheControlSaysAll) {
  Source source(4);
  std::vector<Unit> units;
  for (int i = 0; i < 100; ++i) {
    const double x = 30.0 * source.normal();
    units.push_back({400.0 + 0.7 * x, one(x)});
  }
  const Sums run = controlled_sums(units);
  const ControlledEstimate found = controlled_share(run.plain, run.folds, 0.95);
  EXPECT_NEAR(found.estimate.value, 0.4, 1e-9);
  EXPECT_GT(found.estimate.standard_error, 0.0);
  EXPECT_LT(found.estimate.half_width(), 1e-6);
  EXPECT_GT(found.gain, 1e6);
}

TEST(ControlledShare, StaysBetweenNothingAndAll) {
  Source source(5);
  std::vector<Unit> units;
  for (int i = 0; i < 200; ++i) {
    const double x = 100.0 * source.normal();
    units.push_back({std::max(0.0, 0.5 + x), one(x)});
  }
  const Sums run = controlled_sums(units);
  const ControlledEstimate found = controlled_share(run.plain, run.folds, 0.95);
  EXPECT_GE(found.estimate.value, 0.0);
  EXPECT_GE(found.estimate.low, 0.0);
  EXPECT_LE(found.estimate.high, 1.0);
}

// Runs of 24 units in which what is counted follows the square of a skewed control: coefficients taken from
// the same units pull the share down, those of the other folds do not.
TEST(ControlledShare, CoefficientsOfOtherFoldsDoNotBiasFewUnits) {
  const std::int64_t runs = samples(20'000);
  double sum = 0.0;
  double squares = 0.0;
  double own_sum = 0.0;
  double own_squares = 0.0;
  for (std::int64_t r = 0; r < runs; ++r) {
    Source source(100 + static_cast<std::uint64_t>(r));
    std::vector<Unit> units;
    double xy = 0.0;
    double xx = 0.0;
    for (int i = 0; i < 24; ++i) {
      const double x = source.exponential() - 1.0;
      units.push_back({200.0 + 2.0 * x * x, one(x)});
    }
    const Sums run = controlled_sums(units);
    const double mean = run.plain.y / run.plain.n;
    double x_sum = 0.0;
    for (const Unit& unit : units) {
      xy += unit.x[0] * (unit.y - mean * unit.n);
      xx += unit.x[0] * unit.x[0];
      x_sum += unit.x[0];
    }
    // E x^2 = 1.
    const double error = controlled_share(run.plain, run.folds, 0.95).estimate.value - 0.202;
    const double own = mean - xy / xx * x_sum / run.plain.n - 0.202;
    sum += error;
    squares += error * error;
    own_sum += own;
    own_squares += own * own;
  }
  const auto all = static_cast<double>(runs);
  const auto z = [all](double total, double of_squares) {
    return total / std::sqrt(of_squares - total * total / all);
  };
  EXPECT_LE(std::abs(z(sum, squares)), 4.0);
  EXPECT_LT(z(own_sum, own_squares), -4.0) << "the test could not tell";
}

TEST(ControlledDifference, FollowsTheDifferenceOfControls) {
  Source source(6);
  std::vector<Unit> units;
  for (int i = 0; i < 400; ++i) {
    const double a = 10.0 * source.normal();
    const double b = 10.0 * source.normal();
    units.push_back({40.0 + a - 0.5 * b + 3.0 * source.normal(), Eigen::Vector2d(a, b)});
  }
  const Sums run = controlled_sums(units);
  const ControlledEstimate found = controlled_difference(run.plain, run.apart, run.folds, 0.95);
  const Estimate plain = paired_difference(run.plain, run.apart, 0.95);
  EXPECT_NEAR(found.coefficients[0], 1.0, 0.1);
  EXPECT_NEAR(found.coefficients[1], -0.5, 0.1);
  EXPECT_GT(found.gain, 8.0);
  EXPECT_LT(found.estimate.half_width(), 0.4 * plain.half_width());
  EXPECT_LE(std::abs(found.estimate.value - 0.04), 4.0 * found.estimate.standard_error);
  const ControlledEstimate few = controlled_difference(run.plain, 19.0, run.folds, 0.95);
  EXPECT_EQ(few.gain, 1.0);
  EXPECT_EQ(few.estimate.value, plain.value);
}

}  // namespace
}  // namespace panj
