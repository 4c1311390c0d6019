#pragma once

#include <string>
#include <string_view>

namespace panj {

/// A unit that the name of a key ends in: `range_m`, `speed_km_h`. Inside, everything is SI (base/units.h).
struct Unit {
  enum class Dimension { none, length, duration, speed, angle, rate, volume_rate, pace };
  Dimension dimension = Dimension::none;
  std::string_view suffix;  ///< of keys: `km_h`; "" for pure numbers
  std::string_view symbol;  ///< for people: `km/h`
  std::string_view name;    ///< in a sentence: `kilometres an hour`
  double numerator = 1.0;   ///< SI = value * numerator / denominator
  double denominator = 1.0;

  double to_si(double value) const { return value * numerator / denominator; }
  /// The shortest decimal number that `to_si` turns into `si`; where there is none, the nearest.
  double from_si(double si) const;
};

// Units that keys have.
inline constexpr double pi_radians = 3.141592653589793;
inline constexpr Unit unit_none{};
inline constexpr Unit unit_m{Unit::Dimension::length, "m", "m", "metres"};
inline constexpr Unit unit_km{Unit::Dimension::length, "km", "km", "kilometres", 1000.0};
inline constexpr Unit unit_min{Unit::Dimension::duration, "min", "min", "minutes", 60.0};
inline constexpr Unit unit_h{Unit::Dimension::duration, "h", "h", "hours", 3600.0};
inline constexpr Unit unit_s{Unit::Dimension::duration, "s", "s", "seconds"};
inline constexpr Unit unit_km_h{Unit::Dimension::speed, "km_h", "km/h", "kilometres an hour", 1.0, 3.6};
/// An angle that the structs hold in radians.
inline constexpr Unit unit_deg{Unit::Dimension::angle, "deg", "deg", "degrees", pi_radians, 180.0};
/// An angle that the structs of terrain hold in degrees.
inline constexpr Unit unit_plain_deg{Unit::Dimension::angle, "deg", "deg", "degrees"};
inline constexpr Unit unit_per_h{Unit::Dimension::rate, "per_h", "1/h", "times an hour", 1.0, 3600.0};
inline constexpr Unit unit_km3_per_h{Unit::Dimension::volume_rate, "km3_per_h", "km^3/h",
                                     "cubic kilometres an hour",   1.0e9,       3600.0};

inline constexpr Unit unit_min_per_km{Unit::Dimension::pace, "min_per_km", "min/km",
                                      "minutes a kilometre", 60.0,         1000.0};

/// A key written with a unit of the same dimension as the right one, but not the right one (`range_km`).
struct UnitSlip {
  const Unit* written = nullptr;
  double factor = 1.0;  ///< right value = written value * factor
};

/// Is `key` the same as `right_key` (which ends in `_` and the suffix of `right`) but for its unit?
/// \return the unit that was written; `written` is null where the keys differ in more than the unit.
UnitSlip unit_slip(std::string_view key, std::string_view right_key, const Unit& right);

/// `right_key` without its unit: `range` for `range_m`; "" where the key has no unit.
std::string_view without_unit(std::string_view right_key, const Unit& right);

/// A number as TOML and people write it: shortest digits that read back to the same double, no exponent
/// between 1e-5 and 1e15; `3000`, `0.05`.
std::string shortest(double value);

/// Rounded to 12 decimal digits: hides the rounding of a conversion from people.
double to_12_digits(double value);

/// The same as `shortest`, always recognisable as a floating-point number: `4.0`.
std::string shortest_float(double value);

}  // namespace panj
