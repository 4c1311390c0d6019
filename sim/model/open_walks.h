#pragma once

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Does every attempt go straight on, in one leg, alike under all configurations, whatever it meets?
bool all_go_in_the_open(const World& world);

/// Walks all attempts of a replication of such a world at once; what walk_tracks does for any world.
void walk_in_the_open(const World& world, Replication& replication);

}  // namespace panj
