#pragma once

#include "world/world.h"

namespace panj {

/// Fills Asset::alarm_cells of the posts and line sensors that have nuisance alarms: cells on the inner side
/// that a post covers within the range stated for it, that a line passes. Needs coverage. Where tracks need
/// no cells, response times are drawn and no place is needed.
void place_alarms(World& world);

}  // namespace panj
