#include "world/memory_need.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/allocated.h"
#include "support/answered_scenarios.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;
using test::grid_walkers;
using test::replaced;
using test::straight_walkers;

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
  // Of the exact sweep: places of hazards and the survival.
  const std::vector<Override> swept{{"output.maps", "false"}, {"sampling.control_variates", "true"}};
  EXPECT_DOUBLE_EQ(a_cell(walked, 1, swept), 41.0);
}

TEST(MemoryNeed, OfRoutesIsWhatTheyTake) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  EXPECT_EQ(world.crossers[0].route_bytes(), 12U * static_cast<std::size_t>(world.grid.cells()));
}

/// A class that perceives the ground in eight ways.
std::string perceiving_walkers() {
  return replaced(grid_walkers(), "\"least_cost\"",
                  "{ perceived = { sigma = 0.5, correlation_km = 1.0, draws = 8 } }");
}

/// One whose leaks are rare, and ordinary traffic off the grid.
std::string rare_walkers() {
  const std::string probes = replaced(grid_walkers(), "{ fixed = 8 }", "{ probes = 8, per_period = 8.0 }");
  return replaced(straight_walkers(), "walker", "villager") +
         replaced(probes, "\"least_cost\"",
                  "{ logit = { mean_excess = 0.05 } }\nrare_leaks = { plain_share = 0.1 }");
}

World without_maps(const std::string& walkers, const std::string& cell_size_m) {
  return world_of(flat_head() + walkers + few_assets(),
                  {{"output.maps", "false"}, {"frontier.cell_size_m", cell_size_m}});
}

TEST(MemoryNeed, CountsEveryTableOfRoutes) {
  constexpr double all_else = 21.0;
  const World perceived = without_maps(perceiving_walkers(), "250.0");
  EXPECT_DOUBLE_EQ(a_cell_of(perceived) - all_else, 8.0 * 8.0);
  EXPECT_EQ(perceived.crossers[0].route_bytes(), 64U * static_cast<std::size_t>(perceived.grid.cells()));
  const World rare = without_maps(rare_walkers(), "250.0");
  EXPECT_DOUBLE_EQ(a_cell_of(rare) - all_else, 68.0 + 64.0);
  // Cells with more than eight moves take as much again, in either table.
  const auto held =
      static_cast<double>(rare.crossers[1].route_bytes()) / static_cast<double>(rare.grid.cells());
  EXPECT_GE(held, 68.0 + 64.0);
  EXPECT_LE(held, 68.0 + 3.0 * 64.0);
}

/// What least_memory_bytes leaves out: coverage, traits of cells, and second rows of logit tables.
double beside(const World& world) {
  double bytes = 0.0;
  for (const Coverage& layer : world.coverage) bytes += static_cast<double>(layer.bytes());
  for (const CellTraits& traits : world.traits) bytes += static_cast<double>(traits.bytes());
  for (const CrosserPlan& crosser : world.crossers) {
    if (!crosser.rare_leaks) continue;
    const double first_rows = (68.0 + 64.0) * static_cast<double>(world.grid.cells());
    bytes += static_cast<double>(crosser.route_bytes()) - first_rows;
  }
  return bytes;
}

TEST(MemoryNeed, IsWhatAWorldTakes) {
  // Of cells of 100 m there are 40,000: what does not grow with them is little beside. Logit tables have more
  // allocated than they touch, as their second rows come one by one.
  const std::vector<std::pair<std::string, double>> cases{
      {grid_walkers(), 1.05}, {perceiving_walkers(), 1.05}, {rare_walkers(), 2.0}};
  without_maps(rare_walkers(), "250.0");  // what is allocated once and kept
  for (const auto& [walkers, most] : cases) {
    SCOPED_TRACE(walkers);
    const std::size_t before = test::allocated_bytes();
    const World world = without_maps(walkers, "100.0");
    const auto taken = static_cast<double>(test::allocated_bytes() - before) - beside(world);
    const double counted = a_cell_of(world) * static_cast<double>(world.grid.cells());
    EXPECT_GT(taken, 0.98 * counted);
    EXPECT_LT(taken, most * counted * test::most_rounding);
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
