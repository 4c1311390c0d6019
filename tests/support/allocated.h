#pragma once

#include <malloc.h>

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// The sanitizers allocate themselves.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#define PANJ_SANITIZERS_ALLOCATE
#endif

namespace panj::test {

/// By how much more than was asked for is allocated at the most, in pieces of 100 bytes and more.
#ifdef PANJ_SANITIZERS_ALLOCATE
constexpr double most_rounding = 1.35;
/// What the heap keeps beside its pieces is counted by nobody there: that much is left of an estimate with
/// it.
constexpr double without_bookkeeping = 0.85;
#else
constexpr double most_rounding = 1.0;
constexpr double without_bookkeeping = 1.0;
#endif

/// Bytes that this process has allocated and not freed.
inline std::size_t allocated_bytes() {
#ifdef PANJ_SANITIZERS_ALLOCATE
  return __sanitizer_get_current_allocated_bytes();
#else
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
#endif
}

}  // namespace panj::test
