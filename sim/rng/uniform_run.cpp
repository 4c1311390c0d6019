#include "rng/uniform_run.h"

#include <bit>
#include <cassert>
#include <cstddef>

#include "base/clones.h"

namespace panj {

namespace {

constexpr std::size_t lanes = UniformRun::length;
using Lanes = std::array<std::uint32_t, lanes>;

// Multipliers and key steps of Philox4x32 (Salmon et al. 2011, doi:10.1145/2063384.2063405).
constexpr std::uint32_t multiplier0 = 0xD2511F53U;
constexpr std::uint32_t multiplier1 = 0xCD9E8D57U;
constexpr std::uint32_t key_step0 = 0x9E3779B9U;
constexpr std::uint32_t key_step1 = 0xBB67AE85U;

/// The upper word of a product. In words of 32 bits the compiler knows instructions for it; of 64 bits it
/// would make whole products out of several.
constexpr std::uint32_t upper_word(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>((std::uint64_t{a} * b) >> 32U);
}

/// What uniform_of makes of two words: the 52 upper bits behind the point of a number of [1, 2) are those of
/// one of [0, 1), and adding half a cell is exact.
double uniform_of_words(std::uint64_t high, std::uint64_t low) {
  constexpr std::uint64_t one = 0x3ff0000000000000U;
  return (std::bit_cast<double>(((high << 32U | low) >> 12U) | one) - 1.0) + 0x1.0p-53;
}

/// philox_block in all lanes. Loops of a fixed length over plain arrays: the compiler makes vectors of them.
PANJ_CLONES
void fill_lanes(const std::array<std::uint32_t, 4>& counter, std::uint32_t key0, std::uint32_t key1,
                double* __restrict first, double* __restrict second) {
  Lanes c0;
  Lanes c1;
  Lanes c2;
  Lanes c3;
  for (std::size_t i = 0; i < lanes; ++i) {
    c0[i] = counter[0];
    c1[i] = counter[1] + static_cast<std::uint32_t>(i);
    c2[i] = counter[2];
    c3[i] = counter[3];
  }
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < lanes; ++i) {
      const std::uint32_t upper0 = upper_word(multiplier0, c0[i]);
      const std::uint32_t upper1 = upper_word(multiplier1, c2[i]);
      const std::uint32_t lower0 = multiplier0 * c0[i];
      const std::uint32_t lower1 = multiplier1 * c2[i];
      c0[i] = upper1 ^ c1[i] ^ key0;
      c2[i] = upper0 ^ c3[i] ^ key1;
      c1[i] = lower1;
      c3[i] = lower0;
    }
    key0 += key_step0;
    key1 += key_step1;
  }
  for (std::size_t i = 0; i < lanes; ++i) first[i] = uniform_of_words(c0[i], c1[i]);
  for (std::size_t i = 0; i < lanes; ++i) second[i] = uniform_of_words(c2[i], c3[i]);
}

}  // namespace

void fill_run(const Address& begin, std::uint32_t count, UniformRun& run) {
  assert(count >= 1 && count <= UniformRun::length);
  constexpr std::uint32_t few = 3;
  if (count > few) {
    const std::array<std::uint32_t, 4> counter{static_cast<std::uint32_t>(begin.purpose) << 24U, begin.number,
                                               static_cast<std::uint32_t>(begin.replication),
                                               static_cast<std::uint32_t>(begin.replication >> 32U)};
    return fill_lanes(counter, static_cast<std::uint32_t>(begin.key.value),
                      static_cast<std::uint32_t>(begin.key.value >> 32U), run.first.data(),
                      run.second.data());
  }
  Address address = begin;
  for (std::uint32_t i = 0; i < count; ++i, ++address.number) {
    const auto [first, second] = uniform_pair(address);
    run.first[i] = first;
    run.second[i] = second;
  }
}

}  // namespace panj
