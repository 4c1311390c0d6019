#pragma once

#include "base/error.h"
#include "world/places.h"
#include "world/world.h"

namespace panj {

/// Crosser classes of a world whose ground stands: where they start, what they make for, and the way.
void compile_crossers(World& world, const Places& places, Problems& problems);

}  // namespace panj
