#include "model/sites.h"

#include <algorithm>

#include "base/geometry.h"
#include "base/marked_bytes.h"
#include "model/track.h"

namespace panj {

namespace {

void add_on_grid(const World& world, const Track& track, std::vector<SiteArrival>& arrivals) {
  const std::size_t first = arrivals.size();
  const std::span<const CellId> way = track.cells;
  MarkedBytes in_sites(track.traits, CellTraits::in_site);
  for (std::size_t stay = in_sites.next(); stay < way.size(); stay = in_sites.next()) {
    const CellId cell = way[stay];
    for (std::size_t site = 0; site < world.sites.size(); ++site) {
      const std::vector<CellId>& cells = world.sites[site].cells;
      const bool again = std::any_of(arrivals.begin() + static_cast<std::ptrdiff_t>(first), arrivals.end(),
                                     [site](const SiteArrival& arrival) { return arrival.site == site; });
      if (!again && std::binary_search(cells.begin(), cells.end(), cell))
        arrivals.push_back({site, track.entered_s[stay]});
    }
  }
  std::sort(arrivals.begin() + static_cast<std::ptrdiff_t>(first), arrivals.end(),
            [](const SiteArrival& a, const SiteArrival& b) { return a.site < b.site; });
}

/// When a straight track has gone a distance.
double time_at(const Track& track, double along_m) {
  const auto after = std::upper_bound(track.mark.begin(), track.mark.end(), along_m);
  const std::size_t stay =
      after == track.mark.begin() ? 0 : static_cast<std::size_t>(after - track.mark.begin()) - 1;
  const bool last = stay + 1 == track.stays();
  const double begin_m = track.cells.empty() ? 0.0 : track.mark[stay];
  const double end_m = last ? track.length_m : track.mark[stay + 1];
  const double begin_s = stay == 0 ? track.moving_s : track.entered_s[stay];
  const double share = end_m > begin_m ? std::min(1.0, (along_m - begin_m) / (end_m - begin_m)) : 0.0;
  return begin_s + share * (track.left_s(stay) - begin_s);
}

void add_on_straight(const World& world, const Track& track, double crossed_s,
                     std::vector<SiteArrival>& arrivals) {
  for (std::size_t site = 0; site < world.sites.size(); ++site) {
    const Point offset_m = track.origin_m - world.sites[site].centre_m;
    // Metres gone take the place of seconds; the way back, if it turns, leads by the same places.
    const TimeSpan within =
        time_within({offset_m.x(), offset_m.y(), 0.0}, {track.direction.x(), track.direction.y(), 0.0},
                    std::min(track.length_m, track.turn_along_m), world.sites[site].radius_m);
    if (within.empty()) continue;
    const double at_s = std::max(crossed_s, time_at(track, within.begin_s));
    if (at_s <= time_at(track, within.end_s)) arrivals.push_back({site, at_s});
  }
}

void note_first(const World& world, std::span<const SiteArrival> arrivals, Verdict& verdict) {
  for (const SiteArrival& arrival : arrivals) {
    if (arrival.at_s > verdict.site_s || !is_reached(arrival.at_s, verdict)) continue;
    const bool tie = arrival.at_s == verdict.site_s;
    if (tie && world.sites[static_cast<std::size_t>(verdict.site)].name < world.sites[arrival.site].name)
      continue;
    verdict.site_s = arrival.at_s;
    verdict.site = static_cast<std::int32_t>(arrival.site);
  }
}

}  // namespace

void add_arrivals(const World& world, const Track& track, double crossed_s,
                  std::vector<SiteArrival>& arrivals) {
  if (track.is_straight()) {
    add_on_straight(world, track, crossed_s, arrivals);
  } else {
    add_on_grid(world, track, arrivals);
  }
}

void reach_sites(const World& world, Replication& replication) {
  if (world.sites.empty()) return;
  const std::size_t configurations = world.configurations.size();
  replication.site_arrivals.clear();
  for (Walk& walk : replication.walks) {
    walk.sites_begin = static_cast<std::uint32_t>(replication.site_arrivals.size());
    add_arrivals(world, track_of(world, replication, walk), walk.crossed_s, replication.site_arrivals);
    walk.sites_end = static_cast<std::uint32_t>(replication.site_arrivals.size());
    for (std::size_t c = 0; walk.sites_end > walk.sites_begin && c < configurations; ++c) {
      if ((walk.under >> c & 1U) == 0) continue;
      note_first(world, replication.arrivals_of(walk),
                 replication.verdicts[walk.attempt * configurations + c]);
    }
  }
}

}  // namespace panj
