#pragma once

#include <string>

#include "base/error.h"
#include "world/places.h"
#include "world/world.h"

namespace panj {

/// Puts the protected sites on the ground; their middles must lie on the inner side.
void compile_sites(World& world, const Places& places, Problems& problems);

/// What of the sites determines the attempts, a line each: place and radius of those that a class makes for.
std::string sites_made_for(const Scenario& scenario);

}  // namespace panj
