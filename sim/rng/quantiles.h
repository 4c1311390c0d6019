#pragma once

#include <span>

#include "rng/distribution.h"

namespace panj {

/// Puts quantile(distribution, u) in the place of each u, to the bit: which distribution it is, is asked
/// once.
void find_quantiles(const Distribution& distribution, std::span<double> numbers);

}  // namespace panj
