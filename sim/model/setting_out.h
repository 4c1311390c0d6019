#pragma once

#include <vector>

#include "model/patrols.h"
#include "model/replication.h"
#include "model/sightings.h"
#include "world/world.h"

namespace panj {

/// When an attempt leaves its origin under some configurations.
struct SettingOut {
  ConfigurationMask under = 0;
  double moving_s = 0.0;
};

/// Memory that times of setting out are found in.
struct SettingOutScratch {
  std::vector<PatrolInView> sightings;
  std::vector<SettingOut> times;
};

/// When a group that waits for a patrol to go by leaves its origin: after its drawn wait, at the first moment
/// at which the last of the patrols that it had within its watch range and in sight has gone out of them;
/// when its patience is over, in any case. `under`: the configurations to look at.
/// \return scratch.times
const std::vector<SettingOut>& set_out_after_patrol(const World& world, const CrosserPlan& crosser,
                                                    const PatrolTeams& teams, const Attempt& attempt,
                                                    ConfigurationMask under, SettingOutScratch& scratch);

}  // namespace panj
