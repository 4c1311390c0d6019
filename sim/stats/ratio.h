#pragma once

#include <cstdint>

#include "stats/estimate.h"

namespace panj {

/// Sums over replications r of a numerator y_r and a denominator n_r, in the units of y and n. Where
/// replications are drawn together in batches, the batches are independent, and r is one of those.
struct RatioSums {
  double replications = 0.0;
  double n = 0.0;
  double y = 0.0;
  double nn = 0.0;        ///< of n_r^2
  double yy = 0.0;        ///< of y_r^2
  double ny = 0.0;        ///< of n_r y_r
  double per_unit = 1.0;  ///< replications that each r holds
};

/// Events below which the normal interval of a share covers too little (Korn and Graubard 1998), and the t
/// interval of a mean of counts; below it counts decide, not weights and controls.
constexpr double few_events = 20.0;

/// Each term of a variance from sums carries a rounding of some 1e-16: what is left of the sums below this
/// share of them is no variance.
constexpr double rounding_of_sums = 1e-14;

/// Sum over replications of (y_r - p n_r)^2 with p = y / n; 0 where it is no more than rounding of the sums.
double residual_sum(const RatioSums& sums);

/// Replications that the variance between replications rests on: all of them; but where most hold no attempt
/// at all (a rare class, a quiet segment), n^2 / sum n_r^2 of them (Kish 1965, Survey Sampling, 8.2: the
/// number that equal ones would be): empty ones say nothing about the spread.
double informative_replications(const RatioSums& sums);

/// Attempts that a share is trusted to rest on where it does not vary at all: one for each informative
/// replication, also where these are drawn together in batches.
double size_without_variance(const RatioSums& sums);

/// How many times the variance of sum y / sum n is what `together` has, of the same replications in units of
/// several: the gain of drawing them so. NaN where either has no variance, or too few units to tell.
double gain_of_units(const RatioSums& apart, const RatioSums& together);

/// Share sum y / sum n with 0 <= y_r <= n_r, and its interval. R: informative replications.
/// Variance between replications (Cochran 1977, Sampling Techniques, section 6.3) makes the share one of
/// n_e = p (1 - p) / var * (z / t)^2 independent attempts, t Student's with R - 1 degrees of freedom; of them
/// Wilson's score interval. It is as wide as p +- t sqrt(var) but lies farther from 0 and 1, as it should:
/// whoever samples until it is narrow stops earlier at a low p, and the symmetric one was then too low four
/// times as often as too high (p = .01). With fewer than 20 events or non-events, counted or effective (p
/// n_e), or no variance between replications: Clopper-Pearson at that size (Korn and Graubard 1998, Survey
/// Methodology 24, 193), n_e = R (size_without_variance) where the variance is 0. NaN with `none` for n = 0;
/// one replication gives bounds of Clopper-Pearson at n_e = 1 and no standard error (NaN). The bounds never
/// coincide. Coverage measured by bench/interval_coverage.cpp.
Estimate share(const RatioSums& sums, double confidence);

/// Mean sum y / sum n of a quantity over events, n_r of them with a sum of y_r in replication r: a ratio
/// estimator as in `share`, not held to any range. The bounds are NaN (`none`) where nothing shows the
/// spread: fewer than 2 informative replications, or no variance between them.
Estimate ratio_mean(const RatioSums& sums, double confidence);

/// How many times more attempts the share y / n takes than independent ones would for the same variance (the
/// design effect, Kish 1965), 1 at the least. Where there is no variance to tell it by, replications count
/// for one attempt each.
double design_effect(const RatioSums& sums);

/// Variance of one share over that of another of the same attempts (by other scores); NaN where the latter
/// is 0.
double variance_ratio(const RatioSums& sums, const RatioSums& other);

/// Difference of two shares met by the same attempts: y_r may be negative, -n_r <= y_r <= n_r.
/// Ratio estimator d as above. \param apart sum over replications of |y_r|: with a = apart / n the net
/// results are those of n_e = (a - d^2) / var * (z / t)^2 independent attempts, each 1, 0 or -1 (a
/// trinomial).
///   From 10 effective differing attempts (a n_e) on, d's score interval to the second order: t sqrt(var) to
/// both sides of a middle that its skewness moves by z^2 / 2 (d - 3 a d + 2 d^3) / (a - d^2) / n_e.
///   Below: gamma (exact Poisson) intervals of the effective numbers of ones and of minus ones, their arms
/// added in quadrature (the method of variance estimates recovery, Zou and Donner 2008,
/// doi:10.1002/sim.3095): where all differ in one way, none of the other are only a few at the most.
///   Without variance, bounds are +- the upper Clopper-Pearson bound of 0 events in R. Held to [-1, 1]; the
/// bounds never coincide.
Estimate paired_difference(const RatioSums& sums, double apart, double confidence);

}  // namespace panj
