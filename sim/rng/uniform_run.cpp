#include "rng/uniform_run.h"

#include <algorithm>
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

/// The words of a run after all rounds, on machines that multiply eight words to whole products at once,
/// which the compiler does not find: two and a half times as quick as fill_lanes.
[[gnu::target("avx512f")]] inline void go_all_rounds(const RunWords& words, HalfRun& low, HalfRun& high) {
  static_assert(lanes == 16);
  low = half_run(words.counter, 0);
  high = half_run(words.counter, 8);
  std::uint32_t key0 = words.key0;
  std::uint32_t key1 = words.key1;
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    go_round(key0, key1, low);
    go_round(key0, key1, high);
    key0 += key_step0;
    key1 += key_step1;
  }
}

[[gnu::target("avx512f")]] void fill_by_eights(const RunWords& words, double* first, double* second) {
  HalfRun low;
  HalfRun high;
  go_all_rounds(words, low, high);
  put_uniforms(low.c0, low.c1, first);
  put_uniforms(high.c0, high.c1, first + 8);
  put_uniforms(low.c2, low.c3, second);
  put_uniforms(high.c2, high.c3, second + 8);
}

/// Without the second of each pair.
[[gnu::target("avx512f")]] void fill_first_by_eights(const RunWords& words, double* first) {
  HalfRun low;
  HalfRun high;
  go_all_rounds(words, low, high);
  put_uniforms(low.c0, low.c1, first);
  put_uniforms(high.c0, high.c1, first + 8);
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

/// In both halves of 64 bits, as what stands above is no matter.
[[gnu::target("avx2")]] inline Four broadcast(std::uint32_t word) {
  return reinterpret_cast<Four>(_mm256_set1_epi32(static_cast<int>(word)));
}

[[gnu::target("avx2")]] inline Four key_of(const RunKeys::Words& words, std::size_t round) {
  static_assert(RunKeys::copies * sizeof words[0] == sizeof(Four));
  Four key;
  std::memcpy(&key, words.data() + round * RunKeys::copies, sizeof key);
  return key;
}

[[gnu::target("avx2")]] inline void go_round(const RunKeys& keys, std::size_t round, QuarterRun& run) {
  const Four product0 = products(run.c0, broadcast(multiplier0));
  const Four product1 = products(run.c2, broadcast(multiplier1));
  run = {(product1 >> 32U) ^ run.c1 ^ key_of(keys.key0, round), product1,
         (product0 >> 32U) ^ run.c3 ^ key_of(keys.key1, round), product0};
}

/// The first four rounds: of all four words only the second differs between lanes at first, and each round
/// hands that on to one or two more.
[[gnu::target("avx2")]] inline QuarterRun first_rounds(const UniformRuns::CommonWords& common,
                                                       const RunKeys& keys, Four numbers) {
  constexpr std::size_t fourth = 3;
  const Four first0 = numbers ^ broadcast(common.first0);
  const Four second3 = products(first0, broadcast(multiplier0));
  const Four second2 = (second3 >> 32U) ^ broadcast(common.second2);
  const Four third1 = products(second2, broadcast(multiplier1));
  const Four third0 = (third1 >> 32U) ^ broadcast(common.third0);
  const Four third2 = second3 ^ broadcast(common.third2);
  const Four product0 = products(third0, broadcast(multiplier0));
  const Four product1 = products(third2, broadcast(multiplier1));
  return {(product1 >> 32U) ^ third1 ^ key_of(keys.key0, fourth), product1,
          (product0 >> 32U) ^ broadcast(common.fourth2), product0};
}

/// Of lanes `begin` to `begin` + 3, after all rounds.
[[gnu::target("avx2")]] inline QuarterRun quarter_run(const UniformRuns::CommonWords& common,
                                                      const RunKeys& keys, std::uint32_t number,
                                                      std::uint32_t begin) {
  constexpr Four order{0, 1, 2, 3};
  QuarterRun run = first_rounds(common, keys, order + (number + begin));
#pragma GCC unroll 6
  for (std::size_t round = 4; round < RunKeys::rounds; ++round) go_round(keys, round, run);
  return run;
}

[[gnu::target("avx2")]] inline void put_uniforms(Four high, Four low, double* uniforms) {
  constexpr std::uint64_t one = 0x3ff0000000000000U;
  const auto both = reinterpret_cast<Four>(
      _mm256_blend_epi32(reinterpret_cast<__m256i>(low), reinterpret_cast<__m256i>(high << 32U), 0b10101010));
  const Four bits = both >> 12U | one;
  const FourNumbers numbers = (reinterpret_cast<FourNumbers>(bits) - 1.0) + 0x1.0p-53;
  std::memcpy(uniforms, &numbers, sizeof numbers);
}

/// fill_by_eights where a machine multiplies four words at once: two quarters together, as they fill the
/// registers.
[[gnu::target("avx2")]] void fill_by_fours(const UniformRuns::CommonWords& common, const RunKeys& keys,
                                           std::uint32_t number, double* first, double* second) {
  for (std::uint32_t begin = 0; begin < lanes; begin += 8) {
    const QuarterRun low = quarter_run(common, keys, number, begin);
    const QuarterRun high = quarter_run(common, keys, number, begin + 4);
    put_uniforms(low.c0, low.c1, first + begin);
    put_uniforms(high.c0, high.c1, first + begin + 4);
    put_uniforms(low.c2, low.c3, second + begin);
    put_uniforms(high.c2, high.c3, second + begin + 4);
  }
}

/// Without the second of each pair, for which the last rounds need less.
[[gnu::target("avx2")]] void fill_first_by_fours(const UniformRuns::CommonWords& common, const RunKeys& keys,
                                                 std::uint32_t number, double* first) {
  for (std::uint32_t begin = 0; begin < lanes; begin += 8) {
    const QuarterRun low = quarter_run(common, keys, number, begin);
    const QuarterRun high = quarter_run(common, keys, number, begin + 4);
    put_uniforms(low.c0, low.c1, first + begin);
    put_uniforms(high.c0, high.c1, first + begin + 4);
  }
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

/// Sets the keys of all rounds. A loop over plain arrays: the compiler makes vectors of it.
PANJ_CLONES
void spread_keys(std::uint32_t key, std::uint32_t step, std::uint32_t* __restrict words) {
  for (std::uint32_t round = 0; round < RunKeys::rounds; ++round)
    for (std::size_t i = 0; i < RunKeys::copies; ++i) words[round * RunKeys::copies + i] = key + round * step;
}

/// What the first rounds make of all but the number.
UniformRuns::CommonWords common_words(const RunKeys& keys, const RunWords& words) {
  const auto key0 = [&keys](std::size_t round) { return keys.key0[round * RunKeys::copies]; };
  const auto key1 = [&keys](std::size_t round) { return keys.key1[round * RunKeys::copies]; };
  const std::uint32_t first1 = multiplier1 * words.counter[2];
  const std::uint32_t first2 = upper_word(multiplier0, words.counter[0]) ^ words.counter[3] ^ key1(0);
  const std::uint32_t first3 = multiplier0 * words.counter[0];
  const std::uint32_t second0 = upper_word(multiplier1, first2) ^ first1 ^ key0(1);
  const std::uint32_t second1 = multiplier1 * first2;
  const std::uint32_t third3 = multiplier0 * second0;
  return {upper_word(multiplier1, words.counter[2]) ^ key0(0), first3 ^ key1(1), second1 ^ key0(2),
          upper_word(multiplier0, second0) ^ key1(2), third3 ^ key1(3)};
}

constexpr std::uint32_t few = 3;  ///< that cost less one by one

}  // namespace

void fill_run_plainly(const Address& begin, UniformRun& run) {
  const RunWords words(begin);
  fill_lanes(words.counter, words.key0, words.key1, run.first.data(), run.second.data());
}

RunKeys::RunKeys(EntityKey entity) : key(entity) {
  spread_keys(static_cast<std::uint32_t>(key.value), key_step0, key0.data());
  spread_keys(static_cast<std::uint32_t>(key.value >> 32U), key_step1, key1.data());
}

UniformRuns::UniformRuns(const RunKeys& keys, Purpose purpose, std::uint64_t replication)
    : begin_{keys.key, purpose, 0, replication}, keys_(keys), common_(common_words(keys, RunWords(begin_))) {}

void UniformRuns::fill(std::uint32_t number, std::uint32_t count, UniformRun& run) const {
  assert(count >= 1 && count <= UniformRun::length);
  Address begin = begin_;
  begin.number = number;
#ifdef PANJ_FILLS_BY_WHOLE_PRODUCTS
  if (count > few && __builtin_cpu_supports("avx512f"))
    return fill_by_eights(RunWords(begin), run.first.data(), run.second.data());
  if (count > few && __builtin_cpu_supports("avx2"))
    return fill_by_fours(common_, keys_, number, run.first.data(), run.second.data());
#endif
  fill_run(begin, count, run);
}

void UniformRuns::fill_first(std::uint32_t number, std::uint32_t count, UniformRun::Numbers& first) const {
  assert(count >= 1 && count <= UniformRun::length);
  Address begin = begin_;
  begin.number = number;
#ifdef PANJ_FILLS_BY_WHOLE_PRODUCTS
  if (count > few && __builtin_cpu_supports("avx512f"))
    return fill_first_by_eights(RunWords(begin), first.data());
  if (count > few && __builtin_cpu_supports("avx2"))
    return fill_first_by_fours(common_, keys_, number, first.data());
#endif
  UniformRun run;
  fill_run(begin, count, run);
  std::copy_n(run.first.begin(), count, first.begin());
}

void fill_run(const Address& begin, std::uint32_t count, UniformRun& run) {
  assert(count >= 1 && count <= UniformRun::length);
  if (count > few) {
#ifdef PANJ_FILLS_BY_WHOLE_PRODUCTS
    if (__builtin_cpu_supports("avx512f"))
      return fill_by_eights(RunWords(begin), run.first.data(), run.second.data());
    if (__builtin_cpu_supports("avx2")) {
      const RunKeys keys(begin.key);
      return fill_by_fours(common_words(keys, RunWords(begin)), keys, begin.number, run.first.data(),
                           run.second.data());
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
