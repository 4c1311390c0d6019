#include "rng/quantiles.h"

#include <cstddef>

#include "base/clones.h"

namespace panj {

namespace {

/// A loop over a plain array: the compiler makes vectors of it.
PANJ_CLONES
void spread(double min, double range, double* numbers, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) numbers[i] = min + numbers[i] * range;
}

}  // namespace

void find_quantiles(const Distribution& distribution, std::span<double> numbers) {
  if (const auto* even = std::get_if<Uniform>(&distribution)) {
    spread(even->min, even->max - even->min, numbers.data(), numbers.size());
  } else {
    for (double& number : numbers) number = quantile(distribution, number);
  }
}

}  // namespace panj
