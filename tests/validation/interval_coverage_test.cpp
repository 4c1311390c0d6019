// F8: the intervals that panj prints hold the truth as often as they say, after a fixed number of
// replications and where sampling ends as soon as they are narrow. In full: ./panj bench interval_coverage.
#include <gtest/gtest.h>

#include <cmath>

#include "support/coverage_experiment.h"
#include "support/known_answer.h"

namespace panj::test {
namespace {

using coverage::Case;
using coverage::Ending;
using coverage::Record;
using coverage::Table;

/// As in bench/interval_coverage.cpp, with fewer runs.
Table experiment_with(const Case& experiment, const std::vector<Ending>& endings, std::int64_t most,
                      std::int64_t runs) {
  Table table;
  for (std::int64_t run = 1; run <= runs; ++run)
    coverage::add_run(experiment, endings, most, static_cast<std::uint64_t>(run), table);
  return table;
}

/// A row of the validation table: how often the intervals held the truth.
void record_coverage(const std::string& what, const Record& record) {
  const auto all = static_cast<double>(record.runs);
  const double error = std::sqrt(0.95 * 0.05 / all);
  const double share = static_cast<double>(record.covered) / all;
  expect_known({"F8", what, "what 95 % means"}, {share, error, normal_95 * error, record.runs}, 0.95, 1.0);
}

/// No more than 4 standard errors (of a true 95 %) away; `often` where exact intervals hold it oftener.
void expect_covered(const Record& record, std::int64_t runs, bool often = false) {
  const auto all = static_cast<double>(runs);
  const double four = 4.0 * std::sqrt(0.95 * 0.05 / all);
  const double share = static_cast<double>(record.covered) / static_cast<double>(record.runs);
  EXPECT_EQ(record.runs, runs) << "not all have come to their end";
  EXPECT_GE(share, 0.95 - four);
  constexpr std::int64_t enough = 200;  // for one of them to miss
  EXPECT_LE(share, often || runs < enough ? 1.0 : std::min(0.95 + four, 0.999));
}

double half_width_of(const Record& record) {
  return record.half_width / static_cast<double>(record.runs);
}

TEST(Coverage, TheCaseIsAnsweredRight) {
  const Case experiment{0.5, 0.1};
  const RunResult result = run_full(coverage::world_of(experiment, 1, {}), 20);
  expect_share(share_of(result, "p_detect", 0), 0.5, 0.004, 20);
  expect_share(share_of(result, "p_intercept", 0), 0.25, 0.004, 20);
  expect_share(share_of(result, "p_detect", 1), 0.55, 0.004, 20);
  expect_share(share_of(result, "p_detect", 2), 0.75, 0.004, 20);
  const Histogram& times = result.tally.detection_time[0];
  for (const double level : {0.5, 0.9})
    EXPECT_NEAR(times.quantile(level), coverage::detection_time_quantile_s(experiment, level), 60.0);
  // Attempts of a replication go together: that is what makes it a case.
  EXPECT_GT(design_effect(result.tally.summary.shares.sums(0, 0, find_measure("p_detect"))), 4.0);
}

TEST(Coverage, OfCommonEvents) {
  const std::int64_t runs = experiment_runs(200);
  for (const double p : {0.1, 0.9}) {
    constexpr double bound = 0.02;
    const Table table = experiment_with({p, 0.02 * 0.9 / (1.0 - p)},
                                        {{64, ""}, {0, "<" + toml(bound)}, {0, "<20%"}}, 12288, runs);
    for (std::size_t quantity : {0U, 1U, 3U})
      for (const Record& record : table[quantity]) expect_covered(record, runs);
    const std::string intervals =
        std::string("95 % intervals of P(detect) = ") + (p < 0.5 ? "0.1" : "0.9") + " hold it, ";
    record_coverage(intervals + "fixed number", table[0][0]);
    record_coverage(intervals + "stopped when narrow", table[0][1]);
    EXPECT_LT(half_width_of(table[0][0]), 0.06);
    EXPECT_LE(half_width_of(table[0][1]), bound);
    EXPECT_GT(half_width_of(table[0][1]), 0.4 * bound);  // it is not sampled for much longer than needed
    for (const Record& record : table.back()) expect_covered(record, runs, true);  // /best, all leads at once
    // The median and the 90 % quantile of the time to detection.
    expect_covered(table[4][0], runs, true);
    expect_covered(table[5][0], table[5][0].runs, true);
    EXPECT_GT(table[5][0].runs, runs / 4);  // the others say that they know too little
  }
}

TEST(Coverage, OfRareEvents) {
  const std::int64_t runs = experiment_runs(200);
  const Table table =
      experiment_with({0.01, 0.005, 5.0}, {{64, ""}, {0, "<0.005"}, {0, "<50%"}}, 12288, runs);
  for (std::size_t quantity : {0U, 1U, 3U})
    for (const Record& record : table[quantity]) expect_covered(record, runs, true);
  EXPECT_LT(half_width_of(table[0][0]), 0.035);
  EXPECT_LE(half_width_of(table[0][1]), 0.005);
  EXPECT_GT(half_width_of(table[0][1]), 0.0025);
}

}  // namespace
}  // namespace panj::test
