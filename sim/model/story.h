#pragma once

#include "model/event.h"
#include "model/workspace.h"
#include "world/world.h"

namespace panj {

/// What happened in the replication that a workspace holds, simulated with a log: by configuration, then in
/// the order of time. The dispatcher's own events come from the log; everything else is told from the
/// replication itself, up to an attempt's interception.
EventLog tell(const World& world, const Workspace& workspace);

/// Simulates replication `number` and tells it. The workspace has no log afterwards.
EventLog replay(const World& world, std::int64_t number, Workspace& workspace);

}  // namespace panj
