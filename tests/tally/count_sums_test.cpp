#include "tally/count_sums.h"

#include <gtest/gtest.h>

#include <vector>

#include "rng/stream.h"

namespace panj {
namespace {

TEST(CountSums, ManyBinsAreThoseOneByOne) {
  constexpr std::size_t bins = 5;
  constexpr std::size_t configurations = 3;
  constexpr std::size_t rows = bins * configurations;
  std::vector<CountSums> together(rows);
  std::vector<CountSums> alone(rows);
  Stream words({EntityKey{11}, Purpose::ridges, 0, 0});
  for (int unit = 0; unit < 50; ++unit) {
    std::vector<std::size_t> touched;
    std::vector<std::int64_t> n(bins);
    std::vector<PackedScores> packed(rows);
    std::vector<UnitCounts> counts(rows);
    std::vector<UnitCounts> expected(rows);
    for (std::size_t bin = 0; bin < bins; ++bin) {
      if (words() % 3 == 0) continue;
      touched.push_back(bin);
      n[bin] = static_cast<std::int64_t>(words() >> 44);  // up to 2^20
      for (std::size_t at = bin * configurations; at < (bin + 1) * configurations; ++at) {
        packed[at] = {words(), 7};
        for (std::size_t i = 0; i < packed_counts; ++i) {
          counts[at][i] = static_cast<std::uint32_t>(words() >> 45);
          expected[at][i] = counts[at][i] + static_cast<std::uint32_t>(packed[at].counts >> (8 * i) & 0xffU);
        }
        for (std::size_t i = 0; i < packed_counts; ++i) {
          const auto y = static_cast<std::int64_t>(expected[at][i]);
          alone[at].y[i] += y;
          alone[at].yy[i] += y * y;
          alone[at].ny[i] += n[bin] * y;
        }
      }
    }
    add_units(touched, configurations, n.data(), packed.data(), counts.data(), together.data());
    for (const std::size_t bin : touched)
      for (std::size_t at = bin * configurations; at < (bin + 1) * configurations; ++at) {
        EXPECT_EQ(packed[at].counts, 0U);
        EXPECT_EQ(packed[at].fixed, 7);  // no count
        EXPECT_EQ(counts[at], UnitCounts{});
      }
  }
  for (std::size_t at = 0; at < rows; ++at) {
    EXPECT_GT(alone[at].y[0], 0);
    EXPECT_EQ(together[at].y, alone[at].y);
    EXPECT_EQ(together[at].yy, alone[at].yy);
    EXPECT_EQ(together[at].ny, alone[at].ny);
  }
}

TEST(CountSums, AUnitIsSquaredAndUnpackedByteByByte) {
  UnitCounts counts{};
  counts[2] = 1000;
  PackedScores packed{std::uint64_t{255} << 16U | 1U, 9};
  unpack(packed, counts);
  EXPECT_EQ(counts, (UnitCounts{1, 0, 1255, 0, 0, 0, 0, 0}));
  EXPECT_EQ(packed.counts, 0U);
  EXPECT_EQ(packed.fixed, 9);
  CountSums sums;
  add_unit(2000, counts, sums);
  add_unit(1000, counts, sums);
  CountSums twice = sums;
  twice += sums;
  EXPECT_EQ(sums.y[2], 2 * 1255);
  EXPECT_EQ(sums.yy[2], 2 * 1255 * 1255);
  EXPECT_EQ(sums.ny[2], 3000 * 1255);
  EXPECT_EQ(twice.ny[2], 6000 * 1255);
  EXPECT_EQ(twice.yy[0], 4);
}

}  // namespace
}  // namespace panj
