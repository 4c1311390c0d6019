#pragma once

#include "stats/estimate.h"
#include "stats/histogram.h"
#include "stats/ratio.h"

namespace panj {

/// Quantile at level p of what a histogram counts, linear inside a bin. Its interval lies between the
/// quantiles at the Clopper-Pearson bounds of p, as though p were a share of `effective_size` independent
/// values (Woodruff 1952, doi:10.1080/01621459.1952.10483443; binomial order statistics).
/// NaN bounds (`none`) where so few values have no interval: (1 - p)^n or p^n exceeds half of 1 - confidence.
/// No standard error is given. The width of a bin adds to the error.
/// \param share_at_first_edge of the values that are the first edge itself (warnings of no time at all): the
/// quantiles of levels up to it.
Estimate quantile_of(const Histogram& histogram, double p, double effective_size, double confidence,
                     double share_at_first_edge = 0.0);

/// How many times more values a mean takes than independent ones would for the same variance (the design
/// effect of values, not of how many there are), 1 at the least. The variance of one value is that of the
/// histogram (its bins' middles). \param of_values number and sum of the values in each replication, in the
/// units of the histogram. NaN where nothing shows it: fewer than two replications, or no spread.
double design_effect_of_values(const Histogram& histogram, const RatioSums& of_values);

}  // namespace panj
