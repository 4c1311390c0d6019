#include "world/memory_need.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/allocated.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;
using test::grid_walkers;
using test::straight_walkers;

const std::string perceived = "{ perceived = { sigma = 0.5, correlation_km = 1.0, draws = 8 } }";

double a_cell_of(const World& world, int threads = 1) {
  return least_memory_bytes(world.scenario, world.grid, threads) / static_cast<double>(world.grid.cells());
}

double a_cell(const std::string& text, int threads, const std::vector<Override>& overrides = {}) {
  return a_cell_of(world_of(text, overrides), threads);
}

TEST(MemoryNeed, IsCountedByTheCell) {
  // Ground 17 bytes, travel times of a base 4; maps: 10 numbers for two configurations.
  const std::string straight = flat_head() + straight_walkers() + few_assets();
  EXPECT_DOUBLE_EQ(a_cell(straight, 1, {{"output.maps", "false"}}), 21.0);
  EXPECT_DOUBLE_EQ(a_cell(straight, 1), 21.0 + 2.0 * 80.0);
  EXPECT_DOUBLE_EQ(a_cell(straight, 3), 21.0 + 4.0 * 80.0);
  const std::string walked = flat_head() + grid_walkers() + few_assets();
  EXPECT_DOUBLE_EQ(a_cell(walked, 1, {{"output.maps", "false"}}), 33.0);
}

TEST(MemoryNeed, OfRoutesIsWhatTheyTake) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  EXPECT_EQ(world.crossers[0].route_bytes(), 12U * static_cast<std::size_t>(world.grid.cells()));
}

/// A class that perceives the ground in eight ways, or one whose leaks are rare.
std::string walkers_with(const std::string& route, const std::string& more) {
  std::string text = grid_walkers();
  const std::string plain = "route = \"least_cost\"";
  return text.replace(text.find(plain), plain.size(), "route = " + route + "\n" + more);
}

TEST(MemoryNeed, CountsEveryTableOfRoutes) {
  const auto routes = [](const std::string& walkers) {
    const World world = world_of(flat_head() + walkers + few_assets(), {{"output.maps", "false"}});
    const double counted = a_cell_of(world) - 21.0;
    EXPECT_DOUBLE_EQ(counted, static_cast<double>(world.crossers[0].route_bytes()) /
                                  static_cast<double>(world.grid.cells()));
    return counted;
  };
  EXPECT_EQ(routes(walkers_with(perceived, "")), 8.0 * 8.0);
  EXPECT_EQ(routes(walkers_with("\"least_cost\"", "rare_leaks = {}")), 12.0 + 64.0);
}

TEST(MemoryNeed, IsWhatAWorldTakes) {
  // Of cells of 100 m there are 40,000: what does not grow with them is little beside. Coverage, which is not
  // counted, takes the most of the rest.
  for (const std::string& walkers :
       {grid_walkers(), walkers_with(perceived, ""), walkers_with("\"least_cost\"", "rare_leaks = {}")}) {
    SCOPED_TRACE(walkers);
    const std::size_t before = test::allocated_bytes();
    const World world = world_of(flat_head() + walkers + few_assets(),
                                 {{"output.maps", "false"}, {"frontier.cell_size_m", "100.0"}});
    const auto taken = static_cast<double>(test::allocated_bytes() - before);
    const double counted = a_cell_of(world) * static_cast<double>(world.grid.cells());
    EXPECT_GT(taken, 0.98 * counted);
    EXPECT_LT(taken, 1.25 * counted);
  }
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
