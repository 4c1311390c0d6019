#include "model/patrols.h"

#include <limits>

namespace panj {

namespace {

PatrolTeam draw_team(const Asset& asset, const PatrolPlan& plan, std::int32_t team,
                     std::uint64_t replication) {
  const bool even = plan.spacing == PatrolSpec::Spacing::even;
  // Evenly spaced teams share one draw, the gap between them is a share of the cycle.
  const Address address{asset.key, Purpose::patrol_phase, even ? 0U : static_cast<std::uint32_t>(team),
                        replication};
  const auto [phase, way] = uniform_pair(address);
  PatrolTeam drawn;
  if (plan.direction == PatrolSpec::Direction::reverse) drawn.cycle = 1;
  if (plan.direction == PatrolSpec::Direction::random) drawn.cycle = way < 0.5 ? 0 : 1;
  const double period_s = plan.cycles[drawn.cycle].period_s;
  const double gap_s = even ? period_s * team / plan.teams : 0.0;
  if (!plan.start_s) {
    drawn.offset_s = phase * period_s + gap_s;
    drawn.active_from_s = -std::numeric_limits<double>::infinity();
    return drawn;
  }
  Address start = address;
  start.purpose = Purpose::patrol_start;
  const double leaves_s =
      quantile(*plan.start_s, is_constant(*plan.start_s) ? 0.5 : uniform_pair(start).first) + gap_s;
  drawn.offset_s = -leaves_s;
  drawn.active_from_s = leaves_s;
  return drawn;
}

}  // namespace

void deploy_patrols(const World& world, std::int64_t replication, PatrolTeams& teams) {
  teams.teams.clear();
  teams.begin.assign(1, 0);
  for (const Asset& asset : world.assets) {
    if (asset.kind != Asset::Kind::patrol) continue;
    const PatrolPlan& plan = world.patrols[asset.plan];
    for (std::int32_t team = 0; team < plan.teams; ++team) {
      teams.teams.push_back(draw_team(asset, plan, team, static_cast<std::uint64_t>(replication)));
    }
    teams.begin.push_back(teams.teams.size());
  }
}

}  // namespace panj
