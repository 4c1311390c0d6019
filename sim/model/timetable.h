#pragma once

#include <cstdint>
#include <vector>

#include "model/patrols.h"
#include "rng/latin_hypercube.h"
#include "world/patrol_plan.h"

namespace panj {

/// Whose timetable is drawn.
struct TeamOfPatrol {
  EntityKey key;
  const PatrolPlan& plan;
  std::int32_t team = 0;
  std::uint64_t replication = 0;
  LatinHypercube hypercube = {};
};

/// Adds the stretches of one team in one replication, in the order of time; what is drawn anew again and
/// again (headways, rests, turns) is drawn up to `until_s`.
void draw_timetable(const TeamOfPatrol& whose, double until_s, std::vector<Stretch>& stretches);

}  // namespace panj
