#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "tally/run_result.h"

namespace panj {

/// The layout of what `state_of` writes. It rises with every change to what the tallies hold, or to its
/// order.
constexpr std::int64_t state_layout = 3;

/// All sums of a run as bytes: what is needed to go on with it besides its world. Equal sums give equal
/// bytes; wall times, threads and why it stopped are left out.
std::vector<std::byte> state_of(const RunResult& result);

/// Reads them back for the world that they were found in. \throws BytesError where they are no such state, or
/// that of a world of another shape.
RunResult read_state(std::span<const std::byte> state, const World& world);

}  // namespace panj
