#include "model/open_walks.h"

#include <gtest/gtest.h>

#include "model/straight_walk.h"
#include "support/small_scenarios.h"
#include "support/walked.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::walked;

/// Two classes over a border of three pieces or one. \param other the second: its numbers and how it sets out
std::string in_the_open(const std::string& line, const std::string& other) {
  std::string text = test::flat_head() + test::straight_walkers(50) + test::few_assets() +
                     "[[crosser]]\nname = \"other\"\n" + other + R"(
movement = { constant = { speed_km_h = 3.0 } }
max_duration_h = 1.3
[output]
maps = false
)";
  const std::string travel = "movement = { constant = { speed_km_h = 20.0 } }";
  text.replace(text.find(travel), travel.size(), "response_time_min = 5.0");
  const std::string straight = "[[0.0, 10.0], [20.0, 10.0]]";
  return text.replace(text.find(straight), straight.size(), line);
}

/// One of which everything is drawn, and which runs out of time.
const std::string roamers = R"(attempts = { fixed = 37 }
departure_h = { uniform = { min = 0.0, max = 4.0 } }
wait_min = { exponential = { mean = 10.0 } }
time_factor = { lognormal = { median = 1.0, sigma = 0.5 } }
origin = { line_xy_km = [[4.0, 7.5], [16.0, 12.0]] }
route = { straight = { length_km = 3.0 } }
)";
/// One that is drawn as a run, like the first.
const std::string marchers = R"(attempts = { fixed = 37 }
wait_min = 15.0
time_factor = 1.5
origin = { line_xy_km = [[4.0, 8.0], [12.0, 8.6]] }
route = { straight = { heading_deg = 30.0, length_km = 3.0 } }
)";

/// Of a walk: its columns say when it goes, and where it then is.
void expect_in_columns(const Replication& replication, std::size_t w) {
  const Walk& walk = replication.walks[w];
  const Attempt& attempt = replication.attempts[walk.attempt];
  const TimedWays& going = replication.open.going;
  EXPECT_EQ(replication.open.departure_s[w], attempt.departure_s);
  EXPECT_EQ(replication.open.moving_s[w], walk.moving_s);
  EXPECT_EQ(replication.open.end_s[w], walk.end_s);
  EXPECT_EQ(going.begin_s[w], static_cast<float>(walk.moving_s));
  EXPECT_EQ(going.end_s[w], static_cast<float>(walk.end_s));
  const Point end_m = attempt.origin_m + walk.length_m * attempt.direction;
  constexpr double rounding_m = 0.05;
  const auto east_m = [&](double at_s) { return going.east_m[w] + going.east_m_s[w] * at_s; };
  const auto north_m = [&](double at_s) { return going.north_m[w] + going.north_m_s[w] * at_s; };
  EXPECT_NEAR(east_m(walk.moving_s), attempt.origin_m.x(), rounding_m);
  EXPECT_NEAR(north_m(walk.moving_s), attempt.origin_m.y(), rounding_m);
  EXPECT_NEAR(east_m(walk.end_s), end_m.x(), rounding_m);
  EXPECT_NEAR(north_m(walk.end_s), end_m.y(), rounding_m);
  ASSERT_TRUE(replication.open_bytes_tell());
  const bool crosses = walk.crossed_s < never_happened_s;
  EXPECT_EQ(replication.open.hour[w], walk.hour);
  EXPECT_EQ(replication.open.segment[w], crosses ? walk.segment : OpenWays::nowhere);
  EXPECT_EQ(replication.open.ends[w],
            (crosses ? OpenWays::crosses : 0) | (walk.finished ? OpenWays::finishes : 0));
}

/// Of a walk of such a world: it is what walk_straight makes of it.
void expect_as_alone(const World& world, Replication& replication, std::size_t w) {
  const Walk together = replication.walks[w];
  Walk alone;
  alone.attempt = w;
  alone.moving_s = replication.attempts[w].moving_s;
  walk_straight(world, world.crossers[static_cast<std::size_t>(replication.attempts[w].crosser)], replication,
                alone);
  EXPECT_EQ(together.attempt, w);
  EXPECT_EQ(together.moving_s, alone.moving_s);
  EXPECT_EQ(together.end_s, alone.end_s);
  EXPECT_EQ(together.length_m, alone.length_m);
  EXPECT_EQ(together.finished, alone.finished);
  EXPECT_EQ(together.crossed_s, alone.crossed_s);
  EXPECT_EQ(together.segment, alone.segment);
}

TEST(OpenWalks, AreWhatEachIsByItself) {
  for (const std::string line : {"[[0.0, 10.0], [20.0, 10.0]]", "[[0.0, 9.0], [8.0, 10.5], [20.0, 10.0]]"}) {
    for (const std::string& other : {roamers, marchers}) {
      const World world = world_of(in_the_open(line, other));
      ASSERT_TRUE(all_go_in_the_open(world));
      std::size_t finished = 0;
      for (std::int64_t number = 0; number < 20; ++number) {
        Replication replication = walked(world, number);
        ASSERT_EQ(replication.walks.size(), 87U);
        ASSERT_EQ(replication.open.size(), 87U);
        ASSERT_EQ(replication.starts.tell_of(87), other == marchers);
        for (std::size_t w = 0; w < replication.walks.size(); ++w) {
          expect_as_alone(world, replication, w);
          expect_in_columns(replication, w);
          finished += replication.walks[w].finished ? 1 : 0;
        }
      }
      EXPECT_GE(finished, 20U * 50U);
      EXPECT_LT(finished, 20U * 87U);
    }
  }
}

TEST(OpenWalks, HoursAndSegmentsBeyondAByteAreNotToldInBytes) {
  const std::string text = in_the_open("[[0.0, 10.0], [20.0, 10.0]]", roamers);
  World world = world_of(text);
  ASSERT_TRUE(walked(world, 0).open_bytes_tell());
  world.scenario.period_s = 256.0 * 3600.0;  // the last hour is 255
  EXPECT_TRUE(walked(world, 0).open_bytes_tell());
  world.scenario.period_s = 257.0 * 3600.0;
  EXPECT_FALSE(walked(world, 0).open_bytes_tell());
  world = world_of(text);
  world.frontier.segments = 255;  // the last is 254
  EXPECT_TRUE(walked(world, 0).open_bytes_tell());
  world.frontier.segments = 256;
  EXPECT_FALSE(walked(world, 0).open_bytes_tell());
}

}  // namespace
}  // namespace panj
