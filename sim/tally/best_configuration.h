#pragma once

#include <optional>
#include <vector>

#include "stats/best.h"
#include "tally/summary_sums.h"

namespace panj {

/// Which configuration is the best by a measure: whether more or less of it is better, the measure says. From
/// the paired differences; the replication is the unit. Nothing where there is one configuration, or nothing
/// shows how far replications differ.
std::optional<BestStatement> best_configuration(const SummarySums& sums, std::size_t measure,
                                                double confidence, const NormalPoints& points);

/// The same by every measure, in the order of `measures`.
std::vector<std::optional<BestStatement>> best_configurations(const SummarySums& sums, double confidence);

}  // namespace panj
