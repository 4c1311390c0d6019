#include "rng/quantiles.h"

namespace panj {

void find_quantiles(const Distribution& distribution, std::span<double> numbers) {
  if (const auto* even = std::get_if<Uniform>(&distribution)) {
    const double min = even->min;
    const double range = even->max - min;
    for (double& number : numbers) number = min + number * range;
  } else {
    for (double& number : numbers) number = quantile(distribution, number);
  }
}

}  // namespace panj
