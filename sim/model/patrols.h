#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "world/world.h"

namespace panj {

struct Attempt;
struct Replication;

/// A stretch of time in which a team (or drone) is on a cycle: for from_s <= t < until_s it is at cycle time
/// (t + offset_s) modulo the period. Between stretches it is off duty and sees nothing.
struct Stretch {
  std::uint16_t cycle = 0;
  double offset_s = 0.0;  ///< its cycle time at time 0 (may be negative, or more than a period)
  double from_s = -std::numeric_limits<double>::infinity();
  double until_s = std::numeric_limits<double>::infinity();
};

/// One team of a patrol in one replication: its stretches in the order of from_s.
struct PatrolTeam {
  std::size_t begin = 0;
  std::size_t end = 0;
  double longest_s = 0.0;  ///< no stretch is longer
};

/// Where teams of a patrol that are on one cycle are in it, eight side by side: to tell at a glance. Cycle
/// times are in 65536ths of the period: they go round as numbers of 16 bits do.
struct alignas(16) EightPhases {
  std::array<std::uint16_t, 8> at_0{};  ///< cycle times at time 0, rounded down
  double parts_per_s = 0.0;             ///< 65536 / period
  std::uint32_t first_team = 0;
  std::uint16_t cycle = 0;
  std::uint8_t members = 0;  ///< bit i: team i of the eight is on the cycle
};

/// Straight legs drawn in the replication: pieces of a cycle that is gone once, its time that of the period;
/// between flights there are none. See RandomLegsPlan.
struct DrawnLegs {
  std::uint16_t asset = 0;
  PatrolCycle cycle;
  std::vector<Stretch> flights;  ///< that they belong to
};

/// Teams of all patrols and drones of a replication.
struct PatrolTeams {
  std::vector<Stretch> stretches;
  std::vector<PatrolTeam> teams;
  std::vector<std::size_t> begin;  ///< patrols + 1 offsets into `teams`
  std::vector<DrawnLegs> drawn;
  std::vector<EightPhases> phases;        ///< of the teams of each patrol whose teams have one stretch each
  std::vector<std::size_t> phases_begin;  ///< patrols + 1 offsets into `phases`

  std::span<const EightPhases> phases_of(std::size_t patrol) const {
    return {phases.data() + phases_begin[patrol], phases_begin[patrol + 1] - phases_begin[patrol]};
  }
  std::span<const PatrolTeam> of(std::size_t patrol) const {
    return {teams.data() + begin[patrol], begin[patrol + 1] - begin[patrol]};
  }
  std::span<const Stretch> of(const PatrolTeam& team) const {
    return {stretches.data() + team.begin, team.end - team.begin};
  }
  /// Stretches of a team that may reach into [begin_s, end_s).
  std::span<const Stretch> between(const PatrolTeam& team, double begin_s, double end_s) const {
    return team.end - team.begin <= 1 ? of(team) : found_between(team, begin_s, end_s);
  }

 private:
  /// By halving, so that thousands cost little.
  std::span<const Stretch> found_between(const PatrolTeam& team, double begin_s, double end_s) const;
};

/// Draws phases, directions, starts, headways, rests and turns of all teams, up to `until_s`. Without a
/// stated start a team is in steady state: uniform over the cycle time, in equilibrium of its headways,
/// stationary among its turns.
void deploy_patrols(const World& world, std::int64_t replication, double until_s, PatrolTeams& teams);

/// By then every attempt has ended, however it goes, and the period too [s].
double all_over_s(const World& world, const std::vector<Attempt>& attempts);
double all_over_s(const World& world, const Replication& replication);

}  // namespace panj
