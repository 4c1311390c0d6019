#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "world/world.h"

namespace panj {

struct Attempt;

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

/// The clocks of four teams of a patrol, side by side: to tell at a glance where in their rounds they are.
/// What is over of the last four is on no cycle.
struct alignas(16) FourClocks {
  std::array<float, 4> rough_period_s{1.0F, 1.0F, 1.0F, 1.0F};
  std::array<float, 4>
      slack_s{};  ///< more than what floats make of a time of no more than a period, by a second
  std::array<std::int32_t, 4> cycle{-1, -1, -1, -1};
  std::array<double, 4> offset_s{};
  std::array<double, 4> period_s{1.0, 1.0, 1.0, 1.0};
  std::array<double, 4> rounds_per_s{1.0, 1.0, 1.0, 1.0};

  void set(std::size_t number, const Stretch& stretch, double its_period_s) {
    rough_period_s[number] = static_cast<float>(its_period_s);
    slack_s[number] = 1.0F + 1e-6F * rough_period_s[number];
    cycle[number] = stretch.cycle;
    offset_s[number] = stretch.offset_s;
    period_s[number] = its_period_s;
    rounds_per_s[number] = 1.0 / its_period_s;
  }
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
  std::vector<FourClocks> clocks;         ///< of the teams of each patrol whose teams have one stretch each
  std::vector<std::size_t> clocks_begin;  ///< patrols + 1 offsets into `clocks`

  std::span<const FourClocks> clocks_of(std::size_t patrol) const {
    return {clocks.data() + clocks_begin[patrol], clocks_begin[patrol + 1] - clocks_begin[patrol]};
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

}  // namespace panj
