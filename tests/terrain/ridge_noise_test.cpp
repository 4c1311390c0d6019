#include "terrain/ridge_noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace panj {
namespace {

TEST(RidgeNoise, DependsOnThePlaceAloneNotOnTheWayThere) {
  const RidgeNoise noise(1, 100.0);
  RidgeNoise::Walker walker(noise);
  RidgeNoise::Walker other(noise);
  for (int i = 0; i < 500; ++i) {
    const Point at(600e3 + 1234.5 * i, 4200e3 - 777.7 * i);
    const double height = walker.height_m(at);
    const double hardness = walker.hardness(at);
    other.height_m(-at);
    EXPECT_EQ(other.hardness(at), hardness);
    EXPECT_EQ(other.height_m(at), height);
  }
}

TEST(RidgeNoise, DiffersFromSeedToSeed) {
  const RidgeNoise first(1, 100.0);
  const RidgeNoise second(2, 100.0);
  EXPECT_NE(RidgeNoise::Walker(first).height_m({1e5, 2e5}), RidgeNoise::Walker(second).height_m({1e5, 2e5}));
  EXPECT_NE(first.cell_uniform({1e5, 2e5}), second.cell_uniform({1e5, 2e5}));
}

TEST(RidgeNoise, IsContinuousAndCentred) {
  const RidgeNoise noise(3, 100.0);
  RidgeNoise::Walker walker(noise);
  double sum = 0.0;
  double sum2 = 0.0;
  constexpr int places = 40000;
  for (int i = 0; i < places; ++i) {
    // 6 km apart: more than half of the longest wavelength.
    const Point at(6000.0 * (i % 200), 6000.0 * (i / 200));
    const double height = walker.height_m(at);
    sum += height;
    sum2 += height * height;
    EXPECT_NEAR(walker.height_m(at + Point(0.01, 0.0)), height, 0.1);
  }
  const double mean = sum / places;
  const double deviation = std::sqrt(sum2 / places - mean * mean);
  EXPECT_NEAR(mean, 0.0, 30.0);  // mean_ridge is rounded to 0.001 of some 1.3 km
  EXPECT_GT(deviation, 250.0);
  EXPECT_LT(deviation, 600.0);
}

TEST(RidgeNoise, CoarseCellsSeeTheSameMountainsSmoother) {
  const RidgeNoise fine(1, 50.0);
  const RidgeNoise coarse(1, 500.0);
  RidgeNoise::Walker fine_walker(fine);
  RidgeNoise::Walker coarse_walker(coarse);
  double gap2 = 0.0;
  double fine2 = 0.0;
  for (int i = 0; i < 10000; ++i) {
    const Point at(5000.0 * (i % 100), 5000.0 * (i / 100));
    const double height = fine_walker.height_m(at);
    gap2 += std::pow(height - coarse_walker.height_m(at), 2);
    fine2 += height * height;
  }
  // What is left out has a tenth of the longest wavelength and less.
  EXPECT_LT(std::sqrt(gap2 / fine2), 0.2);
  EXPECT_GT(gap2, 0.0);
}

TEST(RidgeNoise, HardnessFillsItsRange) {
  const RidgeNoise noise(1, 100.0);
  RidgeNoise::Walker walker(noise);
  double sum = 0.0;
  int soft = 0;
  int hard = 0;
  for (int i = 0; i < 10000; ++i) {
    const double hardness = walker.hardness({3000.0 * (i % 100) + 11.0 * i, 3000.0 * (i / 100)});
    ASSERT_GE(hardness, 0.0);
    ASSERT_LE(hardness, 1.0);
    sum += hardness;
    soft += hardness < 0.3 ? 1 : 0;
    hard += hardness > 0.7 ? 1 : 0;
  }
  EXPECT_NEAR(sum / 10000, 0.5, 0.02);
  EXPECT_GT(soft, 1000);
  EXPECT_GT(hard, 1000);
}

}  // namespace
}  // namespace panj
