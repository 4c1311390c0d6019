#include "model/pursuit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "model/patrol_place.h"
#include "model/workspace.h"
#include "support/answered_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::replaced;

/// Walkers, a patrol of two teams and no response teams.
World world_with_pursuit(const std::string& patrol) {
  std::string text = test::flat_head() + test::grid_walkers(150) + test::few_assets();
  text = replaced(text, "assets = [\"middle\", \"reserve\"]", "assets = [\"path\"]");
  return world_of(replaced(text, "teams = 2", "teams = 2\n" + patrol));
}

TEST(Pursuit, MeetsWhatItReachesFromWhereThePatrolIs) {
  const World still = world_with_pursuit("");
  const World world =
      world_with_pursuit("pursues = true\npursuit_reach_km = 2.0\npursuit_handling_min = 30.0");
  Workspace workspace;
  Workspace other;
  int caught = 0;
  int lost = 0;
  for (std::int64_t r = 0; r < 20; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    const Replication& before = simulate(still, r, other);
    std::map<std::int32_t, std::vector<double>> contacts;
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict& verdict = replication.verdicts[2 * a];
      EXPECT_EQ(verdict.detected_s, before.verdicts[2 * a].detected_s);
      EXPECT_NE(before.verdicts[2 * a].outcome, Outcome::intercepted);
      if (verdict.outcome != Outcome::intercepted) {
        lost += verdict.detected_s < never_happened_s ? 1 : 0;
        continue;
      }
      ++caught;
      const Walk& walk = replication.walk_of(a, 0);
      const std::int32_t team =
          detecting_team(world, replication, workspace.teams, walk, world.assets[1], verdict.detected_s);
      const auto from =
          patrol_place(world, workspace.teams, 0, static_cast<std::size_t>(team), verdict.detected_s);
      ASSERT_TRUE(from.has_value());
      const double distance_m = (world.grid.centre(verdict.contact_in) - from->at_m).norm();
      EXPECT_LT(distance_m, 2000.0 + 250.0);
      // Sent at once or when it is back; the place where it starts may be half a cell and more off.
      EXPECT_GE(verdict.contact_s - verdict.detected_s, (distance_m - 400.0) / (5.0 / 3.6));
      EXPECT_EQ(world.frontier.side_of(verdict.contact_in), Side::inner);
      EXPECT_EQ(verdict.team, -1);
      contacts[team].push_back(verdict.contact_s);
    }
    for (auto& [team, times_s] : contacts) {
      std::sort(times_s.begin(), times_s.end());
      for (std::size_t i = 0; i + 1 < times_s.size(); ++i) EXPECT_GE(times_s[i + 1] - times_s[i], 1800.0);
    }
    EXPECT_EQ(replication.calls.assets[1].pursuits, replication.calls.assets[1].caught);
  }
  EXPECT_GT(caught, 30);
  EXPECT_GT(lost, 80);
}

TEST(Pursuit, IsTakenUpByTheNearestTeam) {
  const World world = world_with_pursuit("pursues = true");
  Workspace workspace;
  int detected = 0;
  for (std::int64_t r = 0; r < 5; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict& verdict = replication.verdicts[2 * a];
      if (verdict.detected_s == never_happened_s) continue;
      ++detected;
      const std::int32_t team = detecting_team(world, replication, workspace.teams, replication.walk_of(a, 0),
                                               world.assets[1], verdict.detected_s);
      ASSERT_GE(team, 0);
      const auto at =
          patrol_place(world, workspace.teams, 0, static_cast<std::size_t>(team), verdict.detected_s);
      // It sees 800 m far; the group is in the cell of its detection.
      EXPECT_LT((world.grid.centre(verdict.detected_in) - at->at_m).norm(), 800.0 + 0.75 * 250.0 * 1.5);
    }
  }
  EXPECT_GT(detected, 20);
}

}  // namespace
}  // namespace panj
