#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "world/route_field.h"

namespace panj {

#if defined(__SSE2__)
/// How many of a row's thresholds are no more than `bits`, 0 to 8: all eight are compared at once.
inline unsigned passed_at_once(const LogitRow& row, std::uint16_t bits) {
  const __m128i below = _mm_load_si128(reinterpret_cast<const __m128i*>(row.below.data()));
  const __m128i left = _mm_subs_epu16(below, _mm_set1_epi16(static_cast<std::int16_t>(bits)));
  const __m128i is_passed = _mm_cmpeq_epi16(left, _mm_setzero_si128());
  // They do not fall from slot to slot: those that are passed come first, two bits of the mask each.
  const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(is_passed));
  return static_cast<unsigned>(std::countr_one(mask)) / 2;
}
#else
inline unsigned passed_at_once(const LogitRow& row, std::uint16_t bits) {
  return detail::passed(row, bits);
}
#endif

/// next_logit_step of a cell whose row is at hand.
inline Step step_from(const RouteField& field, const LogitRow& at, CellId from, std::uint16_t bits) {
  const LogitRow* row = &at;
  unsigned slot = passed_at_once(at, bits);
  if (slot == 8) [[unlikely]] {
    if (at.more >= 0) {
      row = &field.logit[static_cast<std::size_t>(at.more)];
      slot = passed_at_once(*row, bits);
    }
    slot = std::min(slot, 7U);
  }
  return {from + field.offset[row->direction[slot]], row->time_s[slot]};
}

}  // namespace panj
