#pragma once

#include <cstddef>
#include <vector>

#include "model/patrols.h"
#include "model/replication.h"
#include "model/sightings.h"
#include "world/world.h"

namespace panj {

/// A team that the group turns back from, and when it notices it.
struct Notice {
  std::uint16_t asset = 0;
  double at_s = 0.0;
};

/// Memory that ways back are found in.
struct TurningScratch {
  std::vector<PatrolInView> sightings;
  std::vector<Notice> notices;
  std::vector<Walk> planned;
  std::vector<Walk> returns;
};

/// Splits the walks of the last attempt, from number `first_walk` on: under the configurations under which a
/// team of a patrol makes the group turn back, it goes back the way it came from where it is, in the time
/// that the way out took it, and ends at its origin. A team is noticed when it first comes within the notice
/// range and in sight once the group is on its way; one draw per attempt and team says whether the group then
/// turns. Segment and hour stay those of the planned way.
void turn_back(const World& world, const CrosserPlan& crosser, const PatrolTeams& teams,
               Replication& replication, std::size_t first_walk, TurningScratch& scratch);

}  // namespace panj
