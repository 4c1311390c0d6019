#include "rng/stream.h"

#include <gtest/gtest.h>

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <set>

namespace panj {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Known answers of Philox4x32-10 (kat_vectors of Random123 1.14); that of zeros is in tests/validation.

TEST(Philox, KnownAnswerOfOnes) {
  const Address address{EntityKey{~0ULL}, static_cast<Purpose>(0xff), 0xffffffff, ~0ULL};
  EXPECT_EQ(philox_block(address, 0xffffff), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
}

TEST(Philox, KnownAnswerOfPi) {
  // Counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0.
  const Address address{EntityKey{0x299f31d0a4093822ULL}, static_cast<Purpose>(0x24), 0x85a308d3,
                        0x0370734413198a2eULL};
  EXPECT_EQ(philox_block(address, 0x3f6a88), (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Address, EveryFieldMovesTheNumber) {
  const Address base{EntityKey{7}, Purpose::origin, 3, 5};
  std::set<Words> blocks{philox_block(base, 0)};
  Address other = base;
  other.key = EntityKey{8};
  blocks.insert(philox_block(other, 0));
  other = base;
  other.key = EntityKey{7 + (1ULL << 32)};
  blocks.insert(philox_block(other, 0));
  other = base;
  other.purpose = Purpose::route;
  blocks.insert(philox_block(other, 0));
  other = base;
  other.number = 4;
  blocks.insert(philox_block(other, 0));
  other = base;
  other.replication = 6;
  blocks.insert(philox_block(other, 0));
  other.replication = 5 + (1ULL << 32);
  blocks.insert(philox_block(other, 0));
  blocks.insert(philox_block(base, 1));
  EXPECT_EQ(blocks.size(), 8U);
}

TEST(Address, HoldsTheSameNumberWheneverAsked) {
  const Address address{entity_key(1, "crosser", "trader"), Purpose::detection, 12, 34};
  const auto first = uniform_pair(address);
  for (std::uint32_t i = 0; i < 100; ++i) uniform_pair({address.key, Purpose::detection, i, 34});
  EXPECT_EQ(uniform_pair(address), first);
}

// Results that exist depend on it; computed by hand from FNV-1a and mix 13.
TEST(EntityKey, NeverChanges) {
  const EntityKey trader = entity_key(1, "crosser", "trader");
  EXPECT_EQ(trader.value, 0x05b00fe1b61264aeULL);
  EXPECT_EQ(entity_key(trader, entity_key(1, "post", "north")).value, 0xcfe66fe689b896c6ULL);
}

TEST(EntityKey, DependsOnSeedKindAndNameAlone) {
  const EntityKey key = entity_key(1, "patrol", "north");
  EXPECT_EQ(entity_key(1, "patrol", "north").value, key.value);
  EXPECT_NE(entity_key(2, "patrol", "north").value, key.value);
  EXPECT_NE(entity_key(1, "post", "north").value, key.value);
  EXPECT_NE(entity_key(1, "patrol", "nortH").value, key.value);
  EXPECT_NE(entity_key(1, "patroln", "orth").value, key.value);
}

TEST(EntityKey, NamesKeepTheirNumbersInAnyOrderOfNaming) {
  const std::vector<std::string> names{"trader", "smuggler", "armed", "night", "day"};
  std::vector<double> forward;
  for (const auto& name : names)
    forward.push_back(uniform_pair({entity_key(9, "crosser", name), Purpose::origin, 0, 0}).first);
  for (std::size_t i = names.size(); i-- > 0;)
    EXPECT_EQ(uniform_pair({entity_key(9, "crosser", names[i]), Purpose::origin, 0, 0}).first, forward[i]);
}

TEST(EntityKey, PairsAreOrderedAndDistinct) {
  std::set<std::uint64_t> keys;
  for (std::uint64_t first = 0; first < 60; ++first)
    for (std::uint64_t second = 0; second < 60; ++second)
      keys.insert(entity_key(entity_key(first, "crosser", "a"), entity_key(second, "post", "b")).value);
  EXPECT_EQ(keys.size(), 3600U);
  const EntityKey a = entity_key(1, "crosser", "a");
  const EntityKey b = entity_key(1, "post", "b");
  EXPECT_NE(entity_key(a, b).value, entity_key(b, a).value);
}

TEST(UniformOf, IsNeverZeroOrOne) {
  EXPECT_EQ(uniform_of(0, 0), 0x1.0p-53);
  EXPECT_EQ(uniform_of(0xffffffff, 0xffffffff), 1.0 - 0x1.0p-53);
  EXPECT_EQ(uniform_of(0x80000000, 0), 0.5 + 0x1.0p-53);
  EXPECT_EQ(uniform_of(0, 0xfff), uniform_of(0, 0));
  EXPECT_GT(uniform_of(0, 0x1000), uniform_of(0, 0xfff));
}

TEST(UniformPair, MomentsAndIndependence) {
  constexpr int draws = 1000000;
  double sum = 0.0;
  double squares = 0.0;
  double products = 0.0;
  double neighbours = 0.0;
  double last = 0.5;
  const EntityKey key = entity_key(42, "crosser", "trader");
  for (std::uint32_t i = 0; i < draws; ++i) {
    const auto [first, second] = uniform_pair({key, Purpose::origin, i % 1000, i / 1000});
    sum += first + second;
    squares += (first - 0.5) * (first - 0.5) + (second - 0.5) * (second - 0.5);
    products += (first - 0.5) * (second - 0.5);
    neighbours += (first - 0.5) * (last - 0.5);
    last = second;
  }
  // Standard errors: sqrt(1/12/2n), sqrt(1/180/2n), 1/12/sqrt(n).
  EXPECT_LE(std::abs(sum / (2.0 * draws) - 0.5), 4.0 * std::sqrt(1.0 / 24.0 / draws));
  EXPECT_LE(std::abs(squares / (2.0 * draws) - 1.0 / 12.0), 4.0 * std::sqrt(1.0 / 360.0 / draws));
  EXPECT_LE(std::abs(products / draws), 4.0 / 12.0 / std::sqrt(draws));
  EXPECT_LE(std::abs(neighbours / draws), 4.0 / 12.0 / std::sqrt(draws));
}

TEST(Stream, IsTheWordsOfItsBlocksInOrder) {
  const Address address{EntityKey{5}, Purpose::route, 1, 2};
  Stream stream(address);
  for (std::uint32_t block = 0; block < 5; ++block) {
    const Words words = philox_block(address, block);
    EXPECT_EQ(stream(), (static_cast<std::uint64_t>(words[0]) << 32) | words[1]);
    EXPECT_EQ(stream(), (static_cast<std::uint64_t>(words[2]) << 32) | words[3]);
  }
}

template <class Sampler>
void expect_moments(Sampler sampler, double mean, double variance, double fourth_moment) {
  constexpr int draws = 400000;
  Stream stream({EntityKey{77}, Purpose::ridges, 0, 0});
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < draws; ++i) {
    const double x = sampler(stream) - mean;
    sum += x;
    squares += x * x;
  }
  EXPECT_LE(std::abs(sum / draws), 4.0 * std::sqrt(variance / draws));
  EXPECT_LE(std::abs(squares / draws - variance),
            4.0 * std::sqrt((fourth_moment - variance * variance) / draws));
}

TEST(Stream, FeedsTheDistributionsOfBoostRandom) {
  expect_moments(boost::random::normal_distribution<double>(2.0, 3.0), 2.0, 9.0, 243.0);
  expect_moments(boost::random::exponential_distribution<double>(0.5), 2.0, 4.0, 144.0);
  expect_moments(boost::random::uniform_real_distribution<double>(0.0, 1.0), 0.5, 1.0 / 12.0, 1.0 / 80.0);
}

TEST(PoissonNumber, HasItsMeanAndVariance) {
  constexpr int draws = 200000;
  for (const double mean : {0.03, 1.0, 4.5, 40.0, 900.0}) {
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < draws; ++i) {
      const auto number = static_cast<double>(
          poisson_number(mean, {EntityKey{11}, Purpose::arrivals, 0, static_cast<std::uint64_t>(i)}));
      ASSERT_GE(number, 0.0);
      sum += number - mean;
      squares += (number - mean) * (number - mean);
    }
    EXPECT_LE(std::abs(sum / draws), 4.0 * std::sqrt(mean / draws)) << mean;
    // Var of (X - m)^2: m + 2 m^2.
    EXPECT_LE(std::abs(squares / draws - mean), 4.0 * std::sqrt((mean + 2.0 * mean * mean) / draws)) << mean;
  }
}

TEST(PoissonNumber, OfNothingIsNothing) {
  EXPECT_EQ(poisson_number(0.0, {EntityKey{1}, Purpose::arrivals, 0, 0}), 0);
  EXPECT_EQ(poisson_number(-1.0, {EntityKey{1}, Purpose::arrivals, 0, 0}), 0);
}

}  // namespace
}  // namespace panj
