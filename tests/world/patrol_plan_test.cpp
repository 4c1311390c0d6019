#include "world/patrol_plan.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "base/units.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"
#include "world/path_patrol.h"

namespace panj {
namespace {

using test::flat_head;
using test::straight_walkers;

void expect_closed(const PatrolCycle& cycle) {
  ASSERT_FALSE(cycle.pieces.empty());
  double end_s = 0.0;
  for (const PatrolPiece& piece : cycle.pieces) {
    EXPECT_EQ(piece.begin_s, end_s);
    EXPECT_GT(piece.end_s, piece.begin_s);
    end_s = piece.end_s;
  }
  EXPECT_EQ(end_s, cycle.period_s);
  for (std::size_t i = 0; i + 1 < cycle.pieces.size(); ++i) {
    EXPECT_TRUE(cycle.pieces[i].to_m.isApprox(cycle.pieces[i + 1].from_m));
  }
  EXPECT_TRUE(cycle.pieces.back().to_m.isApprox(cycle.pieces.front().from_m));
}

TEST(PatrolPlan, StraightBackAndForthTakesTwiceItsWay) {
  const World world = world_of(flat_head() + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[1.0, 10.0], [19.0, 10.0]]
between = "straight"
movement = { constant = { speed_km_h = 6.0 } })"));
  ASSERT_EQ(world.patrols.size(), 1U);
  const PatrolPlan& plan = world.patrols[0];
  ASSERT_EQ(plan.cycles.size(), 1U);
  expect_closed(plan.cycles[0]);
  EXPECT_NEAR(plan.cycles[0].period_s, 2.0 * 18.0 / 6.0 * 3600.0, 1e-6);
  // The sensor is masked, so pieces are no longer than a cell.
  EXPECT_EQ(plan.cycles[0].pieces.size(), 2U * 72U);
  EXPECT_NEAR(plan.reach.low.x(), 1000.0 - 800.0, 1e-9);
}

TEST(PatrolPlan, LoopReturnsToItsFirstWaypointEitherWay) {
  const World world = world_of(flat_head() + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.0, 11.0], [12.0, 11.0], [12.0, 15.0]]
circuit = "loop"
direction = "random"
movement = { constant = { speed_km_h = 4.0 } })"));
  const PatrolPlan& plan = world.patrols[0];
  ASSERT_EQ(plan.cycles.size(), 2U);
  expect_closed(plan.cycles[0]);
  expect_closed(plan.cycles[1]);
  EXPECT_NEAR(plan.cycles[0].period_s, plan.cycles[1].period_s, 1e-6);
  // 8 + 4 km along the grid, and the hypotenuse within the 2.75 % of 16 neighbours.
  const double km = plan.cycles[0].period_s / 3600.0 * 4.0;
  EXPECT_GT(km, 12.0 + std::sqrt(80.0) - 0.5);
  EXPECT_LT(km, 12.0 + 1.0275 * std::sqrt(80.0) + 0.5);
}

TEST(PatrolPlan, UphillAndDownhillTakeTheirOwnTimes) {
  std::string head = flat_head();
  head.replace(head.find("\"flat\""), 6, "{ ramp = { slope_deg = 15.0, azimuth_deg = 90.0 } }");
  const World world = world_of(head + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.1, 11.1], [10.1, 11.1]]
movement = { tobler = {} })"));
  const PatrolCycle& cycle = world.patrols[0].cycles[0];
  expect_closed(cycle);
  const double slope = std::tan(rad_from_deg(15.0));
  const auto pace = [](double s) { return 3.6 / (6.0 * std::exp(-3.5 * std::abs(s + 0.05))); };
  EXPECT_NEAR(cycle.period_s, 6000.0 * (pace(slope) + pace(-slope)), 1.0);
}

TEST(PatrolPlan, PieceAtFindsThePieceOfATime) {
  PatrolCycle cycle;
  cycle.period_s = 30.0;
  for (const double begin : {0.0, 10.0, 20.0}) {
    PatrolPiece piece;
    piece.begin_s = begin;
    piece.end_s = begin + 10.0;
    cycle.pieces.push_back(piece);
  }
  EXPECT_EQ(cycle.piece_at(0.0), 0U);
  EXPECT_EQ(cycle.piece_at(9.999), 0U);
  EXPECT_EQ(cycle.piece_at(10.0), 1U);
  EXPECT_EQ(cycle.piece_at(30.0), 2U);
}

TEST(PatrolPlan, DwellsStandStillAtTheirWaypoints) {
  const World world = world_of(flat_head() + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.0, 11.0], [7.0, 11.0], [9.0, 11.0]]
between = "straight"
dwell_min = { by_waypoint = [1.0, 2.0, 4.0] }
movement = { constant = { speed_km_h = 6.0 } })"));
  const PatrolCycle& cycle = world.patrols[0].cycles[0];
  expect_closed(cycle);
  EXPECT_NEAR(cycle.period_s, 6000.0 + 60.0 * (2.0 + 4.0 + 2.0 + 1.0), 1e-6);
  double stood_s = 0.0;
  for (const PatrolPiece& piece : cycle.pieces)
    stood_s += piece.from_m == piece.to_m ? piece.end_s - piece.begin_s : 0.0;
  EXPECT_NEAR(stood_s, 540.0, 1e-6);
}

TEST(PatrolPlan, OneWayStandsAtItsFirstWaypointBeforeItLeaves) {
  const World world = world_of(flat_head() + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.0, 11.0], [7.0, 11.0]]
between = "straight"
circuit = "one_way"
direction = "alternating"
headway_min = 60.0
dwell_min = { by_waypoint = [1.0, 2.0] }
movement = { constant = { speed_km_h = 6.0 } })"));
  const PatrolPlan& plan = world.patrols[0];
  ASSERT_EQ(plan.cycles.size(), 2U);
  EXPECT_EQ(plan.lead_in_s, (std::array<double, 2>{60.0, 120.0}));
  for (const PatrolCycle& cycle : plan.cycles) EXPECT_NEAR(cycle.period_s, 1800.0 + 180.0, 1e-6);
}

TEST(PatrolPlan, MarkovKnowsWhenEachWaypointIsLeft) {
  const World world = world_of(flat_head() + straight_walkers() + path_patrol(R"(
waypoints_xy_km = [[4.0, 11.0], [7.0, 11.0], [9.0, 11.0]]
between = "straight"
dwell_min = 1.0
markov = { go_on = 0.5, turn_min = 3.0 }
movement = { constant = { speed_km_h = 6.0 } })"));
  const PatrolPlan& plan = world.patrols[0];
  ASSERT_EQ(plan.cycles.size(), 5U);  // forward, reverse, and standing at each waypoint
  const MarkovPlan& markov = plan.markov.value();
  EXPECT_EQ(markov.leaves_s[0].size(), 3U);
  EXPECT_NEAR(markov.leaves_s[0][1], 1860.0, 1e-6);
  EXPECT_NEAR(markov.leaves_s[0][2], 1860.0 + 1260.0, 1e-6);
  EXPECT_NEAR(markov.leaves_s[1][1], 1260.0, 1e-6);
  EXPECT_EQ(plan.cycles[3].period_s, 180.0);
  EXPECT_NEAR(plan.cycles[3].pieces.front().from_m.x(), 7000.0, 1e-6);
}

}  // namespace
}  // namespace panj
