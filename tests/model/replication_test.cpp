#include "model/replication.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/workspace.h"
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
