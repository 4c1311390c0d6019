#pragma once

#include <cstddef>

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Control variates of the last attempt, whose walks begin at number `first_walk` and are as its class plans
/// them, under every configuration: Replication::controls. Its class is swept.
///
/// `way` is S(origin) - exp(-H) S(where it ends), S the survival past the posts alone and H their hazards
/// along the walk: of a martingale, so that its mean is 0 from whatever origin. Where the longest duration
/// ends a walk, the step that there was no time for counts as gone: that there was none was found by looking
/// at it, and leaving it out would be a choice among steps. When a walk sets out, how fast it goes and where
/// it stands are drawn apart from its steps. `origin` has a mean of 0 over the law of origins and draws.
void add_controls(const World& world, std::size_t attempt, std::size_t first_walk, Replication& replication);

}  // namespace panj
