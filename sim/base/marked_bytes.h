#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace panj {

/// Bit i: the i-th of 64 bytes has one of these bits. One by one; see marked_bytes.
inline std::uint64_t marked_bytes_plainly(const std::uint8_t* bytes, std::uint8_t bits) {
  std::uint64_t marked = 0;
  for (std::size_t i = 0; i < 64; ++i) marked |= std::uint64_t{(bytes[i] & bits) != 0 ? 1U : 0U} << i;
  return marked;
}

/// The same, sixteen at once where the machine compares so many.
inline std::uint64_t marked_bytes(const std::uint8_t* bytes, std::uint8_t bits) {
#if defined(__SSE2__)
  const __m128i sought = _mm_set1_epi8(static_cast<char>(bits));
  const auto unmarked = [&](std::size_t from) {
    const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + from));
    const __m128i none = _mm_cmpeq_epi8(_mm_and_si128(some, sought), _mm_setzero_si128());
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(none))} << from;
  };
  return ~(unmarked(0) | unmarked(16) | unmarked(32) | unmarked(48));
#else
  return marked_bytes_plainly(bytes, bits);
#endif
}

/// The bytes of a row that have one of some bits, one after the other: most of a row is passed over 64 at
/// once.
class MarkedBytes {
 public:
  /// \param bytes a view
  MarkedBytes(std::span<const std::uint8_t> bytes, std::uint8_t bits) : bytes_(bytes), bits_(bits) {}

  /// Number of the next one; how many bytes there are after the last.
  std::size_t next() {
    while (left_ == 0) {
      if (looked_at_ >= bytes_.size()) return bytes_.size();
      left_ = marked_from(looked_at_);
      looked_at_ += 64;
    }
    const auto first = static_cast<std::size_t>(std::countr_zero(left_));
    left_ &= left_ - 1;
    return looked_at_ - 64 + first;
  }

 private:
  std::uint64_t marked_from(std::size_t begin) const {
    if (bytes_.size() - begin >= 64) return marked_bytes(bytes_.data() + begin, bits_);
    std::array<std::uint8_t, 64> last{};  // nothing behind the row is read
    std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin), bytes_.end(), last.begin());
    return marked_bytes(last.data(), bits_);
  }

  std::span<const std::uint8_t> bytes_;
  std::uint8_t bits_;
  std::size_t looked_at_ = 0;  ///< the bytes before it are behind us, but for those in `left_`
  std::uint64_t left_ = 0;     ///< of the last 64 of them
};

/// Number of the first byte that has one of some bits; how many there are where none has.
inline std::size_t first_marked(std::span<const std::uint8_t> bytes, std::uint8_t bits) {
  return MarkedBytes(bytes, bits).next();
}

}  // namespace panj
