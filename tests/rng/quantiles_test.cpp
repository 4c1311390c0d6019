#include "rng/quantiles.h"

#include <gtest/gtest.h>

#include <vector>

namespace panj {
namespace {

TEST(Quantiles, AreThoseOfEachNumber) {
  const std::vector<double> uniforms = {0x1p-53, 0.1, 0.25, 0.5, 0.7, 0.999, 1 - 0x1p-53};
  for (const Distribution& distribution :
       {Distribution(Uniform{-2.5, 7.25}), Distribution(Exponential{3.0})}) {
    std::vector<double> found = uniforms;
    find_quantiles(distribution, found);
    for (std::size_t i = 0; i < uniforms.size(); ++i)
      EXPECT_EQ(found[i], quantile(distribution, uniforms[i]));
  }
}

}  // namespace
}  // namespace panj
