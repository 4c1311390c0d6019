#include "tally/bin_counts.h"

#include <bit>

#include "base/clones.h"
#include "base/equal_bytes.h"

namespace panj {

namespace {

inline BinCounts count_in(std::uint8_t bin, std::uint64_t here, const BlockMasks& masks) {
  const auto number_of = [](std::uint64_t mask) { return static_cast<std::uint8_t>(std::popcount(mask)); };
  return {bin, number_of(here), number_of(here & masks.passed),
          number_of(here & masks.passed & masks.crosses)};
}

}  // namespace

PANJ_CLONES  // some machines count bits in one step
    std::size_t
    count_bins(const std::uint8_t* bins, const BlockMasks& masks, std::array<BinCounts, 64>& found) {
  std::size_t number = 0;
  for (std::uint64_t left = masks.counted; left != 0;) {
    const std::uint8_t bin = bins[std::countr_zero(left)];
    const std::uint64_t here = equal_bytes(bins, bin) & left;
    found[number++] = count_in(bin, here, masks);
    left &= ~here;
  }
  return number;
}

BinCounts count_all(const BlockMasks& masks) {
  return count_in(0, masks.counted, masks);
}

}  // namespace panj
