#pragma once

#include "base/error.h"
#include "scenario/scenario.h"
#include "world/world.h"

namespace panj {

/// Computes the world of a scenario: ground, border, routes, coverage, patrol timetables, response fields.
/// Every fault found on the way (unreachable destinations, bases off the map, patrols over closed ground, a
/// border that never separates origin from destination, ...) goes to `problems`, and all that can still be
/// checked is. \return the world; not usable where `problems` is not empty.
World compile(Scenario scenario, int threads, Problems& problems);

}  // namespace panj
