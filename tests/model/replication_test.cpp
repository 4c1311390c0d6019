#include "model/replication.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/open_walks.h"
#include "model/story.h"
#include "model/workspace.h"
#include "support/answered_scenarios.h"
#include "support/same_replication.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

TEST(Replication, IsAFunctionOfItsNumber) {
  const World world = world_of(test::flat_head() + test::grid_walkers(20) + test::few_assets());
  Workspace fresh;
  Workspace used;
  simulate(world, 1, used);
  simulate(world, 2, used);
  const Replication& a = simulate(world, 7, fresh);
  const Replication& b = simulate(world, 7, used);
  EXPECT_EQ(a.cells, b.cells);
  EXPECT_EQ(a.entered_s, b.entered_s);
  ASSERT_EQ(a.verdicts.size(), b.verdicts.size());
  for (std::size_t i = 0; i < a.verdicts.size(); ++i) {
    EXPECT_EQ(a.verdicts[i].detected_s, b.verdicts[i].detected_s);
    EXPECT_EQ(a.verdicts[i].contact_s, b.verdicts[i].contact_s);
    EXPECT_EQ(a.verdicts[i].outcome, b.verdicts[i].outcome);
  }
}

using test::replaced;

/// Worlds whose attempts go in the open, of one or several classes, and one where they go over the grid.
std::vector<World> worlds_of_all_kinds() {
  const std::string roamers = R"([[crosser]]
name = "roamer"
attempts = { fixed = 21 }
departure_h = { uniform = { min = 0.0, max = 4.0 } }
wait_min = { exponential = { mean = 10.0 } }
time_factor = { lognormal = { median = 1.0, sigma = 0.5 } }
origin = { line_xy_km = [[4.0, 7.5], [16.0, 12.0]] }
route = { straight = { length_km = 3.0 } }
movement = { constant = { speed_km_h = 3.0 } }
max_duration_h = 1.3
)";
  const std::string end = "[output]\nmaps = false\nasset_values = true\n";
  const std::string assets = replaced(test::few_assets(), "movement = { constant = { speed_km_h = 20.0 } }",
                                      "response_time_min = 5.0");
  const std::string patrols = replaced(replaced(assets, "\"middle\", \"reserve\"", ""), "teams = 2", "");
  const std::string single = replaced(
      replaced(patrols, "[[configuration]]\nname = \"post\"\nassets = []\n", ""), "extends = \"post\"\n", "");
  const std::string one = test::flat_head() + test::straight_walkers(50);
  const std::string poisson = replaced(one, "{ fixed = 50 }", "{ poisson = 40.0 }");
  const std::string others = replaced(replaced(test::straight_walkers(20), "walker", "others"),
                                      "{ fixed = 20 }", "{ fixed = 20 }\ngroup_size = 4");
  const std::string camp = "[[site]]\nname = \"camp\"\nposition_xy_km = [9.0, 11.0]\nradius_m = 900.0\n";
  const std::string warm = replaced(test::flat_head(), "period_h = 4.0", "period_h = 4.0\nwarm_up_h = 5.5");
  std::vector<World> worlds;
  for (const std::string& text :
       {one + assets + end, one + patrols + end, one + single + end, poisson + assets + end,
        poisson + patrols + end, one + others + patrols + end, one + others + single + end,
        one + roamers + assets + end, one + camp + patrols + end,
        replaced(one, "{ fixed = 50 }", "{ fixed = 50 }\ngroup_size = 4") + patrols + end,
        warm + test::straight_walkers(50) + patrols + end,
        test::flat_head() + test::grid_walkers(20) + test::few_assets()})
    worlds.push_back(world_of(text));
  return worlds;
}

TEST(Replication, IsTheSameWhateverItsWorkspaceHeldBefore) {
  const std::vector<World> worlds = worlds_of_all_kinds();
  ASSERT_TRUE(std::all_of(worlds.begin(), worlds.end() - 1, all_go_in_the_open));
  ASSERT_FALSE(all_go_in_the_open(worlds.back()));
  Workspace used;
  std::size_t seen = 0;
  for (std::size_t w = 0; w < worlds.size(); ++w) {
    // Each after each other one, and several of one in a row.
    for (std::size_t before = 0; before < worlds.size(); ++before) {
      simulate(worlds[before], 100, used);
      for (std::int64_t number = 0; number < 3; ++number) {
        Workspace fresh;
        const Replication& a = simulate(worlds[w], number, fresh);
        const Replication& b = simulate(worlds[w], number, used);
        test::expect_same(a, b, std::to_string(w) + " after " + std::to_string(before));
        seen += b.seen.size();
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_GT(seen, 1000U);
}

TEST(Replication, IsTheSameWhereItIsTold) {
  Workspace workspace;
  Workspace telling;
  std::size_t events = 0;
  for (const World& world : worlds_of_all_kinds()) {
    for (std::int64_t number = 0; number < 5; ++number) {
      events += replay(world, number, telling).size();
      test::expect_same(simulate(world, number, workspace), telling.replication, "");
    }
  }
  EXPECT_GT(events, 1000U);
}

TEST(Replication, DetectionLiesOnTheTrack) {
  const World world = world_of(test::flat_head() + test::grid_walkers(400) + test::few_assets());
  Workspace workspace;
  const Replication& replication = simulate(world, 3, workspace);
  int detected = 0;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    for (std::size_t c = 0; c < 2; ++c) {
      const Verdict& verdict = replication.verdicts[2 * a + c];
      if (verdict.outcome == Outcome::undetected) continue;
      ++detected;
      EXPECT_GE(verdict.detected_s, replication.attempts[a].departure_s);
      EXPECT_LE(verdict.detected_s, replication.walk_of(a, c).end_s);
      const auto cells = replication.track_cells(replication.walk_of(a, c));
      EXPECT_NE(std::find(cells.begin(), cells.end(), verdict.detected_in), cells.end());
    }
  }
  EXPECT_GT(detected, 10);
}

}  // namespace
}  // namespace panj
