#pragma once

#include "stats/estimate.h"
#include "stats/histogram.h"

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

}  // namespace panj
