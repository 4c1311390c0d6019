#include "parallel/aside.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace panj {
namespace {

TEST(Aside, DoesAllThatWasStartedAndMayBeUsedAgain) {
  for (const int threads : {1, 2, 5}) {
    Aside aside(threads);
    std::vector<int> done(100, 0);
    for (int round = 1; round <= 3; ++round) {
      for (int& one : done) aside.start([&one] { ++one; });
      aside.wait();
      EXPECT_EQ(done, std::vector<int>(100, round)) << threads;
    }
  }
}

TEST(Aside, WaitsAtItsEnd) {
  std::atomic<int> done = 0;
  {
    Aside aside(3);
    for (int i = 0; i < 50; ++i) aside.start([&done] { ++done; });
  }
  EXPECT_EQ(done, 50);
}

TEST(Aside, ThrowsWhatTheWorkThrew) {
  for (const int threads : {1, 3}) {
    Aside aside(threads);
    EXPECT_THROW(
        {
          aside.start([] { throw std::runtime_error("no"); });
          aside.wait();
        },
        std::runtime_error);
  }
}

}  // namespace
}  // namespace panj
