#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "model/patrols.h"
#include "world/world.h"

namespace panj {

/// A piece of a patrol's cycle in one of its rounds, by the clock of the period: while a team is on it.
struct LaidLeg {
  double begin_s = 0.0;
  double end_s = 0.0;
  double leg_begin_s = 0.0;  ///< of the whole piece, which a stretch may cut: in cycle time,
  double shift_s = 0.0;      ///< from which this leads to the period's
  double duration_s = 0.0;
  Point3 from_m{0.0, 0.0, 0.0};
  Point3 way_m{0.0, 0.0, 0.0};
  Point3 velocity_m_s{0.0, 0.0, 0.0};
  Point start_m{0.0, 0.0};  ///< where it is at begin_s
};

/// Legs of one team on one cycle, in the order of time.
struct LaidTeam {
  std::uint16_t asset = 0;
  std::uint16_t team = 0;
  std::size_t begin = 0;  ///< of LaidLegs::legs
  std::size_t end = 0;
};

/// All that teams of patrols and drones go in a stretch of time: laid out once, so that each attempt needs
/// only compare times.
struct LaidLegs {
  std::vector<LaidLeg> legs;
  std::vector<LaidTeam> teams;

  std::span<const LaidLeg> of(const LaidTeam& team) const {
    return {legs.data() + team.begin, legs.data() + team.end};
  }
};

/// Lays out the legs that are gone in `out_s`.
/// \return false: there would be more than `most` of them, or those of a team overlap; then `laid` is of no
/// use.
bool lay_out_legs(const World& world, const PatrolTeams& teams, const TimeSpan& out_s, std::size_t most,
                  LaidLegs& laid);

}  // namespace panj
