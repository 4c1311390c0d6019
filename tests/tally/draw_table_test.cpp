#include "tally/draw_table.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tally/sampled.h"

namespace panj {
namespace {

/// The second class sees the ground in four ways.
World perceiving_world() {
  World world = sampled::make_world();
  world.crossers[1].choices = {{~ConfigurationMask{0}, std::vector<RouteField>(4)}};
  return world;
}

Replication replication_of(const World& world, std::uint64_t number) {
  Replication replication = sampled::make_replication(world, number);
  sampled::Source source(number + 77);
  for (Attempt& attempt : replication.attempts) attempt.draw = attempt.crosser == 1 ? source.below(4) : 0;
  return replication;
}

Tally tally_of_replications(const World& world, std::uint64_t first, std::uint64_t end) {
  Tally tally(world);
  SummarySums batch(world.configurations.size());
  for (std::uint64_t r = first; r < end; ++r) {
    tally.add(world, replication_of(world, r), batch);
    tally.end_unit(batch);
  }
  return tally;
}

TEST(DrawTable, IsEmptyWhereNoClassPerceives) {
  const World world = sampled::make_world();
  DrawTable table = tally_of_replications(world, 0, 5).draws;
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.shares.replications(), 0);
  table += DrawTable(world);
  EXPECT_TRUE(table.empty());
}

TEST(DrawTable, ViewsAddUpToTheirClass) {
  const World world = perceiving_world();
  const Tally tally = tally_of_replications(world, 0, 200);
  EXPECT_EQ(tally.draws.views(0), 0U);
  ASSERT_EQ(tally.draws.views(1), 4U);
  std::int64_t attempts = 0;
  for (std::size_t view = 0; view < 4; ++view) {
    EXPECT_GT(tally.draws.shares.attempts(view), 50);
    attempts += tally.draws.shares.attempts(view);
  }
  EXPECT_EQ(attempts, tally.crossers.attempts(1));
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t m = 0; m < measure_count; ++m) {
      Int128 sum = 0;
      for (std::size_t view = 0; view < 4; ++view) sum += tally.draws.shares.exact_sums(view, c, m).y;
      EXPECT_TRUE(sum == tally.crossers.exact_sums(1, c, m).y) << measures[m].name;
    }
  }
  EXPECT_EQ(tally.draws.shares.replications(), 200);
}

TEST(DrawTable, CountsProbesAndNoneOfTheWarmUp) {
  World world = perceiving_world();
  world.crossers[1].attempts.kind = AttemptsPerPeriod::Kind::probes;
  Tally tally(world);
  SummarySums batch(3);
  Replication replication = replication_of(world, 3);
  std::int64_t probes = 0;
  for (const Attempt& attempt : replication.attempts) probes += attempt.crosser == 1 ? 1 : 0;
  ASSERT_GT(probes, 0);
  tally.add(world, replication, batch);
  tally.end_unit(batch);
  for (Attempt& attempt : replication.attempts) attempt.scored = false;
  tally.add(world, replication, batch);
  tally.end_unit(batch);
  std::int64_t counted = 0;
  for (std::size_t view = 0; view < 4; ++view) counted += tally.draws.shares.attempts(view);
  EXPECT_EQ(counted, probes);
}

TEST(DrawTable, AddsUpInAnyOrder) {
  const World world = perceiving_world();
  const DrawTable whole = tally_of_replications(world, 0, 40).draws;
  DrawTable parts = tally_of_replications(world, 25, 40).draws;
  parts += tally_of_replications(world, 0, 25).draws;
  DrawTable fresh;
  fresh += parts;
  for (std::size_t view = 0; view < 4; ++view) {
    for (std::size_t c = 0; c < 3; ++c) {
      const ExactSums a = whole.shares.exact_sums(view, c, 0);
      const ExactSums b = fresh.shares.exact_sums(view, c, 0);
      EXPECT_TRUE(a.n == b.n && a.y == b.y && a.yy == b.yy && a.ny == b.ny && a.nn == b.nn);
    }
  }
  EXPECT_THROW(parts += DrawTable(sampled::make_world()), std::invalid_argument);
}

}  // namespace
}  // namespace panj
