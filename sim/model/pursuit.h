#pragma once

#include <cstdint>

#include "model/call.h"
#include "model/contact.h"
#include "model/patrols.h"
#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Does the asset send parties in pursuit?
bool pursues(const World& world, const Asset& asset);

/// Which team of a patrol has detected an attempt at `time_s`: the nearest of those on duty; -1 if none is.
std::int32_t detecting_team(const World& world, const Replication& replication, const PatrolTeams& teams,
                            const Walk& walk, const Asset& asset, double time_s);

/// Earliest contact of the party that the team which opened the call sends at `now_s` from where it is then:
/// as for response teams, within its reach.
Contact pursuit_contact(const World& world, const Replication& replication, const PatrolTeams& teams,
                        const Walk& walk, const Call& call, double now_s);

/// Readiness and handling of a party [s]; its response time is by its way.
struct PursuitDraws {
  double ready_s = 0.0;
  double handling_s = 0.0;
};
PursuitDraws draw_pursuit(const World& world, const Replication& replication, const Call& call);

}  // namespace panj
