#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace panj {

// The movement laws as branch-free functions of doubles, which the compiler turns into vector code. One
// place: single steps (movement.cpp) and whole fields (least_time.cpp) compute the same numbers.

/// exp(x) for |x| <= 700, relative error under 2e-15 (Taylor's polynomial of degree 12 on |r| <= ln(2) / 2).
/// Unlike std::exp it can be vectorised, and gives the same bits with every C library.
inline double plain_exp(double x) {
  constexpr double log2_e = 1.4426950408889634;
  constexpr double ln2_high = 0.693147180369123816490;  // Cody and Waite 1980: 32 leading bits of ln 2
  constexpr double ln2_low = 1.90821492927058770002e-10;
  constexpr double to_integer = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
  const double shifted = x * log2_e + to_integer;
  const double n = shifted - to_integer;
  const double r = (x - n * ln2_high) - n * ln2_low;
  double sum = 1.0 / 479001600.0;
  sum = sum * r + 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  sum = sum * r + 1.0 / 6.0;
  sum = sum * r + 0.5;
  sum = sum * r + 1.0;
  sum = sum * r + 1.0;
  // The low bits of `shifted` are n; moved to the exponent's place they multiply by 2^n.
  const std::uint64_t power = (std::bit_cast<std::uint64_t>(shifted) + 1023U) << 52U;
  return sum * std::bit_cast<double>(power);
}

/// Tobler (1993): seconds at factor 1; 6 km/h = 1 / 0.6 m/s. Beyond a slope of 200 held to exp(700).
inline double tobler_s(double distance_m, double rise_m) {
  const double exponent = 3.5 * std::abs(rise_m / distance_m + 0.05);
  return 0.6 * distance_m * plain_exp(exponent > 700.0 ? 700.0 : exponent);
}

/// Langmuir (1984), coefficients of GRASS GIS r.walk: seconds at factor 1.
inline double naismith_langmuir_s(double distance_m, double rise_m) {
  const double down_s_m = rise_m >= -0.2125 * distance_m ? 1.9998 : -1.9998;
  return 0.72 * distance_m + (rise_m > 0.0 ? 6.0 : down_s_m) * rise_m;
}

}  // namespace panj
