#include "model/laid_legs.h"

#include <algorithm>

#include "model/cycle_part.h"
#include "model/meeting.h"

namespace panj {

namespace {

/// Lays out the legs of one team on one cycle.
class TeamLayer {
 public:
  TeamLayer(const PatrolCycle& cycle, const TimeSpan& out_s, std::size_t most, LaidLegs& laid)
      : cycle_(cycle), out_s_(out_s), most_(most), legs_(laid.legs), begin_(laid.legs.size()) {}

  /// \return false: too many, or not one after the other.
  bool lay(const Stretch& stretch) {
    const TimeSpan both{std::max(out_s_.begin_s, stretch.from_s), std::min(out_s_.end_s, stretch.until_s)};
    if (both.begin_s >= both.end_s) return true;
    const double ends_s = cycle_.pieces.back().end_s;
    const double begins_s = cycle_.pieces.front().begin_s;
    const double first = rounded_up((both.begin_s + stretch.offset_s - ends_s) / cycle_.period_s);
    for (double round = first;; round += 1.0) {
      const double shift_s = round * cycle_.period_s - stretch.offset_s;
      if (!(begins_s + shift_s < both.end_s)) return true;
      for (const PatrolPiece& piece : cycle_.pieces)
        if (!add(piece, shift_s, both)) return false;
    }
  }

 private:
  bool add(const PatrolPiece& piece, double shift_s, const TimeSpan& both) {
    const double begin_s = std::max(both.begin_s, piece.begin_s + shift_s);
    const double end_s = std::min(both.end_s, piece.end_s + shift_s);
    if (end_s <= begin_s) return true;
    const bool overlaps =
        legs_.size() > begin_ && (begin_s < legs_.back().begin_s || end_s < legs_.back().end_s);
    if (overlaps || legs_.size() == most_) return false;
    const Point3 way_m = piece.to_m - piece.from_m;
    const double duration_s = piece.end_s - piece.begin_s;
    const double gone = share_gone(begin_s, shift_s, piece.begin_s, duration_s);
    const Point3 start_m = piece.from_m + gone * way_m;
    legs_.push_back({begin_s, end_s, piece.begin_s, shift_s, duration_s, piece.from_m, way_m,
                     way_m / duration_s, start_m.head<2>()});
    return true;
  }

  const PatrolCycle& cycle_;
  const TimeSpan& out_s_;
  std::size_t most_;
  std::vector<LaidLeg>& legs_;
  std::size_t begin_;
};

}  // namespace

bool lay_out_legs(const World& world, const PatrolTeams& teams, const TimeSpan& out_s, std::size_t most,
                  LaidLegs& laid) {
  laid.legs.clear();
  laid.teams.clear();
  for (std::size_t number = 0; number < world.assets.size(); ++number) {
    const Asset& asset = world.assets[number];
    if (!is_mobile(asset.kind)) continue;
    const PatrolPlan& plan = world.patrols[asset.plan];
    for (std::size_t c = 0; c < plan.cycles.size(); ++c) {
      std::uint16_t team_number = 0;
      for (const PatrolTeam& team : teams.of(asset.plan)) {
        LaidTeam of_team{static_cast<std::uint16_t>(number), team_number++, laid.legs.size(), 0};
        TeamLayer layer(plan.cycles[c], out_s, most, laid);
        for (const Stretch& stretch : teams.of(team))
          if (stretch.cycle == c && !layer.lay(stretch)) return false;
        of_team.end = laid.legs.size();
        if (of_team.end > of_team.begin) laid.teams.push_back(of_team);
      }
    }
  }
  return true;
}

}  // namespace panj
