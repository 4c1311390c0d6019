// Sampling takes no memory once it has what it needs: every allocation of this program is counted.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "counted_memory.h"
#include "model/workspace.h"
#include "scenario/scenario_toml.h"
#include "support/samples.h"
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

struct Shipped {
  const char* name;
  const char* cell_size_m;  ///< instead of its own; empty: its own
};

class Sampling : public testing::TestWithParam<Shipped> {};

TEST_P(Sampling, TakesNoMemoryOnceItHasWhatItNeeds) {
  Problems problems;
  // Cells twice as wide, where there are many, take a quarter of the time to compile, and sampling does the
  // same on them, in fewer steps; where programs are slow, so it is with all.
  std::string cell_size_m = GetParam().cell_size_m;
  if (cell_size_m.empty() && test::programs_are_slow()) cell_size_m = "500.0";
  const std::vector<Override> wide{{"frontier.cell_size_m", cell_size_m}};
  Scenario scenario = read_scenario(std::string(PANJ_SOURCE_DIR "/scenarios/") + GetParam().name + ".toml",
                                    cell_size_m.empty() ? std::vector<Override>{} : wide, problems);
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
                         testing::Values(Shipped{"khatlon", "500.0"}, Shipped{"river_plain", ""},
                                         Shipped{"work_site", ""}, Shipped{"high_passes", "400.0"},
                                         Shipped{"barrier_patrol", ""}),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace panj
