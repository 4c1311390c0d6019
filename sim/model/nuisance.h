#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/call.h"
#include "model/conditions.h"
#include "model/patrols.h"
#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// A nuisance alarm: something that an asset takes for a crosser. The same under all configurations that hold
/// the asset.
struct Alarm {
  bool reported = true;   ///< the link was up
  bool confirmed = true;  ///< taken for real, so that a team is to be sent; else dismissed
  Call call;  ///< that it opens, if it is reported and confirmed; it says when (opened_s) and where
};

/// When the dispatcher confirms or dismisses an alarm that is reported [s]. Most are dismissed, and nobody
/// asks.
double decided_s(const World& world, const Replication& replication, const Alarm& alarm);

/// Rate of an asset's nuisance alarms in the weather of a replication [1/s].
double nuisance_rate_per_s(const Replication& replication, const Asset& asset);

/// Draws the nuisance alarms of all assets, each a Poisson process while it is on duty and in order, until
/// `until_s`: at a random place of what a post watches, or a line passes, on the inner side (uniform over
/// cells); of a patrol, where the one of its teams is at that time that is drawn, none where that one is off
/// duty.
void draw_alarms(const World& world, const Replication& replication, const PatrolTeams& teams,
                 const Conditions& conditions, double until_s, std::vector<Alarm>& alarms);

}  // namespace panj
