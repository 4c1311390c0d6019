#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "stats/estimate.h"
#include "stats/normal_points.h"

namespace panj {

/// Estimate of alternative a less alternative b at a confidence level; positive where a is the better one.
/// a less b has to be b less a with its sign turned.
using DifferenceOf = std::function<Estimate(std::size_t a, std::size_t b, double confidence)>;

/// Which of several alternatives is the best, and how sure that is. All vectors have an element for each.
/// Alternatives that nothing tells apart (a difference of exactly 0 without variance) count as one.
struct BestStatement {
  std::size_t leader = 0;  ///< the best by its estimate; the first of several that nothing tells apart
  /// The first alternative that nothing tells from this one; itself where there is none before.
  std::vector<std::size_t> same_as;
  /// theta_i - max of all others, with intervals that hold for all alternatives at once; positive of the
  /// best. `none` where all are alike.
  std::vector<Estimate> lead;
  std::vector<bool> may_be_best;  ///< the set that holds the best, at the same confidence as the intervals
  /// That it is better than the leader after all: one-sided p of the pair, adjusted by Holm (1979) for as
  /// many pairs as the leader has; missing (NaN) of the leader and of those that are like it.
  std::vector<double> p_adjusted;
  /// Probability that no other is better: normal posterior of the differences under a flat prior. Too sure
  /// where few attempts differ; nothing else here rests on it.
  std::vector<double> p_best;
  /// Bound on the chance to call the leader the best where it is not; missing where all are alike.
  double p_wrong = 0.0;

  bool is_like_leader(std::size_t i) const { return same_as[i] == leader; }
  /// Does one alternative (or several that nothing tells apart) remain?
  bool is_decided() const;
};

/// Multiple comparisons with the best, after Edwards and Hsu (1983, JASA 78, 965; Hsu 1996, Multiple
/// Comparisons, 4.2). Were i the best, all differences from it would lie in their intervals at once with
/// probability `confidence`, by Dunnett's two-sided critical value for their correlations; those that this
/// rules out are not the best, and what is left bounds every lead. Hence the intervals of all leads, and the
/// set, hold together with probability `confidence` or more.
///
/// Critical values are those of the normal distribution, by `points` in at least count - 1 dimensions (error
/// of the family's level up to 0.003); they say at which confidence a single pair is asked for, so that
/// Student's t and rare events are dealt with as for any pair (with few degrees of freedom a little wide).
///
/// `p_wrong` is count - 1 times the largest p of the leader against another: to err with p, the true best has
/// to be found worse at p / (count - 1) than one of count - 1 others.
///
/// \return nothing where there are fewer than two alternatives or some difference has no standard error.
std::optional<BestStatement> best_of(std::size_t count, const DifferenceOf& difference, double confidence,
                                     const NormalPoints& points);

/// Errors of estimates (or all less the first, which is the same to their differences) from the variances of
/// their differences, [a][b] symmetric with zeros on the diagonal: row i of the result times independent
/// standard normal numbers is the error of i, and the first row is 0.
std::vector<std::vector<double>> error_factors(const std::vector<std::vector<double>>& difference_variances);

/// For each alternative the two-sided critical value c of all differences from it: with probability
/// `confidence`, none of them errs by more than c standard errors (Dunnett 1955, JASA 50, 1096, for any
/// correlations). `points` in as many dimensions as the factors have, or more.
std::vector<double> critical_values(const std::vector<std::vector<double>>& error_factors, double confidence,
                                    const NormalPoints& points);

}  // namespace panj
