#include "results/pairs_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/small_run.h"
#include "tally/summary_sums.h"

namespace panj {
namespace {

using testing::HasSubstr;

TEST(PairsTable, HoldsEveryPairOnce) {
  const test::Folder folder;
  const World world = test::small_world();
  const RunResult result = test::small_result(world);
  write_results(folder / "small.h5", world, result, test::small_record());
  const PairsTable table = read_pairs(folder / "small.h5");
  ASSERT_EQ(table.blocks.size(), 3U);
  const PairsTable::Block& block = table.blocks[1];
  EXPECT_EQ(block.measure, "p_intercept");
  ASSERT_EQ(block.lines.size(), 3U);
  EXPECT_EQ(block.lines[2].of, "without_base");
  EXPECT_EQ(block.lines[2].less, "two_posts");
  const PairedDifference expected = paired(result.tally.summary, 2, 1, find_measure("p_intercept"), 0.95);
  EXPECT_EQ(block.lines[2].difference.value, expected.difference.value);
  EXPECT_EQ(block.lines[2].difference.high, expected.difference.high);
  EXPECT_EQ(block.lines[2].variance_ratio, expected.variance_ratio);
  EXPECT_THAT(to_text(table), HasSubstr("\nP(intercept)"));
  EXPECT_THAT(to_text(table), HasSubstr("\nwithout_base less two_posts    +"));
}

TEST(PairsTable, LeavesOutWhatDiffersNowhere) {
  PairsTable table;
  table.blocks = {{"p_detect", {{"b", "a", {0.01, 0.001, 0.008, 0.012, IntervalMethod::t_ratio}, 12.34}}},
                  {"p_leak", {{"b", "a", {0.0, 0.0, -0.1, 0.1, IntervalMethod::clopper_pearson}, 1.0}}}};
  EXPECT_EQ(to_text(table), R"(
P(detect)    percentage points      variance ratio
──────────────────────────────────────────────────
b less a     +1.0   [+0.8, +1.2]    12.3

variance ratio: of the difference between independent runs over this one
)");
  table.blocks.erase(table.blocks.begin());
  EXPECT_EQ(to_text(table), "\nno replication tells any two configurations apart\n");
}

}  // namespace
}  // namespace panj
