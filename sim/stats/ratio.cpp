#include "stats/ratio.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/special_functions.h"
#include "stats/proportion.h"

namespace panj {

namespace {

/// As few_events, for attempts that differ: by experiment (bench/interval_coverage.cpp).
constexpr double few_differing = 10.0;

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

Estimate unvaried_difference(double difference, double replications, double size, double confidence) {
  const double half = clopper_pearson(0.0, std::max(size, 1.0), confidence).high;
  const double error = replications > 1.0 ? 0.0 : std::numeric_limits<double>::quiet_NaN();
  return {difference, error, std::max(-1.0, difference - half), std::min(1.0, difference + half),
          IntervalMethod::clopper_pearson};
}

/// What independent attempts would have to be, to differ as they do.
struct Differing {
  double difference = 0.0;
  double share = 0.0;  ///< of attempts that differ, either way
  double effective_size = 0.0;
  double unit_variance() const { return share - difference * difference; }
};

Estimate score_difference(const Differing& differing, double variance, double t, double z) {
  const double d = differing.difference;
  const double third_moment = d - 3.0 * differing.share * d + 2.0 * d * d * d;
  const double shift = 0.5 * z * z * third_moment / differing.unit_variance() / differing.effective_size;
  const double half = std::hypot(t * std::sqrt(variance), shift);
  return {d, std::sqrt(variance), std::max(-1.0, d + shift - half), std::min(1.0, d + shift + half),
          IntervalMethod::score};
}

/// Exact interval of the mean of a Poisson number.
Estimate poisson_mean(double number, double confidence) {
  const double tail = 0.5 * (1.0 - confidence);
  Estimate mean{number, std::sqrt(number), 0.0, 0.0, IntervalMethod::gamma};
  if (number > 0.0) mean.low = gamma_quantile(tail, number);
  mean.high = gamma_quantile(1.0 - tail, number + 1.0);
  return mean;
}

Estimate rare_difference(const Differing& differing, double variance, double confidence) {
  const double d = differing.difference;
  const double size = std::max(differing.effective_size, least_effective_size);
  const Estimate more = poisson_mean(0.5 * (differing.share + d) * size, confidence);
  const Estimate less = poisson_mean(0.5 * (differing.share - d) * size, confidence);
  const double below = std::hypot(more.value - more.low, less.high - less.value) / size;
  const double above = std::hypot(more.high - more.value, less.value - less.low) / size;
  return {d, std::sqrt(variance), std::max(-1.0, d - below), std::min(1.0, d + above), IntervalMethod::gamma};
}

}  // namespace

double residual_sum(const RatioSums& sums) {
  if (!(sums.n > 0.0)) return 0.0;
  const double p = sums.y / sums.n;
  const double residual = sums.yy - 2.0 * p * sums.ny + p * p * sums.nn;
  const double scale = sums.yy + 2.0 * std::abs(p * sums.ny) + p * p * sums.nn;
  return residual > rounding_of_sums * scale ? residual : 0.0;
}

double informative_replications(const RatioSums& sums) {
  if (!(sums.nn > 0.0)) return 0.0;
  const double equal_ones = sums.n * sums.n / sums.nn;
  return equal_ones < 0.5 * sums.replications ? equal_ones : sums.replications;
}

double size_without_variance(const RatioSums& sums) {
  const double informative = informative_replications(sums);
  return informative == sums.replications ? informative * sums.per_unit : informative;
}

double gain_of_units(const RatioSums& apart, const RatioSums& together) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  if (!(together.replications > 1.0) || !(together.n > 0.0)) return missing;
  const double of_units = ratio_variance(together, together.replications);
  const double of_replications = ratio_variance(apart, apart.replications);
  return of_units > 0.0 && of_replications > 0.0 ? of_replications / of_units : missing;
}

Estimate share(const RatioSums& sums, double confidence) {
  if (!(sums.n > 0.0)) return no_estimate();
  const double p = std::clamp(sums.y / sums.n, 0.0, 1.0);
  const double replications = informative_replications(sums);
  if (replications <= 1.0) return exact_share(p, std::numeric_limits<double>::quiet_NaN(), 1.0, confidence);
  const double variance = ratio_variance(sums, replications);
  if (variance <= 0.0) return exact_share(p, 0.0, size_without_variance(sums), confidence);

  const double standard_error = std::sqrt(variance);
  const double tail = 0.5 * (1.0 + confidence);
  const double t = student_t_quantile(tail, replications - 1.0);
  const double z_t = normal_quantile(tail) / t;
  const double effective_size = p * (1.0 - p) / variance * z_t * z_t;
  const double events = std::min(p, 1.0 - p) * std::min(sums.n, effective_size);
  if (events < few_events) return exact_share(p, standard_error, effective_size, confidence);
  Estimate estimate = wilson(p * effective_size, effective_size, confidence);
  estimate.value = p;
  estimate.standard_error = standard_error;
  return estimate;
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
  return std::max(1.0, tells ? variance / independent : sums.n / std::max(size_without_variance(sums), 1.0));
}

double variance_ratio(const RatioSums& sums, const RatioSums& other) {
  const double residual = residual_sum(other);
  return residual > 0.0 ? residual_sum(sums) / residual : std::numeric_limits<double>::quiet_NaN();
}

Estimate paired_difference(const RatioSums& sums, double apart, double confidence) {
  if (!(sums.n > 0.0)) return no_estimate();
  const double difference = std::clamp(sums.y / sums.n, -1.0, 1.0);
  const double replications = informative_replications(sums);
  const double variance = replications > 1.0 ? ratio_variance(sums, replications) : 0.0;
  if (!(variance > 0.0))
    return unvaried_difference(difference, replications, size_without_variance(sums), confidence);

  const double tail = 0.5 * (1.0 + confidence);
  const double t = student_t_quantile(tail, replications - 1.0);
  const double z = normal_quantile(tail);
  Differing differing;
  differing.difference = difference;
  differing.share = std::max(apart / sums.n, std::abs(difference));
  differing.effective_size = differing.unit_variance() / variance * (z / t) * (z / t);
  const bool few = differing.share * differing.effective_size < few_differing;
  return few ? rare_difference(differing, variance, confidence) : score_difference(differing, variance, t, z);
}

}  // namespace panj
