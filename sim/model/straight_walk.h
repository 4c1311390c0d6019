#pragma once

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Walks an attempt of a class that goes straight: one leg where the world needs no cells, else cut at their
/// borders, and where it waits or is held up. The walk has its attempt, configurations and time of setting
/// out; what is added are its end, its crossing and its cells, the last ones of the replication.
void walk_straight(const World& world, const CrosserPlan& crosser, Replication& replication, Walk& walk);

/// Time that the whole way of such a class takes on level ground, at a time factor of 1 [s].
double leg_time_s(const CrosserPlan& crosser);

}  // namespace panj
