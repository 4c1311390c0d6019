#include "stats/weighted_share.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/special_functions.h"
#include "stats/proportion.h"

namespace panj {

namespace {

/// Of sums of squares: what is less is rounding.
constexpr double rounding_of_squares = 1e-13;
/// So near to 1 a share is 1.
constexpr double nearly_all = 1.0 - 1e-12;

struct Fit {
  double share = 0.0;
  double residual = 0.0;  ///< sum over replications of squares
};

/// Regression of y on w - n, both less what they are in the mean for n attempts.
Fit fit(const WeightedSums& sums) {
  const double p = sums.y / sums.n;
  const double v = sums.w / sums.n;
  const double of_y = sums.yy - 2.0 * p * sums.ny + p * p * sums.nn;
  const double of_w = sums.ww - 2.0 * v * sums.nw + v * v * sums.nn;
  const double of_both = sums.wy - p * sums.nw - v * sums.ny + p * v * sums.nn;
  const double floor = rounding_of_squares * (sums.yy + p * p * sums.nn);
  const double slope = of_w > rounding_of_squares * (sums.ww + sums.nn) ? of_both / of_w : 0.0;
  return {p - slope * (v - 1.0), std::max(of_y - slope * of_both, floor)};
}

/// Effective events of weighted ones; infinite where there are none, which other rules are for.
double kish(double sum, double squares) {
  return squares > 0.0 ? sum * sum / squares : std::numeric_limits<double>::infinity();
}

/// Trials in which a share of p makes so many events; infinite where those are enough.
double trials_of_few(double events, double p) {
  return events < few_events && p > 0.0 ? events / p : std::numeric_limits<double>::infinity();
}

/// As many independent attempts as the share can be trusted to rest on.
double least_size(const WeightedSums& sums, double p, double by_variance) {
  const double plain = sums.plain < few_plain_attempts ? sums.plain : std::numeric_limits<double>::infinity();
  return std::min({by_variance, plain, trials_of_few(kish(sums.y, sums.squares), p),
                   trials_of_few(kish(sums.w - sums.y, sums.squares_of_rest), 1.0 - p)});
}

}  // namespace

Estimate weighted_share(const WeightedSums& sums, double confidence) {
  Estimate estimate = no_estimate();
  if (!(sums.n > 0.0)) return estimate;
  const RatioSums plain{sums.replications, sums.n, sums.y, sums.nn, sums.yy, sums.ny, sums.per_unit};
  const double informative = informative_replications(plain);
  const double size_at_end = std::max(std::min(size_without_variance(plain), sums.plain), 1.0);
  if (sums.yy <= 0.0) {
    return clopper_pearson(0.0, size_at_end, confidence);
  }
  const Fit found = fit(sums);
  estimate.value = found.share > nearly_all ? 1.0 : std::max(0.0, found.share);
  if (informative < 3.0) return estimate;

  const double freedom = informative - 2.0;
  const double p = estimate.value;
  estimate.standard_error = std::sqrt(informative / freedom * found.residual) / sums.n;
  const double tail = 0.5 * (1.0 + confidence);
  const double t = student_t_quantile(tail, freedom);
  const double z_t = normal_quantile(tail) / t;
  const double variance = estimate.standard_error * estimate.standard_error;
  const bool is_end = p <= 0.0 || p >= 1.0;
  const double size =
      is_end ? size_at_end : std::max(least_size(sums, p, p * (1.0 - p) / variance * z_t * z_t), 1.0);
  if (std::min(p, 1.0 - p) * size < few_events || sums.plain < few_plain_attempts) {
    const Estimate exact = clopper_pearson(p * size, size, confidence);
    estimate.low = exact.low;
    estimate.high = exact.high;
    estimate.method = exact.method;
    return estimate;
  }
  estimate.low = std::max(0.0, p - t * estimate.standard_error);
  estimate.high = std::min(1.0, p + t * estimate.standard_error);
  estimate.method = IntervalMethod::t_ratio;
  return estimate;
}

double equivalent_attempts(const Estimate& share) {
  return share.standard_error > 0.0
             ? share.value * (1.0 - share.value) / (share.standard_error * share.standard_error)
             : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace panj
