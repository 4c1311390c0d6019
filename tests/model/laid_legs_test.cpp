#include "model/laid_legs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <span>

#include "model/workspace.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

World world_of_two_teams() {
  std::string text = test::flat_head() + test::straight_walkers() + test::few_assets();
  const std::string travel = "movement = { constant = { speed_km_h = 20.0 } }";
  text.replace(text.find(travel), travel.size(), "response_time_min = 5.0");
  return world_of(text + "[output]\nmaps = false\n");
}

/// Where the team of a patrol with one cycle, always out, is at a time: by its clock and the pieces of its
/// cycle.
Point place_of(const World& world, const PatrolTeams& teams, const LaidTeam& team, double time_s) {
  const std::size_t plan = world.assets[team.asset].plan;
  const PatrolCycle& cycle = world.patrols[plan].cycles[0];
  const auto stretches = teams.of(teams.of(plan)[team.team]);
  const double cycle_s = time_s + stretches[0].offset_s;
  const double at_s = cycle_s - std::floor(cycle_s / cycle.period_s) * cycle.period_s;
  for (const PatrolPiece& piece : cycle.pieces)
    if (at_s <= piece.end_s) return piece.at(at_s).head<2>();
  return cycle.pieces.back().to_m.head<2>();
}

TEST(LaidLegs, AreWhereTheirTeamsAre) {
  const World world = world_of_two_teams();
  Workspace workspace;
  simulate(world, 3, workspace);
  LaidLegs laid;
  const TimeSpan out_s{1000.0, 20000.0};
  ASSERT_TRUE(lay_out_legs(world, workspace.teams, out_s, 1000, laid));
  ASSERT_EQ(laid.teams.size(), 2U);
  for (const LaidTeam& team : laid.teams) {
    const std::span<const LaidLeg> legs = laid.of(team);
    ASSERT_FALSE(legs.empty());
    EXPECT_EQ(legs.front().begin_s, out_s.begin_s);
    EXPECT_EQ(legs.back().end_s, out_s.end_s);
    for (std::size_t i = 0; i < legs.size(); ++i) {
      const Point end_m =
          legs[i].start_m + (legs[i].end_s - legs[i].begin_s) * legs[i].velocity_m_s.head<2>();
      const auto off_m = [&](const Point& at_m, double time_s) {
        return (at_m - place_of(world, workspace.teams, team, time_s)).norm();
      };
      EXPECT_NEAR(off_m(legs[i].start_m, legs[i].begin_s), 0.0, 1e-6);
      EXPECT_NEAR(off_m(end_m, legs[i].end_s), 0.0, 1e-6);
      // The next goes on when this one ends.
      if (i + 1 < legs.size()) {
        EXPECT_NEAR(legs[i].end_s, legs[i + 1].begin_s, 1e-6);
      }
    }
  }
}

TEST(LaidLegs, AreNoMoreThanIsAsked) {
  const World world = world_of_two_teams();
  Workspace workspace;
  simulate(world, 1, workspace);
  LaidLegs laid;
  const TimeSpan out_s{0.0, 5.0 * 3600.0};
  ASSERT_TRUE(lay_out_legs(world, workspace.teams, out_s, 10000, laid));
  const std::size_t legs = laid.legs.size();
  EXPECT_FALSE(lay_out_legs(world, workspace.teams, out_s, legs - 1, laid));
  EXPECT_TRUE(lay_out_legs(world, workspace.teams, out_s, legs, laid));
}

}  // namespace
}  // namespace panj
