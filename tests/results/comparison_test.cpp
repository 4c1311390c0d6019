#include "results/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "base/special_functions.h"
#include "results/small_run.h"
#include "stats/independent_difference.h"
#include "stats/proportion.h"
#include "tally/summary_sums.h"

namespace panj {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::size_t intercept = find_measure("p_intercept");

/// The small run as it reads back from a file.
ResultBatches small_batches(std::size_t batches = 6) {
  const test::Folder folder;
  const World world = test::small_world();
  write_results(folder / "small.h5", world, test::small_result(world, batches), test::small_record());
  return read_batches(folder / "small.h5");
}

/// Batches of the given replications, ten attempts each; p_intercept of "a" is one in ten, and two in ten in
/// every third replication.
ResultBatches batches_of(const std::vector<std::int64_t>& replications) {
  ResultBatches held;
  held.path = "made.h5";
  held.status = "complete";
  held.attempts_sha256 = "the same";
  held.period_h = 12.0;
  held.configurations = {"a"};
  held.measures = {"p_intercept"};
  held.scores.resize(1);
  std::int64_t r = 0;
  for (const std::int64_t count : replications) {
    double y = 0.0;
    double yy = 0.0;
    for (const std::int64_t end = r + count; r < end; ++r) {
      const double score = r % 3 == 0 ? 2.0 : 1.0;
      y += score;
      yy += score * score;
    }
    held.numbers.push_back(static_cast<std::int64_t>(held.numbers.size()));
    held.replications.push_back(count);
    held.n.push_back(10.0 * static_cast<double>(count));
    held.nn.push_back(100.0 * static_cast<double>(count));
    held.scores[0].y.push_back(y);
    held.scores[0].yy.push_back(yy);
    held.scores[0].ny.push_back(10.0 * y);
  }
  return held;
}

const Comparison::Line& line_of(const Comparison& comparison, const std::string& measure) {
  for (const Comparison::Line& line : comparison.blocks.front().lines)
    if (line.measure == measure) return line;
  throw std::logic_error("no such measure");
}

TEST(Comparison, FindsTheDifferenceThatOneFileHas) {
  const World world = test::small_world();
  const RunResult result = test::small_result(world);
  const ResultBatches held = small_batches();
  const Comparison found = compare(held, held, {{"without_base", "as_is"}});
  EXPECT_EQ(found.pairing, Comparison::Pairing::batches);
  EXPECT_EQ(found.units, 6U);
  EXPECT_EQ(found.replications, 24);
  const Comparison::Line& line = line_of(found, "p_intercept");
  EXPECT_EQ(line.difference.value, paired(result.tally.summary, 2, 0, intercept, 0.95).difference.value);

  // By hand: the batch is the unit.
  double n = 0.0;
  double squares = 0.0;
  const double d = line.difference.value;
  for (const BatchRecord& batch : result.batches) {
    const double attempts = batch.sums.shares.sums(0, 0, intercept).n;
    const double y = batch.sums.shares.sums(0, 2, intercept).y - batch.sums.shares.sums(0, 0, intercept).y;
    n += attempts;
    squares += std::pow(y - d * attempts, 2);
  }
  const double error = std::sqrt(6.0 / 5.0 * squares) / n;
  EXPECT_NEAR(line.difference.standard_error, error, 1e-12);
  EXPECT_NEAR(line.difference.high, d + student_t_quantile(0.975, 5.0) * error, 1e-12);
  EXPECT_GT(line.variance_ratio, 1.0);
}

TEST(Comparison, OfAFileWithItselfIsNothing) {
  const ResultBatches held = small_batches();
  const Comparison found = compare(held, held, pairs_by_name(held, held));
  ASSERT_EQ(found.blocks.size(), 3U);
  for (const Comparison::Block& block : found.blocks)
    for (const Comparison::Line& line : block.lines) {
      EXPECT_EQ(line.difference.value, 0.0);
      EXPECT_EQ(line.difference.high, clopper_pearson(0, 24, 0.95).high);
      EXPECT_TRUE(std::isnan(line.variance_ratio));
    }
}

TEST(Comparison, TakesWhatBothHold) {
  const Comparison found = compare(small_batches(6), small_batches(4), {{"as_is", "as_is"}});
  EXPECT_EQ(found.units, 4U);
  EXPECT_EQ(found.replications, 16);
  EXPECT_THAT(found.notices.back(), HasSubstr("only what both hold is compared"));
  EXPECT_EQ(line_of(found, "p_intercept").difference.value, 0.0);
}

TEST(Comparison, PutsBatchesTogetherWhereFilesAreCutDifferently) {
  const Comparison found =
      compare(batches_of({4, 4, 4, 4, 4, 4, 2}), batches_of({6, 6, 6, 6, 6}), {{"a", "a"}});
  EXPECT_EQ(found.units, 2U);  // of 12 replications each
  EXPECT_EQ(found.replications, 24);
  const Comparison::Line& line = line_of(found, "p_intercept");
  EXPECT_NEAR(line.a.value, 4.0 / 30.0, 1e-12);
  EXPECT_EQ(line.difference.value, 0.0);
}

TEST(Comparison, CountsFilesOfOtherAttemptsAsIndependent) {
  const ResultBatches a = batches_of({10, 10});
  for (const std::string other : {"another", ""}) {
    ResultBatches b = batches_of({10, 10, 10, 10});
    b.attempts_sha256 = other;
    const Comparison found = compare(a, b, {{"a", "a"}});
    EXPECT_EQ(found.pairing, Comparison::Pairing::independent);
    EXPECT_THAT(found.notices, ElementsAre(HasSubstr("compared as independent runs")));
    const Comparison::Line& line = line_of(found, "p_intercept");
    const Estimate expected =
        independent_difference(share(a.sums(0, 0, 2), 0.95), share(b.sums(0, 0, 4), 0.95));
    EXPECT_EQ(line.difference.low, expected.low);
    EXPECT_EQ(line.difference.high, expected.high);
    EXPECT_THAT(to_text(found), HasSubstr("NOTE: "));
    EXPECT_THAT(to_text(found), HasSubstr("independent runs; 95 % intervals"));
  }
}

TEST(Comparison, DoesNotPairPartsOfRuns) {
  ResultBatches part = batches_of({10, 10});
  part.numbers = {2, 3};
  EXPECT_EQ(compare(batches_of({10, 10}), part, {{"a", "a"}}).pairing, Comparison::Pairing::independent);
  EXPECT_EQ(compare(batches_of({10}), batches_of({10}), {{"a", "a"}}).pairing,
            Comparison::Pairing::independent);
}

TEST(Comparison, RefusesWhatMakesNoSense) {
  const ResultBatches a = batches_of({10, 10});
  ResultBatches b = a;
  b.period_h = 24.0;
  EXPECT_THAT(test::file_error_of([&] {
                compare(a, b, {{"a", "a"}});
              }),
              HasSubstr("can't be compared (periods of 12 h and 24 h"));
  b = a;
  b.measures = {"p_other"};
  EXPECT_THAT(test::file_error_of([&] { compare(a, b, {{"a", "a"}}); }), HasSubstr("no measure in common"));
  b = a;
  b.n[1] += 1.0;
  EXPECT_THAT(test::file_error_of([&] {
                compare(a, b, {{"a", "a"}});
              }),
              HasSubstr("batch 1 does not hold the same number of attempts"));
  EXPECT_THROW(compare(a, a, {{"a", "b"}}), UsageError);
  b = a;
  b.configurations = {"b"};
  EXPECT_THAT(pairs_by_name(a, b), ElementsAre(std::pair<std::string, std::string>("a", "b")));
  b.configurations = {"b", "c"};
  EXPECT_THROW(pairs_by_name(a, b), UsageError);
}

TEST(Comparison, ReadsWell) {
  Comparison comparison;
  comparison.a = {"new.h5", "Four posts", "complete", 7, 1500};
  comparison.b = {"old.h5", "Three posts", "partial", 7, 1200};
  comparison.pairing = Comparison::Pairing::batches;
  comparison.units = 75;
  comparison.replications = 1200;
  comparison.notices = {"one file goes on where the other ends: only what both hold is compared"};
  const auto estimate = [](double value, double half) {
    return Estimate{value, half / 2.0, value - half, value + half, IntervalMethod::t_ratio};
  };
  comparison.blocks = {
      {"as_is",
       "as_is",
       {{"p_detect", estimate(0.612, 0.006), estimate(0.561, 0.006), estimate(0.051, 0.002), 8.42},
        {"p_detect_conditional", estimate(0.6, 0.1), estimate(0.6, 0.1), estimate(0, 0.1), 1.0},
        {"p_leak", estimate(0.05, 0.003), estimate(0.06, 0.003), estimate(-0.01, 0.001), 3.0},
        {"p_site_reached", estimate(0, 0.001), estimate(0, 0.001), estimate(0, 0.001), NAN}}}};
  EXPECT_EQ(to_text(comparison), R"(A  new.h5: Four posts
   1,500 replications, seed 7
B  old.h5: Three posts
   1,200 replications, seed 7, PARTIAL: the run was stopped

NOTE: one file goes on where the other ends: only what both hold is compared
the same attempts met both, paired by 75 batches of 1,200 replications; 95 %
intervals

as_is
             A         B         A less B, points          var. ratio
─────────────────────────────────────────────────────────────────────
P(detect)    61.2 %    56.1 %    +5.10   [+4.90, +5.30]    8.4
P(leak)       5.0 %     6.0 %    -1.00   [-1.10, -0.90]    3.0

var. ratio: variance of the difference between independent runs over this one
)");
  const std::string json = to_json(comparison);
  EXPECT_THAT(json, HasSubstr(R"("pairing": "batches", "batches": 75, "replications": 1200)"));
  EXPECT_THAT(json, HasSubstr(R"("p_site_reached": {"a": 0, "b": 0, )"));
  EXPECT_THAT(json, HasSubstr(R"("variance_ratio": null)"));
}

}  // namespace
}  // namespace panj
