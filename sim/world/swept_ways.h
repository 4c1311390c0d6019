#pragma once

#include "world/world.h"

namespace panj {

/// Sweeps the ways of every class of ordinary traffic that walks routes on the grid: `swept` of its plan, for
/// `[sampling] control_variates`. With h the hazards of static_hazard as they are kept here (the survival is
/// found with the same numbers) and H their sum along a walk, exp(-H) S(cell) is a martingale: its mean at
/// any time of stopping that does not look ahead is S(origin), whatever the hazards leave out. Classes that
/// are weighted, and those that no post sees, have none. Computed on several threads. The world has coverage,
/// and choices are compiled with the times to go of all draws, which perceived routes lose here.
void sweep_ways(World& world, int threads);

}  // namespace panj
