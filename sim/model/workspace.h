#pragma once

#include <vector>

#include "model/conditions.h"
#include "model/contributions.h"
#include "model/detection.h"
#include "model/event.h"
#include "model/exposures.h"
#include "model/line_watch.h"
#include "model/open_ground.h"
#include "model/patrols.h"
#include "model/replication.h"
#include "model/response.h"
#include "model/walks.h"

namespace panj {

/// The memory that one thread simulates in: the only thing that changes while sampling.
struct Workspace {
  Replication replication;
  PatrolTeams teams;
  Conditions conditions;
  WalkScratch walks;
  OpenGroundScratch open;
  Exposures exposures;
  DetectionScratch detection;
  ContributionScratch contributions;
  ResponseBoard board;
  LineWatchScratch line;
  EventLog* log = nullptr;  ///< where events are told; null: nowhere
};

}  // namespace panj
