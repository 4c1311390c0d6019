#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace panj {

/// So many parts has the period of a cycle where its times are told roughly: numbers of 16 bits go round as
/// the cycle does.
constexpr double parts_of_a_cycle = 65536.0;

/// A time in parts of a cycle, of any round, may be negative: the part that it is in.
inline std::uint16_t part_of_a_cycle(double parts) {
  const auto whole = static_cast<std::int64_t>(parts);
  const bool rounded_up = static_cast<double>(whole) > parts;
  return static_cast<std::uint16_t>(whole - (rounded_up ? 1 : 0));
}

/// A stretch of a cycle: from part `begin` on, and `length` parts more; 65535 more are all.
struct CycleParts {
  std::uint16_t begin = 0;
  std::uint16_t length = 0;
};

/// The parts that hold the times from `begin_s` to `end_s` of a cycle, 0 <= begin_s <= end_s <= period_s.
inline CycleParts parts_between(double begin_s, double end_s, double period_s) {
  const double parts_per_s = parts_of_a_cycle / period_s;
  const double begin = std::floor(begin_s * parts_per_s);
  const double length = std::min(std::ceil(end_s * parts_per_s) - begin, parts_of_a_cycle - 1.0);
  return {part_of_a_cycle(begin), static_cast<std::uint16_t>(length)};
}

}  // namespace panj
