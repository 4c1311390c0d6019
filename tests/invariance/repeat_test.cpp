// The same bits, however a run is cut up: threads, batches, more replications, a stop on the way.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>

#include "engine/run.h"
#include "support/busy_scenario.h"
#include "support/everything.h"
#include "support/same_result.h"
#include "support/sittings.h"
#include "support/world_of.h"

namespace panj::test {
namespace {

TEST(Repeat, AnyNumberOfThreads) {
  const World world = world_of(BusyScenario{}.text(), {{"sampling.control_variates", "true"}});
  const RunResult one = run_with(world, 1);
  EXPECT_GT(one.tally.summary.shares.attempts(0), 1000);
  EXPECT_EQ(one.batches.size(), 15U);
  for (const int threads : {2, 3, 8}) {
    SCOPED_TRACE(threads);
    expect_same(one, run_with(world, threads));
  }
}

TEST(Repeat, CompiledByAnyNumberOfThreads) {
  Problems problems;
  const std::string text = BusyScenario{}.text();
  const auto compiled = [&](int threads) {
    return compile(parse_scenario(text, "busy", ".", {{"sampling.control_variates", "true"}}, problems),
                   threads, problems);
  };
  const World one = compiled(1);
  const World many = compiled(5);
  ASSERT_TRUE(problems.empty());
  expect_same(run_with(one, 1), run_with(many, 1));
}

/// Classes that decide by the configuration, in every way at once.
std::string deciding() {
  BusyScenario scenario;
  scenario.crossers[0] += R"(risk = { beta_s = 5400.0 }
turn_back = { probability = 0.7, notice_range_m = 500.0 }
)";
  std::string& trader = scenario.crossers[1];
  trader.replace(trader.find("\"least_cost\""), 12,
                 "{ perceived = { sigma = 0.4, correlation_km = 2.0, draws = 4 } }");
  trader += "after_patrol = { range_m = 1500.0, patience_min = 60.0 }\n";
  scenario.crossers[2] += "turn_back = { notice_range_m = 800.0 }\n";
  // A twin of a configuration under another name.
  scenario.configurations.push_back(
      "[[configuration]]\nname = \"watchers_again\"\nassets = [\"line_path\", \"mast\", \"west_post\"]\n");
  return scenario.text();
}

TEST(Repeat, DecisionsOnAnyNumberOfThreads) {
  const World world = world_of(deciding());
  const RunResult one = run_with(world, 1);
  expect_same(one, run_with(world, 3));
  const std::size_t turned = find_measure("p_turned_back");
  const std::size_t last = world.configurations.size() - 1;
  EXPECT_GT(one.tally.summary.shares.exact_sums(0, last, turned).y, 10);
  EXPECT_GT(world.crossers[0].choices.size(), 1U);
}

TEST(Repeat, TwinConfigurationsAreTheSameToTheBit) {
  const World world = world_of(deciding());
  const Tally tally = run_with(world, 2).tally;
  const std::size_t twin = world.configurations.size() - 1;
  const auto found = std::find(world.configurations.begin(), world.configurations.end(), "watchers");
  const auto other = static_cast<std::size_t>(found - world.configurations.begin());
  ASSERT_LT(other, twin);
  for (const ShareTable* table : {&tally.summary.shares, &tally.segments, &tally.hours, &tally.crossers}) {
    for (std::size_t bin = 0; bin < table->bins(); ++bin) {
      EXPECT_EQ(table->attempts(bin, other), table->attempts(bin, twin));
      for (std::size_t m = 0; m < measure_count; ++m)
        EXPECT_TRUE(same(table->sums(bin, other, m), table->sums(bin, twin, m)));
    }
  }
  const std::vector<std::int64_t> visits = tally.maps.attempts();
  for (std::size_t at = 0; at < visits.size(); at += world.configurations.size())
    ASSERT_EQ(visits[at + other], visits[at + twin]);
  EXPECT_EQ(tally.unfinished[other], tally.unfinished[twin]);
}

TEST(Repeat, AFewAreThePrefixOfMany) {
  const World world = world_of(BusyScenario{}.text());
  const RunResult few = run_with(world, 2, 60);
  const RunResult many = run_with(world, 2, 120);
  EXPECT_EQ(few.completed_replications, 60);
  // 60 replications are seven whole batches and a half.
  ASSERT_EQ(few.batches.size(), 8U);
  for (std::size_t i = 0; i < 7; ++i) {
    expect_same(few.batches[i].sums, many.batches[i].sums, "batch " + std::to_string(i));
  }
  EXPECT_EQ(few.batches[7].sums.shares.replications(), 4);
}

TEST(Repeat, BatchesOfAnySizeAddUpToTheSame) {
  BusyScenario scenario;
  const RunResult eight = run_with(world_of(scenario.text()), 2);
  for (const char* batch : {"1", "7", "500"}) {
    SCOPED_TRACE(batch);
    expect_same(eight.tally, run_with(world_of(scenario.text(), {{"sampling.batch", batch}}), 2).tally);
  }
}

TEST(Repeat, ControlVariatesChangeNoPlainNumber) {
  RunResult with = run_with(world_of(everything_at_once()), 2);
  const RunResult without =
      run_with(world_of(everything_at_once(), {{"sampling.control_variates", "false"}}), 2);
  EXPECT_FALSE(with.tally.control.empty());
  EXPECT_TRUE(without.tally.control.empty());
  with.tally.control = {};
  expect_same(with, without);
}

TEST(Repeat, AStopLeavesThePrefix) {
  const World world = world_of(BusyScenario{}.text());
  for (const int threads : {1, 3}) {
    SCOPED_TRACE(threads);
    std::atomic<int> signal = 0;
    RunOptions options;
    options.threads = threads;
    options.stop_signal = &signal;
    options.progress_every_s = 0.0;
    options.progress = [&signal](const RunProgress& progress) {
      if (progress.completed_replications >= 32) signal = SIGINT;
    };
    const RunResult stopped = run(world, options);
    EXPECT_FALSE(stopped.complete);
    EXPECT_EQ(stopped.stop_reason, StopReason::interrupted);
    EXPECT_GE(stopped.completed_replications, 32);
    EXPECT_LT(stopped.completed_replications, 120);
    expect_same(stopped, run_with(world, 2, stopped.completed_replications));
  }
}

}  // namespace
}  // namespace panj::test
