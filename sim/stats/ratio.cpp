#include "stats/ratio.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/special_functions.h"
#include "stats/proportion.h"

namespace panj {

namespace {

/// Below it the t interval of a share covers too little (Korn and Graubard 1998).
constexpr double few_events = 20.0;

/// Each of the three terms carries a rounding of some 1e-16: what is left below is no variance.
constexpr double rounding = 1e-14;

/// Effective sizes so small that the interval is [0, 1] to all digits.
constexpr double least_effective_size = 1e-6;

/// Variance of sum y / sum n.
double ratio_variance(const RatioSums& sums, double replications) {
  return replications / (replications - 1.0) * residual_sum(sums) / (sums.n * sums.n);
}

Estimate exact_share(double p, double standard_error, double effective_size, double confidence) {
  const double size = std::max(effective_size, least_effective_size);
  Estimate estimate = clopper_pearson(p * size, size, confidence);
  estimate.value = p;
  estimate.standard_error = standard_error;
  return estimate;
}

}  // namespace

double residual_sum(const RatioSums& sums) {
  if (!(sums.n > 0.0)) return 0.0;
  const double p = sums.y / sums.n;
  const double residual = sums.yy - 2.0 * p * sums.ny + p * p * sums.nn;
  const double scale = sums.yy + 2.0 * std::abs(p * sums.ny) + p * p * sums.nn;
  return residual > rounding * scale ? residual : 0.0;
}

double informative_replications(const RatioSums& sums) {
  if (!(sums.nn > 0.0)) return 0.0;
  const double equal_ones = sums.n * sums.n / sums.nn;
  return equal_ones < 0.5 * sums.replications ? equal_ones : sums.replications;
}

Estimate share(const RatioSums& sums, double confidence) {
  if (!(sums.n > 0.0)) return no_estimate();
  const double p = std::clamp(sums.y / sums.n, 0.0, 1.0);
  const double replications = informative_replications(sums);
  if (replications <= 1.0) return exact_share(p, std::numeric_limits<double>::quiet_NaN(), 1.0, confidence);
  const double variance = ratio_variance(sums, replications);
  if (variance <= 0.0) return exact_share(p, 0.0, replications, confidence);

  const double standard_error = std::sqrt(variance);
  const double tail = 0.5 * (1.0 + confidence);
  const double t = student_t_quantile(tail, replications - 1.0);
  const double z_t = normal_quantile(tail) / t;
  const double effective_size = p * (1.0 - p) / variance * z_t * z_t;
  const double events = std::min(p, 1.0 - p) * std::min(sums.n, effective_size);
  if (events < few_events) return exact_share(p, standard_error, effective_size, confidence);
  return {p, standard_error, std::max(0.0, p - t * standard_error), std::min(1.0, p + t * standard_error),
          IntervalMethod::t_ratio};
}

Estimate ratio_mean(const RatioSums& sums, double confidence) {
  Estimate estimate = no_estimate();
  if (!(sums.n > 0.0)) return estimate;
  estimate.value = sums.y / sums.n;
  const double replications = informative_replications(sums);
  const double variance = replications > 1.0 ? ratio_variance(sums, replications) : 0.0;
  if (!(variance > 0.0)) return estimate;
  estimate.standard_error = std::sqrt(variance);
  const double half =
      student_t_quantile(0.5 * (1.0 + confidence), replications - 1.0) * estimate.standard_error;
  estimate.low = estimate.value - half;
  estimate.high = estimate.value + half;
  estimate.method = IntervalMethod::t_ratio;
  return estimate;
}

double design_effect(const RatioSums& sums) {
  if (!(sums.n > 0.0)) return 1.0;
  const double p = sums.y / sums.n;
  const double replications = informative_replications(sums);
  const double variance = replications > 1.0 ? ratio_variance(sums, replications) : 0.0;
  const double independent = p * (1.0 - p) / sums.n;
  const bool tells = variance > 0.0 && independent > 0.0;
  return std::max(1.0, tells ? variance / independent : sums.n / std::max(replications, 1.0));
}

double variance_ratio(const RatioSums& sums, const RatioSums& other) {
  const double residual = residual_sum(other);
  return residual > 0.0 ? residual_sum(sums) / residual : std::numeric_limits<double>::quiet_NaN();
}

Estimate paired_difference(const RatioSums& sums, double confidence) {
  if (!(sums.n > 0.0)) return no_estimate();
  const double difference = std::clamp(sums.y / sums.n, -1.0, 1.0);
  const double replications = informative_replications(sums);
  const double variance = replications > 1.0 ? ratio_variance(sums, replications) : 0.0;
  double standard_error = std::sqrt(variance);
  double half = 0.0;
  IntervalMethod method = IntervalMethod::t_ratio;
  if (variance > 0.0) {
    half = student_t_quantile(0.5 * (1.0 + confidence), replications - 1.0) * standard_error;
  } else {
    half = clopper_pearson(0.0, std::max(replications, 1.0), confidence).high;
    method = IntervalMethod::clopper_pearson;
  }
  if (replications <= 1.0) standard_error = std::numeric_limits<double>::quiet_NaN();
  return {difference, standard_error, std::max(-1.0, difference - half), std::min(1.0, difference + half),
          method};
}

}  // namespace panj
