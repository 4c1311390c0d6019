#pragma once

#include <algorithm>

#include "model/call.h"
#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Where and when a team comes to what it was called to.
struct Contact {
  double at_s = never_happened_s;
  CellId cell = no_cell;
  double depth_m = 0.0;
};

/// Earliest contact of a team of `base` with the attempt of a call on its walk, sent at `sent_s`: by its
/// least-time field, the first cell on the inner side of the remaining track whose centre the team reaches no
/// later than the crosser enters the cell (teams lie in wait; the dispatcher is taken to know the track: an
/// upper bound); with a drawn response time, the first moment on the inner side after it has passed.
Contact earliest_contact(const World& world, const Replication& replication, const Walk& walk,
                         const Call& call, std::size_t base, double sent_s);

/// The same of a team that leaves at `leaves_s`.
Contact contact_leaving(const World& world, const Replication& replication, const Walk& walk,
                        const Call& call, std::size_t base, double leaves_s);

/// When a team of `base`, sent at `sent_s`, is at the place of a nuisance alarm: never, if no way leads
/// there.
Contact arrival_at_alarm(const World& world, const Replication& replication, const Call& call,
                         std::size_t base, double sent_s);
Contact arrival_leaving(const World& world, const Replication& replication, const Call& call,
                        std::size_t base, double leaves_s);

/// Since when a group has been standing in a cell before a further stay in it begins; never_happened_s where
/// it has not.
inline double stood_since_s(const Track& track, std::size_t stay) {
  if (stay == 0 || track.cells[stay] != track.cells[stay - 1]) return never_happened_s;
  if (track.is_straight())
    return track.mark[stay] == track.mark[stay - 1] ? track.entered_s[stay - 1] : never_happened_s;
  const bool turns = stay == track.turn_stay || stay - 1 == track.turn_stay;
  return turns ? never_happened_s : track.mark[stay - 1];
}

/// First cell on the inner side of the rest of a track that one who leaves at `leaves_s` reaches no later
/// than the crosser enters it, or while it stands there. \param travel_s time to a cell.
template <class TravelTime>
Contact contact_by_travel(const World& world, const Replication& replication, const Walk& walk,
                          double leaves_s, TravelTime travel_s) {
  const Track track = track_of(world, replication, walk);
  const auto first = std::lower_bound(track.entered_s.begin(), track.entered_s.end(), leaves_s);
  for (auto entered = first; entered != track.entered_s.end(); ++entered) {
    const auto stay = static_cast<std::size_t>(entered - track.entered_s.begin());
    const CellId cell = track.cells[stay];
    if (world.frontier.side_of(cell) != Side::inner) continue;
    const double arrives_s = leaves_s + travel_s(cell);
    if (arrives_s > *entered) continue;
    const double since_s = stood_since_s(track, stay);
    const double at_s = since_s < never_happened_s ? std::max(since_s, arrives_s) : *entered;
    return {at_s, cell, static_cast<double>(world.frontier.distance_m.data()[cell])};
  }
  return {};
}

/// Time from a cell back to the base; 0 where handling includes it.
double way_back_s(const TeamPlan& team, CellId cell);

}  // namespace panj
