#include "tally/map_counts.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tally/sampled.h"

namespace panj {
namespace {

using Counts = std::vector<std::int64_t>;

TEST(MapCounts, FollowTracksUpToTheirInterception) {
  // Five cells, two configurations; a track 0 1 2 3 4 that is intercepted in cell 2 under the second.
  Replication replication;
  replication.attempts.resize(1);
  replication.cells = {0, 1, 2, 3, 4};
  replication.entered_s = {0.0, 10.0, 20.0, 30.0, 40.0};
  replication.walks.resize(1);
  replication.walks[0].end = 5;
  replication.walk_begin = {0, 1};
  replication.verdicts.resize(2);
  replication.verdicts[0].leaked = true;
  Verdict& caught = replication.verdicts[1];
  caught.outcome = Outcome::intercepted;
  caught.detected_in = 1;
  caught.contact_in = 2;
  caught.contact_s = 20.0;
  MapCounts maps(5, 2);
  maps.add(replication, 0);
  EXPECT_EQ(maps.attempts(), (Counts{1, 1, 1, 1, 1, 1, 1, 0, 1, 0}));
  EXPECT_EQ(maps.leaks(), (Counts{1, 0, 1, 0, 1, 0, 1, 0, 1, 0}));
  EXPECT_EQ(maps.detections, (Counts{0, 0, 0, 1, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(maps.interceptions, (Counts{0, 0, 0, 0, 0, 1, 0, 0, 0, 0}));
}

TEST(MapCounts, WhoStandsAtAnObstacleVisitsItsCellOnce) {
  // A track 0 1 1 1 2 that is intercepted in cell 1 while it stands, under the second configuration.
  Replication replication;
  replication.attempts.resize(1);
  replication.cells = {0, 1, 1, 1, 2};
  replication.entered_s = {0.0, 10.0, 20.0, 30.0, 40.0};
  replication.walks.resize(1);
  replication.walks[0].end = 5;
  replication.walk_begin = {0, 1};
  replication.verdicts.resize(2);
  replication.verdicts[0].leaked = true;
  replication.verdicts[1].outcome = Outcome::intercepted;
  replication.verdicts[1].contact_in = 1;
  replication.verdicts[1].contact_s = 20.0;
  MapCounts maps(3, 2);
  maps.add(replication, 0);
  EXPECT_EQ(maps.attempts(), (Counts{1, 1, 1, 1, 1, 0}));
  EXPECT_EQ(maps.leaks(), (Counts{1, 0, 1, 0, 1, 0}));
}

using Make = Replication (*)(const World&, std::uint64_t);

void expect_steps_counted(Make make) {
  const World world = sampled::make_world();
  const auto cells = static_cast<std::size_t>(world.grid.cells());
  MapCounts first(cells, 3);
  MapCounts second(cells, 3);
  Counts attempts(cells * 3);
  Counts leaks(cells * 3);
  std::int64_t intercepted = 0;
  for (std::uint64_t number = 0; number < 100; ++number) {
    const Replication replication = make(world, number);
    for (std::size_t i = 0; i < replication.attempts.size(); ++i) {
      (number % 2 == 0 ? first : second).add(replication, i);
      for (std::size_t c = 0; c < 3; ++c) {
        const Verdict& verdict = replication.verdicts[i * 3 + c];
        intercepted += verdict.outcome == Outcome::intercepted && verdict.contact_in != no_cell ? 1 : 0;
        const Walk& walk = replication.walk_of(i, c);
        for (std::size_t k = walk.begin; k < walk.end; ++k) {
          if (replication.cells[k] == no_cell) continue;
          const bool stays_on = k > walk.begin && replication.cells[k] == replication.cells[k - 1];
          if (stays_on) continue;
          const std::size_t at = static_cast<std::size_t>(replication.cells[k]) * 3 + c;
          attempts[at] += replication.entered_s[k] <= verdict.contact_s ? 1 : 0;
          leaks[at] += verdict.leaked ? 1 : 0;
        }
      }
    }
  }
  first += second;
  EXPECT_EQ(first.attempts(), attempts);
  EXPECT_EQ(first.leaks(), leaks);
  std::int64_t interceptions = 0;
  for (const std::int64_t count : first.interceptions) interceptions += count;
  EXPECT_EQ(interceptions, intercepted);
  EXPECT_GT(intercepted, 100);
}

TEST(MapCounts, AgreeWithEveryStepCountedUnderEveryConfiguration) {
  expect_steps_counted(sampled::make_replication);
}

TEST(MapCounts, AgreeWhereWaysDifferBetweenConfigurations) {
  expect_steps_counted(sampled::make_split_replication);
}

TEST(MapCounts, AreEmptyUnlessAskedFor) {
  MapCounts none;
  EXPECT_TRUE(none.empty());
  EXPECT_TRUE(none.attempts().empty());
  EXPECT_FALSE(MapCounts(4, 1).empty());
  EXPECT_THROW(none += MapCounts(4, 1), std::invalid_argument);
}

}  // namespace
}  // namespace panj
