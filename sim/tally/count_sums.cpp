#include "tally/count_sums.h"

#include <cassert>
#include <cstring>

#include "base/clones.h"

namespace panj {

namespace {

/// Products of 32 bits by 32: most machines multiply several such at once.
inline void add_products(std::uint32_t n, const UnitCounts& counts, CountSums& sums) {
  for (std::size_t i = 0; i < packed_counts; ++i) {
    const std::uint64_t y = counts[i];
    sums.y[i] += static_cast<std::int64_t>(y);
    sums.yy[i] += static_cast<std::int64_t>(y * y);
    sums.ny[i] += static_cast<std::int64_t>(n * y);
  }
}

inline void add_packed(std::uint64_t packed, UnitCounts& counts) {
  std::array<std::uint8_t, packed_counts> bytes;
  std::memcpy(bytes.data(), &packed, sizeof packed);
  for (std::size_t i = 0; i < packed_counts; ++i) counts[i] += bytes[i];
}

}  // namespace

CountSums& CountSums::operator+=(const CountSums& other) {
  for (std::size_t i = 0; i < packed_counts; ++i) {
    y[i] += other.y[i];
    yy[i] += other.yy[i];
    ny[i] += other.ny[i];
  }
  return *this;
}

void add_unit(std::int64_t n, const UnitCounts& counts, CountSums& sums) {
  add_products(static_cast<std::uint32_t>(n), counts, sums);
}

PANJ_CLONES
void add_units(std::span<const std::size_t> bins, std::size_t configurations, const std::int64_t* n,
               PackedScores* packed, UnitCounts* counts, CountSums* sums) {
  for (const std::size_t bin : bins)
    for (std::size_t at = bin * configurations; at < (bin + 1) * configurations; ++at) {
      UnitCounts all = counts[at];
      add_packed(packed[at].counts, all);
      add_products(static_cast<std::uint32_t>(n[bin]), all, sums[at]);
      packed[at].counts = 0;
      counts[at] = {};
    }
}

void unpack(PackedScores& packed, UnitCounts& counts) {
  add_packed(packed.counts, counts);
  packed.counts = 0;
}

}  // namespace panj
