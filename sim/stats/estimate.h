#pragma once

#include <limits>
#include <string_view>

namespace panj {

/// How an interval was made.
enum class IntervalMethod {
  none,              ///< too little data to say: value and bounds are NaN
  t_ratio,           ///< mean by the ratio estimator, between-replication variance, Student's t
  clopper_pearson,   ///< exact binomial at the effective sample size (Korn and Graubard 1998)
  wilson,            ///< binomial score interval, of a share at its effective sample size
  t_mean,            ///< mean over replications, Student's t
  gamma,             ///< mean or difference of rare counts, gamma quantiles (Fay and Feuer 1997)
  order_statistics,  ///< of a quantile, by the binomial number below it
  score,             ///< difference of two shares, trinomial at the effective sample size
};
std::string_view name_of(IntervalMethod method);

/// A number with its uncertainty. NaN where there is nothing to estimate from.
struct Estimate {
  double value = 0.0;
  double standard_error = 0.0;
  double low = 0.0;
  double high = 0.0;
  IntervalMethod method = IntervalMethod::none;
  double half_width() const { return 0.5 * (high - low); }
};

/// Nothing to estimate from: all NaN, method `none`.
Estimate no_estimate();

}  // namespace panj
