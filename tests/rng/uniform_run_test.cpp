#include "rng/uniform_run.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(UniformRun, IsWhatEachAddressHolds) {
  const EntityKey key = entity_key(2026, "crosser", "walker");
  for (const std::uint64_t replication : {std::uint64_t{0}, std::uint64_t{77}, std::uint64_t{1} << 40U}) {
    for (const std::uint32_t number : {0U, 5U, 0x80000000U, 0xfffffff8U}) {  // the last passes the greatest
      for (std::uint32_t count = 1; count <= UniformRun::length; ++count) {
        const Address begin{key, Purpose::origin, number, replication};
        UniformRun run;
        UniformRun same;
        UniformRun::Numbers first_alone;
        fill_run(begin, count, run);
        const RunKeys keys(key);
        const UniformRuns runs(keys, Purpose::origin, replication);
        runs.fill(number, count, same);
        runs.fill_first(number, count, first_alone);
        for (std::uint32_t i = 0; i < count; ++i) {
          const auto [first, second] = uniform_pair({key, Purpose::origin, number + i, replication});
          EXPECT_EQ(run.first[i], first) << number << " + " << i << " of " << count;
          EXPECT_EQ(run.second[i], second) << number << " + " << i << " of " << count;
          EXPECT_EQ(same.first[i], first) << number << " + " << i << " of " << count;
          EXPECT_EQ(same.second[i], second) << number << " + " << i << " of " << count;
          EXPECT_EQ(first_alone[i], first) << number << " + " << i << " of " << count;
        }
      }
    }
  }
}

TEST(UniformRun, IsTheSameByWhatEveryMachineCanDo) {
  const EntityKey key = entity_key(7, "crosser", "walker");
  for (const std::uint64_t replication : {std::uint64_t{3}, std::uint64_t{1} << 33U}) {
    for (const std::uint32_t number : {0U, 16U, 0x7ffffff9U, 0xfffffff1U}) {  // the last passes the greatest
      const Address begin{key, Purpose::origin, number, replication};
      UniformRun run;
      UniformRun plain;
      fill_run(begin, UniformRun::length, run);
      fill_run_plainly(begin, plain);
      EXPECT_EQ(run.first, plain.first) << number;
      EXPECT_EQ(run.second, plain.second) << number;
      EXPECT_EQ(plain.first[15], uniform_pair({key, Purpose::origin, number + 15, replication}).first);
    }
  }
}

}  // namespace
}  // namespace panj
