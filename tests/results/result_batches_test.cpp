#include "results/result_batches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/small_run.h"
#include "tally/measures.h"

namespace panj {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::size_t intercepted = find_measure("p_intercept");

ResultBatches batches_of_small_run() {
  const test::Folder folder;
  const World world = test::small_world();
  write_results(folder / "small.h5", world, test::small_result(world), test::small_record());
  return read_batches(folder / "small.h5");
}

TEST(ResultBatches, AddUpToTheRun) {
  const World world = test::small_world();
  const RunResult result = test::small_result(world);
  const ResultBatches held = batches_of_small_run();
  EXPECT_EQ(held.batches(), 6U);
  EXPECT_THAT(held.configurations, ElementsAre("as_is", "two_posts", "without_base"));
  const RatioSums sums = held.sums(intercepted, 1, 6);
  const RatioSums expected = result.tally.summary.shares.sums(0, 1, intercepted);
  EXPECT_EQ(sums.replications, expected.replications);
  EXPECT_EQ(sums.n, expected.n);
  EXPECT_EQ(sums.y, expected.y);
  EXPECT_EQ(sums.nn, expected.nn);
  EXPECT_EQ(sums.yy, expected.yy);
  EXPECT_EQ(sums.ny, expected.ny);
}

TEST(ResultBatches, TellWhatTheirFileIs) {
  const ResultBatches held = batches_of_small_run();
  EXPECT_EQ(held.title, "A small frontier");
  EXPECT_EQ(held.seed, 42U);
  EXPECT_EQ(held.attempts_sha256.size(), 64U);
  EXPECT_EQ(held.measures.size(), measure_count);
  EXPECT_THAT(held.numbers, ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(ResultBatches, AreRefusedWhereThereAreNone) {
  const test::Folder folder;
  const World world = test::small_world();
  RunResult result = test::small_result(world);
  result.batches.clear();
  write_results(folder / "small.h5", world, result, test::small_record());
  EXPECT_THAT(test::file_error_of([&] { read_batches(folder / "small.h5"); }),
              HasSubstr("small.h5: holds no batch to compare by"));
}

}  // namespace
}  // namespace panj
