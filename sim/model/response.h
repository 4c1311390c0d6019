#pragma once

#include <vector>

#include "model/answers.h"
#include "model/call.h"
#include "model/nuisance.h"
#include "model/traffic.h"
#include "model/units.h"

namespace panj {

/// What a dispatcher has before him in one replication and configuration.
struct ResponseBoard {
  std::vector<Alarm> alarms;                   ///< of all configurations
  Answers answers;                             ///< for all configurations
  std::vector<Call> calls;                     ///< first calls, in the order of time
  std::vector<Call> later;                     ///< a heap: calls opened after one that ended without success
  std::vector<Call> waiting;                   ///< in the order in which they came
  std::vector<Call> probes;                    ///< first calls of attempts that occupy nothing
  std::vector<TeamUnit> units;                 ///< those of a base beside each other
  std::vector<std::vector<Engagement>> spare;  ///< memory of units that other configurations have
  std::vector<double> wakes_s;                 ///< a heap: times at which a waiting call may get a team
  std::vector<double> moments_s;               ///< all of these times, kept for probes
};

struct Workspace;

/// Answers the calls of a replication under every configuration, in the order of time. A detection is
/// reported if the link is up, and opens a call if it is confirmed; later detections only refresh it. Each
/// call goes to the free team on duty that makes the earliest contact; while there is none it waits, and is
/// lost when the crosser is gone (or at once: `queue = "clear"`). A call that ends without the attempt being
/// held makes the next detection count. Nuisance alarms take teams like any other call. A team is busy until
/// it has handled its call, and is back if it says so.
/// Attempts that do not occupy are judged last, each alone: it meets the teams as all others leave them, and
/// stands in the queue where it would stand among them.
void respond(const World& world, Workspace& workspace, Occupies occupies = &panj::occupies);

}  // namespace panj
