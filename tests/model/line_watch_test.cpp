#include "model/line_watch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/workspace.h"
#include "support/samples.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"
#include "world/mean_watch.h"

namespace panj {
namespace {

/// A closed loop of 7 x 3 km whose long side runs along the border, past the middle of its only segment, at
/// 10 km/h: 2 h a round, of which a team with a range of 1 km sees the middle for 12 minutes.
std::string around(const std::string& more, double period_h) {
  std::string head = test::flat_head();
  head.replace(head.find("period_h = 4.0"), 14, "period_h = " + std::to_string(period_h));
  head.replace(head.find("segment_km = 5.0"), 16, "segment_km = 20.0");
  return head + test::straight_walkers(1) + R"([[sensor]]
name = "eye"
law = { definite_range = { range_m = 1000.0 } }
height_m = 1.7
line_of_sight = false
[[patrol]]
name = "loop"
sensor = "eye"
waypoints_xy_km = [[6.5, 10.0], [13.5, 10.0], [13.5, 13.0], [6.5, 13.0]]
circuit = "loop"
between = "straight"
movement = { constant = { speed_km_h = 10.0 } }
)" + more +
         "[output]\nmaps = false\n";
}

const std::string configuration = "[[configuration]]\nname = \"all\"\nassets = [\"loop\"]\n";

struct Watched {
  std::vector<WatchedTime> times;
  std::vector<UnwatchedTime> gaps;
};

Watched watched_at(const World& world, std::int64_t replication, std::size_t configuration_number = 0) {
  PatrolTeams teams;
  deploy_patrols(world, replication, world.scenario.period_s, teams);
  Replication drawn;
  drawn.number = replication;
  Conditions conditions;
  draw_conditions(world, drawn, conditions);
  Watched found;
  find_watched_times(world, teams, conditions, world.watch_points[0], found.times);
  find_unwatched_times(found.times, configuration_number, period_ms(world), found.gaps);
  return found;
}

TEST(LineWatch, OneTeamComesRoundAndRound) {
  const World world = world_of(around(configuration, 12.0));
  for (std::int64_t r = 0; r < 50; ++r) {
    const Watched found = watched_at(world, r);
    std::int64_t unwatched_ms = 0;
    for (const UnwatchedTime& gap : found.gaps) {
      unwatched_ms += gap.end_ms - gap.begin_ms;
      if (gap.begin_ms > 0 && gap.end_ms < period_ms(world)) {
        EXPECT_NEAR(static_cast<double>(gap.end_ms - gap.begin_ms), 1.8 * 3.6e6, 1.0);
      }
    }
    // Six whole rounds, whatever the phase.
    EXPECT_NEAR(static_cast<double>(unwatched_ms), 6.0 * 1.8 * 3.6e6, 14.0);
  }
}

TEST(LineWatch, WhatIsOutOfOrderWatchesNothing) {
  const std::string post =
      "[[post]]\nname = \"mast\"\nsensor = \"eye\"\nposition_xy_km = [10.0, 10.2]\n"
      "outage = { probability = 0.25 }\nshifts_h = [[1.0, 2.5]]\n"
      "[[configuration]]\nname = \"post\"\nassets = [\"mast\"]\n";
  const World world = world_of(around(configuration + post, 12.0));
  int out = 0;
  constexpr int replications = 4000;
  for (std::int64_t r = 0; r < replications; ++r) {
    const std::vector<WatchedTime> times = watched_at(world, r).times;
    const auto mast =
        std::find_if(times.begin(), times.end(), [](const WatchedTime& time) { return time.held_by == 2; });
    out += mast == times.end() ? 1 : 0;
    if (mast == times.end()) continue;
    EXPECT_EQ(mast->begin_ms, 3'600'000);
    EXPECT_EQ(mast->end_ms, 9'000'000);
  }
  EXPECT_LT(std::abs(out - 0.25 * replications) / std::sqrt(0.25 * 0.75 * replications), 4.0);
}

TEST(LineWatch, CountsOnlyWhatAConfigurationHolds) {
  const std::string post = "[[post]]\nname = \"tower\"\nsensor = \"eye\"\nposition_xy_km = [10.0, 10.2]\n";
  const World world = world_of(around(post + configuration +
                                          "[[configuration]]\nname = \"with_tower\"\nextends = "
                                          "\"all\"\nassets = [\"tower\"]\n[[configuration]]\nname = "
                                          "\"none\"\nassets = []\n",
                                      12.0));
  EXPECT_GE(watched_at(world, 1, 0).gaps.size(), 6U);
  EXPECT_TRUE(watched_at(world, 1, 1).gaps.empty());
  const Watched none = watched_at(world, 1, 2);
  ASSERT_EQ(none.gaps.size(), 1U);
  EXPECT_EQ(none.gaps[0].begin_ms, 0);
  EXPECT_EQ(none.gaps[0].end_ms, 12 * 3'600'000);
}

TEST(LineWatch, OffDutyNobodyWatches) {
  const World world = world_of(around("shifts_h = [[1.0, 3.0]]\n" + configuration, 12.0));
  // It leaves the corner 3.5 km from the middle at 1 h: seen from 2.5 to 4.5 km on.
  const Watched found = watched_at(world, 0);
  ASSERT_EQ(found.times.size(), 1U);
  EXPECT_NEAR(static_cast<double>(found.times[0].begin_ms), 1.25 * 3.6e6, 1.0);
  EXPECT_NEAR(static_cast<double>(found.times[0].end_ms), 1.45 * 3.6e6, 1.0);
  ASSERT_EQ(found.gaps.size(), 2U);
}

TEST(LineWatch, IsFoundInEveryNthReplication) {
  for (const int every : {1, 3}) {
    const World world = world_of(around(configuration, 12.0), {{"output.line_every", std::to_string(every)}});
    Workspace workspace;
    for (std::int64_t r = 0; r < 7; ++r) {
      const LineWatch& line = simulate(world, r, workspace).line;
      EXPECT_EQ(line.empty(), r % every != 0) << r;
      if (line.empty()) continue;
      ASSERT_EQ(line.watched_ms.size(), 1U);
      EXPECT_NEAR(static_cast<double>(line.watched_ms[0]), 0.1 * 12.0 * 3.6e6, 14.0);
      EXPECT_GE(line.intervals(0).size(), 5U);
      for (const std::int64_t interval_ms : line.intervals(0))
        EXPECT_NEAR(static_cast<double>(interval_ms), 1.8 * 3.6e6, 1.0);
    }
  }
}

TEST(LineWatch, RandomLegsAreLookedAtLegByLeg) {
  // A box around the middle that every leg passes within reach of: watched while it flies, 1 h in 2 h.
  std::string text = around(
      "[[drone]]\nname = \"rover\"\nsensor = \"eye\"\nspeed_km_h = 60.0\nheight_m = "
      "1.7\nendurance_min = 60.0\nturn_around_min = 60.0\nflight = { random_legs = { "
      "box_xy_km = [9.9, 9.9, 10.1, 10.1], leg_km = 1.0 } "
      "}\n[[configuration]]\nname = \"all\"\nassets = [\"rover\"]\n",
      12.0);
  const World world = world_of(text);
  for (std::int64_t r = 0; r < 20; ++r) {
    const Watched found = watched_at(world, r);
    std::int64_t unwatched_ms = 0;
    for (const UnwatchedTime& gap : found.gaps) {
      unwatched_ms += gap.end_ms - gap.begin_ms;
      if (gap.begin_ms > 0 && gap.end_ms < period_ms(world)) {
        EXPECT_NEAR(static_cast<double>(gap.end_ms - gap.begin_ms), 3.6e6, 1.0);
      }
    }
    EXPECT_NEAR(static_cast<double>(unwatched_ms), 6.0 * 3.6e6, 10.0);
  }
}

/// A post, patrols and a drone near the middle of a segment that is the middle of a cell too,
/// (10.125, 10.125).
std::string about_a_cell() {
  const auto patrol = [](const std::string& name, const std::string& more) {
    return "[[patrol]]\nname = \"" + name +
           "\"\nsensor = \"eye\"\nwaypoints_xy_km = [[6.5, 10.0], [13.5, 10.0], [13.5, 13.0], [6.5, 13.0]]\n"
           "between = \"straight\"\nmovement = { constant = { speed_km_h = 10.0 } }\n" +
           more;
  };
  std::string text = test::flat_head();
  text.replace(text.find("segment_km = 5.0"), 16, "segment_km = 0.25");
  text.replace(text.find("[[0.0, 10.0], [20.0, 10.0]]"), 27, "[[0.0, 10.125], [20.0, 10.125]]");
  text +=
      test::grid_walkers(1) +
      "[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = 1000.0 } }\nheight_m = 1.7\n"
      "line_of_sight = false\n[[post]]\nname = \"mast\"\nsensor = \"eye\"\nposition_xy_km = [10.0, 10.2]\n"
      "outage = { probability = 0.25 }\nshifts_h = [[1.0, 2.5]]\n" +
      patrol("apart", "circuit = \"loop\"\nteams = 3\n") +
      patrol("even",
             "circuit = \"loop\"\nteams = 2\nspacing = \"even\"\noutage = { mtbf_h = 6.0, mttr_h = 3.0 }\n") +
      patrol("resting", "circuit = \"loop\"\nrest_min = { uniform = { min = 0.0, max = 120.0 } }\n") +
      patrol("passing", "circuit = \"one_way\"\nheadway_min = 100.0\ndirection = \"alternating\"\n") +
      patrol("turning", "markov = { go_on = 0.7, turn_min = 10.0 }\n") +
      "[[drone]]\nname = \"hawk\"\nsensor = \"eye\"\nspeed_km_h = 30.0\nheight_m = 1.7\n"
      "endurance_min = 50.0\nturn_around_min = 20.0\n"
      "flight = { orbit = { centre_xy_km = [10.0, 11.0], radius_km = 1.5 } }\n";
  for (const char* name : {"mast", "apart", "even", "resting", "passing", "turning", "hawk"})
    text += std::string("[[configuration]]\nname = \"") + name + "\"\nassets = [\"" + name + "\"]\n";
  return text +
         "[[configuration]]\nname = \"all\"\nassets = [\"mast\", \"apart\", \"even\", \"resting\", "
         "\"passing\", \"turning\", \"hawk\"]\n";
}

TEST(LineWatch, AgreesWithTheMapThatIsMadeOfMeans) {
  const World world = world_of(about_a_cell(), {{"output.line_every", "1"}});
  constexpr std::size_t segment = 40;
  ASSERT_NEAR(world.watch_points.at(segment).target_m.x(), 10125.0, 1e-9);
  const CellId cell = world.grid.at(world.watch_points[segment].target_m.head<2>());
  ASSERT_NEAR(world.grid.centre(cell).y(), 10125.0, 1e-9);
  const std::size_t configurations = world.configurations.size();
  std::vector<double> sums(configurations);
  std::vector<double> squares(configurations);
  const std::int64_t replications = test::samples(4000);
  const auto number = static_cast<double>(replications);
  Workspace workspace;
  for (std::int64_t r = 0; r < replications; ++r) {
    const LineWatch& line = simulate(world, r, workspace).line;
    for (std::size_t c = 0; c < configurations; ++c) {
      const double share = static_cast<double>(line.watched_ms[segment * configurations + c]) / (4.0 * 3.6e6);
      sums[c] += share;
      squares[c] += share * share;
    }
  }
  std::vector<double> shares(configurations);
  MeanWatch(world, world.coverage.at(0)).find(cell, shares);
  for (std::size_t c = 0; c < configurations; ++c) {
    const double mean = sums[c] / number;
    const double error = std::sqrt((squares[c] / number - mean * mean) / number);
    // Chords of an orbit and the milliseconds of /line.
    EXPECT_NEAR(mean, shares[c], 4.0 * error + 1e-4) << world.configurations[c];
    EXPECT_LT(error, test::interval_width(0.005, 4000));
    EXPECT_GT(shares[c], 0.05) << world.configurations[c];
  }
}

}  // namespace
}  // namespace panj
