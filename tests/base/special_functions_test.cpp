#include "base/special_functions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace panj {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(NormalQuantile, KnownValuesAndLimits) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_quantile(0.5), 0.0, 1e-16);
  EXPECT_EQ(normal_quantile(0.0), -infinity);
  EXPECT_EQ(normal_quantile(1.0), infinity);
  EXPECT_TRUE(std::isnan(normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(normal_quantile(nan)));
}

TEST(NormalCdf, InvertsTheQuantile) {
  for (const double p : {1e-300, 1e-9, 0.02275, 0.3, 0.5, 0.9, 0.999})
    EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1.0, 1e-11);
  EXPECT_EQ(normal_cdf(-infinity), 0.0);
  EXPECT_EQ(normal_cdf(infinity), 1.0);
  EXPECT_TRUE(std::isnan(normal_cdf(nan)));
}

TEST(StudentTQuantile, ClosedFormsOfOneAndTwoDegrees) {
  for (const double p : {0.01, 0.2, 0.5, 0.9, 0.975, 0.9999}) {
    const double cauchy = std::tan(std::numbers::pi * (p - 0.5));
    EXPECT_NEAR(student_t_quantile(p, 1.0), cauchy, 1e-11 * std::abs(cauchy) + 1e-15);
    EXPECT_NEAR(student_t_quantile(p, 2.0), (2.0 * p - 1.0) * std::sqrt(0.5 / (p * (1.0 - p))), 1e-10);
  }
}

TEST(StudentTQuantile, TendsToTheNormalAndKnowsItsLimits) {
  EXPECT_NEAR(student_t_quantile(0.975, 1e12), normal_quantile(0.975), 1e-9);
  EXPECT_NEAR(student_t_quantile(0.975, infinity), normal_quantile(0.975), 1e-15);
  EXPECT_NEAR(student_t_quantile(0.975, 29.0), 2.045229642132703, 1e-12);
  EXPECT_EQ(student_t_quantile(1.0, 3.0), infinity);
  EXPECT_EQ(student_t_quantile(0.0, 3.0), -infinity);
  EXPECT_TRUE(std::isnan(student_t_quantile(0.5, 0.0)));
  EXPECT_TRUE(std::isnan(student_t_quantile(-0.5, 3.0)));
  EXPECT_GT(student_t_quantile(0.975, 0.05), 1e6);
}

TEST(BetaQuantile, ClosedForms) {
  for (const double p : {0.001, 0.025, 0.5, 0.975}) {
    EXPECT_NEAR(beta_quantile(p, 1.0, 1.0), p, 1e-14);
    EXPECT_NEAR(beta_quantile(p, 7.5, 1.0), std::pow(p, 1.0 / 7.5), 1e-13);
    EXPECT_NEAR(beta_quantile(p, 1.0, 40.0), 1.0 - std::pow(1.0 - p, 1.0 / 40.0), 1e-13);
    EXPECT_NEAR(beta_quantile(p, 0.5, 0.5), std::pow(std::sin(0.5 * std::numbers::pi * p), 2.0), 1e-13);
  }
}

TEST(BetaQuantile, LimitsAndExtremeShapes) {
  EXPECT_EQ(beta_quantile(0.0, 2.0, 3.0), 0.0);
  EXPECT_EQ(beta_quantile(1.0, 2.0, 3.0), 1.0);
  EXPECT_TRUE(std::isnan(beta_quantile(0.5, 0.0, 3.0)));
  EXPECT_TRUE(std::isnan(beta_quantile(0.5, 3.0, infinity)));
  EXPECT_TRUE(std::isnan(beta_quantile(2.0, 3.0, 3.0)));
  const double tiny = beta_quantile(0.025, 1e-9, 30.0);
  EXPECT_GE(tiny, 0.0);
  EXPECT_LT(tiny, 1e-6);
  EXPECT_NEAR(beta_quantile(0.5, 1e9, 1e9), 0.5, 1e-9);
}

TEST(GammaQuantile, ClosedFormsAndLimits) {
  for (const double p : {0.001, 0.3, 0.9}) {
    EXPECT_NEAR(gamma_quantile(p, 1.0), -std::log1p(-p), 1e-13);
    EXPECT_NEAR(gamma_quantile(p, 0.5), 0.5 * std::pow(normal_quantile(0.5 * (1.0 + p)), 2.0), 1e-12);
  }
  EXPECT_EQ(gamma_quantile(0.0, 2.0), 0.0);
  EXPECT_EQ(gamma_quantile(1.0, 2.0), infinity);
  EXPECT_TRUE(std::isnan(gamma_quantile(0.5, -1.0)));
  EXPECT_EQ(gamma_quantile(1e-9, 1e-4), 0.0);
}

}  // namespace
}  // namespace panj
