#include "stats/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

double design_effect_of_values(const Histogram& histogram, const RatioSums& of_values) {
  double n = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t bin = 0; bin < histogram.bins(); ++bin) {
    const auto count = static_cast<double>(histogram.counts()[bin]);
    const double middle = 0.5 * (histogram.edge(bin) + histogram.edge(bin + 1));
    n += count;
    sum += count * middle;
    squares += count * middle * middle;
  }
  const double spread = squares - sum * sum / n;
  const double of_mean = ratio_mean(of_values, 0.95).standard_error;
  if (!(spread > 0.0) || std::isnan(of_mean)) return std::numeric_limits<double>::quiet_NaN();
  return std::max(1.0, of_mean * of_mean * of_values.n * n / spread);
}

}  // namespace panj
