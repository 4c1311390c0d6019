#include "rng/latin_hypercube.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace panj {

namespace {

constexpr std::uint32_t most_bits = 8;
static_assert(LatinHypercube::most_size == 1 << most_bits);

/// Primitive polynomials over the field of two elements, of degree 1 to 8 (Lidl and Niederreiter 1997, Finite
/// Fields, table C).
constexpr std::array<std::uint32_t, most_bits + 1> polynomials{0,    0x3,  0x7,  0xb,  0x13,
                                                               0x25, 0x43, 0x83, 0x11d};

/// The field of 2^bits elements, written as bits: adding is ^.
class Field {
 public:
  constexpr explicit Field(std::uint32_t bits) : last_((1U << bits) - 1) {
    std::uint32_t element = 1;
    for (std::uint32_t i = 0; i < last_; ++i) {
      power_[i] = static_cast<std::uint8_t>(element);
      power_[i + last_] = power_[i];
      logarithm_[element] = static_cast<std::uint8_t>(i);
      element <<= 1U;
      if (element > last_) element ^= polynomials[bits];
    }
  }
  /// Elements but 0.
  constexpr std::uint32_t last() const { return last_; }
  /// a / x, and 0 for x = 0: a permutation for every a but 0.
  constexpr std::uint32_t ratio(std::uint32_t a, std::uint32_t x) const {
    return x == 0 ? 0U : power_[logarithm_[a] + last_ - logarithm_[x]];
  }

 private:
  std::uint32_t last_;
  std::array<std::uint8_t, 2 << most_bits> power_{};  ///< of a generating element, twice over
  std::array<std::uint8_t, 1 << most_bits> logarithm_{};
};

constexpr std::array<Field, most_bits + 1> fields{Field(0), Field(1), Field(2), Field(3), Field(4),
                                                  Field(5), Field(6), Field(7), Field(8)};

/// f(x) of a permutation that 64 random bits choose. The last factor comes from 24 of them: it is uniform to
/// 2^-16, what is added exactly.
std::uint32_t permuted(const Field& field, std::uint32_t x, std::uint32_t high, std::uint32_t low) {
  const std::uint32_t last = field.last();
  const auto factor = [last](std::uint32_t bits, std::uint32_t of) { return 1 + (bits * last >> of); };
  const std::uint32_t inner = x ^ (low & last);
  const std::uint32_t middle = field.ratio(factor(low >> 8U & 0xffU, 8), inner) ^ (low >> 16U & last);
  return field.ratio(factor(high >> 8U, 24), middle) ^ (high & last);
}

}  // namespace

bool LatinHypercube::fits(std::int64_t size) {
  return size >= least_size && size <= most_size && std::has_single_bit(static_cast<std::uint64_t>(size));
}

LatinHypercube::LatinHypercube(std::int64_t size)
    : bits_(static_cast<std::uint32_t>(std::countr_zero(static_cast<std::uint64_t>(size)))) {
  assert(fits(size));
}

std::pair<std::uint32_t, std::uint32_t> LatinHypercube::parts(const Address& address,
                                                              std::uint32_t block) const {
  assert(block < 1U << 16U);
  // The address with the batch in the place of the replication, and what it is for within the block.
  const Address of_batch{address.key, Purpose::latin_hypercube, address.number, address.replication >> bits_};
  const auto words =
      philox_block(of_batch, static_cast<std::uint32_t>(address.purpose) << 16U | (block & 0xffffU));
  const auto in_batch = static_cast<std::uint32_t>(address.replication & ((1U << bits_) - 1));
  const Field& field = fields[bits_];
  return {permuted(field, in_batch, words[0], words[1]), permuted(field, in_batch, words[2], words[3])};
}

std::pair<double, double> LatinHypercube::stratified(const std::pair<double, double>& plain,
                                                     const Address& address, std::uint32_t block) const {
  const auto [first, second] = parts(address, block);
  const double length = 1.0 / static_cast<double>(size());
  constexpr double below_one = 1.0 - 0x1.0p-53;
  const auto placed = [&](std::uint32_t part, double u) {
    return std::min(below_one, (static_cast<double>(part) + u) * length);  // a sum near to B may round to it
  };
  return {placed(first, plain.first), placed(second, plain.second)};
}

}  // namespace panj
