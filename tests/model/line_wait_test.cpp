#include "model/line_wait.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/workspace.h"
#include "support/small_scenarios.h"
#include "support/walked.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::walked;

const char* const border_river = "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 7.0\n";
const char* const wait = "wait_at_line_min = { exponential = { mean = 30.0 } }\n";

/// Pieces join end to start in time, and tell how long a track stands after leaving its origin, and where.
double stood_joined_s(const World& world, const Track& track, Point& where) {
  double sum_s = 0.0;
  double time_s = track.departure_s;
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      EXPECT_NEAR(piece.begin_s, time_s, 1e-6);
      time_s = piece.end_s;
      if (piece.begin_s < track.moving_s || piece.from_m != piece.to_m) continue;
      sum_s += piece.end_s - piece.begin_s;
      where = piece.from_m.head<2>();
    }
  }
  EXPECT_NEAR(time_s, track.end_s, 1e-6);
  return sum_s;
}

TEST(LineWait, IsDrawnForEachAttemptAndStoodBeforeTheBorder) {
  for (const std::string& walkers : {test::grid_walkers(6), test::straight_walkers(6)}) {
    const World bare = world_of(test::flat_head() + walkers + test::few_assets());
    const World world = world_of(test::flat_head() + walkers + wait + test::few_assets());
    const Replication without = walked(bare, 3);
    const Replication with = walked(world, 3);
    double before_s = 0.0;
    for (std::size_t a = 0; a < with.attempts.size(); ++a) {
      const double drawn_s = line_wait_s(world.crossers[0], with.attempts[a], 3);
      EXPECT_GT(drawn_s, 0.0);
      EXPECT_NE(drawn_s, before_s);
      before_s = drawn_s;
      Point where(0.0, 0.0);
      const Walk& walk = with.walks[a];
      EXPECT_NEAR(stood_joined_s(world, track_of(world, with, walk), where), drawn_s, 1e-3);
      EXPECT_LE(where.y(), 10000.0 + 1e-6);
      EXPECT_GE(where.y(), 9500.0);
      EXPECT_NEAR(walk.end_s - without.walks[a].end_s, drawn_s, 1e-3);
      EXPECT_NEAR(walk.crossed_s - without.walks[a].crossed_s, drawn_s, 1e-2);
      EXPECT_NEAR(walk.waits_until_s - walk.waits_s, drawn_s, 1e-6);
    }
  }
}

TEST(LineWait, ComesBeforeTheRiver) {
  for (const std::string& walkers : {test::grid_walkers(6), test::straight_walkers(6)}) {
    const World bare = world_of(test::flat_head() + walkers + test::few_assets());
    const World world = world_of(test::flat_head() + border_river + walkers + wait + test::few_assets());
    const Replication without = walked(bare, 2);
    const Replication with = walked(world, 2);
    for (std::size_t a = 0; a < with.attempts.size(); ++a) {
      const double drawn_s = line_wait_s(world.crossers[0], with.attempts[a], 2);
      EXPECT_NEAR(with.walks[a].crossed_s - without.walks[a].crossed_s, drawn_s + 420.0, 1e-2);
      EXPECT_NEAR(with.walks[a].waits_until_s - with.walks[a].waits_s, drawn_s, 1e-6);
    }
  }
}

TEST(LineWait, WhoseTimeRunsOutEndsThere) {
  for (const std::string& walkers : {test::grid_walkers(3), test::straight_walkers(3)}) {
    const World world = world_of(test::flat_head() + walkers +
                                 "wait_at_line_min = 600.0\nmax_duration_h = 4.0\n" + test::few_assets());
    const Replication replication = walked(world, 0);
    for (const Walk& walk : replication.walks) {
      EXPECT_FALSE(walk.finished);
      EXPECT_NEAR(walk.end_s - replication.attempts[walk.attempt].departure_s, 4.0 * 3600.0, 1e-6);
      EXPECT_EQ(walk.crossed_s, never_happened_s);
      Point where(0.0, 0.0);
      EXPECT_GT(stood_joined_s(world, track_of(world, replication, walk), where), 3600.0);
    }
  }
}

TEST(LineWait, IsNotThereUnlessStated) {
  const World world = world_of(test::flat_head() + test::grid_walkers(2) + test::few_assets());
  EXPECT_FALSE(world.crossers[0].waits_at_line());
  const Replication replication = walked(world, 0);
  for (const Walk& walk : replication.walks) EXPECT_EQ(walk.waits_s, never_happened_s);
}

/// A patrol near the line, that whoever comes within 600 m of it turns back from.
std::string turners(const std::string& walkers) {
  return test::flat_head() + walkers +
         "turn_back = { notice_range_m = 600.0 }\nwait_at_line_min = 40.0\nwait_min = 5.0\n" + R"([[sensor]]
name = "pair"
law = { definite_range = { range_m = 30.0 } }
height_m = 1.7
line_of_sight = false
[[patrol]]
name = "near"
sensor = "pair"
waypoints_xy_km = [[1.0, 10.4], [19.0, 10.4]]
between = "straight"
movement = { constant = { speed_km_h = 15.0 } }
teams = 3
[[configuration]]
name = "none"
assets = []
[[configuration]]
name = "patrolled"
assets = ["near"]
)";
}

TEST(LineWait, TheWayBackDoesNotRepeatIt) {
  for (const std::string& walkers : {test::grid_walkers(20), test::straight_walkers(20)}) {
    const World world = world_of(turners(walkers));
    int while_waiting = 0;
    int after_it = 0;
    for (std::int64_t r = 0; r < 5; ++r) {
      const Replication replication = walked(world, r);
      for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
        const Walk& planned = replication.walk_of(a, 0);
        const Walk& back = replication.walk_of(a, 1);
        if (!back.turned()) continue;
        Point where(0.0, 0.0);
        const double stands_s = stood_joined_s(world, track_of(world, replication, back), where);
        const double waited_s = std::min(back.turned_s, planned.waits_until_s) - planned.waits_s;
        if (back.turned_s <= planned.waits_s) {
          EXPECT_EQ(stands_s, 0.0);
          continue;
        }
        (back.turned_s < planned.waits_until_s ? while_waiting : after_it) += 1;
        EXPECT_NEAR(stands_s, waited_s, 1e-3);
        // Home takes as long as the way out took without the wait.
        EXPECT_NEAR(back.end_s - back.turned_s, back.turned_s - back.moving_s - waited_s, 1e-6);
        if (back.turned_s > planned.crossed_s) {
          EXPECT_GT(back.back_s, back.turned_s);
          EXPECT_LT(back.back_s, back.turned_s + (back.turned_s - planned.crossed_s) + 300.0);
        }
      }
    }
    EXPECT_GT(while_waiting, 0);
    EXPECT_GT(after_it, 0);
  }
}

TEST(LineWait, AStraightWayWaitsOutsideTheInnerCells) {
  // The border runs through a row of cells whose centres lie north of it.
  std::string head = test::flat_head();
  head.replace(head.find("[[0.0, 10.0], [20.0, 10.0]]"), 27, "[[0.0, 10.05], [20.0, 10.05]]");
  const World world = world_of(head + test::straight_walkers(5) + wait + test::few_assets());
  const Replication replication = walked(world, 0);
  for (const Walk& walk : replication.walks) {
    const Track track = track_of(world, replication, walk);
    Point where(0.0, 0.0);
    EXPECT_GT(stood_joined_s(world, track, where), 0.0);
    EXPECT_NEAR(where.y(), 10000.0, 1e-6);
    for (std::size_t stay = 0; stay < track.stays(); ++stay) {
      if (world.frontier.side_of(track.cells[stay]) == Side::inner) {
        EXPECT_GE(track.entered_s[stay], walk.waits_until_s);
      }
    }
    EXPECT_NEAR(walk.crossed_s - walk.waits_until_s, 45.0, 1e-2);
  }
}

TEST(LineWait, ContactsWaitForTheCrossing) {
  // Everybody is seen at once and the team is quick: it lies in wait behind the line until they come.
  std::string text =
      test::flat_head() + test::straight_walkers(4) + "wait_at_line_min = 40.0\n" + test::few_assets();
  text.replace(text.find("{ constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }"), 58,
               "{ definite_range = { range_m = 40000.0 } }");
  text.replace(text.find("speed_km_h = 20.0"), 17, "speed_km_h = 200.0");
  text.replace(text.find("handling_min = 30.0"), 19, "number = 9");
  const World world = world_of(text);
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Verdict& verdict = replication.verdicts[2 * a];
    EXPECT_EQ(verdict.outcome, Outcome::intercepted);
    EXPECT_NEAR(verdict.contact_s, replication.walks[a].crossed_s, 1e-2);
    EXPECT_NEAR(verdict.contact_s - verdict.detected_s, 0.375 * 3600.0 + 2400.0, 1e-2);
  }
}

}  // namespace
}  // namespace panj
