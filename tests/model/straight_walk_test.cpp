#include "model/straight_walk.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/walked.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::expect_connected;
using test::walked;

TEST(StraightWalk, CutIntoCellsKeepsItsTimes) {
  const World cut = world_of(test::flat_head() + test::straight_walkers(10) + test::few_assets());
  ASSERT_TRUE(cut.tracks_need_cells);
  const Replication replication = walked(cut, 2);
  for (std::size_t a = 0; a < 10; ++a) {
    const Attempt& attempt = replication.attempts[a];
    expect_connected(cut, track_of(cut, replication, replication.walks[a]));
    const Walk& walk = replication.walks[a];
    EXPECT_NEAR(walk.end_s - walk.moving_s, 3.0 / 4.0 * 3600.0, 1e-6);
    EXPECT_NEAR(walk.crossed_s - walk.moving_s, 1.5 / 4.0 * 3600.0, 1e-6);
    EXPECT_EQ(walk.segment, static_cast<std::int32_t>(attempt.origin_m.x() / 5000.0));
    EXPECT_EQ(replication.track_cells(replication.walks[a]).size(), 12U);
  }
}

TEST(StraightWalk, InAnOpenWorldIsOneLegWithTheSameCrossing) {
  std::string text =
      test::flat_head() + test::straight_walkers(10) + test::few_assets() + "[output]\nmaps = false\n";
  const std::string travel = "movement = { constant = { speed_km_h = 20.0 } }";
  text.replace(text.find(travel), travel.size(), "response_time_min = 5.0");
  const World open = world_of(text);
  ASSERT_FALSE(open.tracks_need_cells);
  const Replication replication = walked(open, 2);
  for (std::size_t a = 0; a < 10; ++a) {
    EXPECT_TRUE(replication.track_cells(replication.walks[a]).empty());
    EXPECT_NEAR(replication.walks[a].crossed_s - replication.walks[a].moving_s, 1350.0, 1e-6);
    expect_connected(open, track_of(open, replication, replication.walks[a]));
  }
}

}  // namespace
}  // namespace panj
