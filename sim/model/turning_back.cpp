#include "model/turning_back.h"

#include <algorithm>
#include <vector>

#include "base/marked_bytes.h"
#include "base/nearly_sorted.h"
#include "model/rounds.h"
#include "model/walk_notes.h"

namespace panj {

namespace {

bool turns(const World& world, const CrosserPlan& crosser, const Replication& replication,
           const Attempt& attempt, const PatrolInView& team) {
  const Address address{entity_key(crosser.key, world.assets[team.asset].key), Purpose::turning_back,
                        attempt.number, static_cast<std::uint64_t>(replication.number)};
  return uniform_pair(address, static_cast<std::uint32_t>(team.team)).first < crosser.turn_back->probability;
}

/// Everything that a group on its way sees of patrols, in the order of time.
void find_sightings(const World& world, const CrosserPlan& crosser, const PatrolTeams& teams,
                    const Replication& replication, const Walk& walk, std::vector<PatrolInView>& sightings) {
  sightings.clear();
  const Track track = track_of(world, replication, walk);
  const Lookout& lookout = world.lookouts[crosser.turn_back->lookout];
  StayReader stays(world, track);
  Rounds rounds(world, teams);
  const auto look_from = [&](std::size_t stay, CellId cell) {
    rounds.look_at(track.begun_s(stay), track.left_s(stay));
    if (!may_see(world, lookout, rounds, cell)) return;
    for (const TrackPiece& piece : stays.at(stay))
      if (piece.end_s > walk.moving_s) look_out(world, lookout, teams, rounds, cell, piece, sightings);
  };
  if (world.tracks_need_cells) {
    MarkedBytes places(track.traits, CellTraits::sees_patrols);
    for (std::size_t stay = places.next(); stay < track.cells.size(); stay = places.next())
      look_from(stay, track.cells[stay]);
  } else {
    look_from(0, no_cell);
  }
  sort_nearly_sorted(sightings.begin(), sightings.end(),
                     [](const PatrolInView& a, const PatrolInView& b) { return a.begin_s < b.begin_s; });
}

/// When each team that makes it turn is first noticed on a walk, in the order of time.
void find_notices(const World& world, const CrosserPlan& crosser, const PatrolTeams& teams,
                  const Replication& replication, const Walk& walk, TurningScratch& scratch) {
  const std::vector<PatrolInView>& sightings = scratch.sightings;
  find_sightings(world, crosser, teams, replication, walk, scratch.sightings);
  scratch.notices.clear();
  for (std::size_t i = 0; i < sightings.size(); ++i) {
    const PatrolInView& here = sightings[i];
    const bool known = std::any_of(sightings.begin(), sightings.begin() + static_cast<std::ptrdiff_t>(i),
                                   [&here](const PatrolInView& before) {
                                     return before.asset == here.asset && before.team == here.team;
                                   });
    if (!known && turns(world, crosser, replication, replication.attempts[walk.attempt], here))
      scratch.notices.push_back({here.asset, here.begin_s});
  }
}

/// Lays the walk that turns back at a time beside the one that it was to be.
class Return {
 public:
  Return(const World& world, const CrosserPlan& crosser, Replication& replication, const Walk& planned,
         double turns_s)
      : world_(world),
        replication_(replication),
        writer_{replication, world.traits[crosser.traits]},
        planned_(planned),
        walk_(planned),
        turns_s_(turns_s),
        latest_s_(replication.attempts[planned.attempt].departure_s + crosser.max_duration_s) {
    walk_.turned_s = turns_s;
    walk_.begin = replication.cells.size();
  }

  Walk laid() {
    const double home_s = mirrored_s(planned_.moving_s);
    walk_.finished = home_s <= latest_s_;
    walk_.end_s = walk_.finished ? home_s : latest_s_;
    if (track_of(world_, replication_, planned_).is_straight()) {
      lay_straight();
    } else {
      lay_on_grid();
      note_sides();
    }
    walk_.end = replication_.cells.size();
    walk_.turn = static_cast<std::int32_t>(replication_.turns.size());
    replication_.turns.push_back(turn_);
    return walk_;
  }

 private:
  std::size_t stays() const { return planned_.end - planned_.begin; }
  double entered_s(std::size_t stay) const { return replication_.entered_s[planned_.begin + stay]; }
  double mark(std::size_t stay) const { return replication_.mark[planned_.begin + stay]; }
  CellId cell(std::size_t stay) const { return replication_.cells[planned_.begin + stay]; }
  /// Time on its way by `time_s`: the wait before the line left out, which the way back does not repeat.
  double going_s(double time_s) const {
    if (time_s <= planned_.waits_s) return time_s;
    return time_s < planned_.waits_until_s ? planned_.waits_s
                                           : time_s - (planned_.waits_until_s - planned_.waits_s);
  }
  /// When the way back is where the planned walk was at `time_s`, and the planned time of where the way back
  /// is at `time_s`.
  double mirrored_s(double time_s) const { return (turns_s_ + going_s(turns_s_)) - going_s(time_s); }
  double planned_s(double time_s) const {
    const double going = (turns_s_ + going_s(turns_s_)) - time_s;
    return going <= planned_.waits_s ? going : going + (planned_.waits_until_s - planned_.waits_s);
  }

  /// Out to the centre of cell `last`, to the place where it turns (if that is no centre), and back over the
  /// same centres.
  void lay_on_grid() {
    std::size_t last = 0;
    while (last + 1 < stays() && mark(last + 1) <= turns_s_) ++last;
    const Track planned = track_of(world_, replication_, planned_);
    const bool between = last + 1 < stays() && turns_s_ > mark(last);
    Point3 place = node_of(world_, planned, last);
    if (between) {
      const double share = (turns_s_ - mark(last)) / (mark(last + 1) - mark(last));
      place += share * (node_of(world_, planned, last + 1) - place);
    }
    turn_.place_m = place;
    turn_.stay = last + (between ? 1 : 0);
    for (std::size_t stay = 0; stay <= last; ++stay) writer_.add(cell(stay), entered_s(stay), mark(stay));
    if (between) writer_.add(world_.grid.at(place.head<2>()), 0.5 * (mark(last) + turns_s_), turns_s_);
    double before_s = between ? turns_s_ : mark(last);
    for (std::size_t stay = last + (between ? 1 : 0); stay-- > 0;) {
      const double back_s = mirrored_s(mark(stay));
      if (back_s > latest_s_) break;
      writer_.add(cell(stay), 0.5 * (before_s + back_s), back_s);
      before_s = back_s;
    }
  }

  /// When a walk on the grid is first on the inner side, and when it leaves it again.
  void note_sides() {
    walk_.crossed_s = never_happened_s;
    walk_.back_s = never_happened_s;
    bool outside_yet = true;
    for (std::size_t k = walk_.begin; k < replication_.cells.size(); ++k) {
      const bool inner = (replication_.traits[k] & CellTraits::inner) != 0;
      if (k == walk_.begin && inner) return;
      if (outside_yet && inner) {
        outside_yet = false;
        walk_.crossed_s = replication_.entered_s[k];
      } else if (!outside_yet && !inner && replication_.entered_s[k] > turns_s_) {
        walk_.back_s = replication_.entered_s[k];
        return;
      }
    }
  }

  void lay_straight() {
    const bool crosses = planned_.crossed_s <= turns_s_;
    walk_.crossed_s = crosses ? planned_.crossed_s : never_happened_s;
    walk_.back_s = crosses ? std::min(mirrored_s(planned_.crossed_s), walk_.end_s) : never_happened_s;
    turn_.along_m = gone_at(turns_s_);
    const double home_m = walk_.finished ? 0.0 : gone_at(planned_s(latest_s_));
    walk_.length_m = 2.0 * turn_.along_m - home_m;
    if (stays() == 0) return;
    std::size_t last = 0;
    while (last + 1 < stays() && entered_s(last + 1) <= turns_s_) ++last;
    for (std::size_t stay = 0; stay <= last; ++stay) writer_.add(cell(stay), entered_s(stay), mark(stay));
    for (std::size_t stay = last; stay-- > 0;) {
      const double back_s = mirrored_s(entered_s(stay + 1));
      if (back_s >= latest_s_) break;
      writer_.add(cell(stay), back_s, 2.0 * turn_.along_m - mark(stay + 1));
    }
  }

  /// Metres gone on the planned straight walk by a time.
  double gone_at(double time_s) const {
    std::size_t stay = 0;
    while (stay + 1 < stays() && entered_s(stay + 1) <= time_s) ++stay;
    const bool last = stay + 1 >= stays();
    const double begin_m = stays() == 0 ? 0.0 : mark(stay);
    const double end_m = last ? planned_.length_m : mark(stay + 1);
    const double begin_s = stay == 0 ? planned_.moving_s : entered_s(stay);
    const double end_s = last ? planned_.end_s : entered_s(stay + 1);
    if (end_s <= begin_s) return begin_m;
    return begin_m + (end_m - begin_m) * std::clamp((time_s - begin_s) / (end_s - begin_s), 0.0, 1.0);
  }

  const World& world_;
  Replication& replication_;
  StayWriter writer_;
  const Walk planned_;
  Walk walk_;
  Turn turn_;
  double turns_s_;
  double latest_s_;
};

}  // namespace

void turn_back(const World& world, const CrosserPlan& crosser, const PatrolTeams& teams,
               Replication& replication, std::size_t first_walk, TurningScratch& scratch) {
  scratch.planned.assign(replication.walks.begin() + static_cast<std::ptrdiff_t>(first_walk),
                         replication.walks.end());
  replication.walks.resize(first_walk);
  std::vector<Walk>& returns = scratch.returns;
  for (Walk walk : scratch.planned) {
    ConfigurationMask goes_on = walk.under;
    returns.clear();
    find_notices(world, crosser, teams, replication, walk, scratch);
    // In the order of time: the first notice under a configuration is the one that counts.
    for (const Notice& notice : scratch.notices) {
      const ConfigurationMask under = goes_on & world.assets[notice.asset].held_by;
      if (under == 0) continue;
      goes_on &= ~under;
      returns.push_back(Return(world, crosser, replication, walk, notice.at_s).laid());
      returns.back().under = under;
    }
    const bool all = world.configurations.size() < max_configurations
                         ? (goes_on & ((ConfigurationMask{1} << world.configurations.size()) - 1)) == 0
                         : goes_on == 0;
    walk.under = goes_on;
    if (!all) replication.walks.push_back(walk);
    replication.walks.insert(replication.walks.end(), returns.begin(), returns.end());
  }
}

}  // namespace panj
