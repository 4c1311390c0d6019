#include "stats/proportion.h"

#include <algorithm>
#include <cmath>

#include "base/special_functions.h"

namespace panj {

Estimate clopper_pearson(double events, double trials, double confidence) {
  if (!(trials > 0.0)) return no_estimate();
  const double k = std::clamp(events, 0.0, trials);
  const double p = k / trials;
  const double tail = 0.5 * (1.0 - confidence);
  // At the ends the beta quantiles have closed forms (and a shape of 0, which no quantile takes).
  double low = 0.0;
  double high = 1.0;
  if (k > 0.0) low = k < trials ? beta_quantile(tail, k, trials - k + 1.0) : std::pow(tail, 1.0 / trials);
  if (k < trials)
    high = k > 0.0 ? beta_quantile(1.0 - tail, k + 1.0, trials - k) : -std::expm1(std::log(tail) / trials);
  return {p, std::sqrt(p * (1.0 - p) / trials), low, high, IntervalMethod::clopper_pearson};
}

Estimate wilson(double events, double trials, double confidence) {
  if (!(trials > 0.0)) return no_estimate();
  const double p = std::clamp(events / trials, 0.0, 1.0);
  const double z = normal_quantile(0.5 * (1.0 + confidence));
  const double z2_n = z * z / trials;
  const double centre = (p + 0.5 * z2_n) / (1.0 + z2_n);
  const double half = z / (1.0 + z2_n) * std::sqrt(p * (1.0 - p) / trials + 0.25 * z2_n / trials);
  // At p = 0 and 1 the near bound is the end itself, but for rounding.
  const double low = p <= 0.0 ? 0.0 : std::max(0.0, centre - half);
  const double high = p >= 1.0 ? 1.0 : std::min(1.0, centre + half);
  return {p, std::sqrt(p * (1.0 - p) / trials), low, high, IntervalMethod::wilson};
}

Estimate independent_share(double events, double trials, double confidence) {
  constexpr double few = 20.0;
  return std::min(events, trials - events) < few ? clopper_pearson(events, trials, confidence)
                                                 : wilson(events, trials, confidence);
}

}  // namespace panj
