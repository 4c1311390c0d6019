#include "stats/mean.h"

#include <algorithm>
#include <cmath>

#include "base/special_functions.h"
#include "stats/ratio.h"

namespace panj {

namespace {

Estimate rare(double mean, double variance, const MeanSums& sums, double confidence) {
  const double tail = 0.5 * (1.0 - confidence);
  const double one = 1.0 / (sums.replications * sums.per_unit);
  const double weight = mean > 0.0 ? std::max(variance / mean, one) : one;
  Estimate estimate{mean, std::sqrt(variance), 0.0, 0.0, IntervalMethod::gamma};
  if (mean > 0.0) estimate.low = variance / mean * gamma_quantile(tail, mean * mean / variance);
  const double more = mean + weight;
  const double spread = variance + weight * weight;
  estimate.high = spread / more * gamma_quantile(1.0 - tail, more * more / spread);
  return estimate;
}

Estimate by_t(double mean, double variance, const MeanSums& sums, double confidence) {
  const double error = std::sqrt(variance);
  const double half = student_t_quantile(0.5 * (1.0 + confidence), sums.replications - 1.0) * error;
  return {mean, error, mean - half, mean + half, IntervalMethod::t_mean};
}

Estimate without_interval(double mean) {
  Estimate estimate = no_estimate();
  estimate.value = mean;
  return estimate;
}

}  // namespace

double variance_of_mean(const MeanSums& sums) {
  const double r = sums.replications;
  if (!(r > 1.0)) return std::numeric_limits<double>::quiet_NaN();
  const double spread = sums.yy - sums.y * sums.y / r;
  return spread > rounding_of_sums * sums.yy ? spread / (r - 1.0) / r : 0.0;
}

Estimate mean_of_counts(const MeanSums& sums, double events, double confidence) {
  if (!(sums.replications > 0.0)) return no_estimate();
  const double mean = sums.y / sums.replications;
  if (mean == 0.0) return rare(mean, 0.0, sums, confidence);
  const double variance = variance_of_mean(sums);
  if (!(variance > 0.0)) return without_interval(mean);
  if (events < few_events) return rare(mean, variance, sums, confidence);
  Estimate estimate = by_t(mean, variance, sums, confidence);
  estimate.low = std::max(0.0, estimate.low);
  return estimate;
}

Estimate mean_difference(const MeanSums& sums, double confidence) {
  if (!(sums.replications > 0.0)) return no_estimate();
  const double mean = sums.y / sums.replications;
  const double variance = variance_of_mean(sums);
  return variance > 0.0 ? by_t(mean, variance, sums, confidence) : without_interval(mean);
}

}  // namespace panj
