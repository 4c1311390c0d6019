#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace panj {

/// Bit i: the i-th of 64 bytes has this value. One by one; see equal_bytes.
inline std::uint64_t equal_bytes_plainly(const std::uint8_t* bytes, std::uint8_t value) {
  std::uint64_t equal = 0;
  for (std::size_t i = 0; i < 64; ++i) equal |= std::uint64_t{bytes[i] == value ? 1U : 0U} << i;
  return equal;
}

/// The same, sixteen at once where the machine compares so many.
inline std::uint64_t equal_bytes(const std::uint8_t* bytes, std::uint8_t value) {
#if defined(__SSE2__)
  const __m128i sought = _mm_set1_epi8(static_cast<char>(value));
  const auto sixteen = [&](std::size_t from) {
    const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + from));
    const auto equal = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(some, sought)));
    return std::uint64_t{equal} << from;
  };
  return sixteen(0) | sixteen(16) | sixteen(32) | sixteen(48);
#else
  return equal_bytes_plainly(bytes, value);
#endif
}

}  // namespace panj
