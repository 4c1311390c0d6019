#include "results/best_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/best_text.h"
#include "results/small_run.h"
#include "results/summary_table.h"
#include "tally/best_configuration.h"

namespace panj {
namespace {

TEST(BestGroup, IsReadAsItWasWritten) {
  const test::Folder folder;
  const World world = test::small_world();
  const RunResult result = test::small_result(world);
  write_results(folder / "small.h5", world, result, test::small_record());
  const SummaryTable table = read_summary(folder / "small.h5");
  const auto expected = best_configurations(result.tally.summary, table.confidence);
  ASSERT_EQ(table.best.size(), measure_count);
  for (std::size_t m = 0; m < measure_count; ++m) {
    const BestStatement& read = *table.best[m];
    EXPECT_EQ(read.leader, expected[m]->leader);
    EXPECT_EQ(read.same_as, expected[m]->same_as);
    EXPECT_EQ(read.may_be_best, expected[m]->may_be_best);
    EXPECT_EQ(read.p_best, expected[m]->p_best);
    EXPECT_EQ(read.p_wrong, expected[m]->p_wrong);
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_EQ(read.lead[c].low, expected[m]->lead[c].low);
      EXPECT_EQ(read.lead[c].high, expected[m]->lead[c].high);
    }
    EXPECT_FALSE(best_block(table, table.measures[m]).empty());
  }
  // The third configuration counts most attempts of whatever measure.
  const std::size_t intercept = find_measure("p_intercept");
  EXPECT_EQ(table.best[intercept]->leader, 2U);
  EXPECT_EQ(table.best[find_measure("p_leak")]->leader, 0U);
}

TEST(BestGroup, SaysNothingOfOneReplication) {
  const test::Folder folder;
  const World world = test::small_world();
  RunResult result = test::small_result(world);
  SummarySums once(3);
  once.shares.add_attempt(0, std::vector<std::int64_t>(3 * measure_count, 1));
  once.end_unit();
  result.tally.summary = once;
  write_results(folder / "small.h5", world, result, test::small_record());
  for (const auto& statement : read_summary(folder / "small.h5").best) EXPECT_FALSE(statement);
}

}  // namespace
}  // namespace panj
