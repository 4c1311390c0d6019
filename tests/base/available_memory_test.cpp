#include "base/available_memory.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace panj {
namespace {

/// Of the address space.
std::uint64_t taken_bytes() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

TEST(AvailableMemory, IsThatOfAMachine) {
  const std::uint64_t bytes = available_memory_bytes();
  EXPECT_GT(bytes, 10'000'000U);
  EXPECT_LT(bytes, 1'000'000'000'000'000U);
}

TEST(AvailableMemory, EndsAtTheLimitOfTheAddressSpace) {
  rlimit usual{};
  ASSERT_EQ(getrlimit(RLIMIT_AS, &usual), 0);
  rlimit tight = usual;
  constexpr std::uint64_t room = 64'000'000;
  tight.rlim_cur = taken_bytes() + room;
  ASSERT_EQ(setrlimit(RLIMIT_AS, &tight), 0);
  const std::uint64_t bytes = available_memory_bytes();
  ASSERT_EQ(setrlimit(RLIMIT_AS, &usual), 0);
  EXPECT_LE(bytes, room);
  EXPECT_GT(bytes, 0U);
}

}  // namespace
}  // namespace panj
