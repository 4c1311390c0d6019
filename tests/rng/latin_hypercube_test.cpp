#include "rng/latin_hypercube.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

#include "support/samples.h"

namespace panj {
namespace {

using test::samples;

constexpr std::uint64_t size = 16;
const EntityKey key = entity_key(11, "crosser", "trader");

Address address_of(std::uint64_t replication, std::uint32_t number = 3, Purpose purpose = Purpose::origin) {
  return {key, purpose, number, replication};
}

/// How far counts that should all be alike are from it: the standardized chi-square.
double z_of(const std::vector<double>& counts) {
  double all = 0.0;
  for (const double count : counts) all += count;
  const double expected = all / static_cast<double>(counts.size());
  double chi_square = 0.0;
  for (const double count : counts) chi_square += (count - expected) * (count - expected) / expected;
  const double freedom = static_cast<double>(counts.size()) - 1.0;
  return (chi_square - freedom) / std::sqrt(2.0 * freedom);
}

TEST(LatinHypercube, TakesPowersOfTwo) {
  for (const std::int64_t fit : {4, 8, 16, 32, 64, 128, 256}) {
    EXPECT_TRUE(LatinHypercube::fits(fit));
    EXPECT_EQ(LatinHypercube(fit).size(), fit);
  }
  for (const std::int64_t unfit : {-4, 0, 1, 2, 3, 12, 100, 512}) EXPECT_FALSE(LatinHypercube::fits(unfit));
}

TEST(LatinHypercube, WithoutOneEveryUniformIsThePlainOne) {
  const LatinHypercube none;
  EXPECT_TRUE(none.none());
  EXPECT_EQ(none.size(), 1);
  for (std::uint64_t r = 0; r < 20; ++r)
    EXPECT_EQ(none.uniform_pair(address_of(r), 2), uniform_pair(address_of(r), 2));
}

TEST(LatinHypercube, EachPartIsHitOnceInEachBatch) {
  for (const std::int64_t of : {4, 8, 16, 32, 64, 128, 256}) {
    const LatinHypercube hypercube(of);
    const auto length = static_cast<std::uint64_t>(of);
    for (std::uint64_t batch = 0; batch < 40; ++batch) {
      std::set<double> first;
      std::set<double> second;
      for (std::uint64_t r = batch * length; r < (batch + 1) * length; ++r) {
        const auto [a, b] = hypercube.uniform_pair(address_of(r, 7, Purpose::patrol_start), 5);
        first.insert(std::floor(a * static_cast<double>(of)));
        second.insert(std::floor(b * static_cast<double>(of)));
      }
      EXPECT_EQ(first.size(), length);
      EXPECT_EQ(second.size(), length);
      EXPECT_EQ(*first.begin(), 0.0);
      EXPECT_EQ(*second.rbegin(), static_cast<double>(of - 1));
    }
  }
}

TEST(LatinHypercube, InItsPartANumberIsAtThePlaceOfThePlainOne) {
  const LatinHypercube hypercube(size);
  for (std::uint64_t r = 0; r < 200; ++r) {
    const auto [first, second] = uniform_pair(address_of(r), 1);
    const auto [a, b] = hypercube.uniform_pair(address_of(r), 1);
    const auto [part_a, part_b] = hypercube.parts(address_of(r), 1);
    EXPECT_NEAR(a * size, part_a + first, 1e-14 * size);
    EXPECT_NEAR(b * size, part_b + second, 1e-14 * size);
  }
}

// What makes estimates unbiased: each replication of a batch by itself is drawn as without hypercubes.
TEST(LatinHypercube, EveryReplicationIsUniform) {
  const LatinHypercube hypercube(size);
  for (const std::uint64_t in_batch : {0U, 5U, 15U}) {
    std::vector<double> first(64);
    std::vector<double> both(256);
    const auto batches = static_cast<std::uint64_t>(samples(100'000));
    for (std::uint64_t batch = 0; batch < batches; ++batch) {
      const auto [a, b] = hypercube.uniform_pair(address_of(batch * size + in_batch));
      ++first[static_cast<std::size_t>(a * 64.0)];
      ++both[static_cast<std::size_t>(a * 16.0) * 16 + static_cast<std::size_t>(b * 16.0)];
    }
    EXPECT_LE(std::abs(z_of(first)), 4.0);
    EXPECT_LE(std::abs(z_of(both)), 4.0);
  }
}

// What the variance of a batch's mean depends on besides.
TEST(LatinHypercube, TwoReplicationsOfABatchFallIntoAnyTwoPartsAlike) {
  const LatinHypercube hypercube(size);
  std::vector<double> pairs(size * (size - 1));
  const auto batches = static_cast<std::uint64_t>(samples(200'000));
  for (std::uint64_t batch = 0; batch < batches; ++batch) {
    const std::size_t a = hypercube.parts(address_of(batch * size + 2)).first;
    const std::size_t b = hypercube.parts(address_of(batch * size + 11)).first;
    ASSERT_NE(a, b);
    ++pairs[a * (size - 1) + (b < a ? b : b - 1)];
  }
  EXPECT_LE(std::abs(z_of(pairs)), 4.0);
}

TEST(LatinHypercube, OtherNumbersAndBatchesHavePermutationsOfTheirOwn) {
  const LatinHypercube hypercube(size);
  const auto batches = static_cast<std::uint64_t>(samples(50'000));
  const auto expect_apart = [&](const auto& other_of) {
    std::vector<double> both(size * size);
    for (std::uint64_t batch = 0; batch < batches; ++batch) {
      const Address address = address_of(batch * size + 9);
      const std::pair<Address, std::uint32_t> other = other_of(address);
      ++both[hypercube.parts(address).first * size + hypercube.parts(other.first, other.second).first];
    }
    EXPECT_LE(std::abs(z_of(both)), 4.0);
  };
  expect_apart([](Address address) {
    address.key = entity_key(11, "crosser", "smuggler");
    return std::pair{address, 0U};
  });
  expect_apart([](Address address) {
    address.purpose = Purpose::departure_and_wait;
    return std::pair{address, 0U};
  });
  expect_apart([](Address address) {
    ++address.number;
    return std::pair{address, 0U};
  });
  expect_apart([](Address address) {
    address.replication += size;
    return std::pair{address, 0U};
  });
  expect_apart([](const Address& address) { return std::pair{address, 1U}; });
}

// The sum over a batch of an interaction of two numbers has the spread, and no longer tails than, the one of
// permutations drawn from all: hypergeometric. Maps a x + c alone would have the kurtosis 14 here.
TEST(LatinHypercube, InteractionsAreSpreadAsByAnyPermutation) {
  const LatinHypercube hypercube(size);
  const auto batches = static_cast<std::uint64_t>(samples(100'000));
  constexpr double half = size / 2.0;
  constexpr double variance = half * 0.25 * (size - half) / (size - 1.0);
  double sum = 0.0;
  double squares = 0.0;
  double fourths = 0.0;
  for (std::uint64_t batch = 0; batch < batches; ++batch) {
    double in_both = 0.0;
    for (std::uint64_t r = batch * size; r < (batch + 1) * size; ++r) {
      const auto [a, b] = hypercube.uniform_pair(address_of(r));
      in_both += a < 0.5 && b < 0.5 ? 1.0 : 0.0;
    }
    const double away = in_both - half / 2.0;
    sum += away;
    squares += away * away;
    fourths += away * away * away * away;
  }
  const auto n = static_cast<double>(batches);
  const double kurtosis = n * fourths / (squares * squares);
  EXPECT_LE(std::abs(sum / std::sqrt(n * variance)), 4.0);
  EXPECT_LE(std::abs((squares / n / variance - 1.0) / std::sqrt((kurtosis - 1.0) / n)), 4.0);
  EXPECT_LT(kurtosis, 3.5);
}

}  // namespace
}  // namespace panj
