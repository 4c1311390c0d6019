#pragma once

#include "model/paths.h"
#include "model/patrols.h"
#include "model/replication.h"
#include "model/setting_out.h"
#include "model/turning_back.h"
#include "world/world.h"

namespace panj {

/// Memory that walks are gone in.
struct WalkScratch {
  Paths paths;
  std::vector<std::uint8_t> traits;  ///< of the cells of one of the paths
  SettingOutScratch setting_out;
  TurningScratch turning;
};

/// Walks every attempt of a replication, once for all configurations under which it goes the same way, from
/// its origin to its destination (or until its time runs out), and notes when and in which segment it first
/// cuts the border. The ways of classes that shun hazards, watch patrols or turn back from them may differ
/// between configurations.
void walk_tracks(const World& world, const PatrolTeams& teams, Replication& replication,
                 WalkScratch& scratch);

}  // namespace panj
