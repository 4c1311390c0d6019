#include "stats/quantile.h"

#include <algorithm>
#include <cmath>

#include "stats/proportion.h"

namespace panj {

Estimate quantile_of(const Histogram& histogram, double p, double effective_size, double confidence,
                     double share_at_first_edge) {
  const auto quantile = [&](double level) {
    return level <= share_at_first_edge ? histogram.edge(0) : histogram.quantile(level);
  };
  Estimate estimate = no_estimate();
  estimate.value = quantile(p);
  const double size = std::min(effective_size, static_cast<double>(histogram.total()));
  const double tail = 0.5 * (1.0 - confidence);
  const bool enough = std::max(std::pow(1.0 - p, size), std::pow(p, size)) <= tail;
  if (!(size > 0.0) || !enough || std::isnan(estimate.value)) return estimate;
  const Estimate level = clopper_pearson(p * size, size, confidence);
  const double low = quantile(level.low);
  const double high = quantile(level.high);
  if (std::isnan(low) || std::isnan(high)) return estimate;  // they lie outside the edges
  estimate.low = low;
  estimate.high = high;
  estimate.method = IntervalMethod::order_statistics;
  return estimate;
}

}  // namespace panj
