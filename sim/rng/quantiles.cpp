#include "rng/quantiles.h"

namespace panj {

void find_quantiles(const Distribution& distribution, std::span<double> numbers) {
  if (const auto* even = std::get_if<Uniform>(&distribution)) {
    for (double& number : numbers) number = even->min + number * (even->max - even->min);
  } else {
    for (double& number : numbers) number = quantile(distribution, number);
  }
}

}  // namespace panj
