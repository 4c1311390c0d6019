#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/geometry.h"

namespace panj {

/// How light it is: day while the sun's upper limb shows (its centre above -0.833 degrees, refraction of 34'
/// and half diameter of 16' taken in), civil twilight down to -6 degrees, then night.
enum class Light : std::uint8_t { day, twilight, night };

/// Elevation of the sun's centre above the horizon [degrees], without refraction, seen from the Earth's
/// centre (parallax, under 0.003 degrees, is left out). After Meeus (1998, Astronomical Algorithms, 2nd
/// edition, chapters 12, 25 and 28: low accuracy, 0.01 degrees), as NOAA's Solar Calculator computes it;
/// tests find it within 0.01 degrees of the NREL algorithm (Reda and Andreas 2004,
/// doi:10.1016/j.solener.2003.12.003), the rising and setting within half a minute at 40 degrees north. Valid
/// for 1900 to 2100, in which UT stands for dynamical time (a minute off: 0.0007 degrees).
/// \param days since 2000-01-01 12:00 UTC. \param lon_deg positive to the east.
double sun_elevation_deg(double days, double lon_deg, double lat_deg);

/// Days from 2000-01-01 12:00 to a date and time, as in 2025-06-21T19:00:00 (seconds may be left out), both
/// on the same clock.
double days_since_2000(const std::string& date_time);

Light light_of(double elevation_deg);

/// From a moment on it is so light, until the next change.
struct LightChange {
  double from_s = 0.0;
  Light light = Light::day;
};

/// Where and when the time of the period begins.
struct SunClock {
  double start_days = 0.0;  ///< UTC at time 0, days since 2000-01-01 12:00
  double lon_deg = 0.0;
  double lat_deg = 0.0;
};

/// Changes of light over [begin_s, end_s], to a millisecond; the first holds from begin_s. Light that comes
/// and goes within a minute may be missed.
std::vector<LightChange> light_changes(const SunClock& clock, double begin_s, double end_s);

/// The light at a time; before the first change as there.
Light light_at(const std::vector<LightChange>& changes, double time_s);

}  // namespace panj
