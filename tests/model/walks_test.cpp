#include "model/walks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/walked.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::expect_connected;
using test::walked;

TEST(Walks, GridTracksAreConnectedAndEndAtTheDestination) {
  std::string walkers = test::grid_walkers(20);
  walkers.replace(walkers.find("\"least_cost\""), 12, "{ logit = { theta_s = 120.0 } }");
  walkers += "wait_min = { uniform = { min = 0.0, max = 20.0 } }\n";
  const World world = world_of(test::flat_head() + walkers + test::few_assets());
  const Replication replication = walked(world, 5);
  ASSERT_EQ(replication.attempts.size(), 20U);
  for (std::size_t a = 0; a < 20; ++a) {
    const Track track = track_of(world, replication, replication.walks[a]);
    expect_connected(world, track);
    EXPECT_TRUE(is_destination(world.crossers[0].route, track.cells.back()));
    EXPECT_TRUE(replication.walks[a].finished);
    EXPECT_GT(replication.walks[a].crossed_s, replication.walks[a].moving_s);
    EXPECT_GE(replication.walks[a].segment, 0);
    for (std::size_t stay = 1; stay < track.stays(); ++stay) {
      EXPECT_GT(track.entered_s[stay], track.entered_s[stay - 1]);
    }
  }
}

TEST(Walks, TimeFactorStretchesEveryStep) {
  const World plain = world_of(test::flat_head() + test::grid_walkers(5) + test::few_assets());
  const World slow =
      world_of(test::flat_head() + test::grid_walkers(5) + "time_factor = 2.0\n" + test::few_assets());
  const Replication a = walked(plain, 0);
  const Replication b = walked(slow, 0);
  EXPECT_EQ(a.cells, b.cells);
  for (std::size_t k = 0; k < 5; ++k) {
    EXPECT_NEAR(b.walks[k].end_s - b.walks[k].moving_s, 2.0 * (a.walks[k].end_s - a.walks[k].moving_s), 1e-6);
  }
}

TEST(Walks, LongestDurationCutsATrack) {
  const World world =
      world_of(test::flat_head() + test::grid_walkers(5) + "max_duration_h = 2.0\n" + test::few_assets());
  const Replication replication = walked(world, 0);
  for (const Walk& walk : replication.walks) {
    const Attempt& attempt = replication.attempts[walk.attempt];
    EXPECT_FALSE(walk.finished);
    EXPECT_NEAR(walk.end_s - attempt.departure_s, 7200.0, 1e-9);
  }
}

}  // namespace
}  // namespace panj
