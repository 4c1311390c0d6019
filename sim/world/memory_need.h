#pragma once

#include "base/error.h"
#include "base/grid.h"
#include "scenario/scenario.h"

namespace panj {

/// Bytes that a scenario needs at the least on a ground: elevation, frontier, travel times, tables of routes
/// (for each way of perceiving the ground, and in favour of rare leaks), exact sweeps where there are control
/// variates, and the maps of every thread. Coverage comes on top, as do further tables where those of a class
/// depend on the configuration. What a run takes beside its world: tally/run_memory.h.
double least_memory_bytes(const Scenario& scenario, const Grid& grid, int threads);

/// Tells where that is more than there is.
void check_memory(const Scenario& scenario, const Grid& grid, int threads, Problems& problems);

}  // namespace panj
