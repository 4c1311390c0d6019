#pragma once

#include <cstdint>

#include "base/error.h"
#include "world/world.h"

namespace panj {

/// Bytes of a tally of a world with nothing in it, to a few per cent: maps, tables by segment (of assets too,
/// where values are asked), hour, class, view and site, histograms of times, coverage of the line. What grows
/// as it is filled comes on top.
double tally_bytes(const World& world);

/// Bytes of a batch's sums in the run's record.
double batch_bytes(std::size_t configurations);

/// Bytes that a run takes at the least beside its world: a tally for each thread that finds a batch, that of
/// the run, and the sums of the batches. \param batches yet to be sampled
double run_memory_bytes(const World& world, int threads, std::int64_t batches);

/// Tells where that is more than there is.
void check_run_memory(const World& world, int threads, std::int64_t batches, Problems& problems);

}  // namespace panj
