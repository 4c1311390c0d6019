#include "world/memory_need.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;
using test::grid_walkers;
using test::straight_walkers;

double a_cell(const std::string& text, int threads, const std::vector<Override>& overrides = {}) {
  const World world = world_of(text, overrides);
  return least_memory_bytes(world.scenario, world.grid, threads) / static_cast<double>(world.grid.cells());
}

TEST(MemoryNeed, IsCountedByTheCell) {
  // Ground 17 bytes, travel times of a base 4; maps: 10 numbers for two configurations.
  const std::string straight = flat_head() + straight_walkers() + few_assets();
  EXPECT_DOUBLE_EQ(a_cell(straight, 1, {{"output.maps", "false"}}), 21.0);
  EXPECT_DOUBLE_EQ(a_cell(straight, 1), 21.0 + 2.0 * 80.0);
  EXPECT_DOUBLE_EQ(a_cell(straight, 3), 21.0 + 4.0 * 80.0);
  const std::string walked = flat_head() + grid_walkers() + few_assets();
  EXPECT_DOUBLE_EQ(a_cell(walked, 1, {{"output.maps", "false"}}), 33.0);
  // Of the exact sweep: places of hazards and the survival.
  const std::vector<Override> swept{{"output.maps", "false"}, {"sampling.control_variates", "true"}};
  EXPECT_DOUBLE_EQ(a_cell(walked, 1, swept), 41.0);
}

TEST(MemoryNeed, OfRoutesIsWhatTheyTake) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  EXPECT_EQ(world.crossers[0].route_bytes(), 12U * static_cast<std::size_t>(world.grid.cells()));
}

TEST(MemoryNeed, BeyondWhatThereIsIsTold) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  Problems problems;
  check_memory(world.scenario, world.grid, 1, problems);
  EXPECT_TRUE(problems.empty());
  Grid vast = world.grid;
  vast.rows = 40'000;
  vast.columns = 50'000;
  check_memory(world.scenario, vast, 1000, problems);
  ASSERT_EQ(problems.size(), 1U);
  const std::string said = to_string(problems.list().front());
  EXPECT_THAT(said,
              testing::HasSubstr("cell_size_m = 250 (2e+03 million cells would need 1.6e+05 GB of memory "
                                 "at the least, and "));
  EXPECT_THAT(said, testing::HasSubstr("or take fewer threads by -j, or set output.maps = false"));
}

}  // namespace
}  // namespace panj
