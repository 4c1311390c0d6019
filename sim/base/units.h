#pragma once

#include <cstdint>
#include <numbers>

namespace panj {

// Inside, everything is SI: metres, seconds, radians. These convert once, in the parser, and back once, for
// people.

constexpr double seconds_per_hour = 3600.0;
constexpr double seconds_per_minute = 60.0;
constexpr double metres_per_km = 1000.0;

constexpr double m_s_from_km_h(double km_h) {
  return km_h / 3.6;
}
constexpr double km_h_from_m_s(double m_s) {
  return m_s * 3.6;
}
constexpr double rad_from_deg(double deg) {
  return deg * std::numbers::pi / 180.0;
}
constexpr double deg_from_rad(double rad) {
  return rad * 180.0 / std::numbers::pi;
}

/// Mean radius of the Earth [m], (2a + b) / 3 of GRS80 (Moritz 2000, Journal of Geodesy 74, 128).
constexpr double earth_radius_m = 6371008.8;

/// Times of events are rounded once to milliseconds where they enter a tally.
constexpr double ms_per_second = 1000.0;

}  // namespace panj
