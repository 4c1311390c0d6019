#include "rng/distribution.h"

#include <gtest/gtest.h>

#include <cmath>

#include "rng/stream.h"

namespace panj {
namespace {

struct Case {
  const char* name;
  Distribution distribution;
  double mean;
  double variance;
};

// Mean and variance of N(1, 1) cut at 0: 1.083316, 0.751044 (E X^2 = (m^2 + s^2) Phi + m s phi).
const double phi_1 = std::exp(-0.5) / std::sqrt(2.0 * M_PI);
const double cdf_1 = 0.5 * std::erfc(-std::sqrt(0.5));
const double cut_mean = cdf_1 + phi_1;

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"uniform", Uniform{2.0, 5.0}, 3.5, 0.75},
      {"normal", Normal{100.0, 3.0}, 100.0, 9.0},
      {"normal_cut", Normal{1.0, 1.0}, cut_mean, 2.0 * cdf_1 + phi_1 - cut_mean * cut_mean},
      {"lognormal", Lognormal{2.0, 0.5}, 2.0 * std::exp(0.125),
       4.0 * std::exp(0.25) * (std::exp(0.25) - 1.0)},
      {"exponential", Exponential{4.0}, 4.0, 16.0},
      {"gamma", Gamma{0.5, 2.0}, 1.0, 2.0},
      {"geometric", Geometric{4.0}, 4.0, 12.0},
      {"empirical", Empirical{{5.0, 1.0, 2.0}, {1.0, 2.0, 1.0}}, 2.25, 7.75 - 2.25 * 2.25},
  };
  return all;
}

TEST(Distribution, MeansAreExact) {
  for (const Case& c : cases()) EXPECT_NEAR(mean(c.distribution), c.mean, 1e-12 * c.mean) << c.name;
}

TEST(Distribution, TheQuantileIntegratesToMeanAndVariance) {
  // Midpoint rule: the integrable singularities at 0 and 1 cost less than 2e-4 of the variance at 2^18
  // points.
  constexpr int points = 1 << 18;
  for (const Case& c : cases()) {
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < points; ++i) {
      const double value = quantile(c.distribution, (i + 0.5) / points);
      sum += value;
      squares += value * value;
    }
    const double average = sum / points;
    EXPECT_NEAR(average, c.mean, 2e-5 * c.mean) << c.name;
    EXPECT_NEAR(squares / points - average * average, c.variance, 1e-3 * c.variance) << c.name;
  }
}

TEST(Distribution, QuantilesRiseAndStayFiniteAndNotNegative) {
  for (const Case& c : cases()) {
    double last = 0.0;
    for (const double u : {0x1.0p-53, 1e-9, 0.01, 0.3, 0.5, 0.77, 0.99, 1.0 - 1e-9, 1.0 - 0x1.0p-53}) {
      const double value = quantile(c.distribution, u);
      EXPECT_TRUE(std::isfinite(value)) << c.name;
      EXPECT_GE(value, last) << c.name << " at " << u;
      last = value;
    }
  }
}

TEST(Distribution, ClosedFormsOfQuantiles) {
  EXPECT_DOUBLE_EQ(quantile(Uniform{2.0, 5.0}, 0.25), 2.75);
  EXPECT_NEAR(quantile(Normal{300.0, 90.0}, 0.975), 300.0 + 90.0 * 1.959963984540054, 1e-10);
  EXPECT_EQ(quantile(Normal{300.0, 90.0}, 1e-9), 0.0);
  EXPECT_DOUBLE_EQ(quantile(Lognormal{2.0, 0.5}, 0.5), 2.0);
  EXPECT_NEAR(quantile(Exponential{4.0}, 0.5), 4.0 * std::log(2.0), 1e-14);
  EXPECT_NEAR(quantile(Gamma{1.0, 4.0}, 0.5), 4.0 * std::log(2.0), 1e-13);
  // P(N <= n) = 1 - .75^n: .25, .4375, .578125.
  EXPECT_EQ(quantile(Geometric{4.0}, 0.2499), 1.0);
  EXPECT_EQ(quantile(Geometric{4.0}, 0.2501), 2.0);
  EXPECT_EQ(quantile(Geometric{4.0}, 0.5781), 3.0);
  EXPECT_EQ(quantile(Geometric{4.0}, 0.5782), 4.0);
}

TEST(Distribution, LengthBiasedDrawsHaveTheMeanOfTheSquareOverTheMean) {
  // Of density x f(x) / E X: mean E X^2 / E X = m + v / m. A midpoint rule over u, which cuts off far tails.
  constexpr int steps = 200000;
  for (const Case& c : cases()) {
    double sum = 0.0;
    double last = 0.0;
    for (int i = 0; i < steps; ++i) {
      const double value = length_biased_quantile(c.distribution, (i + 0.5) / steps);
      EXPECT_GE(value, last) << c.name;
      last = value;
      sum += value;
    }
    EXPECT_NEAR(sum / steps / (c.mean + c.variance / c.mean), 1.0, 2e-3) << c.name;
  }
}

TEST(Distribution, ClosedFormsOfLengthBiasedQuantiles) {
  EXPECT_EQ(length_biased_quantile(Fixed{3.0}, 0.3), 3.0);
  EXPECT_DOUBLE_EQ(length_biased_quantile(Uniform{1.0, 3.0}, 0.5), std::sqrt(5.0));
  // Exponential: the sum of two.
  const double x = length_biased_quantile(Exponential{2.0}, 0.7);
  EXPECT_NEAR(1.0 - std::exp(-x / 2.0) * (1.0 + x / 2.0), 0.7, 1e-12);
  // n f(n) of a die with four sides: 1/10, 3/10, 6/10, 1.
  const Empirical die{{4.0, 1.0, 2.0, 3.0}, {1.0, 1.0, 1.0, 1.0}};
  EXPECT_EQ(length_biased_quantile(die, 0.0999), 1.0);
  EXPECT_EQ(length_biased_quantile(die, 0.2999), 2.0);
  EXPECT_EQ(length_biased_quantile(die, 0.5999), 3.0);
  EXPECT_EQ(length_biased_quantile(die, 0.6001), 4.0);
  // Geometric with q = .75: P(N <= n) = 1 - .75^n (1 + n / 4): .0625, .15625.
  EXPECT_EQ(length_biased_quantile(Geometric{4.0}, 0.0624), 1.0);
  EXPECT_EQ(length_biased_quantile(Geometric{4.0}, 0.0626), 2.0);
  EXPECT_EQ(length_biased_quantile(Geometric{4.0}, 0.1564), 3.0);
  // Normal cut at 0, N(0, 1): density x exp(-x^2 / 2) (Rayleigh).
  EXPECT_NEAR(length_biased_quantile(Normal{0.0, 1.0}, 0.5), std::sqrt(2.0 * std::log(2.0)), 1e-9);
}

TEST(Distribution, AnEmpiricalTableNeedNotBeSorted) {
  const Empirical table{{5.0, 1.0, 2.0, 9.0}, {1.0, 2.0, 1.0, 0.0}};
  EXPECT_EQ(quantile(table, 0.0001), 1.0);
  EXPECT_EQ(quantile(table, 0.4999), 1.0);
  EXPECT_EQ(quantile(table, 0.5001), 2.0);
  EXPECT_EQ(quantile(table, 0.7501), 5.0);
  EXPECT_EQ(quantile(table, 1.0 - 0x1.0p-53), 5.0);
}

TEST(Distribution, AConstantIsItsMeanToTheLastBit) {
  const std::vector<Distribution> constants{Fixed{0.1},       Uniform{0.1, 0.1},
                                            Normal{0.1, 0.0}, Lognormal{0.1, 0.0},
                                            Geometric{1.0},   Exponential{0.0},
                                            Gamma{2.0, 0.0},  Empirical{{0.1}, {0.7}},
                                            Normal{-1., 0.},  Empirical{{0.1, 3.0}, {0.7, 0.0}}};
  for (const Distribution& constant : constants) {
    EXPECT_TRUE(is_constant(constant));
    for (const double u : {1e-12, 0.3, 0.999999}) EXPECT_EQ(quantile(constant, u), mean(constant));
  }
  EXPECT_EQ(mean(Fixed{0.1}), 0.1);
  EXPECT_EQ(mean(Empirical{{0.1}, {0.7}}), 0.1);
  EXPECT_EQ(mean(Normal{-1.0, 0.0}), 0.0);
  for (const Case& c : cases()) EXPECT_FALSE(is_constant(c.distribution)) << c.name;
}

TEST(Distribution, DrawsFromTheStreamHaveItsMean) {
  constexpr int draws = 200000;
  for (const Case& c : cases()) {
    double sum = 0.0;
    for (std::uint32_t i = 0; i < draws; ++i)
      sum += quantile(c.distribution,
                      uniform_pair({entity_key(3, "test", c.name), Purpose::origin, i, 0}).first);
    const double standard_error = std::sqrt(c.variance / draws);
    EXPECT_LE(std::abs(sum / draws - c.mean), 4.0 * standard_error) << c.name;
    EXPECT_LT(standard_error, 0.01 * c.mean) << c.name;
  }
}

}  // namespace
}  // namespace panj
