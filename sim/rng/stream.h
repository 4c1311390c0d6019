#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

#include "rng/purpose.h"

namespace panj {

/// Key of everything random about one class or asset: the scenario's seed mixed with a hash of its *name*, so
/// that adding, removing or reordering others changes nothing of it.
struct EntityKey {
  std::uint64_t value = 0;
};

/// \param kind tells a class from an asset of the same name ("crosser", "patrol", ...).
EntityKey entity_key(std::uint64_t seed, std::string_view kind, std::string_view name);

/// The key of a pair, e.g. an attempt's class and an asset.
EntityKey entity_key(EntityKey first, EntityKey second);

/// Where a random number stands: the same address always holds the same number, whoever asks, in whatever
/// order. The configuration is no part of it: all configurations meet the same numbers.
struct Address {
  EntityKey key;
  Purpose purpose{};
  std::uint32_t number = 0;  ///< of the attempt, team or call
  std::uint64_t replication = 0;
};

/// One block of Philox4x32-10 (Salmon et al. 2011, doi:10.1145/2063384.2063405) by Random123.
/// Counter = {purpose (8 bits) and block (24 bits), number, replication (64 bits)}; key = the entity's.
std::array<std::uint32_t, 4> philox_block(const Address& address, std::uint32_t block);

/// Uniform on (0, 1), never 0 or 1: (k + 1/2) 2^-52 with k the upper 52 bits of the two words.
double uniform_of(std::uint32_t high, std::uint32_t low);

/// The two uniforms of an address's block: what most purposes need.
std::pair<double, double> uniform_pair(const Address& address, std::uint32_t block = 0);

/// The stream of 64-bit words that begins at an address: a uniform random bit generator for Boost.Random.
class Stream {
 public:
  using result_type = std::uint64_t;
  explicit Stream(const Address& address) : address_(address) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()();

 private:
  Address address_;
  std::uint32_t next_block_ = 0;
  std::array<std::uint32_t, 4> words_{};
  int used_ = 4;
};

/// Number of events of a Poisson process with the given mean, by Boost.Random from the stream at `address`.
std::int64_t poisson_number(double mean, const Address& address);

}  // namespace panj
