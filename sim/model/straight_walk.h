#pragma once

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Walks an attempt of a class that goes straight: one leg where the world needs no cells, else cut at their
/// borders, and where it waits or is held up. The walk has its attempt, configurations and time of setting
/// out; what is added are its end, its crossing and its cells, the last ones of the replication.
void walk_straight(const World& world, const CrosserPlan& crosser, Replication& replication, Walk& walk);

/// Does every attempt go straight on, in one leg, alike under all configurations, whatever it meets?
bool all_go_in_the_open(const World& world);

/// Walks all attempts of a replication of such a world at once; what walk_tracks does for any world.
void walk_in_the_open(const World& world, Replication& replication);

}  // namespace panj
