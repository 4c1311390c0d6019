#pragma once

#include <cstdint>

#include "stats/estimate.h"

namespace panj {

/// Sums over replications r of a numerator y_r and a denominator n_r, in the units of y and n.
struct RatioSums {
  double replications = 0.0;
  double n = 0.0;
  double y = 0.0;
  double nn = 0.0;  ///< of n_r^2
  double yy = 0.0;  ///< of y_r^2
  double ny = 0.0;  ///< of n_r y_r
};

/// Share sum y / sum n with 0 <= y_r <= n_r, and its interval.
/// Variance between replications (Cochran 1977, Sampling Techniques, section 6.3), Student's t with R - 1
/// degrees of freedom, held to [0, 1]. With fewer than 20 expected events (or non-events) or no variance
/// between replications: Clopper-Pearson at the effective size n_e = p (1 - p) / var * (z / t)^2 (Korn and
/// Graubard 1998), n_e = R where the variance is 0. NaN with `none` for n = 0; one replication gives bounds
/// of Clopper-Pearson at n_e = 1.
Estimate share(const RatioSums& sums, double confidence);

/// Difference of two shares met by the same attempts: y_r may be negative, -n_r <= y_r <= n_r.
/// Ratio estimator as above; without variance, bounds are +- the upper Clopper-Pearson bound of 0 events in
/// R.
Estimate paired_difference(const RatioSums& sums, double confidence);

}  // namespace panj
