#include "model/patrols.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/replication.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

World world_with_patrol(const std::string& patrol_keys) {
  std::string text = test::flat_head() + test::straight_walkers() + test::few_assets();
  const std::size_t at = text.find("teams = 2\n");
  return world_of(text.replace(at, 10, patrol_keys + "\n"));
}

void deploy(const World& world, std::int64_t replication, PatrolTeams& teams) {
  deploy_patrols(world, replication, 24.0 * 3600.0, teams);
}

/// The only stretch of a team.
const Stretch& only(const PatrolTeams& teams, std::size_t team) {
  const auto stretches = teams.of(teams.of(0)[team]);
  EXPECT_EQ(stretches.size(), 1U);
  return stretches.front();
}

double cycle_time_at_zero(const World& world, const Stretch& stretch) {
  const double period_s = world.patrols[0].cycles[stretch.cycle].period_s;
  return stretch.offset_s - std::floor(stretch.offset_s / period_s) * period_s;
}

TEST(Patrols, PhasesAreUniformAndIndependent) {
  const World world = world_with_patrol("teams = 2");
  const double period_s = world.patrols[0].cycles[0].period_s;
  PatrolTeams teams;
  double sum = 0.0;
  double product = 0.0;
  constexpr int replications = 20000;
  for (int r = 0; r < replications; ++r) {
    deploy(world, r, teams);
    ASSERT_EQ(teams.of(0).size(), 2U);
    const double first = cycle_time_at_zero(world, only(teams, 0)) / period_s - 0.5;
    const double second = cycle_time_at_zero(world, only(teams, 1)) / period_s - 0.5;
    sum += first;
    product += first * second;
  }
  EXPECT_LT(std::abs(sum / std::sqrt(replications / 12.0)), 4.0);
  EXPECT_LT(std::abs(product / std::sqrt(replications / 144.0)), 4.0);
}

TEST(Patrols, EvenTeamsShareOnePhase) {
  const World world = world_with_patrol("teams = 4\nspacing = \"even\"");
  const double period_s = world.patrols[0].cycles[0].period_s;
  PatrolTeams teams;
  for (int r = 0; r < 10; ++r) {
    deploy(world, r, teams);
    for (std::size_t k = 0; k + 1 < 4; ++k) {
      EXPECT_NEAR(only(teams, k + 1).offset_s - only(teams, k).offset_s, 0.25 * period_s, 1e-9);
    }
  }
}

TEST(Patrols, RandomDirectionIsEitherCycle) {
  const World world = world_with_patrol("teams = 1\ndirection = \"random\"");
  PatrolTeams teams;
  int reverse = 0;
  for (int r = 0; r < 2000; ++r) {
    deploy(world, r, teams);
    reverse += only(teams, 0).cycle;
  }
  EXPECT_NEAR(reverse, 1000, 4.0 * std::sqrt(500.0));
}

TEST(Patrols, StatedStartLeavesTheFirstWaypointThen) {
  const World world =
      world_with_patrol("teams = 2\nspacing = \"even\"\nstart_h = { uniform = { min = 1.0, max = 1.5 } }");
  const double period_s = world.patrols[0].cycles[0].period_s;
  PatrolTeams teams;
  for (int r = 0; r < 20; ++r) {
    deploy(world, r, teams);
    const Stretch& first = only(teams, 0);
    EXPECT_GE(first.from_s, 3600.0);
    EXPECT_LE(first.from_s, 5400.0);
    EXPECT_EQ(first.offset_s, -first.from_s);
    EXPECT_NEAR(only(teams, 1).from_s - first.from_s, 0.5 * period_s, 1e-9);
  }
}

TEST(Patrols, FindsTheStretchesOfATimeAmongThousands) {
  PatrolTeams teams;
  PatrolTeam team{0, 0, 30.0};
  for (int i = 0; i < 5000; ++i) {
    const double from_s = 10.0 * i;
    teams.stretches.push_back({0, -from_s, from_s, from_s + (i % 2 == 0 ? 30.0 : 5.0)});
  }
  team.end = teams.stretches.size();
  for (const auto& [begin_s, end_s] :
       {std::pair{-100.0, 0.0}, std::pair{0.0, 1.0}, std::pair{1234.5, 1234.6}, std::pair{29990.0, 30010.0},
        std::pair{49980.0, 1e9}, std::pair{1e9, 2e9}}) {
    std::size_t there = 0;
    for (const Stretch& s : teams.stretches) there += s.from_s < end_s && s.until_s > begin_s ? 1 : 0;
    std::size_t found = 0;
    for (const Stretch& s : teams.between(team, begin_s, end_s)) {
      found += s.from_s < end_s && s.until_s > begin_s ? 1 : 0;
    }
    EXPECT_EQ(found, there) << begin_s;
    EXPECT_LE(teams.between(team, begin_s, end_s).size(), there + 6) << begin_s;
  }
}

TEST(Patrols, AllIsOverWhenTheLongestAttemptIs) {
  const World world = world_with_patrol("teams = 1");
  std::vector<Attempt> attempts(2);
  attempts[0].departure_s = 100.0;
  attempts[1].departure_s = 5000.0;
  EXPECT_EQ(all_over_s(world, attempts), 5000.0 + 72.0 * 3600.0);
  EXPECT_EQ(all_over_s(world, std::vector<Attempt>()), 4.0 * 3600.0) << "the period";
}

}  // namespace
}  // namespace panj
