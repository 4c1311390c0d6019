#include "model/patrols.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

World world_with(const std::string& patrol_keys) {
  std::string text = test::flat_head() + test::straight_walkers() + test::few_assets();
  const std::size_t at = text.find("teams = 2\n");
  return world_of(text.replace(at, 10, patrol_keys + "\n"));
}

double cycle_time_at_zero(const World& world, const PatrolTeam& team) {
  const double period_s = world.patrols[0].cycles[team.cycle].period_s;
  return team.offset_s - std::floor(team.offset_s / period_s) * period_s;
}

TEST(Patrols, PhasesAreUniformAndIndependent) {
  const World world = world_with("teams = 2");
  const double period_s = world.patrols[0].cycles[0].period_s;
  PatrolTeams teams;
  double sum = 0.0;
  double product = 0.0;
  constexpr int replications = 20000;
  for (int r = 0; r < replications; ++r) {
    deploy_patrols(world, r, teams);
    ASSERT_EQ(teams.of(0).size(), 2U);
    const double first = cycle_time_at_zero(world, teams.of(0)[0]) / period_s - 0.5;
    const double second = cycle_time_at_zero(world, teams.of(0)[1]) / period_s - 0.5;
    sum += first;
    product += first * second;
  }
  EXPECT_LT(std::abs(sum / std::sqrt(replications / 12.0)), 4.0);
  EXPECT_LT(std::abs(product / std::sqrt(replications / 144.0)), 4.0);
}

TEST(Patrols, EvenTeamsShareOnePhase) {
  const World world = world_with("teams = 4\nspacing = \"even\"");
  const double period_s = world.patrols[0].cycles[0].period_s;
  PatrolTeams teams;
  for (int r = 0; r < 10; ++r) {
    deploy_patrols(world, r, teams);
    for (std::size_t k = 0; k + 1 < 4; ++k) {
      EXPECT_NEAR(teams.of(0)[k + 1].offset_s - teams.of(0)[k].offset_s, 0.25 * period_s, 1e-9);
    }
  }
}

TEST(Patrols, RandomDirectionIsEitherCycle) {
  const World world = world_with("teams = 1\ndirection = \"random\"");
  PatrolTeams teams;
  int reverse = 0;
  for (int r = 0; r < 2000; ++r) {
    deploy_patrols(world, r, teams);
    reverse += teams.of(0)[0].cycle;
  }
  EXPECT_NEAR(reverse, 1000, 4.0 * std::sqrt(500.0));
}

TEST(Patrols, StatedStartLeavesTheFirstWaypointThen) {
  const World world =
      world_with("teams = 2\nspacing = \"even\"\nstart_h = { uniform = { min = 1.0, max = 1.5 } }");
  const double period_s = world.patrols[0].cycles[0].period_s;
  PatrolTeams teams;
  for (int r = 0; r < 20; ++r) {
    deploy_patrols(world, r, teams);
    const PatrolTeam& first = teams.of(0)[0];
    EXPECT_GE(first.active_from_s, 3600.0);
    EXPECT_LE(first.active_from_s, 5400.0);
    EXPECT_EQ(first.offset_s, -first.active_from_s);
    EXPECT_NEAR(teams.of(0)[1].active_from_s - first.active_from_s, 0.5 * period_s, 1e-9);
  }
}

}  // namespace
}  // namespace panj
