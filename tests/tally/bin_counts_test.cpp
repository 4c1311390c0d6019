#include "tally/bin_counts.h"

#include <gtest/gtest.h>

#include <array>
#include <map>

#include "rng/stream.h"

namespace panj {
namespace {

TEST(BinCounts, AreThoseFoundAttemptByAttempt) {
  Stream words({EntityKey{12}, Purpose::ridges, 0, 0});
  for (int trial = 0; trial < 200; ++trial) {
    std::array<std::uint8_t, 64> bins;
    for (std::uint8_t& bin : bins) bin = static_cast<std::uint8_t>(words() % 7 == 0 ? 255 : words() % 9);
    BlockMasks masks;
    masks.counted = trial == 0 ? 0 : trial % 3 == 0 ? ~std::uint64_t{0} : words();
    masks.passed = words() & masks.counted;
    masks.crosses = words();
    std::map<int, std::array<int, 3>> expected;
    std::array<int, 3> all{};
    for (std::size_t i = 0; i < 64; ++i) {
      if ((masks.counted >> i & 1U) == 0) continue;
      const bool passed = (masks.passed >> i & 1U) != 0;
      const bool crosses = (masks.crosses >> i & 1U) != 0;
      for (std::array<int, 3>* counts : {&expected[bins[i]], &all}) {
        ++(*counts)[0];
        (*counts)[1] += passed ? 1 : 0;
        (*counts)[2] += passed && crosses ? 1 : 0;
      }
    }
    std::array<BinCounts, 64> found;
    const std::size_t number = count_bins(bins.data(), masks, found);
    ASSERT_EQ(number, expected.size());
    for (std::size_t b = 0; b < number; ++b)
      EXPECT_EQ((std::array<int, 3>{found[b].attempts, found[b].passed, found[b].passed_crosses}),
                expected.at(found[b].bin));
    const BinCounts together = count_all(masks);
    EXPECT_EQ((std::array<int, 3>{together.attempts, together.passed, together.passed_crosses}), all);
  }
}

}  // namespace
}  // namespace panj
