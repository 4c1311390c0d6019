#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "tally/measures.h"

namespace panj {

/// What attempts of the current unit have scored in counts, byte by byte of PackedScores.
using UnitCounts = std::array<std::uint32_t, packed_counts>;

/// Sums over statistical units of the counts y that PackedScores holds, of their squares and of their
/// products with the number of attempts n. Counts are whole numbers of attempts: up to 2^20 of them a unit in
/// 2^22 units are squared and added in 64 bits.
struct CountSums {
  std::array<std::int64_t, packed_counts> y{}, yy{}, ny{};

  CountSums& operator+=(const CountSums& other);
};

/// Adds a unit of `n` attempts.
void add_unit(std::int64_t n, const UnitCounts& counts, CountSums& sums);

/// The same of each of `bins`, under all configurations. \param n, by bin; \param packed, counts and sums are
/// [bin][configuration]. What is packed counts as well; this and counts are 0 afterwards.
void add_units(std::span<const std::size_t> bins, std::size_t configurations, const std::int64_t* n,
               PackedScores* packed, UnitCounts* counts, CountSums* sums);

/// Adds packed counts to those of a unit, and leaves none packed.
void unpack(PackedScores& packed, UnitCounts& counts);

}  // namespace panj
