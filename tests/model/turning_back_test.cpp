#include "model/turning_back.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/arrivals.h"
#include "model/walks.h"
#include "model/workspace.h"
#include "support/samples.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// Straight walkers or walkers on the grid, a patrol that stays near (10, 11) km, and one that is nowhere
/// near.
std::string patrolled_scenario(bool on_grid, const std::string& sight, const std::string& more) {
  const std::string walkers = on_grid ? R"([[crosser]]
name = "walker"
attempts = { fixed = 3 }
departure_h = { uniform = { min = 0.0, max = 1.0 } }
wait_min = 10.0
origin = { points_xy_km = [[10.1, 8.3]] }
destination = { points_xy_km = [[9.9, 12.6]] }
route = "least_cost"
movement = { constant = { speed_km_h = 4.0 } }
)"
                                      : R"([[crosser]]
name = "walker"
attempts = { fixed = 3 }
departure_h = { uniform = { min = 0.0, max = 1.0 } }
wait_min = 10.0
origin = { line_xy_km = [[9.9, 8.3], [10.1, 8.3]] }
route = { straight = { heading_deg = 3.0, length_km = 4.0 } }
movement = { constant = { speed_km_h = 4.0 } }
)";
  return test::flat_head() + walkers + more + R"([[sensor]]
name = "pair"
law = { definite_range = { range_m = 30.0 } }
height_m = 1.7
line_of_sight = )" +
         sight + R"(
[[patrol]]
name = "near"
sensor = "pair"
waypoints_xy_km = [[9.8, 11.0], [10.2, 11.0]]
between = "straight"
movement = { constant = { speed_km_h = 1.0 } }
[[patrol]]
name = "nowhere"
sensor = "pair"
waypoints_xy_km = [[2.0, 18.0], [3.0, 18.0]]
between = "straight"
movement = { constant = { speed_km_h = 1.0 } }
[[configuration]]
name = "calm"
assets = ["nowhere"]
[[configuration]]
name = "patrolled"
assets = ["near"]
[[configuration]]
name = "both"
assets = ["near", "nowhere"]
[output]
maps = )" +
         sight + "\n";
}

const std::string always = "turn_back = { notice_range_m = 500.0 }\n";

struct Walked {
  Replication replication;
  PatrolTeams teams;
};

Walked walked_with_teams(const World& world, std::int64_t number) {
  Walked all;
  all.replication.number = number;
  draw_attempts(world, number, all.replication.attempts);
  deploy_patrols(world, number, all_over_s(world, all.replication.attempts), all.teams);
  WalkScratch scratch;
  walk_tracks(world, all.teams, all.replication, scratch);
  return all;
}

/// Where a group is at a time.
Point3 target_at(const World& world, const Track& track, double time_s) {
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      if (time_s < piece.begin_s - 1e-9 || time_s > piece.end_s + 1e-9) continue;
      return piece.from_m +
             (piece.to_m - piece.from_m) * ((time_s - piece.begin_s) / (piece.end_s - piece.begin_s));
    }
  }
  ADD_FAILURE() << "nowhere at " << time_s;
  return {0.0, 0.0, 0.0};
}

void expect_mirrored(const World& world, const Replication& replication, std::size_t attempt) {
  const Walk& planned = replication.walk_of(attempt, 0);
  const Walk& back = replication.walk_of(attempt, 1);
  EXPECT_EQ(&back, &replication.walk_of(attempt, 2));
  EXPECT_FALSE(planned.turned());
  ASSERT_TRUE(back.turned());
  EXPECT_TRUE(back.finished);
  EXPECT_NEAR(back.end_s, 2.0 * back.turned_s - back.moving_s, 1e-6);
  EXPECT_EQ(back.segment, planned.segment);
  EXPECT_EQ(back.hour, planned.hour);
  const Track there = track_of(world, replication, planned);
  const Track home = track_of(world, replication, back);
  for (double share = 0.0; share <= 1.0; share += 0.03) {
    const double time_s = replication.attempts[attempt].departure_s +
                          share * (back.turned_s - replication.attempts[attempt].departure_s);
    EXPECT_LT((target_at(world, home, time_s) - target_at(world, there, time_s)).norm(), 1e-6);
    const double after_s = back.turned_s + share * (back.end_s - back.turned_s);
    EXPECT_LT(
        (target_at(world, home, after_s) - target_at(world, there, 2.0 * back.turned_s - after_s)).norm(),
        1e-6);
  }
}

TEST(TurningBack, MirrorsTheWayOut) {
  for (const bool on_grid : {false, true}) {
    for (const char* sight : {"false", "true"}) {
      SCOPED_TRACE(std::string(on_grid ? "grid " : "straight ") + sight);
      const World world = world_of(patrolled_scenario(on_grid, sight, always));
      EXPECT_EQ(world.tracks_need_cells, on_grid || std::string(sight) == "true");
      for (std::int64_t number = 0; number < 5; ++number) {
        const Walked all = walked_with_teams(world, number);
        for (std::size_t a = 0; a < all.replication.attempts.size(); ++a) {
          expect_mirrored(world, all.replication, a);
          // It turns 500 m from the patrol's eye, on the inner side, and comes out again.
          const Walk& back = all.replication.walk_of(a, 1);
          EXPECT_LT(back.crossed_s, back.turned_s);
          if (!on_grid) {
            EXPECT_NEAR(back.back_s, 2.0 * back.turned_s - back.crossed_s, 1e-6);
          }
          const Point3 turn = target_at(world, track_of(world, all.replication, back), back.turned_s);
          EXPECT_GT(turn.y(), 10400.0);
          EXPECT_LT(turn.y(), 10700.0);
        }
      }
    }
  }
}

TEST(TurningBack, LongestDurationCutsTheWayHome) {
  for (const bool on_grid : {false, true}) {
    SCOPED_TRACE(on_grid);
    const World world = world_of(patrolled_scenario(on_grid, "true", always + "max_duration_h = 1.25\n"));
    const Walked all = walked_with_teams(world, 1);
    for (std::size_t a = 0; a < all.replication.attempts.size(); ++a) {
      const Walk& back = all.replication.walk_of(a, 1);
      EXPECT_FALSE(back.finished);
      EXPECT_NEAR(back.end_s, all.replication.attempts[a].departure_s + 4500.0, 1e-6);
      EXPECT_GT(back.end_s, back.turned_s);
      if (on_grid) continue;
      const Track track = track_of(world, all.replication, back);
      const Track there = track_of(world, all.replication, all.replication.walk_of(a, 0));
      EXPECT_LT(
          (target_at(world, track, back.end_s) - target_at(world, there, 2.0 * back.turned_s - back.end_s))
              .norm(),
          1e-6);
    }
  }
}

TEST(TurningBack, IsDecidedOnceForEachTeam) {
  const World world = world_of(
      patrolled_scenario(false, "false", "turn_back = { probability = 0.3, notice_range_m = 500.0 }\n"));
  const std::int64_t replications = test::samples(20000);
  std::int64_t turned = 0;
  for (std::int64_t number = 0; number < replications; ++number) {
    const Walked all = walked_with_teams(world, number);
    for (std::size_t a = 0; a < all.replication.attempts.size(); ++a)
      turned += all.replication.walk_of(a, 1).turned() ? 1 : 0;
  }
  // Every attempt comes past the one team.
  const auto attempts = static_cast<double>(3 * replications);
  const double share = static_cast<double>(turned) / attempts;
  EXPECT_LE(std::abs(share - 0.3) / std::sqrt(0.21 / attempts), 4.0) << share;
}

TEST(TurningBack, ComesBeforeDetectionInTheOutcomeAndNeverLeaks) {
  // A radar sees everybody at once: those who turn are detected, and have turned back.
  std::string text = patrolled_scenario(false, "false", always);
  text.replace(
      text.find("[[patrol]]"), 0,
      "[[sensor]]\nname = \"radar\"\nlaw = { definite_range = { range_m = 9000.0 } }\nheight_m = "
      "1.7\nline_of_sight = false\n[[post]]\nname = \"mast\"\nsensor = \"radar\"\nposition_xy_km = [10.0, "
      "11.0]\n");
  text.replace(text.find("assets = [\"near\"]"), 17, "assets = [\"near\", \"mast\"]");
  const World world = world_of(text);
  Workspace workspace;
  const Replication& replication = simulate(world, 2, workspace);
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Verdict* verdicts = replication.verdicts.data() + 3 * a;
    EXPECT_TRUE(verdicts[0].leaked);
    EXPECT_EQ(verdicts[0].outcome, Outcome::undetected);
    EXPECT_FALSE(verdicts[1].leaked);
    EXPECT_EQ(verdicts[1].outcome, Outcome::turned_back);
    EXPECT_EQ(verdicts[1].detected_s, replication.attempts[a].departure_s);
    EXPECT_EQ(verdicts[2].outcome, Outcome::turned_back);
    EXPECT_EQ(verdicts[2].detected_s, never_happened_s);
  }
}

}  // namespace
}  // namespace panj
