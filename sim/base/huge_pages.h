#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
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

/// Puts all memory that the program has taken up to now, as far as whole pages of 2 MB lie in it, into such
/// pages at once. What it holds stays. For before a long time in which much is read here and there and little
/// is taken: looking up small pages then takes a fifth of the time and more. Stacks of threads count too, and
/// what is written to in part becomes whole: each stretch of memory may grow by 2 MB. Does nothing where the
/// system has no such pages, and under sanitizers, whose own memory is mostly empty. Threads may go on
/// meanwhile. \return the bytes that were asked for; whether they are granted does not matter
std::size_t gather_memory_in_huge_pages();

/// Is this a build that gathers any?
extern const bool gathers_memory;

}  // namespace panj
