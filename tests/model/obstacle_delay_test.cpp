#include "model/obstacle_delay.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/walked.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::expect_connected;
using test::walked;

std::string river_with(const std::string& keys) {
  return "[[obstacle]]\nname = \"river\"\n" + keys + "\n";
}

/// Straight north, a way that has no equal: cell by cell along the column at x = 7.125 km.
std::string northward(int number) {
  std::string walkers = test::grid_walkers(number);
  walkers.replace(walkers.find("\"edge\""), 6, "{ points_xy_km = [[7.125, 0.125]] }");
  walkers.replace(walkers.find("\"inner_edge\""), 12, "{ points_xy_km = [[7.125, 15.125]] }");
  return walkers;
}

const char* const exponential = "delay_min = { exponential = { mean = 30.0 } }";

/// Time that a track stands after leaving its origin, and where it last does.
double stood_s(const World& world, const Track& track, Point& where) {
  double sum_s = 0.0;
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      if (piece.begin_s < track.moving_s || piece.from_m != piece.to_m) continue;
      sum_s += piece.end_s - piece.begin_s;
      where = piece.from_m.head<2>();
    }
  }
  return sum_s;
}

double drawn_s(const World& world, const Replication& replication, std::size_t attempt) {
  return drawn_delay_s(world, world.crossers[0], replication.attempts[attempt], replication.number, 1);
}

TEST(ObstacleDelay, IsOneDrawForEachAttemptAndObstacle) {
  const World world = world_of(test::flat_head() + river_with(std::string("border = true\n") + exponential) +
                               test::grid_walkers() + test::few_assets());
  const World renamed = world_of(test::flat_head() + "[[obstacle]]\nname = \"brook\"\nborder = true\n" +
                                 exponential + "\n" + test::grid_walkers() + test::few_assets());
  const Replication replication = walked(world, 4);
  EXPECT_EQ(drawn_s(world, replication, 0), drawn_s(world, replication, 0));
  EXPECT_NE(drawn_s(world, replication, 0), drawn_s(world, replication, 1));
  EXPECT_NE(drawn_s(world, replication, 0), drawn_s(renamed, replication, 0));
}

TEST(ObstacleDelay, GridWalksStandBeforeTheLineForAsLongAsIsDrawn) {
  const World bare = world_of(test::flat_head() + northward(8) + test::few_assets());
  const World world = world_of(test::flat_head() + river_with(std::string("border = true\n") + exponential) +
                               northward(8) + test::few_assets());
  const Replication without = walked(bare, 4);
  const Replication with = walked(world, 4);
  for (std::size_t a = 0; a < with.attempts.size(); ++a) {
    const Track track = track_of(world, with, with.walks[a]);
    expect_connected(world, track);
    Point where(0.0, 0.0);
    EXPECT_NEAR(stood_s(world, track, where), drawn_s(world, with, a), 1e-3);
    EXPECT_GE(where.y(), 9875.0 - 1e-6);
    EXPECT_LE(where.y(), 9875.0 + 1e-6);
    EXPECT_NEAR(with.walks[a].end_s - without.walks[a].end_s, drawn_s(world, with, a), 1e-3);
    EXPECT_NEAR(with.walks[a].crossed_s - without.walks[a].crossed_s, drawn_s(world, with, a), 1e-3);
  }
}

TEST(ObstacleDelay, TheTimeFactorIsOnStepsAlone) {
  const World world = world_of(test::flat_head() + river_with("border = true\ndelay_min = 20.0") +
                               northward(8) + "time_factor = 2.0\n" + test::few_assets());
  const World bare = world_of(test::flat_head() + northward(8) + "time_factor = 2.0\n" + test::few_assets());
  const Replication with = walked(world, 1);
  const Replication without = walked(bare, 1);
  for (std::size_t a = 0; a < with.attempts.size(); ++a)
    EXPECT_NEAR(with.walks[a].end_s - without.walks[a].end_s, 1200.0, 1e-3);
}

TEST(ObstacleDelay, StartingAtTheLineAGroupStandsAtItsOrigin) {
  std::string walkers = test::grid_walkers(3);
  walkers.replace(walkers.find("\"edge\""), 6, "{ points_xy_km = [[7.3, 9.9]] }");
  const World world = world_of(test::flat_head() + river_with("border = true\ndelay_min = 20.0") + walkers +
                               test::few_assets());
  const Replication replication = walked(world, 0);
  const Track track = track_of(world, replication, replication.walks[0]);
  expect_connected(world, track);
  Point where(0.0, 0.0);
  EXPECT_NEAR(stood_s(world, track, where), 1200.0, 1e-3);
  EXPECT_LT((where - Point(7300.0, 9900.0)).norm(), 1e-6);
}

TEST(ObstacleDelay, StraightWalksStandAtTheLine) {
  const World world =
      world_of(test::flat_head() +
               river_with(std::string("border = true\ngaps_xy_km = [[10.0, 10.0]]\ngap_width_m = 4000.0\n") +
                          exponential) +
               "[[obstacle]]\nname = \"wire\"\nline_xy_km = [[0.0, 9.0], [20.0, 9.1]]\ndelay_min = 7.0\n" +
               test::straight_walkers(20) + test::few_assets());
  const Replication replication = walked(world, 3);
  int through_the_gap = 0;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Walk& walk = replication.walks[a];
    const Track track = track_of(world, replication, walk);
    expect_connected(world, track);
    const double east_m = replication.attempts[a].origin_m.x();
    const bool gap = std::abs(east_m - 10000.0) < 2000.0;
    through_the_gap += gap ? 1 : 0;
    const double delay_s = gap ? 0.0 : drawn_s(world, replication, a);
    Point where(0.0, 0.0);
    EXPECT_NEAR(stood_s(world, track, where), 420.0 + delay_s, 1e-6);
    EXPECT_NEAR(where.y(), gap ? 9000.0 + 100.0 * east_m / 20000.0 : 10000.0, 1e-3);
    EXPECT_NEAR(walk.end_s - walk.moving_s, 0.75 * 3600.0 + 420.0 + delay_s, 1e-6);
    // The line counts as crossed when it is over it.
    EXPECT_NEAR(walk.crossed_s - walk.moving_s, 0.375 * 3600.0 + 420.0 + delay_s, 1e-2);
  }
  EXPECT_GT(through_the_gap, 0);
  EXPECT_LT(through_the_gap, 20);
}

TEST(ObstacleDelay, WhoseTimeRunsOutStandsToTheEnd) {
  for (const std::string& walkers : {test::grid_walkers(3), test::straight_walkers(3)}) {
    const World world = world_of(test::flat_head() + river_with("border = true\ndelay_min = 600.0") +
                                 walkers + "max_duration_h = 5.0\n" + test::few_assets());
    const Replication replication = walked(world, 0);
    for (const Walk& walk : replication.walks) {
      EXPECT_FALSE(walk.finished);
      EXPECT_NEAR(walk.end_s - replication.attempts[walk.attempt].departure_s, 5.0 * 3600.0, 1e-6);
      EXPECT_EQ(walk.crossed_s, never_happened_s);
      const Track track = track_of(world, replication, walk);
      expect_connected(world, track);
      Point where(0.0, 0.0);
      EXPECT_GT(stood_s(world, track, where), 3600.0);
    }
  }
}

}  // namespace
}  // namespace panj
