#include "base/available_memory.h"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>

namespace panj {

namespace {

/// The number behind a word in a text of the kernel.
std::optional<std::uint64_t> number_in(const char* path, const std::string& word) {
  std::ifstream file(path);
  for (std::string found; file >> found;) {
    std::uint64_t number = 0;
    if (found == word && file >> number) return number;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> number_in(const char* path) {
  std::ifstream file(path);
  std::uint64_t number = 0;
  if (file >> number) return number;
  return std::nullopt;
}

std::uint64_t less(std::uint64_t limit, std::uint64_t used) {
  return limit > used ? limit - used : 0;
}

}  // namespace

std::uint64_t available_memory_bytes() {
  constexpr std::uint64_t bytes_a_kb = 1024;
  std::optional<std::uint64_t> left = number_in("/proc/meminfo", "MemAvailable:");
  if (!left) return 0;
  *left *= bytes_a_kb;
  if (const auto limit = number_in("/sys/fs/cgroup/memory.max"))
    left = std::min(*left, less(*limit, number_in("/sys/fs/cgroup/memory.current").value_or(0)));
  rlimit space{};
  if (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY)
    left = std::min(*left,
                    less(space.rlim_cur, number_in("/proc/self/status", "VmSize:").value_or(0) * bytes_a_kb));
  return *left;
}

}  // namespace panj
