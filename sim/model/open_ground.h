#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/exposures.h"
#include "model/open_sweep.h"
#include "model/patrols.h"
#include "model/replication.h"
#include "world/world.h"

namespace panj {

struct Passer;

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
  OpenSweep sweep;  ///< of walks before legs, where they are few
  OpenWays ways;    ///< of walks that were not found in columns
  TimedWays waits;  ///< of walks before they leave their origins

  std::span<const LaidLeg> of(const LaidTeam& team) const {
    return {legs.data() + team.begin, legs.data() + team.end};
  }
};

/// Lays out the legs that are gone in `out_s`.
/// \return false: there would be more than `most` of them, or those of a team overlap; then `laid` is of no
/// use.
bool lay_out_legs(const World& world, const PatrolTeams& teams, const TimeSpan& out_s, std::size_t most,
                  LaidLegs& laid);

/// What sensors see of the walks of a replication of a world that needs no cells, before legs laid out for
/// its attempts: to the bit what `expose` finds for one track.
class OpenGround {
 public:
  /// Lays out the legs for all walks of the replication. Where nothing but patrols and drones watches, and
  /// walks meet a good part of the legs, finds for all of them at once which come near which.
  OpenGround(const World& world, const Replication& replication, const PatrolTeams& teams, LaidLegs& laid);

  /// Where it is not, `expose` is to be asked: it is for any track.
  bool is_for(const Walk& walk) const { return laid_out_ && !walk.turned(); }
  /// Lists the walks, in order, that may be seen: all others pass all sensors out of their reach.
  void list_near(std::vector<std::size_t>& walks) const;
  /// Adds the exposures of a walk at the end of `exposures`, as `expose` does.
  void expose(const Walk& walk, const Circumstances& now, std::vector<Exposure>& exposures) const;

 private:
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
  LaidLegs& laid_;
  bool laid_out_ = false;
  bool is_swept_ = false;
  bool all_move_ = true;  ///< nothing but patrols and drones watches
};

}  // namespace panj
