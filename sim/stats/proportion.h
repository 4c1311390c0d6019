#pragma once

#include "stats/estimate.h"

namespace panj {

/// Clopper-Pearson interval of `events` in `trials` (neither need be whole: effective sizes), by quantiles of
/// the beta distribution (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404).
Estimate clopper_pearson(double events, double trials, double confidence);

/// Wilson's score interval (Wilson 1927, doi:10.1080/01621459.1927.10502953) of independent 0/1 trials.
Estimate wilson(double events, double trials, double confidence);

/// Share of independent 0/1 trials, such as replications in which nothing leaked: Wilson's interval, with
/// fewer than 20 events or non-events that of Clopper and Pearson.
Estimate independent_share(double events, double trials, double confidence);

}  // namespace panj
