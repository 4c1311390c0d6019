#pragma once

#include "results/saved_run.h"

namespace panj::fuzz {

/// A world made by hand for which a tally has tables of every kind, and few numbers in each.
World world_of_every_table();

/// What a run of it may have found: so many batches of 2 replications. Its tables hold numbers where they
/// grow, or are of two shapes; others hold zeros.
SavedRun run_of_every_table(const World& world, std::size_t batches);

}  // namespace panj::fuzz
