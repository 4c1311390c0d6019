#pragma once

#include <cstdint>

#include "rng/distribution.h"

namespace panj {

// Distributions of whole numbers: persons in a group, groups in a wave.

/// Does it give whole numbers? Fixed and table: if their values are whole; geometric: always; uniform: if its
/// ends are, and then it stands for every whole number from one to the other alike; the others: never.
bool gives_whole_numbers(const Distribution& distribution);

/// The whole number that a share `u` of the draws lies below, 0 < u < 1, of a distribution that gives such.
std::int64_t whole_quantile(const Distribution& distribution, double u);

}  // namespace panj
