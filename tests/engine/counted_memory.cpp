#include "counted_memory.h"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

thread_local std::int64_t taken = 0;

void* counted(std::size_t bytes) {
  ++taken;
  return std::malloc(bytes > 0 ? bytes : 1);
}

void* counted(std::size_t bytes, std::align_val_t alignment) {
  ++taken;
  const auto to = static_cast<std::size_t>(alignment);
  return std::aligned_alloc(to, (bytes + to - 1) / to * to);
}

void* or_throw(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// All others of the standard library call these.
void* operator new(std::size_t bytes) {
  return or_throw(counted(bytes));
}
void* operator new(std::size_t bytes, const std::nothrow_t& /*quiet*/) noexcept {
  return counted(bytes);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return or_throw(counted(bytes, alignment));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t /*bytes*/) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t /*bytes*/, std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}

namespace panj::test {

std::int64_t allocations() {
  return taken;
}

}  // namespace panj::test
