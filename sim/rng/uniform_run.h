#pragma once

#include <array>
#include <cstdint>

#include "rng/stream.h"

namespace panj {

/// Uniform pairs of addresses that differ in their numbers alone, which follow on each other.
struct UniformRun {
  static constexpr std::uint32_t length = 16;
  std::array<double, length> first;
  std::array<double, length> second;
};

/// Fills the first `count` pairs of a run: pair i is uniform_pair(begin, 0) with begin.number + i, to the
/// bit. Sixteen at once cost what three cost by themselves. \param count 1 to UniformRun::length
void fill_run(const Address& begin, std::uint32_t count, UniformRun& run);

/// All of a run, by what every machine can do: what fill_run's instructions for some are compared with.
void fill_run_plainly(const Address& begin, UniformRun& run);

}  // namespace panj
