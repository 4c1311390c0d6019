#include "model/sightings.h"

#include <algorithm>

#include "model/cycle_part.h"
#include "model/meeting.h"

namespace panj {

namespace {

/// What is seen of one patrol from one piece of a track.
class Seen {
 public:
  Seen(const World& world, const Lookout& lookout, const PatrolTeams& teams, const TrackPiece& piece,
       std::vector<PatrolInView>& sightings)
      : world_(world), lookout_(lookout), teams_(teams), passer_(piece), sightings_(sightings) {}

  /// While the patrol is on pieces first..last of a cycle. \param which of its first 64 teams are looked at,
  /// a bit each.
  void add(std::uint16_t asset, std::uint16_t cycle, std::size_t first, std::size_t last,
           std::uint64_t which) {
    const std::size_t plan = world_.assets[asset].plan;
    const CyclePart part(world_.patrols[plan].cycles[cycle], first, last);
    const TimeSpan time{passer_.piece.begin_s, passer_.piece.end_s};
    const auto teams = teams_.of(plan);
    for (std::size_t t = 0; t < teams.size(); ++t) {
      if (t < 64 && (which >> t & 1U) == 0) continue;
      for (const Stretch& stretch : teams_.between(teams[t], time.begin_s, time.end_s)) {
        if (stretch.cycle != cycle) continue;
        sighting_ = {asset, static_cast<std::int32_t>(t), 0.0, 0.0};
        for_each_leg(part, stretch, time,
                     [&](const PatrolPiece& leg, double shift_s, double from_s, double to_s) {
                       on_leg(leg, shift_s, from_s, to_s);
                     });
      }
    }
  }

 private:
  void on_leg(const PatrolPiece& leg, double shift_s, double from_s, double to_s) {
    const CycleLeg way(leg);
    const double gone = share_gone(from_s, shift_s, leg.begin_s, way.duration_s);
    if (Meeting(passer_, way, gone, from_s, to_s).stays_beyond(lookout_.range_m)) return;
    const Point3 velocity_m_s = passer_.velocity_m_s;
    const Point3 target = passer_.piece.from_m + velocity_m_s * (from_s - passer_.piece.begin_s);
    const TimeSpan near = time_within(target - leg.at(from_s - shift_s), velocity_m_s - leg.velocity_m_s(),
                                      to_s - from_s, lookout_.range_m);
    if (near.empty()) return;
    sighting_.begin_s = from_s + near.begin_s;
    sighting_.end_s = from_s + near.end_s;
    sightings_.push_back(sighting_);
  }

  const World& world_;
  const Lookout& lookout_;
  const PatrolTeams& teams_;
  Passer passer_;
  std::vector<PatrolInView>& sightings_;
  PatrolInView sighting_;
};

}  // namespace

bool may_see(const World& world, const Lookout& lookout, Rounds& rounds, CellId cell) {
  if (!world.tracks_need_cells) return true;
  return lookout.spans.any(cell) && rounds.look_over(lookout.spans.row(cell), lookout.assets);
}

void look_out(const World& world, const Lookout& lookout, const PatrolTeams& teams, const Rounds& rounds,
              CellId cell, const TrackPiece& piece, std::vector<PatrolInView>& sightings) {
  Seen seen(world, lookout, teams, piece, sightings);
  if (world.tracks_need_cells) {
    const auto spans = lookout.spans.row(cell);
    for (std::size_t i = 0; i < spans.size(); ++i)
      if (const std::uint64_t which = rounds.noted(i); which != 0)
        seen.add(lookout.assets[spans[i].asset], spans[i].cycle, spans[i].first, spans[i].last, which);
    return;
  }
  Box way;
  way.extend(piece.from_m.head<2>());
  way.extend(piece.to_m.head<2>());
  for (std::size_t i = 0; i < lookout.assets.size(); ++i) {
    if (!lookout.reach[i].meets(way)) continue;
    const std::vector<PatrolCycle>& cycles = world.patrols[world.assets[lookout.assets[i]].plan].cycles;
    for (std::size_t c = 0; c < cycles.size(); ++c)
      seen.add(lookout.assets[i], static_cast<std::uint16_t>(c), 0, cycles[c].pieces.size() - 1,
               ~std::uint64_t{0});
  }
}

}  // namespace panj
