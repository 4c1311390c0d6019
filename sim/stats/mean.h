#pragma once

#include "stats/estimate.h"

namespace panj {

/// Sums over replications r of a quantity y_r that each of them has one of; or over batches r of replications
/// that are drawn together, of their mean.
struct MeanSums {
  double replications = 0.0;
  double y = 0.0;
  double yy = 0.0;        ///< of y_r^2
  double per_unit = 1.0;  ///< replications that each r holds
};

/// Variance of the mean of y_r; 0 where it is no more than rounding of the sums, NaN for one replication.
double variance_of_mean(const MeanSums& sums);

/// Mean of y_r >= 0, the sum of things that happen (leaks, persons), over independent replications.
/// Student's t with R - 1 degrees of freedom, held to 0 and above. Below 20 events: gamma quantiles for a sum
/// of weighted Poisson numbers (Fay and Feuer 1997, doi:10.1002/(SICI)1097-0258(19970415)16:7<791), with the
/// weight w = max(variance / mean, 1 / R) of one more event; for none the upper bound is -ln(tail) / R, R of
/// all replications.
/// NaN bounds (`none`) where every replication had the same: nothing shows the spread.
/// \param events that the sum of y_r is made of.
Estimate mean_of_counts(const MeanSums& sums, double events, double confidence);

/// Mean of y_r of either sign, such as differences between configurations: Student's t. NaN bounds as above.
Estimate mean_difference(const MeanSums& sums, double confidence);

}  // namespace panj
