#include "model/sorties.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "model/conditions.h"
#include "model/line_watch.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

constexpr double day_s = 24.0 * 3600.0;

/// The border at y = 10 km in one segment, whose middle x = 10 km lies in the drone's reach all the time.
World world_with_drone(const std::string& keys) {
  return world_of(
      test::flat_head() + test::straight_walkers() +
          "[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = 3000.0 } }\nline_of_sight = "
          "false\n[[drone]]\nname = \"hawk\"\nsensor = \"eye\"\nspeed_km_h = 60.0\nheight_m = 100.0\n" +
          keys + "[[configuration]]\nname = \"all\"\nassets = [\"hawk\"]\n",
      {{"frontier.segment_km", "20.0"}, {"output.maps", "false"}});
}

const std::string orbit = "flight = { orbit = { centre_xy_km = [10.0, 9.5], radius_km = 1.0 } }\n";

std::vector<Stretch> flights(const World& world, std::uint64_t replication, double until_s = day_s) {
  std::vector<Stretch> found;
  draw_sorties({world.assets[0].key, world.patrols[0], 0, replication}, until_s, found);
  return found;
}

TEST(Sorties, OneDroneIsOnStationItsShareOfTheTime) {
  const World world = world_with_drone(orbit + "endurance_min = 60.0\nturn_around_min = 90.0\n");
  int on_station = 0;
  constexpr int replications = 20000;
  for (std::uint64_t r = 0; r < replications; ++r) {
    const auto all = flights(world, r);
    on_station += std::any_of(all.begin(), all.end(), [](const Stretch& flight) {
      return flight.from_s <= 10000.0 && 10000.0 < flight.until_s;
    });
    for (std::size_t i = 0; i < all.size(); ++i) {
      ASSERT_NEAR(all[i].until_s - all[i].from_s, 3600.0, 1e-6);
      ASSERT_NEAR(all[i].from_s + all[i].offset_s, 0.0, 1e-6) << "each flight begins at the beginning";
      if (i > 0) {
        ASSERT_NEAR(all[i].from_s - all[i - 1].until_s, 5400.0, 1e-6);
      }
    }
  }
  EXPECT_NEAR(on_station, 0.4 * replications, 4.0 * std::sqrt(0.24 * replications));
}

TEST(Sorties, ARelayCoversItsStationAtAllTimesButHandOvers) {
  const World world = world_with_drone(
      orbit + "endurance_min = 60.0\nturn_around_min = 120.0\nrelay = 3\nhand_over_min = 5.0\n");
  const double period_s = world.patrols[0].cycles[0].period_s;
  PatrolTeams teams;
  for (std::int64_t r = 0; r < 200; ++r) {
    deploy_patrols(world, r, day_s, teams);
    const auto all = teams.of(teams.of(0)[0]);
    EXPECT_LE(all.front().from_s, 0.0);
    for (std::size_t i = 1; i < all.size(); ++i) {
      ASSERT_NEAR(all[i].from_s - all[i - 1].until_s, 300.0, 1e-6);
      ASSERT_EQ(all[i].offset_s, all[0].offset_s) << "it takes over where the other would be";
    }
    EXPECT_GE(all[0].offset_s, 0.0);
    EXPECT_LT(all[0].offset_s, period_s);
    // What the station watches is unwatched in hand-overs alone.
    std::vector<WatchedTime> times;
    std::vector<UnwatchedTime> gaps;
    find_watched_times(world, teams, Conditions{}, world.watch_points[0], times);
    find_unwatched_times(times, 0, period_ms(world), gaps);
    ASSERT_GE(gaps.size(), 3U);
    for (const UnwatchedTime& gap : gaps) {
      if (gap.begin_ms > 0 && gap.end_ms < period_ms(world)) {
        EXPECT_NEAR(static_cast<double>(gap.end_ms - gap.begin_ms), 300000.0, 1.0);
      } else {
        EXPECT_LE(gap.end_ms - gap.begin_ms, 300001);
      }
    }
  }
}

TEST(Sorties, ShiftsAndStartsBeginAFlight) {
  const World world =
      world_with_drone(orbit +
                       "endurance_min = 60.0\nturn_around_min = 30.0\nstart_h = 0.5\nshifts_h = "
                       "[[1.0, 4.0], [6.0, 7.0]]\n");
  const auto all = flights(world, 3);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_NEAR(all[0].from_s, 1.5 * 3600.0, 1e-9);
  EXPECT_NEAR(all[0].until_s, 2.5 * 3600.0, 1e-9);
  EXPECT_NEAR(all[1].from_s, 3.0 * 3600.0, 1e-9);
  EXPECT_NEAR(all[1].until_s, 4.0 * 3600.0, 1e-9);
  EXPECT_NEAR(all[2].from_s, 6.5 * 3600.0, 1e-9);
  EXPECT_NEAR(all[2].until_s, 7.0 * 3600.0, 1e-9);
}

DrawnLegs legs_of(const World& world, std::uint64_t replication, double until_s = day_s) {
  DrawnLegs drawn;
  draw_random_legs(world, 0, replication, until_s, drawn);
  return drawn;
}

TEST(RandomLegs, HaveUniformMiddlesAndHeadings) {
  const World world = world_with_drone(
      "flight = { random_legs = { box_xy_km = [4.0, 6.0, 12.0, 8.0], leg_km = 1.5, legs = 20 } }\nstart_h = "
      "1.0\n");
  Point sum(0.0, 0.0);
  Point squares(0.0, 0.0);
  Point headings(0.0, 0.0);
  double count = 0.0;
  for (std::uint64_t r = 0; r < 1000; ++r) {
    const DrawnLegs drawn = legs_of(world, r);
    ASSERT_EQ(drawn.cycle.pieces.size(), 20U);
    EXPECT_NEAR(drawn.cycle.pieces.front().begin_s, 3600.0, 1e-9);
    EXPECT_NEAR(drawn.cycle.pieces.back().end_s, 3600.0 + 20.0 * 90.0, 1e-6);
    for (const PatrolPiece& leg : drawn.cycle.pieces) {
      ASSERT_NEAR((leg.to_m - leg.from_m).norm(), 1500.0, 1e-6);
      EXPECT_NEAR(leg.from_m.z(), 100.0, 1e-9);
      const Point middle = 0.5 * (leg.from_m + leg.to_m).head<2>();
      const Point scaled((middle.x() - 8000.0) / 8000.0, (middle.y() - 7000.0) / 2000.0);
      ASSERT_LE(scaled.cwiseAbs().maxCoeff(), 0.5);
      sum += scaled;
      squares += scaled.cwiseProduct(scaled);
      headings += (leg.to_m - leg.from_m).head<2>() / 1500.0;
      count += 1.0;
    }
  }
  const double error = 4.0 / std::sqrt(count);
  EXPECT_LT(sum.cwiseAbs().maxCoeff() / count, error * std::sqrt(1.0 / 12.0));
  EXPECT_LT((squares / count - Point(1.0 / 12.0, 1.0 / 12.0)).cwiseAbs().maxCoeff(),
            error * std::sqrt(1.0 / 180.0));
  EXPECT_LT(headings.cwiseAbs().maxCoeff() / count, error * std::sqrt(0.5));
}

TEST(RandomLegs, FillTheirFlightsAndNothingElse) {
  // 100 s a leg of 6 min on station, 4 min away: three legs and the beginning of a fourth.
  const World world = world_with_drone(
      "flight = { random_legs = { box_xy_km = [4.0, 6.0, 12.0, 8.0], leg_km = 2.0 } }\nendurance_min = "
      "6.0\nturn_around_min = 4.0\n");
  const DrawnLegs drawn = legs_of(world, 5, 7200.0);
  double flown_s = 0.0;
  for (std::size_t i = 0; i < drawn.cycle.pieces.size(); ++i) {
    const PatrolPiece& leg = drawn.cycle.pieces[i];
    EXPECT_NEAR(leg.velocity_m_s().norm(), 60.0 / 3.6, 1e-6);
    if (i > 0) {
      const double pause_s = leg.begin_s - drawn.cycle.pieces[i - 1].end_s;
      EXPECT_TRUE(std::abs(pause_s) < 1e-6 || std::abs(pause_s - 240.0) < 1e-6) << pause_s;
    }
    flown_s += leg.end_s - leg.begin_s;
  }
  EXPECT_NEAR(flown_s / 7200.0, 0.6, 0.06);
  // In relay nobody is away.
  const World relay = world_with_drone(
      "flight = { random_legs = { box_xy_km = [4.0, 6.0, 12.0, 8.0], leg_km = 2.0 } }\nendurance_min = "
      "6.0\nturn_around_min = 4.0\nrelay = 2\n");
  const DrawnLegs held = legs_of(relay, 5, 7200.0);
  for (std::size_t i = 1; i < held.cycle.pieces.size(); ++i)
    EXPECT_NEAR(held.cycle.pieces[i].begin_s, held.cycle.pieces[i - 1].end_s, 1e-6);
  // Without an end: end to end from before the start on, the first begun a share of a leg ago.
  const World always =
      world_with_drone("flight = { random_legs = { box_xy_km = [4.0, 6.0, 12.0, 8.0], leg_km = 2.0 } }\n");
  const DrawnLegs on = legs_of(always, 5, 7200.0);
  EXPECT_LE(on.cycle.pieces.front().begin_s, 0.0);
  EXPECT_GT(on.cycle.pieces.front().end_s, 0.0);
  EXPECT_GE(on.cycle.pieces.back().end_s, 7200.0);
}

}  // namespace
}  // namespace panj
