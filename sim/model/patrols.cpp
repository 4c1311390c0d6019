#include "model/patrols.h"

#include <algorithm>

#include "base/nearly_sorted.h"
#include "model/replication.h"
#include "model/sorties.h"
#include "model/timetable.h"
#include "world/cycle_parts.h"

namespace panj {

std::span<const Stretch> PatrolTeams::found_between(const PatrolTeam& team, double begin_s,
                                                    double end_s) const {
  const std::span<const Stretch> all = of(team);
  const auto first = std::partition_point(all.begin(), all.end(), [&](const Stretch& stretch) {
    return stretch.from_s <= begin_s - team.longest_s;
  });
  const auto last =
      std::partition_point(first, all.end(), [&](const Stretch& stretch) { return stretch.from_s < end_s; });
  return {first, last};
}

namespace {

/// The eight with a team on a cycle, among those that were added from `first` on.
EightPhases& eight_of(PatrolTeams& teams, std::size_t first, std::uint32_t first_team, std::uint16_t cycle) {
  const auto known = std::find_if(
      teams.phases.begin() + static_cast<std::ptrdiff_t>(first), teams.phases.end(),
      [&](const EightPhases& eight) { return eight.first_team == first_team && eight.cycle == cycle; });
  return known != teams.phases.end() ? *known : teams.phases.emplace_back();
}

/// Of the patrol whose teams were drawn last: none where a team has no stretch, or several.
void add_phases(const PatrolPlan& plan, PatrolTeams& teams) {
  const std::span<const PatrolTeam> all = teams.of(teams.begin.size() - 2);
  const std::size_t first = teams.phases.size();
  const bool one_each =
      std::all_of(all.begin(), all.end(), [](const PatrolTeam& team) { return team.end - team.begin == 1; });
  for (std::size_t i = 0; one_each && i < all.size(); ++i) {
    const Stretch& stretch = teams.stretches[all[i].begin];
    const auto first_team = static_cast<std::uint32_t>(i / 8 * 8);
    EightPhases& eight = eight_of(teams, first, first_team, stretch.cycle);
    eight.first_team = first_team;
    eight.cycle = stretch.cycle;
    eight.parts_per_s = parts_of_a_cycle / plan.cycles[stretch.cycle].period_s;
    eight.at_0[i % 8] = part_of_a_cycle(stretch.offset_s * eight.parts_per_s);
    eight.members = static_cast<std::uint8_t>(eight.members | 1U << (i % 8));
  }
  teams.phases_begin.push_back(teams.phases.size());
}

}  // namespace

void deploy_patrols(const World& world, std::int64_t replication, double until_s, PatrolTeams& teams) {
  teams.stretches.clear();
  teams.teams.clear();
  teams.begin.assign(1, 0);
  teams.phases.clear();
  teams.phases_begin.assign(1, 0);
  std::size_t drawn_legs = 0;
  for (std::size_t number = 0; number < world.assets.size(); ++number) {
    const Asset& asset = world.assets[number];
    if (!is_mobile(asset.kind)) continue;
    const PatrolPlan& plan = world.patrols[asset.plan];
    if (plan.random_legs) {
      if (teams.drawn.size() == drawn_legs) teams.drawn.emplace_back();
      draw_random_legs(world, static_cast<std::uint16_t>(number), static_cast<std::uint64_t>(replication),
                       until_s, teams.drawn[drawn_legs++]);
      teams.begin.push_back(teams.teams.size());
      add_phases(plan, teams);
      continue;
    }
    for (std::int32_t team = 0; team < plan.teams; ++team) {
      PatrolTeam drawn{teams.stretches.size(), 0, 0.0};
      const TeamOfPatrol whose{asset.key, plan, team, static_cast<std::uint64_t>(replication),
                               world.hypercube};
      if (plan.sorties) {
        draw_sorties(whose, until_s, teams.stretches);
      } else {
        draw_timetable(whose, until_s, teams.stretches);
      }
      drawn.end = teams.stretches.size();
      // Passages either way may stand at their first waypoints for different times.
      sort_nearly_sorted(teams.stretches.begin() + static_cast<std::ptrdiff_t>(drawn.begin),
                         teams.stretches.end(),
                         [](const Stretch& a, const Stretch& b) { return a.from_s < b.from_s; });
      for (const Stretch& stretch : teams.of(drawn)) {
        drawn.longest_s = std::max(drawn.longest_s, stretch.until_s - stretch.from_s);
      }
      teams.teams.push_back(drawn);
    }
    teams.begin.push_back(teams.teams.size());
    add_phases(plan, teams);
  }
  teams.drawn.resize(drawn_legs);
}

double all_over_s(const World& world, const std::vector<Attempt>& attempts) {
  double last_s = world.scenario.period_s;
  for (std::size_t i = 0; i < attempts.size();) {
    // Attempts of a class come one after the other: of them, who departs last may be out for longest.
    const std::int32_t crosser = attempts[i].crosser;
    double departs_s = attempts[i].departure_s;
    for (; i < attempts.size() && attempts[i].crosser == crosser; ++i)
      departs_s = attempts[i].departure_s > departs_s ? attempts[i].departure_s : departs_s;
    last_s = std::max(last_s, departs_s + world.crossers[static_cast<std::size_t>(crosser)].max_duration_s);
  }
  return last_s;
}

double all_over_s(const World& world, const Replication& replication) {
  const std::vector<Attempt>& attempts = replication.attempts;
  if (!replication.starts.tell_of(attempts.size())) return all_over_s(world, attempts);
  double last_s = world.scenario.period_s;
  for (const AlikeAttempts& alike : replication.starts.alike) {
    const auto crosser = static_cast<std::size_t>(attempts[alike.begin].crosser);
    last_s = std::max(last_s, alike.last_departure_s + world.crossers[crosser].max_duration_s);
  }
  return last_s;
}

}  // namespace panj
