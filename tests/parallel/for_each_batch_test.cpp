#include "parallel/for_each_batch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace panj {
namespace {

const auto never = [](std::int64_t) { return false; };

/// How often each batch was done, by whichever worker.
class Record {
 public:
  explicit Record(std::size_t batches) : done_(batches) {}
  void mark(std::int64_t batch) { ++done_[static_cast<std::size_t>(batch)]; }
  int times(std::int64_t batch) const { return done_[static_cast<std::size_t>(batch)]; }

 private:
  std::vector<std::atomic<int>> done_;
};

class Threads : public testing::TestWithParam<int> {};
// 33 is more than the cores of most machines that run this.
INSTANTIATE_TEST_SUITE_P(OneToMany, Threads, testing::Values(1, 2, 3, 8, 33),
                         [](const auto& tested) { return std::to_string(tested.param); });

TEST_P(Threads, EveryBatchIsDoneExactlyOnce) {
  Record record(1000);
  EXPECT_EQ(for_each_batch(GetParam(), 5, 1000, never, [&](int, std::int64_t batch) { record.mark(batch); }),
            1000);
  for (std::int64_t batch = 0; batch < 1000; ++batch) EXPECT_EQ(record.times(batch), batch < 5 ? 0 : 1);
}

TEST_P(Threads, WorkersAreNumberedAndNeverWorkTwiceAtOnce) {
  const int threads = GetParam();
  std::vector<std::atomic<int>> busy(static_cast<std::size_t>(threads));
  std::atomic<bool> fault = false;
  for_each_batch(threads, 0, 500, never, [&](int worker, std::int64_t) {
    if (worker < 0 || worker >= threads) {
      fault = true;
      return;
    }
    auto& mine = busy[static_cast<std::size_t>(worker)];
    if (++mine != 1) fault = true;
    std::this_thread::yield();
    --mine;
  });
  EXPECT_FALSE(fault);
}

TEST_P(Threads, AStopLeavesAPrefix) {
  Record record(1000);
  std::atomic<std::int64_t> finished = 0;
  const auto stop = [&](std::int64_t) { return finished >= 100; };
  const auto work = [&](int, std::int64_t batch) {
    record.mark(batch);
    ++finished;
  };
  const std::int64_t next = for_each_batch(GetParam(), 0, 1000, stop, work);
  EXPECT_GE(next, 100);
  EXPECT_LE(next, 100 + GetParam());
  EXPECT_EQ(finished, next);
  for (std::int64_t batch = 0; batch < 1000; ++batch) EXPECT_EQ(record.times(batch), batch < next ? 1 : 0);
}

TEST_P(Threads, StopIsAskedForEveryBatchInOrder) {
  std::vector<std::int64_t> asked;  // without a lock: one worker at a time asks
  const auto stop = [&asked](std::int64_t next) {
    asked.push_back(next);
    return next == 60;
  };
  EXPECT_EQ(for_each_batch(GetParam(), 0, 100, stop, [](int, std::int64_t) {}), 60);
  ASSERT_EQ(asked.size(), 61U);
  for (std::size_t i = 0; i < asked.size(); ++i) EXPECT_EQ(asked[i], static_cast<std::int64_t>(i));
}

TEST_P(Threads, AFaultOfTheWorkEndsTheHandingOutAndIsThrownHere) {
  std::atomic<std::int64_t> begun = 0;
  const auto work = [&](int, std::int64_t batch) {
    ++begun;
    if (batch == 20) throw std::runtime_error("replication 320 failed");
    std::this_thread::yield();
  };
  try {
    for_each_batch(GetParam(), 0, 1'000'000, never, work);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "replication 320 failed");
  }
  EXPECT_LT(begun, 1'000'000);
}

TEST(ForEachBatch, MoreWorkersThanCoresWorkAtOnce) {
  // Eight workers wait for each other: with fewer threads than workers this would never end.
  std::atomic<int> arrived = 0;
  for_each_batch(8, 0, 8, never, [&](int, std::int64_t) {
    ++arrived;
    while (arrived < 8) std::this_thread::yield();
  });
  EXPECT_EQ(arrived, 8);
}

TEST(ForEachBatch, NothingToDoDoesNothing) {
  bool worked = false;
  const auto work = [&worked](int, std::int64_t) { worked = true; };
  EXPECT_EQ(for_each_batch(2, 7, 7, never, work), 7);
  EXPECT_EQ(for_each_batch(
                2, 7, 9, [](std::int64_t) { return true; }, work),
            7);
  EXPECT_FALSE(worked);
}

TEST_P(Threads, EveryIndexIsDoneExactlyOnce) {
  Record record(5000);
  for_each_index(GetParam(), 5000, [&](std::int64_t i) { record.mark(i); });
  for (std::int64_t i = 0; i < 5000; ++i) EXPECT_EQ(record.times(i), 1);
  EXPECT_NO_THROW(for_each_index(GetParam(), 0, [](std::int64_t) { throw std::logic_error("called"); }));
}

TEST(ForEachIndex, AFaultIsThrownHere) {
  EXPECT_THROW(for_each_index(3, 100,
                              [](std::int64_t i) {
                                if (i == 50) throw std::runtime_error("x");
                              }),
               std::runtime_error);
}

TEST(AvailableThreads, IsOneAtLeast) {
  EXPECT_GE(available_threads(), 1);
}

}  // namespace
}  // namespace panj
