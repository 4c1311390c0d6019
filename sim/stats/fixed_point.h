#pragma once

#include <cstdint>

namespace panj {

/// Sums of squares and products of 64-bit integers.
__extension__ using Int128 = __int128;

/// The nearest whole number, halves away from zero, as std::llround gives it; inline, as every attempt needs
/// some. Exact: what is cut off is a difference of neighbours. \param value of less than 2^63, either way
inline std::int64_t to_whole(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  const double rest = value - static_cast<double>(whole);
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

/// Shares and probabilities enter tallies rounded once to 2^-32.
constexpr double fixed_point_unit = 0x1.0p-32;

inline std::int64_t to_fixed_point(double value) {
  return to_whole(value * 0x1.0p32);
}

/// Times and lengths enter tallies rounded once to milliseconds and millimetres.
constexpr double thousandth = 0.001;

inline std::int64_t to_thousandths(double value) {
  return to_whole(value * 1000.0);
}

}  // namespace panj
