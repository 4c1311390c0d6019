#pragma once

#include <cstdint>
#include <vector>

#include "model/patrols.h"
#include "model/rounds.h"
#include "model/track.h"
#include "world/lookout.h"
#include "world/world.h"

namespace panj {

/// A stretch of time in which a group has a patrol team within a lookout's range, and in sight. What follows
/// on without a gap may come in several pieces.
struct PatrolInView {
  std::uint16_t asset = 0;  ///< index into World::assets
  std::int32_t team = 0;    ///< of the patrol
  double begin_s = 0.0;
  double end_s = 0.0;
};

/// May a group see a patrol in a cell, in the time that `rounds` looks at? Rules out most cells and times,
/// before exact geometry.
bool may_see(const World& world, const Lookout& lookout, Rounds& rounds, CellId cell);

/// Adds what a group sees while it is on a straight piece of its track, in a cell from which it may see a
/// patrol. Entry and exit are exact. \param rounds was asked last by may_see, of that cell and the time of
/// the piece, or more.
void look_out(const World& world, const Lookout& lookout, const PatrolTeams& teams, const Rounds& rounds,
              CellId cell, const TrackPiece& piece, std::vector<PatrolInView>& sightings);

}  // namespace panj
