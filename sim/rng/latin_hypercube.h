#pragma once

#include <cstdint>
#include <utility>

#include "rng/stream.h"

namespace panj {

/// Latin hypercubes over the replications of a batch (McKay, Beckman, Conover 1979, doi:10.2307/1268522).
/// Of a batch of B replications, one has its uniform number of an address in each of B equal parts of (0, 1):
/// replication i of the batch in part pi(i), at the place that its plain uniform says. Each address (but for
/// the replication) and each of its two numbers has a permutation pi of its own in each batch, so that every
/// replication by itself is drawn as without hypercubes: uniform, whatever its other numbers are. Numbers of
/// *one* replication are never stratified among each other.
///
/// Permutations of the field of B elements are drawn as f(x) = a3 / (a2 / (x + c1) + c2) + c3: a value of one
/// costs a few steps wherever it stands, so nothing is kept from one replication to the next. Any two parts
/// fall to any two replications alike, as with permutations drawn from all B!, and nothing else enters the
/// mean and the variance of a batch; without the two inversions, maps a x + c would line up the halves of two
/// numbers in one batch of B (Carlitz 1953, doi:10.1090/S0002-9939-1953-0055965-8: the two kinds of step
/// generate all permutations of the field).
class LatinHypercube {
 public:
  static constexpr std::int64_t least_size = 4;
  static constexpr std::int64_t most_size = 256;
  /// A power of two, from `least_size` to `most_size`?
  static bool fits(std::int64_t size);

  /// None: every uniform is the plain one of its address.
  LatinHypercube() = default;
  /// \param size replications of a batch, which `fits`.
  explicit LatinHypercube(std::int64_t size);

  /// Replications that are drawn together: 1, or those of a batch.
  std::int64_t size() const { return std::int64_t{1} << bits_; }
  bool none() const { return bits_ == 0; }

  /// uniform_pair of the address and block, each number moved into the replication's part; 0 < u < 1.
  /// \param block < 2^16
  std::pair<double, double> uniform_pair(const Address& address, std::uint32_t block = 0) const {
    const std::pair<double, double> plain = panj::uniform_pair(address, block);
    return none() ? plain : stratified(plain, address, block);
  }

  /// Of a batch, the parts that the two numbers of the address lie in, of 0 .. size - 1.
  std::pair<std::uint32_t, std::uint32_t> parts(const Address& address, std::uint32_t block = 0) const;

 private:
  std::pair<double, double> stratified(const std::pair<double, double>& plain, const Address& address,
                                       std::uint32_t block) const;
  std::uint32_t bits_ = 0;
};

}  // namespace panj
