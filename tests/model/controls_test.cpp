#include "model/controls.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/workspace.h"
#include "support/controlled_scenario.h"
#include "support/world_of.h"
#include "world/static_hazard.h"

namespace panj {
namespace {

using test::ControlledScenario;

/// S(origin) - exp(-H) S(end) by static_hazard, over the cells that a walk has gone and the one that it had
/// no time for.
double way_of(const World& world, const Replication& replication, const Walk& walk, std::size_t configuration,
              const std::vector<float>& survival) {
  const CrosserPlan& crosser = world.crossers[0];
  const RouteField& route = crosser.route_under(configuration);
  const MoveTerm hazard = static_hazard(world, crosser, configuration);
  std::vector<CellId> cells;
  for (const CellId cell : replication.track_cells(walk))
    if (cells.empty() || cells.back() != cell) cells.push_back(cell);
  if (walk.refused != no_cell) cells.push_back(walk.refused);
  double sum = 0.0;
  for (std::size_t i = 1; i < cells.size(); ++i)
    for_each_move(route, cells[i - 1], [&](int direction, double, float time_s) {
      if (cells[i - 1] + route.offset[static_cast<std::size_t>(direction)] == cells[i])
        sum += hazard(cells[i - 1], cells[i], static_cast<double>(time_s));
    });
  const auto from = [&survival](CellId cell) {
    return static_cast<double>(survival[static_cast<std::size_t>(cell)]);
  };
  return from(cells.front()) - std::exp(-sum) * from(cells.back());
}

/// Walks that are cut off, and that are not, have their controls.
void expect_controls(const World& world, bool cut) {
  const SweptWays& swept = *world.crossers[0].swept;
  Workspace workspace;
  int unfinished = 0;
  double largest = 0.0;
  for (std::int64_t number = 0; number < 40; ++number) {
    const Replication& replication = simulate(world, number, workspace);
    ASSERT_EQ(replication.controls.size(), 2 * replication.attempts.size());
    for (std::size_t i = 0; i < replication.attempts.size(); ++i) {
      for (const std::size_t c : {0U, 1U}) {
        const SweptSet& set = swept.sets[c];
        ASSERT_EQ(set.under, ConfigurationMask{1} << c);
        const Walk& walk = replication.walk_of(i, c);
        const std::vector<float>& survival = set.survival[0];
        const Control& control = replication.controls[2 * i + c];
        EXPECT_NEAR(control.way, way_of(world, replication, walk, c, survival), 1e-5);
        const auto origin = static_cast<std::size_t>(world.grid.at(replication.attempts[i].origin_m));
        EXPECT_NEAR(control.origin, 1.0 - static_cast<double>(survival[origin]) - set.mean_detection, 1e-12);
        EXPECT_EQ(walk.refused == no_cell, walk.finished);
        unfinished += walk.finished ? 0 : 1;
        largest = std::max(largest, std::abs(control.way));
      }
    }
  }
  EXPECT_EQ(unfinished > 0, cut);
  EXPECT_GT(largest, 0.2);
}

TEST(Controls, AreWhatTheSweepSaysOfTheWay) {
  expect_controls(world_of(ControlledScenario{}.text()), false);
}

TEST(Controls, OfWalksThatRunOutOfTimeHaveTheStepThatTheyHadNoTimeFor) {
  ControlledScenario cut;
  cut.about_walkers = "max_duration_h = 1.2\n";
  expect_controls(world_of(cut.text()), true);
}

TEST(Controls, GoOnWhereTheGroupStandsAndStopWhereItTurnsBack) {
  ControlledScenario held;
  held.about_walkers = "wait_at_line_min = 20.0\n";
  expect_controls(world_of(held.text()), false);

  // Everybody turns back, under one configuration: controls are of the planned way under both.
  ControlledScenario turning;
  turning.more =
      "[[patrol]]\nname = \"round\"\nsensor = \"gate\"\nwaypoints_xy_km = [[0.1, 1.7], [5.9, 1.7]]\n"
      "between = \"straight\"\nmovement = { constant = { speed_km_h = 40.0 } }\nteams = 4\n";
  turning.of_the_other = ", \"round\"";
  const World goes_on = world_of(turning.text());
  turning.about_walkers = "turn_back = { probability = 1.0, notice_range_m = 3000.0 }\n";
  const World turns = world_of(turning.text());
  Workspace of_turning;
  Workspace of_others;
  int turned = 0;
  for (std::int64_t number = 0; number < 20; ++number) {
    const Replication& one = simulate(turns, number, of_turning);
    const Replication& other = simulate(goes_on, number, of_others);
    ASSERT_EQ(one.controls.size(), other.controls.size());
    for (std::size_t i = 0; i < one.controls.size(); ++i) {
      EXPECT_EQ(one.controls[i].way, other.controls[i].way);
      EXPECT_EQ(one.controls[i].origin, other.controls[i].origin);
    }
    for (const Walk& walk : one.walks) turned += walk.turned() ? 1 : 0;
  }
  EXPECT_GT(turned, 20);
}

TEST(Controls, AreZeroForClassesThatAreNotSwept) {
  ControlledScenario mixed;
  mixed.more =
      "[[crosser]]\nname = \"straight\"\nattempts = { fixed = 3 }\norigin = { points_xy_km = [[1.1, 0.3]] }\n"
      "route = { straight = { heading_deg = 0.0, length_km = 5.0 } }\nmovement = { constant = { speed_km_h = "
      "4.0 } }\n";
  const World world = world_of(mixed.text());
  Workspace workspace;
  const Replication& replication = simulate(world, 3, workspace);
  ASSERT_EQ(replication.attempts.size(), 5U);
  ASSERT_EQ(replication.controls.size(), 10U);
  for (std::size_t i = 0; i < 5; ++i) {
    const Control& control = replication.controls[2 * i];
    EXPECT_EQ(replication.attempts[i].crosser == 0, control.way != 0.0);
    EXPECT_EQ(replication.attempts[i].crosser == 0, control.origin != 0.0);
  }
}

TEST(Controls, AreNotMadeUnlessTheyAreAskedFor) {
  const World world = world_of(ControlledScenario{}.text(), {{"sampling.control_variates", "false"}});
  Workspace workspace;
  EXPECT_TRUE(simulate(world, 0, workspace).controls.empty());
}

}  // namespace
}  // namespace panj
