#pragma once

#include <cstdint>
#include <optional>

#include "base/geometry.h"
#include "model/patrols.h"
#include "world/world.h"

namespace panj {

/// Where a team of a patrol is at a time.
struct PatrolPlace {
  Point at_m{0.0, 0.0};
  std::uint16_t cycle = 0;
  std::size_t piece = 0;  ///< of the cycle
};

/// Empty while the team is off duty.
std::optional<PatrolPlace> patrol_place(const World& world, const PatrolTeams& teams, std::size_t patrol,
                                        std::size_t team, double time_s);

}  // namespace panj
