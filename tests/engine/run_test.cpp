#include "engine/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <set>
#include <thread>

#include "model/workspace.h"
#include "support/same_result.h"
#include "support/samples.h"
#include "support/world_of.h"

namespace panj::test {
namespace {

/// Walkers past a post: `attempts` is what a period sees, such as "fixed = 3".
World small_world(const std::string& attempts) {
  return world_of(R"(schema = 1
[scenario]
period_h = 2.0
[frontier]
elevation = "flat"
size_km = [10.0, 10.0]
line_xy_km = [[0.0, 4.0], [10.0, 4.0]]
inner = "left"
[[crosser]]
name = "walker"
attempts = { )" + attempts +
                  R"( }
origin = { line_xy_km = [[1.0, 1.0], [9.0, 1.0]] }
route = { straight = { heading_deg = 0.0, length_km = 8.0 } }
movement = { constant = { speed_km_h = 4.0 } }
[[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = 3.0, range_m = 2000.0 } }
line_of_sight = false
[[post]]
name = "post"
sensor = "eye"
position_xy_km = [5.0, 5.0]
[[configuration]]
name = "post"
assets = ["post"]
[sampling]
replications = 50
batch = 8
[output]
maps = false
)");
}

TEST(Run, DoesWhatTheScenarioAsks) {
  const RunResult result = run(small_world("fixed = 3"), {});
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(result.stop_reason, StopReason::replications);
  EXPECT_EQ(result.completed_replications, 50);
  EXPECT_EQ(result.tally.summary.shares.replications(), 50);
  EXPECT_EQ(result.tally.summary.shares.attempts(0), 150);
  EXPECT_EQ(result.tally.crossers.attempts(0), 150);
  EXPECT_EQ(result.threads, 1);
  ASSERT_EQ(result.batches.size(), 7U);
  EXPECT_EQ(result.batches[0].sums.shares.replications(), 8);
  EXPECT_EQ(result.batches[6].sums.shares.replications(), 2);
}

TEST(Run, OptionsSayHowMany) {
  RunOptions options;
  options.replications = 8;
  const RunResult result = run(small_world("fixed = 3"), options);
  EXPECT_EQ(result.completed_replications, 8);
  EXPECT_EQ(result.batches.size(), 1U);
}

TEST(Run, ASignalBeforeItBeginsLeavesNothing) {
  const std::atomic<int> signal = SIGTERM;
  RunOptions options;
  options.stop_signal = &signal;
  const RunResult result = run(small_world("fixed = 3"), options);
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.stop_reason, StopReason::terminated);
  EXPECT_EQ(result.completed_replications, 0);
  EXPECT_TRUE(result.batches.empty());
  EXPECT_EQ(result.tally.summary.shares.attempts(0), 0);
}

TEST(Run, ASignalOnTheWayKeepsWhatWasBegun) {
  const World world = small_world("fixed = 3");
  for (const int threads : {1, 4}) {
    std::atomic<int> signal = 0;
    RunOptions options;
    options.threads = threads;
    options.stop_signal = &signal;
    options.progress_every_s = 0.0;
    options.progress = [&signal](const RunProgress&) { signal = SIGINT; };
    const RunResult result = run(world, options);
    EXPECT_EQ(result.stop_reason, StopReason::interrupted);
    EXPECT_GE(result.completed_replications, 8);
    // One batch was done; each thread may have begun one more when the signal came.
    EXPECT_LE(result.completed_replications, 8 * (threads + 1));
    EXPECT_EQ(static_cast<std::int64_t>(result.batches.size()), result.completed_replications / 8);
    EXPECT_EQ(result.tally.summary.shares.replications(), result.completed_replications);
    EXPECT_EQ(result.tally.crossers.replications(), result.completed_replications);
    EXPECT_EQ(result.tally.summary.shares.attempts(0), 3 * result.completed_replications);
  }
}

TEST(Run, ASignalInTheLastBatchFindsItComplete) {
  std::atomic<int> signal = 0;
  RunOptions options;
  options.stop_signal = &signal;
  options.progress_every_s = 0.0;
  options.progress = [&signal](const RunProgress& progress) {
    if (progress.completed_replications == 50) signal = SIGINT;
  };
  const RunResult result = run(small_world("fixed = 3"), options);
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(result.stop_reason, StopReason::replications);
}

TEST(Run, GoesOnFromWhatIsDoneToTheSameBits) {
  const World world = small_world("poisson = 3");
  RunOptions options;
  const RunResult whole = run(world, options);
  RunResult so_far;
  // 12 replications end inside a batch of 8.
  for (const std::int64_t replications : {12, 16, 40, 50}) {
    options.replications = replications;
    so_far = run(world, options, std::move(so_far));
    EXPECT_EQ(so_far.completed_replications, replications);
    EXPECT_TRUE(so_far.complete);
  }
  ASSERT_EQ(so_far.batches.size(), whole.batches.size());
  const auto same = [](const SummarySums& a, const SummarySums& b) {
    const ExactSums x = a.shares.exact_sums(0, 0, 0);
    const ExactSums y = b.shares.exact_sums(0, 0, 0);
    return x.replications == y.replications && x.n == y.n && x.nn == y.nn && x.y == y.y && x.yy == y.yy;
  };
  EXPECT_TRUE(same(so_far.tally.summary, whole.tally.summary));
  for (std::size_t i = 0; i < whole.batches.size(); ++i)
    EXPECT_TRUE(same(so_far.batches[i].sums, whole.batches[i].sums)) << i;
  EXPECT_EQ(so_far.tally.crossers.replications(), 50);
  EXPECT_EQ(so_far.tally.persons, whole.tally.persons);
}

TEST(Run, LooksAtPrecisionAtFixedNumbersOfBatches) {
  std::vector<std::int64_t> looks;
  for (std::int64_t look = next_look(0, 8); look <= 128; look = next_look(look, 8)) looks.push_back(look);
  EXPECT_THAT(looks, ::testing::ElementsAre(8, 12, 16, 24, 32, 48, 64, 96, 128));
  EXPECT_EQ(next_look(0, 1), 32);  // not before 30 replications
  EXPECT_EQ(next_look(0, 3), 12);
}

TEST(Run, EndsWhenItIsPreciseEnough) {
  const World world = small_world("fixed = 3");
  for (const int threads : {1, 3}) {
    std::vector<std::int64_t> asked;
    RunOptions options;
    options.threads = threads;
    options.replications = 1000;
    options.precise_enough = [&asked](const Tally& tally) {
      asked.push_back(tally.crossers.replications());
      return tally.summary.shares.replications() >= 100;
    };
    const RunResult result = run(world, options);
    EXPECT_THAT(asked, ::testing::ElementsAre(64, 96, 128));
    EXPECT_EQ(result.stop_reason, StopReason::precision);
    EXPECT_TRUE(result.complete);
    EXPECT_EQ(result.completed_replications, 128);
    EXPECT_EQ(result.batches.size(), 16U);
  }
}

TEST(Run, TimeThatIsUpLeavesAPrefix) {
  RunOptions options;
  options.max_time_s = 0.0;
  const RunResult nothing = run(small_world("fixed = 3"), options);
  EXPECT_FALSE(nothing.complete);
  EXPECT_EQ(nothing.stop_reason, StopReason::max_time);
  EXPECT_EQ(nothing.completed_replications, 0);
}

TEST(Run, CheckpointsAreTakenBetweenBatchesAndChangeNothing) {
  const World world = small_world("fixed = 3");
  std::vector<std::int64_t> saved;
  RunOptions options;
  options.threads = 2;
  options.checkpoint_every_s = 0.0;
  options.checkpoint = [&saved](const RunResult& so_far) {
    saved.push_back(so_far.completed_replications);
    EXPECT_EQ(so_far.tally.crossers.replications(), so_far.completed_replications);
    EXPECT_EQ(so_far.tally.summary.shares.replications(), so_far.completed_replications);
  };
  const RunResult result = run(world, options);
  EXPECT_TRUE(result.complete);
  EXPECT_FALSE(saved.empty());
  EXPECT_EQ(result.tally.crossers.attempts(0), 150);
}

TEST(Run, CheckpointsTakeNoMoreThanTheirShareOfTheTime) {
  using Clock = std::chrono::steady_clock;
  RunOptions options;
  options.checkpoint_every_s = 0.0;
  options.checkpoint_share = 0.2;
  options.replications = 20'000;
  Clock::time_point ended = Clock::now();
  Clock::duration took{};
  int checkpoints = 0;
  // Where programs are slow, a hundred are enough.
  std::atomic<int> stop = 0;
  options.stop_signal = &stop;
  options.checkpoint = [&](const RunResult&) {
    const Clock::time_point begun = Clock::now();
    // What the engine measures is a little more than this.
    EXPECT_GE(begun - ended, 5 * took);
    if (++checkpoints == 100 && programs_are_slow()) stop = SIGINT;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ended = Clock::now();
    took = ended - begun;
  };
  run(small_world("fixed = 3"), options);
  EXPECT_GE(checkpoints, 2);
}

TEST(Run, SamplesTheBatchesOfItsShardAlone) {
  RunOptions options;
  options.shard = {3, 3};
  std::int64_t asked = 0;
  options.progress_every_s = 0.0;
  options.progress = [&asked](const RunProgress& progress) { asked = progress.replications; };
  const RunResult last = run(small_world("fixed = 3"), options);
  // 50 replications are seven batches of 8: two, two and three.
  EXPECT_TRUE(last.complete);
  EXPECT_EQ(last.first_batch, 4);
  EXPECT_EQ(last.batches.size(), 3U);
  EXPECT_EQ(last.completed_replications, 18);
  EXPECT_EQ(asked, 18);
}

TEST(Run, TellsItsProgress) {
  std::vector<std::int64_t> done;
  std::vector<std::int64_t> attempts;
  double last_s = 0.0;
  RunOptions options;
  options.progress_every_s = 0.0;
  options.progress = [&](const RunProgress& progress) {
    done.push_back(progress.completed_replications);
    attempts.push_back(progress.attempts);
    EXPECT_EQ(progress.replications, 50);
    EXPECT_GE(progress.elapsed_s, last_s);
    last_s = progress.elapsed_s;
    ASSERT_NE(progress.so_far, nullptr);
    EXPECT_EQ(progress.so_far->shares.replications(), progress.completed_replications);
  };
  run(small_world("fixed = 3"), options);
  EXPECT_THAT(done, ::testing::ElementsAre(8, 16, 24, 32, 40, 48, 50));
  EXPECT_THAT(attempts, ::testing::ElementsAre(24, 48, 72, 96, 120, 144, 150));
}

TEST(Run, ProgressIsNotAskedForMoreOftenThanWanted) {
  int calls = 0;
  RunOptions options;
  options.progress_every_s = 1e9;
  options.progress = [&calls](const RunProgress&) { ++calls; };
  run(small_world("fixed = 3"), options);
  EXPECT_EQ(calls, 0);
}

TEST(Run, TellsWhatItCounts) {
  const World world = small_world("poisson = 4.0");
  RunOptions options;
  options.threads = 3;
  options.replications = 100;
  const RunResult silent = run(world, options);
  std::mutex gathering;
  std::set<std::int64_t> told;
  std::vector<std::int64_t> leaked(world.configurations.size());
  std::vector<std::int64_t> detected(world.configurations.size());
  options.events = [&](const Replication& replication, const EventLog& events) {
    const std::lock_guard lock(gathering);
    told.insert(replication.number);
    for (const Event& event : events) {
      const auto c = static_cast<std::size_t>(event.configuration);
      leaked[c] += event.kind == EventKind::destination_reached ? 1 : 0;
      detected[c] += event.kind == EventKind::detected && event.call == 0 ? 1 : 0;
    }
  };
  const RunResult result = run(world, options);
  expect_same(silent, result);
  EXPECT_EQ(told.size(), 100U);
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    const auto counted = [&](std::string_view measure) {
      return result.tally.summary.shares.sums(0, c, find_measure(measure)).y;
    };
    EXPECT_EQ(static_cast<double>(leaked[c]), counted("p_leak"));
    EXPECT_EQ(static_cast<double>(detected[c]), counted("p_detect"));
    EXPECT_GT(detected[c], 0);
  }
}

/// Throws instead of becoming a line to start from: what is then left of a variant holds nothing, and throws
/// when used.
struct NoLine {
  operator LineStart() const { throw std::runtime_error("no line"); }
};

TEST(Run, AFailureNamesItsReplication) {
  World world = small_world("poisson = 0.05");
  Workspace workspace;
  std::int64_t first = 0;
  while (simulate(world, first, workspace).attempts.empty()) ++first;
  ASSERT_GT(first, 0);
  ASSERT_LT(first, 1000);
  EXPECT_THROW(world.crossers[0].start.emplace<LineStart>(NoLine{}), std::runtime_error);

  RunOptions options;
  options.replications = 1000;
  for (const int threads : {1, 3}) {
    options.threads = threads;
    try {
      run(world, options);
      FAIL() << "a broken world ran";
    } catch (const ReplicationError& error) {
      // With several threads another batch may fail first.
      const std::string name =
          threads == 1 ? "replication " + std::to_string(first) + " failed: " : "replication ";
      EXPECT_THAT(error.what(), ::testing::StartsWith(name));
      EXPECT_THAT(error.what(),
                  ::testing::StartsWith("replication " + std::to_string(error.replication()) + " failed: "));
      EXPECT_THAT(error.what(), ::testing::HasSubstr("failed: std::"));
    }
  }
}

}  // namespace
}  // namespace panj::test
