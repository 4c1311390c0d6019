#pragma once

#include "world/world.h"

namespace panj {

/// Fills Asset::alarm_cells of the posts that have nuisance alarms: cells on the inner side that they cover
/// and that some base can reach. Needs coverage and travel times. Where tracks need no cells, response times
/// are drawn and no place is needed.
void place_alarms(World& world);

}  // namespace panj
