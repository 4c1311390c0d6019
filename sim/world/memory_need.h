#pragma once

#include "base/error.h"
#include "base/grid.h"
#include "scenario/scenario.h"

namespace panj {

/// Bytes that a scenario needs at the least on a ground: elevation, frontier, travel times, one table of
/// routes for each class that has any, its exact sweep where there are control variates, and the maps of
/// every thread. Coverage and the tables of classes that shun hazards come on top.
double least_memory_bytes(const Scenario& scenario, const Grid& grid, int threads);

/// Tells where that is more than there is.
void check_memory(const Scenario& scenario, const Grid& grid, int threads, Problems& problems);

}  // namespace panj
