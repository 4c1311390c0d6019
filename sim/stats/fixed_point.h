#pragma once

#include <cmath>
#include <cstdint>

namespace panj {

/// Sums of squares and products of 64-bit integers.
__extension__ using Int128 = __int128;

/// Shares and probabilities enter tallies rounded once to 2^-32.
constexpr double fixed_point_unit = 0x1.0p-32;

inline std::int64_t to_fixed_point(double value) {
  return std::llround(value * 0x1.0p32);
}

/// Times and lengths enter tallies rounded once to milliseconds and millimetres.
constexpr double thousandth = 0.001;

inline std::int64_t to_thousandths(double value) {
  return std::llround(value * 1000.0);
}

}  // namespace panj
