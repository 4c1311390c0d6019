#pragma once

#include <optional>

#include "base/error.h"
#include "scenario/scenario.h"
#include "terrain/projection.h"
#include "world/world.h"

namespace panj {

/// Grid, elevation, border and CRS of a world, the floor that everything else is compiled on. Also notes the
/// input files read. \return the projection; empty where the ground can't be made (then `problems` says why).
std::optional<Projection> compile_ground(World& world, int threads, Problems& problems);

}  // namespace panj
