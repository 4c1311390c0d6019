#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "rng/stream.h"

namespace panj {

/// Uniform pairs of addresses that differ in their numbers alone, which follow on each other.
struct UniformRun {
  static constexpr std::uint32_t length = 16;
  using Numbers = std::array<double, length>;
  Numbers first;
  Numbers second;
};

/// Fills the first `count` pairs of a run: pair i is uniform_pair(begin, 0) with begin.number + i, to the
/// bit. Sixteen at once cost what three cost by themselves. \param count 1 to UniformRun::length
void fill_run(const Address& begin, std::uint32_t count, UniformRun& run);

/// All of a run, by what every machine can do: what fill_run's instructions for some are compared with.
void fill_run_plainly(const Address& begin, UniformRun& run);

/// Keys of the rounds of Philox for one entity, each as often as a vector holds it.
struct RunKeys {
  explicit RunKeys(EntityKey entity);

  static constexpr std::size_t rounds = 10;
  static constexpr std::size_t copies = 8;
  using Words = std::array<std::uint32_t, rounds * copies>;

  EntityKey key;
  alignas(32) Words key0;
  alignas(32) Words key1;
};

/// Runs of one entity, purpose and replication: what all numbers have in common is found once for all runs.
class UniformRuns {
 public:
  /// \param keys are to outlive it
  UniformRuns(const RunKeys& keys, Purpose purpose, std::uint64_t replication);

  /// fill_run from an attempt's number on.
  void fill(std::uint32_t number, std::uint32_t count, UniformRun& run) const;
  /// The same where nobody asks for the second of each pair.
  void fill_first(std::uint32_t number, std::uint32_t count, UniformRun::Numbers& first) const;

  /// Words of the first rounds that are the same for all numbers, the key of the round after each taken in.
  struct CommonWords {
    std::uint32_t first0;   ///< word 0 after round 1, but for the number
    std::uint32_t second2;  ///< word 2 after round 2, but for the upper word of a product
    std::uint32_t third0;   ///< word 0 after round 3, but for the same
    std::uint32_t third2;   ///< word 2 after round 3, but for word 3 after round 2
    std::uint32_t fourth2;  ///< word 2 after round 4, but for the upper word of a product
  };

 private:
  Address begin_;
  const RunKeys& keys_;
  CommonWords common_;
};

}  // namespace panj
