#pragma once

#include "base/error.h"
#include "world/places.h"
#include "world/world.h"

namespace panj {

/// Puts the protected sites on the ground; their middles must lie on the inner side.
void compile_sites(World& world, const Places& places, Problems& problems);

}  // namespace panj
