#include "model/nuisance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "model/patrol_place.h"
#include "model/workspace.h"
#include "support/answered_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::replaced;

/// A post of 3 km range and a patrol along y = 10.5 km, both with nuisance alarms.
std::string noisy(const std::string& post_per_h, const std::string& patrol_per_h) {
  std::string text = test::flat_head() + test::grid_walkers(1) + test::few_assets();
  text = replaced(text, "position_xy_km = [10.0, 10.5]",
                  "position_xy_km = [10.0, 10.5]\nnuisance_per_h = " + post_per_h);
  return replaced(text, "teams = 2", "teams = 2\nnuisance_per_h = " + patrol_per_h);
}

std::vector<Alarm> alarms_of(const World& world, std::int64_t number, Workspace& workspace, double until_s) {
  simulate(world, number, workspace);
  std::vector<Alarm> alarms;
  draw_alarms(world, workspace.replication, workspace.teams, workspace.conditions, until_s, alarms);
  return alarms;
}

TEST(Nuisance, AlarmsAreAPoissonProcess) {
  const World world = world_of(noisy("3.0", "0.0"));
  Workspace workspace;
  const int replications = 500;
  const double mean = 3.0 * 4.0;
  double sum = 0.0;
  double squares = 0.0;
  for (std::int64_t r = 0; r < replications; ++r) {
    const std::vector<Alarm> alarms = alarms_of(world, r, workspace, 4.0 * 3600.0);
    const auto count = static_cast<double>(alarms.size());
    sum += count;
    squares += (count - mean) * (count - mean);
    double last_s = 0.0;
    for (const Alarm& alarm : alarms) {
      EXPECT_GT(alarm.call.opened_s, last_s);
      last_s = alarm.call.opened_s;
      EXPECT_TRUE(alarm.confirmed);
      EXPECT_TRUE(alarm.reported);
    }
  }
  EXPECT_NEAR(sum / replications, mean, 4.0 * std::sqrt(mean / replications));
  EXPECT_NEAR(squares / replications, mean, 4.0 * mean * std::sqrt(2.1 / replications));
}

TEST(Nuisance, APostsAlarmsLieWhereItWatchesOnTheInnerSide) {
  const World world = world_of(noisy("200.0", "0.0"));
  Workspace workspace;
  std::set<CellId> places;
  for (const Alarm& alarm : alarms_of(world, 0, workspace, 40.0 * 3600.0)) {
    ASSERT_NE(alarm.call.place, no_cell);
    places.insert(alarm.call.place);
    EXPECT_EQ(world.frontier.side_of(alarm.call.place), Side::inner);
    const Point centre = world.grid.centre(alarm.call.place);
    EXPECT_LT((centre - Point{10000.0, 10500.0}).norm(), 3000.0 + 1.46 * 250.0);
  }
  // 8,000 alarms over some 300 cells: about every one of them.
  EXPECT_GT(places.size(), world.assets[0].alarm_cells.size() * 99 / 100);
}

TEST(Nuisance, APatrolsAlarmsAreWhereOneOfItsTeamsIs) {
  const World world = world_of(noisy("0.0", "50.0"));
  Workspace workspace;
  const std::vector<Alarm> alarms = alarms_of(world, 0, workspace, 4.0 * 3600.0);
  int by_second = 0;
  for (const Alarm& alarm : alarms) {
    bool there = false;
    for (std::size_t team = 0; team < 2; ++team) {
      const auto at = patrol_place(world, workspace.teams, 0, team, alarm.call.opened_s);
      ASSERT_TRUE(at.has_value());
      EXPECT_NEAR(at->at_m.y(), 10500.0, 1e-6);
      const bool here = world.grid.at(at->at_m) == alarm.call.place;
      there = there || here;
      by_second += here && team == 1 ? 1 : 0;
    }
    EXPECT_TRUE(there);
  }
  EXPECT_GT(alarms.size(), 120U);
  EXPECT_GT(by_second, 50);
}

TEST(Nuisance, ATeamOffDutyRaisesNone) {
  const World world =
      world_of(replaced(noisy("0.0", "50.0"), "teams = 2", "teams = 1\nshifts_h = [[1.0, 2.0]]"));
  Workspace workspace;
  const std::vector<Alarm> alarms = alarms_of(world, 0, workspace, 4.0 * 3600.0);
  EXPECT_GT(alarms.size(), 20U);
  for (const Alarm& alarm : alarms) {
    EXPECT_GE(alarm.call.opened_s, 3600.0);
    EXPECT_LT(alarm.call.opened_s, 7200.0);
  }
  EXPECT_FALSE(patrol_place(world, workspace.teams, 0, 0, 1800.0).has_value());
}

TEST(Nuisance, SensorsOffDutyOrOutOfOrderRaiseNone) {
  const World off = world_of(noisy("50.0\nshifts_h = [[1.0, 2.0]]", "0.0"));
  Workspace workspace;
  const std::vector<Alarm> alarms = alarms_of(off, 0, workspace, 4.0 * 3600.0);
  EXPECT_GT(alarms.size(), 20U);
  for (const Alarm& alarm : alarms) {
    EXPECT_GE(alarm.call.opened_s, 3600.0);
    EXPECT_LT(alarm.call.opened_s, 7200.0);
  }
  const World broken = world_of(noisy("50.0\noutage = { probability = 1.0 }", "0.0"));
  EXPECT_TRUE(alarms_of(broken, 0, workspace, 4.0 * 3600.0).empty());
}

TEST(Nuisance, TheWeatherChangesTheirRate) {
  std::string text = noisy("30.0", "0.0");
  text =
      replaced(text, "name = \"eye\"",
               "name = \"eye\"\nweather = { states = [\"wind\", \"still\"], nuisance_factor = [3.0, 0.0] }");
  const World world =
      world_of(text + "[weather]\nstates = [\"wind\", \"still\"]\nprobability = [0.5, 0.5]\n");
  Workspace workspace;
  double in_wind = 0.0;
  int windy = 0;
  constexpr int replications = 200;
  for (std::int64_t r = 0; r < replications; ++r) {
    const auto count = static_cast<double>(alarms_of(world, r, workspace, 4.0 * 3600.0).size());
    const bool wind = workspace.replication.weather.state == 0;
    windy += wind ? 1 : 0;
    in_wind += count;
    if (!wind) {
      EXPECT_EQ(count, 0.0);
    }
  }
  const double expected = 30.0 * 3.0 * 4.0 * windy;
  EXPECT_GT(windy, 60);
  EXPECT_LT(std::abs(in_wind - expected) / std::sqrt(expected), 4.0);
}

TEST(Nuisance, SomeAreDismissedAndSomeNeverReported) {
  const World world = world_of(noisy("200.0", "0.0") +
                               "[response]\nconfirm_nuisance = 0.3\nlink_probability = 0.8\n"
                               "report_delay_min = 2.0\nconfirm_delay_min = 3.0\n");
  Workspace workspace;
  double confirmed = 0.0;
  double reported = 0.0;
  const std::vector<Alarm> alarms = alarms_of(world, 0, workspace, 40.0 * 3600.0);
  for (const Alarm& alarm : alarms) {
    confirmed += alarm.confirmed ? 1.0 : 0.0;
    reported += alarm.reported ? 1.0 : 0.0;
    const double decided = decided_s(world, workspace.replication, alarm);
    EXPECT_DOUBLE_EQ(decided, alarm.call.opened_s + 300.0);
    if (alarm.reported && alarm.confirmed) {
      EXPECT_EQ(alarm.call.at_s, decided);
    }
  }
  const auto count = static_cast<double>(alarms.size());
  EXPECT_NEAR(confirmed / count, 0.3, 4.0 * std::sqrt(0.3 * 0.7 / count));
  EXPECT_NEAR(reported / count, 0.8, 4.0 * std::sqrt(0.8 * 0.2 / count));
}

}  // namespace
}  // namespace panj
