#pragma once

#include <vector>

#include "model/detection.h"
#include "model/exposures.h"
#include "model/line_watch.h"
#include "model/patrols.h"
#include "model/replication.h"
#include "model/response.h"

namespace panj {

/// The memory that one thread simulates in: the only thing that changes while sampling.
struct Workspace {
  Replication replication;
  PatrolTeams teams;
  Exposures exposures;
  DetectionScratch detection;
  ResponseBoard board;
  LineWatchScratch line;
};

}  // namespace panj
