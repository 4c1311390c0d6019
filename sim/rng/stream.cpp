#include "rng/stream.h"

#include <Random123/philox.h>

#include <boost/random/poisson_distribution.hpp>

namespace panj {

namespace {

// Finaliser of MurmurHash3 with Stafford's "mix 13" constants (Steele, Lea, Flood 2014,
// doi:10.1145/2660193.2660195): every input bit moves every output bit.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// FNV-1a, 64 bits (Fowler, Noll, Vo).
std::uint64_t hash_of(std::string_view text, std::uint64_t hash) {
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

constexpr std::uint64_t fnv_basis = 0xcbf29ce484222325ULL;
constexpr std::uint64_t golden_gamma = 0x9e3779b97f4a7c15ULL;

}  // namespace

EntityKey entity_key(std::uint64_t seed, std::string_view kind, std::string_view name) {
  std::uint64_t hash = hash_of(kind, fnv_basis);
  hash = hash_of(":", hash);
  hash = hash_of(name, hash);
  return {mixed(mixed(seed + golden_gamma) ^ hash)};
}

EntityKey entity_key(EntityKey first, EntityKey second) {
  return {mixed(mixed(first.value + golden_gamma) ^ second.value)};
}

std::array<std::uint32_t, 4> philox_block(const Address& address, std::uint32_t block) {
  const r123::Philox4x32::ctr_type counter{
      {(static_cast<std::uint32_t>(address.purpose) << 24) | (block & 0xffffffU), address.number,
       static_cast<std::uint32_t>(address.replication),
       static_cast<std::uint32_t>(address.replication >> 32)}};
  const r123::Philox4x32::key_type key{
      {static_cast<std::uint32_t>(address.key.value), static_cast<std::uint32_t>(address.key.value >> 32)}};
  const r123::Philox4x32::ctr_type words = r123::Philox4x32{}(counter, key);
  return {words[0], words[1], words[2], words[3]};
}

double uniform_of(std::uint32_t high, std::uint32_t low) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32) | low;
  // 52 bits and a half: the middle of each of 2^52 cells, all of them exact in a double and none 0 or 1.
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1.0p-52;
}

std::pair<double, double> uniform_pair(const Address& address, std::uint32_t block) {
  const auto words = philox_block(address, block);
  return {uniform_of(words[0], words[1]), uniform_of(words[2], words[3])};
}

Stream::result_type Stream::operator()() {
  if (used_ == 4) {
    words_ = philox_block(address_, next_block_++);
    used_ = 0;
  }
  const std::uint64_t high = words_[static_cast<std::size_t>(used_)];
  const std::uint64_t low = words_[static_cast<std::size_t>(used_ + 1)];
  used_ += 2;
  return (high << 32) | low;
}

std::int64_t poisson_number(double mean, const Address& address) {
  if (mean <= 0.0) return 0;
  Stream stream(address);
  return boost::random::poisson_distribution<std::int64_t, double>(mean)(stream);
}

}  // namespace panj
