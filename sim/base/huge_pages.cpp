#include "base/huge_pages.h"

#include <fstream>
#include <sstream>
#include <string>

#if defined(__linux__)
// The system has it from Linux 6.1 on, the C library's headers later; where it is unknown, nothing is done.
#if !defined(MADV_COLLAPSE)
#define MADV_COLLAPSE 25
#endif
#endif

// gcc names its sanitizers by macros, clang as features.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PANJ_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PANJ_SANITIZED
#endif

namespace panj {

namespace {

/// Addresses of memory that the program has from the system.
struct Mapping {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};

/// Is a line of /proc/self/maps ("begin-end rwxp offset device inode name", proc(5)) one of memory that the
/// program writes to and that no file stands behind, other than the stack of the first thread?
bool is_plain_memory(const std::string& line, Mapping& mapping) {
  std::istringstream words(line);
  std::string rights, offset, device, inode, name;
  char dash = 0;
  words >> std::hex >> mapping.begin >> dash >> mapping.end >> rights >> offset >> device >> inode;
  if (!words || rights.substr(0, 2) != "rw" || inode != "0") return false;
  words >> name;
  return name.empty() || name == "[heap]";
}

/// \return bytes
std::size_t gather(const Mapping& mapping) {
#if defined(__linux__)
  constexpr std::uintptr_t page = HugePages<std::byte>::page;
  const std::uintptr_t from = (mapping.begin + page - 1) / page * page;
  const std::uintptr_t to = mapping.end / page * page;
  if (from >= to) return 0;
  void* const memory = reinterpret_cast<void*>(from);
  madvise(memory, to - from, MADV_HUGEPAGE);  // wishes, both of them
  madvise(memory, to - from, MADV_COLLAPSE);
  return to - from;
#else
  static_cast<void>(mapping);
  return 0;
#endif
}

}  // namespace

#if defined(__linux__) && !defined(PANJ_SANITIZED)
const bool gathers_memory = true;
#else
const bool gathers_memory = false;
#endif

std::size_t gather_memory_in_huge_pages() {
  if (!gathers_memory) return 0;
  std::size_t bytes = 0;
  std::ifstream maps("/proc/self/maps");
  Mapping mapping;
  for (std::string line; std::getline(maps, line);)
    if (is_plain_memory(line, mapping)) bytes += gather(mapping);
  return bytes;
}

}  // namespace panj
