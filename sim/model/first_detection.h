#pragma once

#include <cstddef>
#include <span>

#include "model/contributions.h"

namespace panj {

/// Puts each asset's share of first detection under a configuration into its scratch.seen_by, which holds the
/// assets that see the walk: see add_contributions for what it is and how exact.
void find_first_shares(const World& world, std::span<const Exposure> exposures, std::size_t configuration,
                       ContributionScratch& scratch);

}  // namespace panj
