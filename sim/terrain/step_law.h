#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace panj {

// The movement laws as branch-free functions, of doubles and of short vectors of them (GNU's vector types)
// alike. One place: single steps (movement.cpp) and whole fields (wave_window.cpp) compute the same numbers.

/// Four numbers side by side, and as many words of bits.
using FourDoubles [[gnu::vector_size(32)]] = double;
using FourWords [[gnu::vector_size(32)]] = std::uint64_t;

/// exp(x) for |x| <= 700, relative error under 2e-15 (Taylor's polynomial of degree 12 on |r| <= ln(2) / 2).
/// Unlike std::exp it can be vectorised, and gives the same bits with every C library.
template <class Number>
[[gnu::always_inline]] inline Number plain_exp(const Number& x) {
  using Words = std::conditional_t<std::is_same_v<Number, double>, std::uint64_t, FourWords>;
  constexpr double log2_e = 1.4426950408889634;
  constexpr double ln2_high = 0.693147180369123816490;  // Cody and Waite 1980: 32 leading bits of ln 2
  constexpr double ln2_low = 1.90821492927058770002e-10;
  constexpr double to_integer = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
  const Number shifted = x * log2_e + to_integer;
  const Number n = shifted - to_integer;
  const Number r = (x - n * ln2_high) - n * ln2_low;
  Number sum = r * (1.0 / 479001600.0) + 1.0 / 39916800.0;
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
  const Words power = (std::bit_cast<Words>(shifted) + std::uint64_t{1023}) << 52;
  return sum * std::bit_cast<Number>(power);
}

/// Tobler (1993): seconds at factor 1; 6 km/h = 1 / 0.6 m/s. Beyond a slope of 200 held to exp(700).
template <class Number>
[[gnu::always_inline]] inline Number tobler_s(const Number& distance_m, const Number& rise_m) {
  const Number from_fastest = rise_m / distance_m + 0.05;
  const Number exponent = 3.5 * (from_fastest < 0.0 ? -from_fastest : from_fastest);
  const Number held = exponent > 700.0 ? Number{} + 700.0 : exponent;
  return 0.6 * distance_m * plain_exp(held);
}

/// Langmuir (1984), coefficients of GRASS GIS r.walk: seconds at factor 1.
template <class Number>
[[gnu::always_inline]] inline Number naismith_langmuir_s(const Number& distance_m, const Number& rise_m) {
  const Number gently_s_m = Number{} + 1.9998;
  const Number down_s_m = rise_m >= -0.2125 * distance_m ? gently_s_m : -gently_s_m;
  return 0.72 * distance_m + (rise_m > 0.0 ? Number{} + 6.0 : down_s_m) * rise_m;
}

}  // namespace panj
