#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/exposures.h"
#include "model/laid_legs.h"
#include "model/open_sightings.h"
#include "model/open_sweep.h"
#include "model/patrols.h"
#include "model/replication.h"
#include "world/world.h"

namespace panj {

struct Passer;

/// What OpenGround finds and works with: kept from one replication to the next, for its memory.
struct OpenGroundScratch {
  LaidLegs laid;
  OpenSweep sweep;  ///< of walks before legs, where they are few
  OpenWays ways;    ///< of walks that were not found in columns
  TimedWays waits;  ///< of walks before they leave their origins
  OpenSightings sightings;
};

/// What sensors see of the walks of a replication of a world that needs no cells, before legs laid out for
/// its attempts: to the bit what `expose` finds for one track.
class OpenGround {
 public:
  /// Lays out the legs for all walks of the replication. Where nothing but patrols and drones watches, and
  /// walks meet a good part of the legs, finds for all of them at once which come near which.
  OpenGround(const World& world, const Replication& replication, const PatrolTeams& teams,
             OpenGroundScratch& scratch);

  /// Where it is not, `expose` is to be asked: it is for any track.
  bool is_for(const Walk& walk) const { return laid_out_ && !walk.turned(); }
  /// Lists the walks, in order, that may be seen: all others pass all sensors out of their reach.
  void list_near(std::vector<std::size_t>& walks) const;
  /// Can `expose_near` be asked?
  bool sees_at_once() const { return sees_at_once_; }
  /// Finds the exposures of all walks that list_near has listed, and adds those that have any to `seen`:
  /// what `expose` finds for one after the other.
  void expose_near(std::span<const std::size_t> near, Exposures& exposures,
                   std::vector<std::size_t>& seen) const;
  /// Adds the exposures of a walk at the end of `exposures`, as `expose` does.
  void expose(const Walk& walk, const Circumstances& now, std::vector<Exposure>& exposures) const;

 private:
  class Taker;

  void sweep(const OpenWays& ways, bool any_waits);
  void add_piece(const TrackPiece& piece, const Circumstances& now, std::vector<Exposure>& exposures) const;
  /// The same of the legs that a walk comes near to, bit by bit.
  void add_piece_near(const TrackPiece& piece, std::uint64_t near, const Circumstances& now,
                      std::vector<Exposure>& exposures) const;
  void before_team(const LaidTeam& team, const Passer& passer, const Circumstances& now,
                   std::vector<Exposure>& exposures) const;
  void before_leg(const LaidTeam& team, const LaidLeg& leg, const Passer& passer, const Circumstances& now,
                  std::vector<Exposure>& exposures) const;

  const World& world_;
  const Replication& replication_;
  OpenGroundScratch& scratch_;
  bool laid_out_ = false;
  bool is_swept_ = false;
  bool all_move_ = true;  ///< nothing but patrols and drones watches
  bool sees_at_once_ = false;
};

}  // namespace panj
