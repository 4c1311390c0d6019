#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
// The system has it from Linux 6.1 on, the C library's headers later; where it is unknown, nothing is done.
#if !defined(MADV_COLLAPSE)
#define MADV_COLLAPSE 25
#endif
#endif

namespace panj {

/// For vectors that are read here and there: asks the system for pages of 2 MB where the memory is larger
/// than two of them, which saves the look-up of a page at nearly every access. Elsewhere plain memory.
template <class T>
struct HugePages {
  using value_type = T;
  static constexpr std::size_t page = std::size_t{1} << 21U;

  HugePages() = default;
  template <class Other>
  HugePages(const HugePages<Other>&) {}  // NOLINT(google-explicit-constructor): allocators convert

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    const bool is_large = bytes >= 2 * page;
    const std::size_t alignment = is_large ? page : std::size_t{64};
    const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
    void* memory = std::aligned_alloc(alignment, whole);
    if (memory == nullptr) throw std::bad_alloc();
#if defined(__linux__)
    if (is_large) madvise(memory, whole, MADV_HUGEPAGE);  // a wish: it does not matter whether it is granted
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) {
    std::free(memory);
  }

  template <class Other>
  bool operator==(const HugePages<Other>&) const {
    return true;
  }
};

/// The same for memory that is there already: as far as whole pages of 2 MB lie in it, they are put together
/// at once. Its contents stay. For large tables that are read for long, and for what is filled at once.
inline void gather_in_huge_pages(const void* begin, std::size_t bytes) {
#if defined(__linux__)
  constexpr std::uintptr_t page = std::uintptr_t{1} << 21U;
  const auto from = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
  const auto to = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / page * page;
  if (from >= to) return;
  void* const memory = reinterpret_cast<void*>(from);
  madvise(memory, to - from, MADV_HUGEPAGE);  // wishes, both of them
  madvise(memory, to - from, MADV_COLLAPSE);
#else
  static_cast<void>(begin);
  static_cast<void>(bytes);
#endif
}

}  // namespace panj
