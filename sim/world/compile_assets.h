#pragma once

#include "base/error.h"
#include "world/places.h"
#include "world/world.h"

namespace panj {

/// Posts, patrols, drones, line sensors and response teams of a world whose ground stands, with the
/// configurations that hold them.
void compile_assets(World& world, const Places& places, Problems& problems);

}  // namespace panj
