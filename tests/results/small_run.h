#pragma once

#include <cstddef>

#include "results/events.h"
#include "results/folder.h"
#include "results/results.h"
#include "tally/run_result.h"
#include "world/world.h"

namespace panj::test {

/// A world of 8 x 6 cells made by hand: three configurations, two posts, a patrol, a base, two classes.
World small_world();

/// What a run of it may have found: `batches` batches of 4 replications whose scores vary.
RunResult small_result(const World& world, std::size_t batches = 6);

RunRecord small_record();

/// Two replications told, the second first: an attempt that is intercepted, and a nuisance alarm. Weather is
/// not stated.
EventRows told(const World& world);

}  // namespace panj::test
