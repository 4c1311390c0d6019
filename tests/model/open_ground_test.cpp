#include "model/open_ground.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/detection.h"
#include "model/workspace.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// A class that waits, another that runs out of time; posts, patrols of several kinds, a line.
std::string waiting_in_the_open() {
  std::string text = test::flat_head() + test::straight_walkers(45) + test::few_assets();
  const std::string travel = "movement = { constant = { speed_km_h = 20.0 } }";
  text.replace(text.find(travel), travel.size(), "response_time_min = 5.0");
  return text + R"([[crosser]]
name = "slow"
attempts = { fixed = 40 }
departure_h = { uniform = { min = 0.0, max = 4.0 } }
wait_min = { exponential = { mean = 10.0 } }
time_factor = { lognormal = { median = 1.0, sigma = 0.3 } }
origin = { line_xy_km = [[0.0, 8.0], [18.0, 8.0]] }
route = { straight = { heading_deg = 20.0, length_km = 4.0 } }
movement = { constant = { speed_km_h = 3.0 } }
max_duration_h = 1.3
[[patrol]]
name = "shifts"
sensor = "pair"
waypoints_xy_km = [[2.0, 10.2], [9.0, 11.0], [18.0, 10.5]]
between = "straight"
circuit = "back_and_forth"
movement = { constant = { speed_km_h = 12.0 } }
teams = 3
spacing = "even"
shifts_h = [[0.5, 1.5], [2.0, 3.5]]
[[configuration]]
name = "all_of_them"
extends = "post_and_patrol"
assets = ["shifts"]
[output]
maps = false
)";
}

/// The same classes before patrols alone, so that walks are swept.
std::string patrols_text() {
  std::string text = waiting_in_the_open();
  const std::size_t post = text.find("[[post]]");
  text.erase(post, text.find("[[patrol]]") - post);
  const std::string held = "\"middle\", ";
  text.erase(text.find(held), held.size());
  return text;
}

/// A class without waits, before patrols that see far and near: all walks are looked at together.
std::string seen_at_once_text(double team_height_m) {
  std::string text = patrols_text();
  const std::size_t slow = text.find("[[crosser]]\nname = \"slow\"");
  text.erase(slow, text.find("[[patrol]]\nname = \"shifts\"") - slow);
  text.replace(text.find("height_m = 1.7"), 14, "height_m = " + std::to_string(team_height_m));
  return text + R"([[patrol]]
name = "lookers"
sensor = "eye"
waypoints_xy_km = [[1.0, 10.2], [17.0, 10.6]]
between = "straight"
circuit = "back_and_forth"
movement = { constant = { speed_km_h = 15.0 } }
)";
}

void expect_same_exposure(const Exposure& a, const Exposure& b) {
  EXPECT_EQ(a.asset, b.asset);
  EXPECT_EQ(a.team, b.team);
  EXPECT_EQ(a.begin_s, b.begin_s);
  EXPECT_EQ(a.course.duration_s, b.course.duration_s);
  EXPECT_EQ(a.course.offset_m, b.course.offset_m);
  EXPECT_EQ(a.course.velocity_m_s, b.course.velocity_m_s);
  EXPECT_EQ(a.hazard.finite, b.hazard.finite);
  EXPECT_EQ(a.hazard.certain, b.hazard.certain);
  EXPECT_EQ(a.hazard.certain_s, b.hazard.certain_s);
}

/// \return how many exposures there are in replications 0..49.
std::size_t expect_what_each_track_alone_shows(const World& world, std::size_t& unseen) {
  std::size_t exposures = 0;
  for (std::int64_t number = 0; number < 50; ++number) {
    Workspace workspace;
    const Replication& replication = simulate(world, number, workspace);
    if (number % 2 == 1) workspace.replication.open.resize(0);  // walks tell what their columns do
    const OpenGround open(world, replication, workspace.teams, workspace.open);
    std::vector<std::size_t> near;
    open.list_near(near);
    unseen += replication.walks.size() - near.size();
    for (std::size_t w = 0; w < replication.walks.size(); ++w) {
      const Walk& walk = replication.walks[w];
      EXPECT_TRUE(open.is_for(walk));
      const Circumstances now{&workspace.conditions, {}};
      std::vector<Exposure> together;
      std::vector<Exposure> alone;
      open.expose(walk, now, together);
      expose(world, track_of(world, replication, walk), nullptr, workspace.teams, alone, now);
      EXPECT_EQ(together.size(), alone.size());
      for (std::size_t i = 0; i < std::min(alone.size(), together.size()); ++i)
        expect_same_exposure(together[i], alone[i]);
      EXPECT_TRUE(alone.empty() || std::binary_search(near.begin(), near.end(), w));
      exposures += alone.size();
    }
  }
  return exposures;
}

TEST(OpenGround, ShowsWhatEachTrackAloneShows) {
  const World world = world_of(waiting_in_the_open());
  ASSERT_FALSE(world.tracks_need_cells);
  std::size_t unseen = 0;
  EXPECT_GT(expect_what_each_track_alone_shows(world, unseen), 2000U);
  EXPECT_EQ(unseen, 0U);  // a post watches: nothing is swept
}

TEST(OpenGround, SweptBeforePatrolsShowsTheSame) {
  const World world = world_of(patrols_text());
  ASSERT_FALSE(world.tracks_need_cells);
  std::size_t unseen = 0;
  EXPECT_GT(expect_what_each_track_alone_shows(world, unseen), 500U);
  EXPECT_GT(unseen, 500U);
}

TEST(OpenGround, ShowsAllAtOnceWhatItShowsOneByOne) {
  std::string text = seen_at_once_text(12.0);
  text.replace(text.find("[\"shifts\"]"), 10, "[\"shifts\", \"lookers\"]");
  const std::size_t output = text.find("[output]\nmaps = false\n");
  text = text.substr(0, output) + text.substr(output + 22) + "[output]\nmaps = false\n";
  const World world = world_of(text);
  std::size_t definite = 0;
  std::size_t several = 0;
  for (std::int64_t number = 0; number < 50; ++number) {
    Workspace workspace;
    const Replication& replication = simulate(world, number, workspace);
    const OpenGround open(world, replication, workspace.teams, workspace.open);
    ASSERT_TRUE(open.sees_at_once());
    std::vector<std::size_t> near;
    open.list_near(near);
    Exposures together;
    together.clear(replication.walks.size());
    std::vector<std::size_t> seen;
    open.expose_near(near, together, seen);
    std::vector<std::size_t> expected;
    for (std::size_t w = 0; w < replication.walks.size(); ++w) {
      std::vector<Exposure> alone;
      expose(world, track_of(world, replication, replication.walks[w]), nullptr, workspace.teams, alone,
             {&workspace.conditions, {}});
      if (!alone.empty()) expected.push_back(w);
      const std::span<const Exposure> found = together.of(w);
      ASSERT_EQ(found.size(), alone.size()) << number << ' ' << w;
      for (std::size_t i = 0; i < alone.size(); ++i) {
        expect_same_exposure(found[i], alone[i]);
        definite += alone[i].hazard.certain ? 1 : 0;
      }
      several += alone.size() > 1 ? 1 : 0;
    }
    EXPECT_EQ(seen, expected);
  }
  EXPECT_GT(definite, 200U);
  EXPECT_GT(several, 200U);
}

TEST(OpenGround, LooksAtThoseWhoWaitOneByOne) {
  const World world = world_of(patrols_text());
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  EXPECT_FALSE(OpenGround(world, replication, workspace.teams, workspace.open).sees_at_once());
}

TEST(OpenGround, LeavesPassagesThatOverlapToThePlainWay) {
  std::string text = waiting_in_the_open();
  text.insert(text.find("[[configuration]]"), R"([[patrol]]
name = "passers"
sensor = "eye"
waypoints_xy_km = [[1.0, 10.3], [10.0, 11.0], [19.0, 11.5]]
between = "straight"
circuit = "one_way"
headway_min = { exponential = { mean = 30.0 } }
movement = { constant = { speed_km_h = 9.0 } }
)");
  text.replace(text.find("[\"shifts\"]"), 10, "[\"shifts\", \"passers\"]");
  const World world = world_of(text);
  Workspace workspace;
  const Replication& replication = simulate(world, 1, workspace);
  const OpenGround open(world, replication, workspace.teams, workspace.open);
  EXPECT_FALSE(open.is_for(replication.walks.front()));
}

}  // namespace
}  // namespace panj
