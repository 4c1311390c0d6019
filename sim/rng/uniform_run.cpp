#include "rng/uniform_run.h"

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstring>

#include "base/clones.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define PANJ_FILLS_BY_WHOLE_PRODUCTS
#endif

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

#ifdef PANJ_FILLS_BY_WHOLE_PRODUCTS

// By eights and by fours, as machines have it: one template for both would be made for neither, as the
// compiler takes vectors apart before it knows for which machine a template is.

using Eight [[gnu::vector_size(64)]] = std::uint64_t;
using EightNumbers [[gnu::vector_size(64)]] = double;

/// Half of the lanes, each word in the lower half of 64 bits: what multiplication leaves above is no matter
/// until the end.
struct HalfRun {
  Eight c0, c1, c2, c3;
};

/// The whole products of lower halves.
[[gnu::target("avx512f")]] inline Eight products(Eight a, Eight b) {
  constexpr __mmask8 all = 0xff;
  return reinterpret_cast<Eight>(
      _mm512_maskz_mul_epu32(all, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}

[[gnu::target("avx512f")]] inline HalfRun half_run(const std::array<std::uint32_t, 4>& counter,
                                                   std::uint32_t begin) {
  constexpr Eight zero{};
  constexpr Eight order{0, 1, 2, 3, 4, 5, 6, 7};
  return {zero + counter[0], order + (counter[1] + begin), zero + counter[2], zero + counter[3]};
}

[[gnu::target("avx512f")]] inline void go_round(std::uint32_t key0, std::uint32_t key1, HalfRun& run) {
  constexpr Eight zero{};
  const Eight product0 = products(run.c0, zero + multiplier0);
  const Eight product1 = products(run.c2, zero + multiplier1);
  run = {(product1 >> 32U) ^ run.c1 ^ key0, product1, (product0 >> 32U) ^ run.c3 ^ key1, product0};
}

/// uniform_of_words.
[[gnu::target("avx512f")]] inline void put_uniforms(Eight high, Eight low, double* uniforms) {
  constexpr std::uint64_t one = 0x3ff0000000000000U;
  const Eight bits = ((high << 32U | (low & 0xffffffffU)) >> 12U) | one;
  const EightNumbers numbers = (reinterpret_cast<EightNumbers>(bits) - 1.0) + 0x1.0p-53;
  std::memcpy(uniforms, &numbers, sizeof numbers);
}

/// fill_lanes on machines that multiply eight words to whole products at once, which the compiler does not
/// find: two and a half times as quick.
[[gnu::target("avx512f")]] void fill_by_eights(const std::array<std::uint32_t, 4>& counter,
                                               std::uint32_t key0, std::uint32_t key1, double* first,
                                               double* second) {
  static_assert(lanes == 16);
  HalfRun low = half_run(counter, 0);
  HalfRun high = half_run(counter, 8);
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    go_round(key0, key1, low);
    go_round(key0, key1, high);
    key0 += key_step0;
    key1 += key_step1;
  }
  put_uniforms(low.c0, low.c1, first);
  put_uniforms(high.c0, high.c1, first + 8);
  put_uniforms(low.c2, low.c3, second);
  put_uniforms(high.c2, high.c3, second + 8);
}

using Four [[gnu::vector_size(32)]] = std::uint64_t;
using FourNumbers [[gnu::vector_size(32)]] = double;

/// A quarter of the lanes, each word in the lower half of 64 bits.
struct QuarterRun {
  Four c0, c1, c2, c3;
};

[[gnu::target("avx2")]] inline Four products(Four a, Four b) {
  return reinterpret_cast<Four>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
}

[[gnu::target("avx2")]] inline QuarterRun quarter_run(const std::array<std::uint32_t, 4>& counter,
                                                      std::uint32_t begin) {
  constexpr Four zero{};
  constexpr Four order{0, 1, 2, 3};
  return {zero + counter[0], order + (counter[1] + begin), zero + counter[2], zero + counter[3]};
}

/// Keys of all rounds.
struct KeySchedule {
  std::array<std::uint32_t, 10> key0;
  std::array<std::uint32_t, 10> key1;
};

/// In both halves of 64 bits, as what stands above is no matter.
[[gnu::target("avx2")]] inline Four broadcast(std::uint32_t word) {
  return reinterpret_cast<Four>(_mm256_set1_epi32(static_cast<int>(word)));
}

[[gnu::target("avx2")]] inline void go_round(Four key0, Four key1, QuarterRun& run) {
  const Four product0 = products(run.c0, broadcast(multiplier0));
  const Four product1 = products(run.c2, broadcast(multiplier1));
  run = {(product1 >> 32U) ^ run.c1 ^ key0, product1, (product0 >> 32U) ^ run.c3 ^ key1, product0};
}

[[gnu::target("avx2")]] inline void put_uniforms(Four high, Four low, double* uniforms) {
  constexpr std::uint64_t one = 0x3ff0000000000000U;
  const Four bits = ((high << 32U | (low & 0xffffffffU)) >> 12U) | one;
  const FourNumbers numbers = (reinterpret_cast<FourNumbers>(bits) - 1.0) + 0x1.0p-53;
  std::memcpy(uniforms, &numbers, sizeof numbers);
}

/// Half of the lanes, as two quarters fill the registers. By itself, so that keys are read and not made anew.
[[gnu::target("avx2"), gnu::noinline]] void fill_half(const std::array<std::uint32_t, 4>& counter,
                                                      std::uint32_t begin, const KeySchedule& keys,
                                                      double* first, double* second) {
  QuarterRun low = quarter_run(counter, begin);
  QuarterRun high = quarter_run(counter, begin + 4);
#pragma GCC unroll 10
  for (std::size_t round = 0; round < keys.key0.size(); ++round) {
    const Four key0 = broadcast(keys.key0[round]);
    const Four key1 = broadcast(keys.key1[round]);
    go_round(key0, key1, low);
    go_round(key0, key1, high);
  }
  put_uniforms(low.c0, low.c1, first + begin);
  put_uniforms(high.c0, high.c1, first + begin + 4);
  put_uniforms(low.c2, low.c3, second + begin);
  put_uniforms(high.c2, high.c3, second + begin + 4);
}

/// The same where it multiplies four words at once.
[[gnu::target("avx2")]] void fill_by_fours(const std::array<std::uint32_t, 4>& counter, std::uint32_t key0,
                                           std::uint32_t key1, double* first, double* second) {
  KeySchedule keys;
  for (std::uint32_t round = 0; round < keys.key0.size(); ++round) {
    keys.key0[round] = key0 + round * key_step0;
    keys.key1[round] = key1 + round * key_step1;
  }
  fill_half(counter, 0, keys, first, second);
  fill_half(counter, 8, keys, first, second);
}

#endif

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

/// The words of Philox that a run has in common.
struct RunWords {
  explicit RunWords(const Address& begin)
      : counter{static_cast<std::uint32_t>(begin.purpose) << 24U, begin.number,
                static_cast<std::uint32_t>(begin.replication),
                static_cast<std::uint32_t>(begin.replication >> 32U)},
        key0(static_cast<std::uint32_t>(begin.key.value)),
        key1(static_cast<std::uint32_t>(begin.key.value >> 32U)) {}

  std::array<std::uint32_t, 4> counter;
  std::uint32_t key0;
  std::uint32_t key1;
};

}  // namespace

void fill_run_plainly(const Address& begin, UniformRun& run) {
  const RunWords words(begin);
  fill_lanes(words.counter, words.key0, words.key1, run.first.data(), run.second.data());
}

void fill_run(const Address& begin, std::uint32_t count, UniformRun& run) {
  assert(count >= 1 && count <= UniformRun::length);
  constexpr std::uint32_t few = 3;
  if (count > few) {
#ifdef PANJ_FILLS_BY_WHOLE_PRODUCTS
    if (__builtin_cpu_supports("avx512f")) {
      const RunWords words(begin);
      return fill_by_eights(words.counter, words.key0, words.key1, run.first.data(), run.second.data());
    }
    if (__builtin_cpu_supports("avx2")) {
      const RunWords words(begin);
      return fill_by_fours(words.counter, words.key0, words.key1, run.first.data(), run.second.data());
    }
#endif
    return fill_run_plainly(begin, run);
  }
  Address address = begin;
  for (std::uint32_t i = 0; i < count; ++i, ++address.number) {
    const auto [first, second] = uniform_pair(address);
    run.first[i] = first;
    run.second[i] = second;
  }
}

}  // namespace panj
