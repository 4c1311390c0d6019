#pragma once

#include "model/replication.h"
#include "world/world.h"

// Which attempts and alarms meet which: the one place that knows.
namespace panj {

/// Does an attempt take up teams and wait in the queue before others? One that does not meets teams and queue
/// as the others leave them, and never meets another of its kind.
using Occupies = bool (*)(const World&, const Attempt&);
inline bool occupies(const World&, const Attempt&) {
  return true;
}

/// Is an attempt scored?
inline bool is_scored(const Attempt& attempt) {
  return attempt.departure_s >= 0.0;
}

/// From then on there are nuisance alarms.
inline double alarms_begin_s(const World&) {
  return 0.0;
}

}  // namespace panj
