#include "stats/independent_difference.h"

#include <cmath>

namespace panj {

Estimate independent_difference(const Estimate& a, const Estimate& b) {
  const double difference = a.value - b.value;
  if (std::isnan(difference) || std::isnan(a.low) || std::isnan(b.low)) return no_estimate();
  return {difference, std::hypot(a.standard_error, b.standard_error),
          difference - std::hypot(a.value - a.low, b.high - b.value),
          difference + std::hypot(a.high - a.value, b.value - b.low), a.method};
}

}  // namespace panj
