#include "model/walks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/walked.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::walked;

/// Pieces join end to start in place and time, from departure to the end.
void expect_connected(const World& world, const Track& track) {
  double time_s = track.departure_s;
  Point3 place(track.origin_m.x(), track.origin_m.y(), 0.0);
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      EXPECT_NEAR(piece.begin_s, time_s, 1e-6);
      EXPECT_LT((piece.from_m - place).head<2>().norm(), 1e-6);
      time_s = piece.end_s;
      place = piece.to_m;
    }
  }
  EXPECT_NEAR(time_s, track.end_s, 1e-6);
}

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

TEST(Walks, StraightTracksCutIntoCellsKeepTheirTimes) {
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

TEST(Walks, OpenWorldsKeepOneLegAndTheSameCrossing) {
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
