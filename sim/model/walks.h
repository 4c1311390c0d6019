#pragma once

#include "model/patrols.h"
#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Walks every attempt of a replication, once for all configurations under which it goes the same way, from
/// its origin to its destination (or until its time runs out), and notes when and in which segment it first
/// cuts the border. The ways of classes that shun hazards, watch patrols or turn back from them may differ
/// between configurations.
void walk_tracks(const World& world, const PatrolTeams& teams, Replication& replication);

}  // namespace panj
