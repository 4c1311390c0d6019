#include "world/gaussian_field.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/samples.h"

namespace panj {
namespace {

const Grid small{{0.0, 0.0}, 250.0, 6, 9};

Layer<float> field(std::uint32_t draw, double correlation_cells = 4.0) {
  return gaussian_field(small, correlation_cells * 250.0, {EntityKey{77}, Purpose::perceived_cost, draw, 0});
}

/// Means over draws of what a pair of cells holds.
struct Moments {
  double mean = 0.0;
  double square = 0.0;
  double product = 0.0;
  double fourth = 0.0;
};

Moments moments(CellId a, CellId b, int draws) {
  Moments sums;
  for (int draw = 0; draw < draws; ++draw) {
    const Layer<float> values = field(static_cast<std::uint32_t>(draw));
    const double x = values.data()[a];
    const double y = values.data()[b];
    sums.mean += x / draws;
    sums.square += x * x / draws;
    sums.product += x * y / draws;
    sums.fourth += x * x * x * x / draws;
  }
  return sums;
}

TEST(GaussianField, HasItsMeanVarianceAndCorrelation) {
  const auto draws = static_cast<int>(test::samples(20'000));
  const double root = std::sqrt(static_cast<double>(draws));
  // 4 cells apart along a row: 1/e.
  const Moments along = moments(small.cell(1, 1), small.cell(1, 5), draws);
  EXPECT_LE(std::abs(along.mean) * root, 4.0);
  EXPECT_LE(std::abs(along.square - 1.0) * root / std::sqrt(2.0), 4.0);
  // A normal's fourth moment is 3; that of its fourth power's mean has variance 96.
  EXPECT_LE(std::abs(along.fourth - 3.0) * root / std::sqrt(96.0), 4.0);
  const double at_length = std::exp(-1.0);
  EXPECT_LE(std::abs(along.product - at_length) * root / std::sqrt(1.0 + at_length * at_length), 4.0);
  // sqrt(8) cells apart on the diagonal: exp(-1/2).
  const Moments across = moments(small.cell(2, 2), small.cell(4, 4), draws);
  const double nearer = std::exp(-0.5);
  EXPECT_LE(std::abs(across.product - nearer) * root / std::sqrt(1.0 + nearer * nearer), 4.0);
}

TEST(GaussianField, IsAFunctionOfItsAddress) {
  EXPECT_TRUE((field(3) == field(3)).all());
  EXPECT_FALSE((field(3) == field(4)).any());
}

TEST(GaussianField, IsSmootherForLongerCorrelation) {
  const auto roughness = [](const Layer<float>& values) {
    return (values.rightCols(values.cols() - 1) - values.leftCols(values.cols() - 1)).abs().mean();
  };
  EXPECT_LT(roughness(field(1, 40.0)), 0.3 * roughness(field(1, 2.0)));
}

}  // namespace
}  // namespace panj
