#include "scenario/unit.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace panj {

static_assert(pi_radians == std::numbers::pi);

namespace {

// What people write instead of the right unit. Lengths of foot and mile, the knot: NIST SP 811, appendix B.
constexpr std::array<Unit, 21> written_units{{
    unit_m,
    unit_km,
    {Unit::Dimension::length, "cm", "cm", "centimetres", 0.01},
    {Unit::Dimension::length, "ft", "ft", "feet", 0.3048},
    {Unit::Dimension::length, "mi", "mi", "miles", 1609.344},
    unit_s,
    unit_min,
    unit_h,
    {Unit::Dimension::duration, "ms", "ms", "milliseconds", 0.001},
    {Unit::Dimension::duration, "d", "d", "days", 86400.0},
    {Unit::Dimension::duration, "days", "d", "days", 86400.0},
    {Unit::Dimension::duration, "hours", "h", "hours", 3600.0},
    {Unit::Dimension::duration, "minutes", "min", "minutes", 60.0},
    {Unit::Dimension::duration, "seconds", "s", "seconds", 1.0},
    unit_km_h,
    {Unit::Dimension::speed, "m_s", "m/s", "metres a second", 1.0},
    {Unit::Dimension::speed, "kmh", "km/h", "kilometres an hour", 1.0, 3.6},
    {Unit::Dimension::speed, "mph", "mph", "miles an hour", 0.44704},
    {Unit::Dimension::angle, "rad", "rad", "radians", 180.0, pi_radians},
    {Unit::Dimension::rate, "per_s", "1/s", "times a second", 3600.0},
    {Unit::Dimension::rate, "per_min", "1/min", "times a minute", 60.0},
}};

// In the dimensions where SI is not what a written unit's factor leads to, factors lead to the file's unit.
double factor_between(const Unit& written, const Unit& right) {
  const bool to_the_files_unit =
      right.dimension == Unit::Dimension::angle || right.dimension == Unit::Dimension::rate;
  const double to_common = written.numerator / written.denominator;
  return to_the_files_unit ? to_common : to_common * right.denominator / right.numerator;
}

}  // namespace

double Unit::from_si(double si) const {
  const double near = si * denominator / numerator;
  if (!std::isfinite(near)) return near;
  for (int digits = 1; digits <= 17; ++digits) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.*e", digits - 1, near);
    double value = near;
    std::from_chars(text.data(), text.data() + text.size(), value);
    if (to_si(value) == si) return value;
  }
  // The number that was read may lie a few units in the last place away from the quotient.
  double below = near;
  double above = near;
  for (int step = 0; step < 8; ++step) {
    below = std::nextafter(below, -HUGE_VAL);
    above = std::nextafter(above, HUGE_VAL);
    if (to_si(below) == si) return below;
    if (to_si(above) == si) return above;
  }
  return near;
}

std::string_view without_unit(std::string_view right_key, const Unit& right) {
  if (right.suffix.empty() || right_key.size() <= right.suffix.size() + 1) return {};
  const std::size_t stem = right_key.size() - right.suffix.size() - 1;
  return right_key.substr(stem + 1) == right.suffix && right_key[stem] == '_' ? right_key.substr(0, stem)
                                                                              : std::string_view{};
}

UnitSlip unit_slip(std::string_view key, std::string_view right_key, const Unit& right) {
  const std::string_view stem = without_unit(right_key, right);
  if (stem.empty() || key.size() <= stem.size() + 1) return {};
  if (key.substr(0, stem.size()) != stem || key[stem.size()] != '_') return {};
  const std::string_view suffix = key.substr(stem.size() + 1);
  for (const Unit& unit : written_units) {
    if (unit.suffix == suffix && unit.dimension == right.dimension && suffix != right.suffix)
      return {&unit, factor_between(unit, right)};
  }
  return {};
}

std::string shortest(double value) {
  std::array<char, 64> text{};
  const double size = std::abs(value);
  const bool plain = size == 0.0 || (size >= 1e-5 && size < 1e15);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format).ptr;
  return {text.data(), end};
}

double to_12_digits(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.11e", value);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string shortest_float(double value) {
  std::string text = shortest(value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

}  // namespace panj
