#include "rng/whole_number.h"

#include <gtest/gtest.h>

#include <limits>

namespace panj {
namespace {

TEST(WholeNumber, KnowsWhichDistributionsGiveThem) {
  EXPECT_TRUE(gives_whole_numbers(Fixed{3.0}));
  EXPECT_FALSE(gives_whole_numbers(Fixed{3.5}));
  EXPECT_TRUE(gives_whole_numbers(Uniform{1.0, 6.0}));
  EXPECT_FALSE(gives_whole_numbers(Uniform{1.0, 6.5}));
  EXPECT_FALSE(gives_whole_numbers(Uniform{0.5, 6.0}));
  EXPECT_TRUE(gives_whole_numbers(Geometric{4.3}));
  EXPECT_TRUE(gives_whole_numbers(Empirical{{1.0, 2.0, 7.0}, {1.0, 1.0, 1.0}}));
  EXPECT_FALSE(gives_whole_numbers(Empirical{{1.0, 2.2}, {1.0, 1.0}}));
  EXPECT_FALSE(gives_whole_numbers(Normal{4.0, 1.0}));
  EXPECT_FALSE(gives_whole_numbers(Lognormal{4.0, 1.0}));
  EXPECT_FALSE(gives_whole_numbers(Exponential{4.0}));
  EXPECT_FALSE(gives_whole_numbers(Gamma{4.0, 1.0}));
  EXPECT_FALSE(gives_whole_numbers(Fixed{std::numeric_limits<double>::infinity()}));
}

TEST(WholeNumber, AUniformOneTakesEachNumberAlike) {
  const Distribution die = Uniform{1.0, 6.0};
  EXPECT_EQ(whole_quantile(die, 1e-16), 1);
  EXPECT_EQ(whole_quantile(die, 1.0 / 6.0 - 1e-12), 1);
  EXPECT_EQ(whole_quantile(die, 1.0 / 6.0 + 1e-12), 2);
  EXPECT_EQ(whole_quantile(die, 0.5 + 1e-12), 4);
  EXPECT_EQ(whole_quantile(die, 1.0 - 1e-16), 6);
  EXPECT_EQ(whole_quantile(Uniform{7.0, 7.0}, 0.3), 7);
}

TEST(WholeNumber, OthersAreTheirOwnQuantiles) {
  EXPECT_EQ(whole_quantile(Fixed{3.0}, 0.9), 3);
  // P(1) = 1/4.
  EXPECT_EQ(whole_quantile(Geometric{4.0}, 0.2499), 1);
  EXPECT_EQ(whole_quantile(Geometric{4.0}, 0.2501), 2);
  EXPECT_EQ(whole_quantile(Empirical{{2.0, 5.0}, {1.0, 3.0}}, 0.26), 5);
}

}  // namespace
}  // namespace panj
