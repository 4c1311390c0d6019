#pragma once

#include <cstdint>
#include <vector>

#include "world/world.h"

namespace panj {

/// One team of a patrol in one replication: where it is in its cycle at any time.
struct PatrolTeam {
  std::uint16_t cycle = 0;
  double offset_s = 0.0;       ///< its cycle time at time 0 (may be negative, or more than a period)
  double active_from_s = 0.0;  ///< before that it has not left, and sees nothing
};

/// Teams of all patrols of a replication.
struct PatrolTeams {
  std::vector<PatrolTeam> teams;
  std::vector<std::size_t> begin;  ///< patrols + 1 offsets into `teams`

  std::span<const PatrolTeam> of(std::size_t patrol) const {
    return {teams.data() + begin[patrol], teams.data() + begin[patrol + 1]};
  }
};

/// Draws phases, directions and starts. Without a stated start a team is in steady state: uniform over the
/// cycle time.
void deploy_patrols(const World& world, std::int64_t replication, PatrolTeams& teams);

}  // namespace panj
