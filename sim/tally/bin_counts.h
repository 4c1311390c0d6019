#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace panj {

/// Attempts of a block of up to 64, attempt by attempt a bit.
struct BlockMasks {
  std::uint64_t counted = 0;  ///< of which numbers are asked
  std::uint64_t passed = 0;   ///< of these: whom nobody has seen
  std::uint64_t crosses = 0;  ///< whose way cuts the line
};

/// How many attempts of a block stand in a bin.
struct BinCounts {
  std::uint8_t bin = 0;
  std::uint8_t attempts = 0;
  std::uint8_t passed = 0;          ///< of the attempts
  std::uint8_t passed_crosses = 0;  ///< of those who passed
};

/// Counts the attempts of a block in each bin that any stands in. \param bins of the attempts, 64 bytes
/// \return number of `found` that it has written, bins in the order of their first attempts
std::size_t count_bins(const std::uint8_t* bins, const BlockMasks& masks, std::array<BinCounts, 64>& found);

/// The same of the whole block.
BinCounts count_all(const BlockMasks& masks);

}  // namespace panj
