#pragma once

#include <cstddef>

#include "world/route_sweep.h"
#include "world/world.h"

namespace panj {

/// Integrated hazard that the posts of one configuration add to a move between centres of cells: the term
/// that makes sweep_survival the exact survival of a class that meets no patrols. Computed as exposures of
/// tracks are: the first half of the move by the posts that watch the first cell, the second half by those
/// that watch the second; +infinity where a detection is certain. A drawn time factor enters by its mean:
/// exact where it is constant; so do the persons of a group in its signature. Waits at the origin and before
/// the line, standing at obstacles, the way to the centre from an origin off it, patrols, lines, looks of
/// glimpse laws and what changes sensors (weather, light, outages) are left out. The world and the plan (one
/// of the world's) are views, and outlive the term; the world has cells (`tracks_need_cells`).
MoveTerm static_hazard(const World& world, const CrosserPlan& crosser, std::size_t configuration);

}  // namespace panj
