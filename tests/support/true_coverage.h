#pragma once

#include <cmath>

#include "stats/estimate.h"

namespace panj::test {

using Interval = Estimate (*)(double, double, double);

/// Probability that the 95 % interval of a binomial number holds its true share: a finite sum, no sampling.
inline double true_coverage(Interval interval, int n, double p) {
  double coverage = 0.0;
  for (int k = 0; k <= n; ++k) {
    const double log_weight = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                              k * std::log(p) + (n - k) * std::log1p(-p);
    const Estimate estimate = interval(k, n, 0.95);
    if (estimate.low <= p && p <= estimate.high) coverage += std::exp(log_weight);
  }
  return coverage;
}

}  // namespace panj::test
