#include "model/contact.h"

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

/// First moment from `from_s` on at which a track that needs no cells is on the inner side: from its first
/// crossing until it has come back, if it does.
Contact contact_in_the_open(const Walk& walk, double from_s) {
  const double at_s = std::max(from_s, walk.crossed_s);
  return at_s <= std::min(walk.end_s, walk.back_s) ? Contact{at_s, no_cell, 0.0} : Contact{};
}

Contact contact_by_time(const World& world, const Replication& replication, const Walk& walk, double from_s) {
  const Track track = track_of(world, replication, walk);
  if (track.cells.empty()) {
    Contact contact = contact_in_the_open(walk, from_s);
    if (contact.at_s < never_happened_s) {
      const double share = walk.end_s > walk.moving_s
                               ? std::max(0.0, contact.at_s - walk.moving_s) / (walk.end_s - walk.moving_s)
                               : 1.0;
      const Point at = track.origin_m + track.along_m(share * track.length_m) * track.direction;
      contact.depth_m = world.frontier.line.nearest(at).distance_m;
    }
    return contact;
  }
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    if (track.left_s(stay) < from_s || world.frontier.side_of(track.cells[stay]) != Side::inner) continue;
    const CellId cell = track.cells[stay];
    return {std::max(from_s, track.entered_s[stay]), cell,
            static_cast<double>(world.frontier.distance_m.data()[cell])};
  }
  return {};
}

}  // namespace

Contact earliest_contact(const World& world, const Replication& replication, const Walk& walk,
                         const Call& call, std::size_t base, double sent_s) {
  return contact_leaving(world, replication, walk, call, base,
                         sent_s + draw_ready_s(world, replication, call, base));
}

Contact contact_leaving(const World& world, const Replication& replication, const Walk& walk,
                        const Call& call, std::size_t base, double leaves_s) {
  const TeamPlan& team = world.teams[base];
  if (team.response_time_s)
    return contact_by_time(world, replication, walk,
                           leaves_s + draw_response_s(world, replication, call, base));
  return contact_by_travel(world, replication, walk, leaves_s, [&team](CellId cell) {
    return static_cast<double>(team.travel_s[static_cast<std::size_t>(cell)]);
  });
}

Contact arrival_at_alarm(const World& world, const Replication& replication, const Call& call,
                         std::size_t base, double sent_s) {
  return arrival_leaving(world, replication, call, base,
                         sent_s + draw_ready_s(world, replication, call, base));
}

Contact arrival_leaving(const World& world, const Replication& replication, const Call& call,
                        std::size_t base, double leaves_s) {
  const TeamPlan& team = world.teams[base];
  if (team.response_time_s)
    return {leaves_s + draw_response_s(world, replication, call, base), call.place, 0.0};
  if (call.place == no_cell) return {};
  const auto travel_s = static_cast<double>(team.travel_s[static_cast<std::size_t>(call.place)]);
  return std::isfinite(travel_s) ? Contact{leaves_s + travel_s, call.place, 0.0} : Contact{};
}

double way_back_s(const TeamPlan& team, CellId cell) {
  if (team.home_s.empty() || cell == no_cell) return 0.0;
  return static_cast<double>(team.home_s[static_cast<std::size_t>(cell)]);
}

}  // namespace panj
