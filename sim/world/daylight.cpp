#include "world/daylight.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace panj {

namespace {

constexpr double rad_per_deg = std::numbers::pi / 180.0;
constexpr double seconds_per_day = 86400.0;

double sin_deg(double angle_deg) {
  return std::sin(angle_deg * rad_per_deg);
}
double cos_deg(double angle_deg) {
  return std::cos(angle_deg * rad_per_deg);
}

/// Apparent place of the sun.
struct SunPlace {
  double right_ascension_deg = 0.0;
  double declination_deg = 0.0;
};

/// Meeus (1998), chapter 25, low accuracy; `centuries` since J2000.
SunPlace sun_place(double centuries) {
  const double t = centuries;
  const double mean_longitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
  const double anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537);
  const double centre = sin_deg(anomaly) * (1.914602 - t * (0.004817 + t * 0.000014)) +
                        sin_deg(2.0 * anomaly) * (0.019993 - t * 0.000101) +
                        sin_deg(3.0 * anomaly) * 0.000289;
  const double node = 125.04 - 1934.136 * t;
  const double longitude = mean_longitude + centre - 0.00569 - 0.00478 * sin_deg(node);
  const double obliquity =
      23.439291 - t * (0.0130042 + t * (1.64e-7 - t * 5.036e-7)) + 0.00256 * cos_deg(node);
  return {std::atan2(cos_deg(obliquity) * sin_deg(longitude), cos_deg(longitude)) / rad_per_deg,
          std::asin(sin_deg(obliquity) * sin_deg(longitude)) / rad_per_deg};
}

}  // namespace

double sun_elevation_deg(double days, double lon_deg, double lat_deg) {
  const double centuries = days / 36525.0;
  const SunPlace sun = sun_place(centuries);
  // Mean sidereal time at Greenwich, Meeus (12.4); nutation moves it by less than 0.005 degrees.
  const double sidereal_deg = 280.46061837 + 360.98564736629 * days + 0.000387933 * centuries * centuries;
  const double hour_angle_deg = std::fmod(sidereal_deg, 360.0) + lon_deg - sun.right_ascension_deg;
  const double sine = sin_deg(lat_deg) * sin_deg(sun.declination_deg) +
                      cos_deg(lat_deg) * cos_deg(sun.declination_deg) * cos_deg(hour_angle_deg);
  return std::asin(std::clamp(sine, -1.0, 1.0)) / rad_per_deg;
}

double days_since_2000(const std::string& date_time) {
  int year = 2000;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::sscanf(date_time.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second);
  namespace chrono = std::chrono;
  const auto midnight = [](int y, int m, int d) {
    return chrono::sys_days{chrono::year{y} / m / d}.time_since_epoch().count();
  };
  const double whole_days = static_cast<double>(midnight(year, month, day) - midnight(2000, 1, 1));
  return whole_days - 0.5 + (hour * 3600.0 + minute * 60.0 + second) / seconds_per_day;
}

Light light_of(double elevation_deg) {
  constexpr double limb_shows_deg = -0.833;
  constexpr double civil_dusk_deg = -6.0;
  if (elevation_deg > limb_shows_deg) return Light::day;
  return elevation_deg > civil_dusk_deg ? Light::twilight : Light::night;
}

std::vector<LightChange> light_changes(const SunClock& clock, double begin_s, double end_s) {
  constexpr double step_s = 60.0;
  constexpr double close_enough_s = 1e-3;
  const auto light = [&clock](double time_s) {
    return light_of(
        sun_elevation_deg(clock.start_days + time_s / seconds_per_day, clock.lon_deg, clock.lat_deg));
  };
  std::vector<LightChange> changes{{begin_s, light(begin_s)}};
  for (double before_s = begin_s; before_s < end_s; before_s += step_s) {
    const double after_s = std::min(before_s + step_s, end_s);
    if (light(after_s) == changes.back().light) continue;
    double low_s = before_s;
    double high_s = after_s;
    while (high_s - low_s > close_enough_s) {
      const double middle_s = 0.5 * (low_s + high_s);
      (light(middle_s) == changes.back().light ? low_s : high_s) = middle_s;
    }
    changes.push_back({high_s, light(high_s)});
  }
  return changes;
}

Light light_at(const std::vector<LightChange>& changes, double time_s) {
  const auto after =
      std::upper_bound(changes.begin(), changes.end(), time_s,
                       [](double time, const LightChange& change) { return time < change.from_s; });
  return after == changes.begin() ? changes.front().light : std::prev(after)->light;
}

}  // namespace panj
