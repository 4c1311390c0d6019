#pragma once

#include "model/replication.h"
#include "world/world.h"

// Which attempts and alarms meet which: the one place that knows.
namespace panj {

/// Does an attempt take up teams and wait in the queue before others? One that does not meets teams and queue
/// as the others leave them, and never meets another of its kind.
using Occupies = bool (*)(const World&, const Attempt&);
inline bool occupies(const World& world, const Attempt& attempt) {
  return !is_probe(world.crossers[static_cast<std::size_t>(attempt.crosser)]);
}

/// Is an attempt scored?
inline bool is_scored(const Attempt& attempt) {
  return attempt.scored;
}

/// From then on there are nuisance alarms.
inline double alarms_begin_s(const World& world) {
  return -world.scenario.warm_up_s;
}

}  // namespace panj
