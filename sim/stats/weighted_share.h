#pragma once

#include "stats/estimate.h"
#include "stats/ratio.h"

namespace panj {

/// Sums over replications r of the number of attempts n_r, of their weights w_r (each with a mean of 1) and
/// of their weighted scores y_r.
struct WeightedSums {
  double replications = 0.0;
  double n = 0.0;
  double w = 0.0;
  double y = 0.0;
  double nn = 0.0;  ///< of n_r^2, and so on
  double ww = 0.0;
  double yy = 0.0;
  double nw = 0.0;
  double ny = 0.0;
  double wy = 0.0;
  double squares = 0.0;          ///< sum over attempts of (w s)^2, w their weight, s their score
  double squares_of_rest = 0.0;  ///< of (w (1 - s))^2
  double plain = 0.0;            ///< attempts that were drawn by their own law, a share of n
  double per_unit = 1.0;         ///< as of RatioSums
};

/// With fewer plain attempts no share rests on more than these.
constexpr double few_plain_attempts = 100.0;

/// Share sum y / sum n of weighted attempts, with the weights as a control variate, as their mean is known
/// (Hesterberg 1995, Technometrics 37, 185; Owen and Zhou 2000, JASA 95, 135): y / n - b (w / n - 1), b by
/// regression over replications. What happens to all or to none is exact whatever the weights; where walks
/// are drawn from a mixture of their own law and a perfect tilt, so is what is tilted for.
/// The variance is that between replications, with Student's t at R - 2 degrees of freedom, held to [0, 1];
/// it is never taken for less than rounding leaves. That variance tells nothing of what the tilt avoids until
/// plain walks have met it, each with a great weight. So with fewer than 20 effective events or non-events,
/// by p n_e, n_e = p (1 - p) / var, or by the size of Kish (1965), (sum w s)^2 / sum (w s)^2 (and alike of 1
/// - s): Clopper-Pearson at the least of n_e and the numbers of trials that give so few; with few plain
/// attempts, at no more than these; for p = 0 or 1, at their number or R, the smaller. NaN with `none` for n
/// = 0; with fewer than 3 informative replications, `none` but for the value.
Estimate weighted_share(const WeightedSums& sums, double confidence);

/// Independent unweighted attempts that would give a share the standard error that it has; NaN where it has
/// none.
double equivalent_attempts(const Estimate& share);

}  // namespace panj
