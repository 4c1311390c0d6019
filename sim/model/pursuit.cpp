#include "model/pursuit.h"

#include <algorithm>

#include "model/detection.h"
#include "model/patrol_place.h"

namespace panj {

bool pursues(const World& world, const Asset& asset) {
  return asset.kind == Asset::Kind::patrol && asset.plan < world.pursuits.size() &&
         world.pursuits[asset.plan].pursues();
}

std::int32_t detecting_team(const World& world, const Replication& replication, const PatrolTeams& teams,
                            const Walk& walk, const Asset& asset, double time_s) {
  const Point group = place_at(world, track_of(world, replication, walk), time_s);
  std::int32_t nearest = -1;
  double least_m = never_happened_s;
  for (std::size_t team = 0; team < teams.of(asset.plan).size(); ++team) {
    const std::optional<PatrolPlace> at = patrol_place(world, teams, asset.plan, team, time_s);
    if (!at) continue;
    const double distance_m = (at->at_m - group).norm();
    if (distance_m >= least_m) continue;
    least_m = distance_m;
    nearest = static_cast<std::int32_t>(team);
  }
  return nearest;
}

Contact pursuit_contact(const World& world, const Replication& replication, const PatrolTeams& teams,
                        const Walk& walk, const Call& call, double now_s) {
  const Asset& asset = world.assets[static_cast<std::size_t>(call.asset)];
  const auto from = patrol_place(world, teams, asset.plan, static_cast<std::size_t>(call.team), now_s);
  if (!from) return {};
  const PursuitPlan& plan = world.pursuits[asset.plan];
  const PursuitField& field = plan.fields[plan.nearest[from->cycle][from->piece]];
  const double leaves_s = now_s + draw_pursuit(world, replication, call).ready_s;
  return contact_by_travel(world, replication, walk, leaves_s,
                           [&](CellId cell) { return field.to(world.grid, cell); });
}

PursuitDraws draw_pursuit(const World& world, const Replication& replication, const Call& call) {
  const Asset& asset = world.assets[static_cast<std::size_t>(call.asset)];
  const PursuitPlan& plan = world.pursuits[asset.plan];
  const Attempt& attempt = replication.attempts[static_cast<std::size_t>(call.attempt)];
  Address address = address_of(world, replication, attempt);
  address.key = entity_key(address.key, asset.key);
  address.purpose = Purpose::pursuit;
  const bool clockwork = is_constant(plan.ready_s) && is_constant(plan.handling_s);
  const auto [ready, handling] = clockwork ? std::pair{0.5, 0.5} : uniform_pair(address, call.number);
  return {quantile(plan.ready_s, ready), quantile(plan.handling_s, handling)};
}

}  // namespace panj
