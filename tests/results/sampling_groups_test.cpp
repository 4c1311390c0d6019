// How a run came to its end, as the result file tells it: goals and convergence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "results/hdf5_file.h"
#include "results/small_run.h"
#include "results/summary_table.h"
#include "results/written.h"

namespace panj {
namespace {

using test::Folder;
using test::small_record;
using test::small_result;
using test::small_world;
using test::Written;
using testing::Contains;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Results, KeepTheGoalsOfPrecision) {
  Written plain;
  EXPECT_THAT(plain.file.root().variables(), Not(Contains(StartsWith("/goals/"))));
  World world = small_world();
  world.scenario.sampling.precision = {"p_detect<0.2@90%", "p_leak<0.1%"};
  const RunResult result = small_result(world);
  const Folder folder;
  write_results(folder / "goals.h5", world, result, small_record());
  Hdf5File file = Hdf5File::open(folder / "goals.h5");
  const Hdf5Group goals = file.root().open_group("goals");
  EXPECT_THAT(goals.read<std::string>("goal"), ElementsAre("p_detect<0.2@90%", "p_leak<0.1%"));
  EXPECT_THAT(goals.read<double>("level"), ElementsAre(0.9, world.scenario.sampling.confidence));
  EXPECT_THAT(goals.read<double>("asked"), ElementsAre(0.2, DoubleEq(0.001)));
  EXPECT_THAT(goals.read<std::int8_t>("relative"), ElementsAre(0, 1));
  EXPECT_THAT(goals.read<std::int8_t>("reached"), ElementsAre(1, 0));
  EXPECT_GT(goals.read<std::int64_t>("replications_needed")[1], 24);
  const std::vector<double> interval = goals.read<double>("value_ci");
  EXPECT_DOUBLE_EQ(goals.read<double>("half_width")[0], 0.5 * (interval[1] - interval[0]));

  const SummaryTable table = read_summary(folder / "goals.h5");
  ASSERT_EQ(table.goals.size(), 2U);
  EXPECT_EQ(to_text(table), to_text(summary_of(world, result)));
  EXPECT_THAT(to_text(table), HasSubstr("precision asked\np_detect<0.2@90%    reached: ± 0.0"));
  EXPECT_THAT(to_text(table), HasSubstr("p_leak<0.1%         NOT REACHED: ± "));
}

TEST(Results, ConvergenceEndsAtTheSummary) {
  Written written;
  const std::vector<double> so_far = written.group("convergence").read<double>("p_detect");
  ASSERT_EQ(so_far.size(), 18U);
  EXPECT_EQ(so_far[5], written.group("summary").read<double>("p_detect")[0]);
  EXPECT_EQ(written.group("convergence").read<std::int64_t>("replications").back(), 24);
}

TEST(Results, ConvergenceOfManyBatchesIsThinned) {
  const World world = small_world();
  RunResult result = small_result(world);
  const std::vector<BatchRecord> few = result.batches;  // their number alone matters here
  while (result.batches.size() < 1201) result.batches.push_back(few[result.batches.size() % few.size()]);
  Written written(world, std::move(result));
  const auto batches = written.group("convergence").read<std::int64_t>("batch");
  EXPECT_LE(batches.size(), 501U);
  EXPECT_EQ(batches.front(), 2);
  EXPECT_EQ(batches.back(), 1200);
  EXPECT_EQ(written.group("batches").read<std::int64_t>("batch").size(), 1201U);
}

}  // namespace
}  // namespace panj
