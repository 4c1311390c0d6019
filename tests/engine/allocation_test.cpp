// Sampling takes no memory once it has what it needs: every allocation of this program is counted.

#include <gtest/gtest.h>

#include <string>

#include "counted_memory.h"
#include "model/workspace.h"
#include "scenario/scenario_toml.h"
#include "tally/tally.h"
#include "world/compile.h"

namespace panj {
namespace {

/// Simulates and tallies replications, of a statistical unit each batch. \return how often memory was taken
std::int64_t allocations_of(const World& world, std::int64_t replications, Workspace& workspace, Tally& tally,
                            SummarySums& sums) {
  const std::int64_t before = test::allocations();
  for (std::int64_t number = 0; number < replications; ++number) {
    tally.add(world, simulate(world, number, workspace), sums);
    if (world.hypercube.none()) tally.end_unit(sums);
  }
  if (!world.hypercube.none()) tally.end_unit(sums);
  return test::allocations() - before;
}

class Sampling : public testing::TestWithParam<const char*> {};

TEST_P(Sampling, TakesNoMemoryOnceItHasWhatItNeeds) {
  Problems problems;
  Scenario scenario =
      read_scenario(std::string(PANJ_SOURCE_DIR "/scenarios/") + GetParam() + ".toml", {}, problems);
  problems.throw_if_any();
  const World world = compile(std::move(scenario), 2, problems);
  problems.throw_if_any();
  const std::int64_t replications = world.scenario.sampling.batch;
  Workspace workspace;
  Tally tally(world);
  SummarySums sums(world.configurations.size());
  EXPECT_GT(allocations_of(world, replications, workspace, tally, sums), 0) << "they are counted";
  EXPECT_EQ(allocations_of(world, replications, workspace, tally, sums), 0);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Sampling,
                         testing::Values("khatlon", "river_plain", "work_site", "high_passes",
                                         "barrier_patrol"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace panj
