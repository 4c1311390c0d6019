#pragma once

#include <vector>

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Adds the protected sites that a walk leads to, in the order of World::sites. On the grid a site is reached
/// on entering one of its cells; a straight track reaches it on coming within its radius, and not before it
/// has crossed the line.
void add_arrivals(const World& world, const Track& track, double crossed_s,
                  std::vector<SiteArrival>& arrivals);

/// Notes for every walk the protected sites that it leads to, and for every attempt and configuration the
/// first that it reached. Nothing in the replication depends on it.
void reach_sites(const World& world, Replication& replication);

/// Was the site reached before any interception? Teams that wait where it begins come first.
inline bool is_reached(double arrival_s, const Verdict& verdict) {
  return verdict.outcome != Outcome::intercepted || arrival_s < verdict.contact_s;
}

/// From the report of the attempt to its arrival at a site; 0 where no report came before.
inline double warning_s(double arrival_s, const Verdict& verdict) {
  return verdict.reported_s < arrival_s ? arrival_s - verdict.reported_s : 0.0;
}

}  // namespace panj
