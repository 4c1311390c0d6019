#include "model/rounds.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "model/patrol_place.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// Two patrols, the second of which has more teams than are looked at together.
World world_of_two_patrols() {
  return world_of(test::flat_head() + test::grid_walkers() + test::few_assets() + R"([[patrol]]
name = "crowd"
sensor = "pair"
waypoints_xy_km = [[4.0, 11.0], [15.0, 11.0]]
between = "straight"
movement = { constant = { speed_km_h = 4.0 } }
teams = 11
)");
}

std::vector<std::uint16_t> patrols_of(const World& world) {
  std::vector<std::uint16_t> assets;
  for (std::size_t a = 0; a < world.assets.size(); ++a)
    if (world.assets[a].kind == Asset::Kind::patrol) assets.push_back(static_cast<std::uint16_t>(a));
  return assets;
}

/// Pieces first..last of the only cycle of a patrol, by the number that a row calls it.
WatchedSpan span_of(const World& world, std::uint16_t asset, std::uint16_t called, std::size_t first,
                    std::size_t last) {
  const PatrolCycle& cycle = world.patrols[world.assets[asset].plan].cycles[0];
  return {called, 0, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last),
          parts_between(cycle.pieces[first].begin_s, cycle.pieces[last].end_s, cycle.period_s)};
}

/// A row with the thirds of the rounds of some patrols, one patrol after the other. \param as_listed whether
/// spans have places in `assets` instead of the assets' own numbers
std::vector<WatchedSpan> thirds_of(const World& world, const std::vector<std::uint16_t>& assets,
                                   bool as_listed) {
  std::vector<WatchedSpan> row;
  for (std::size_t i = 0; i < assets.size(); ++i) {
    const std::uint16_t called = as_listed ? static_cast<std::uint16_t>(i) : assets[i];
    const std::size_t count = world.patrols[world.assets[assets[i]].plan].cycles[0].pieces.size();
    for (std::size_t third = 0; third < 3; ++third)
      row.push_back(span_of(world, assets[i], called, third * count / 3, (third + 1) * count / 3 - 1));
  }
  return row;
}

struct Asked {
  std::size_t left_out = 0;
  std::size_t all = 0;
};

/// Compares what is noted of a row with where the teams are.
void expect_those_there_noted(const World& world, const PatrolTeams& teams, const Rounds& rounds,
                              const std::vector<WatchedSpan>& row, const std::vector<std::uint16_t>& assets,
                              const TimeSpan& time, Asked& asked) {
  for (std::size_t s = 0; s < row.size(); ++s) {
    const std::size_t plan = world.assets[assets[s / 3]].plan;
    for (std::size_t team = 0; team < teams.of(plan).size(); ++team) {
      const bool out = (rounds.noted(s) >> team & 1U) == 0;
      asked.left_out += out ? 1 : 0;
      ++asked.all;
      for (double time_s = time.begin_s; time_s <= time.end_s; time_s += 50.0) {
        const auto at = patrol_place(world, teams, plan, team, time_s);
        const bool there = at && at->piece >= row[s].first && at->piece <= row[s].last;
        EXPECT_FALSE(out && there) << "span " << s << ", team " << team << ", " << time_s << " s";
      }
    }
  }
}

TEST(Rounds, LeaveOutNoTeamThatIsThereAndMostThatAreNot) {
  const World world = world_of_two_patrols();
  const std::vector<std::uint16_t> assets = patrols_of(world);
  ASSERT_EQ(assets.size(), 2U);
  // As rows of the coverage call them, and as those of a lookout do, in another order.
  const std::vector<std::uint16_t> turned{assets[1], assets[0]};
  const auto row = thirds_of(world, assets, false);
  const auto turned_row = thirds_of(world, turned, true);
  Asked asked;
  for (std::int64_t number = 0; number < 25; ++number) {
    PatrolTeams teams;
    deploy_patrols(world, number, 1e5, teams);
    Rounds rounds(world, teams);
    for (double begin_s = -3e4; begin_s < 9e4; begin_s += 1234.5) {
      const TimeSpan time{begin_s, begin_s + 200.0};
      rounds.look_at(time.begin_s, time.end_s);
      EXPECT_TRUE(rounds.look_over(row));
      expect_those_there_noted(world, teams, rounds, row, assets, time, asked);
      EXPECT_TRUE(rounds.look_over(turned_row, turned));
      expect_those_there_noted(world, teams, rounds, turned_row, turned, time, asked);
    }
  }
  EXPECT_GT(3 * asked.left_out, asked.all);
}

/// One night's teams, and a row of the first piece of the first patrol.
class RoundsOfANight : public testing::Test {
 protected:
  RoundsOfANight() { deploy_patrols(world, 1, 1e5, teams); }

  World world = world_of_two_patrols();
  PatrolTeams teams;
  Rounds rounds{world, teams};
  std::uint16_t path = patrols_of(world)[0];
  WatchedSpan first_piece = span_of(world, path, path, 0, 0);
};

TEST_F(RoundsOfANight, TellWhereNobodyIsOnAnyPiece) {
  const std::vector<WatchedSpan> row{first_piece};
  std::size_t nobody = 0;
  for (double begin_s = 0.0; begin_s < 4e4; begin_s += 777.0) {
    rounds.look_at(begin_s, begin_s + 10.0);
    const bool any = rounds.look_over(row);
    EXPECT_EQ(any, rounds.noted(0) != 0);
    nobody += any ? 0 : 1;
  }
  EXPECT_GT(nobody, 20U);
}

TEST_F(RoundsOfANight, LeaveOutNobodyBeyondTheSpansThatAreNoted) {
  rounds.look_at(0.0, 1.0);
  const std::vector<WatchedSpan> row(70, first_piece);
  EXPECT_TRUE(rounds.look_over(row));
  for (std::size_t s = 1; s < 64; ++s) EXPECT_EQ(rounds.noted(s), rounds.noted(0));
  for (std::size_t s = 64; s < row.size(); ++s) EXPECT_EQ(rounds.noted(s), ~std::uint64_t{0});
}

}  // namespace
}  // namespace panj
