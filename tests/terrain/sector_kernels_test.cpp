#include "terrain/sector_kernels.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace panj {
namespace {

/// A line of a lattice, and 41 rays that meet it less than a cell apart.
class SectorKernels : public testing::Test {
 protected:
  static constexpr std::size_t sectors = 40;
  static constexpr SectorRange all{0, static_cast<std::int32_t>(sectors) - 1};

  std::vector<double> random(std::size_t size, double most) {
    std::uniform_real_distribution<double> uniform(0.0, most);
    std::vector<double> values(size);
    for (double& value : values) value = uniform(generator_);
    return values;
  }
  static LineView viewed(double along, const std::vector<double>& nodes_m, bool plainly) {
    LineView view(sectors);
    heights_at_rays({20.3, along, 2.0 / sectors, 60.0}, all, nodes_m.data(), view);
    if (plainly)
      extremes_of_any(all, nodes_m.data(), view);
    else
      extremes_of_narrow(all, nodes_m.data(), view);
    return view;
  }

 private:
  std::mt19937 generator_{3};
};

TEST_F(SectorKernels, FindTheGroundAtEachRay) {
  const std::vector<double> nodes_m = random(62, 100.0);
  const LineView view = viewed(10.0, nodes_m, false);
  EXPECT_EQ(view.node.front(), 10);
  EXPECT_NEAR(view.height_m.front(), nodes_m[10] + 0.3 * (nodes_m[11] - nodes_m[10]), 1e-9);
  EXPECT_EQ(view.node.back(), 30);
  // Rays that leave the lattice are held to its rim.
  EXPECT_EQ(viewed(30.0, nodes_m, false).node.front(), 0);
}

TEST_F(SectorKernels, FindTheSameExtremesAsTheirTwin) {
  for (const double along : {2.5, 10.0, 19.9, 20.0}) {
    const std::vector<double> nodes_m = random(62, 100.0);
    const LineView plain = viewed(along, nodes_m, true);
    const LineView quick = viewed(along, nodes_m, false);
    EXPECT_EQ(quick.highest_m, plain.highest_m) << along;
    EXPECT_EQ(quick.lowest_m, plain.lowest_m) << along;
  }
}

TEST_F(SectorKernels, RaiseBoundsLikeTheirTwin) {
  const LineView before = viewed(18.0, random(62, 100.0), true);
  const LineView here = viewed(19.0, random(62, 100.0), true);
  const std::vector<double> least = random(sectors, 1.0);
  const std::vector<double> greatest = random(sectors, 2.0);
  const RiseBetween rise{50.0, 1.0 / 18.0, 1.0 / 19.0, 1e-3, 2e-3};
  const std::vector<double> excess_m = random(64, 5.0);
  std::vector<double> excess_of_three_m(62);
  for (std::size_t j = 0; j < excess_of_three_m.size(); ++j)
    excess_of_three_m[j] = std::max({excess_m[j], excess_m[j + 1], excess_m[j + 2]});
  const std::vector<double> nothing(sectors, -0.5);
  std::vector<double> above = nothing, stretch = nothing, below = nothing;
  std::vector<double> plain_above = nothing, plain_stretch = nothing, plain_below = nothing;
  raise_narrow(rise, all, before, here, excess_of_three_m.data(),
               {least.data(), greatest.data(), above.data(), stretch.data(), below.data()});
  raise_any(rise, all, before, here, excess_m.data(),
            {least.data(), greatest.data(), plain_above.data(), plain_stretch.data(), plain_below.data()});
  EXPECT_EQ(below, plain_below);
  EXPECT_EQ(above, stretch);
  for (std::size_t i = 0; i < sectors; ++i) {
    // A bound may be wider, by what the squares beside add, and never narrower.
    EXPECT_GE(above[i], plain_above[i]) << i;
    EXPECT_LE(above[i], plain_above[i] + 5.0 / 18.0) << i;
  }
}

}  // namespace
}  // namespace panj
