#include "tally/run_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/allocated.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"
#include "tally/run_result.h"

namespace panj {
namespace {

using test::allocated_bytes;
using test::few_assets;
using test::flat_head;
using test::most_rounding;
using test::straight_walkers;

World world_with(const std::vector<Override>& overrides) {
  return world_of(flat_head() + straight_walkers() + few_assets(), overrides);
}

/// Of what `make` makes.
template <class Make>
double taken_by(Make make) {
  const std::size_t before = allocated_bytes();
  const auto made = make();
  return static_cast<double>(allocated_bytes() - before);
}

void expect_counted(const World& world) {
  const double taken = taken_by([&world] { return Tally(world); });
  EXPECT_GT(tally_bytes(world) * most_rounding, 0.95 * taken);
  EXPECT_LT(tally_bytes(world), 1.02 * taken);
}

TEST(RunMemory, OfATallyIsWhatItTakes) {
  const std::string site = "[[site]]\nname = \"mill\"\nposition_xy_km = [10.0, 12.0]\nradius_m = 500.0\n";
  {
    SCOPED_TRACE("maps");
    expect_counted(world_with({}));
  }
  {
    SCOPED_TRACE("segments, and values of assets in them");
    expect_counted(world_with({{"output.maps", "false"}, {"frontier.segment_km", "0.02"}}));
  }
  {
    SCOPED_TRACE("control variates");
    expect_counted(
        world_of(flat_head() + test::grid_walkers() + few_assets(), {{"sampling.control_variates", "true"}}));
  }
  {
    SCOPED_TRACE("sites");
    expect_counted(
        world_of(flat_head() + straight_walkers() + few_assets() + site, {{"frontier.segment_km", "0.1"}}));
  }
}

TEST(RunMemory, OfValuesBySegmentIsCountedForEveryThread) {
  const World with = world_with({{"output.maps", "false"}});
  const World without = world_with({{"output.maps", "false"}, {"output.asset_values", "false"}});
  // Four bytes for each of 4 segments, 2 configurations and 2 assets.
  EXPECT_DOUBLE_EQ(tally_bytes(with) - tally_bytes(without), 4.0 * 4 * 2 * 2);
  EXPECT_DOUBLE_EQ(run_memory_bytes(with, 3, 100) - run_memory_bytes(without, 3, 100), 4.0 * 64);
  EXPECT_DOUBLE_EQ(run_memory_bytes(with, 8, 1) - run_memory_bytes(without, 8, 1), 2.0 * 64);
}

TEST(RunMemory, OfBatchesIsWhatTheyTake) {
  for (const std::size_t configurations : {1U, 2U, 16U}) {
    SCOPED_TRACE(configurations);
    const double taken = taken_by([configurations] {
      return std::vector<BatchRecord>(500, BatchRecord{SummarySums(configurations), 0.0});
    });
    EXPECT_GT(500.0 * batch_bytes(configurations) * most_rounding, 0.95 * taken);
    EXPECT_LT(500.0 * batch_bytes(configurations) * test::without_bookkeeping, 1.02 * taken);
  }
}

TEST(RunMemory, BeyondWhatThereIsIsTold) {
  const World world = world_with({});
  Problems problems;
  check_run_memory(world, 2, 1000, problems);
  EXPECT_TRUE(problems.empty());
  check_run_memory(world, 2, 1'000'000'000'000, problems);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(to_string(problems.list().front()),
              testing::MatchesRegex(
                  "test: sampling.batch = 16 \\(the sums of 1000000000000 batches on 2 threads would "
                  "need .*e\\+06 GB of memory at the least, and .* GB are there\\); write fewer "
                  "replications or a larger sampling.batch: each batch's sums are kept, some .* kB"));
  check_run_memory(world, 1'000'000'000, 1'000'000'000, problems);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(to_string(problems.list().back()),
              testing::HasSubstr("take fewer threads by -j, or set output.maps = false, or "
                                 "output.asset_values = false, or longer segments"));
}

}  // namespace
}  // namespace panj
