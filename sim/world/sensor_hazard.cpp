#include "world/sensor_hazard.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace panj {

namespace {

/// Integral of kh / r^3 over a span of a course.
double inverse_cube_integral(double kh_m3_s, const Course& course, const TimeSpan& span) {
  const double speed2 = course.velocity_m_s.squaredNorm();
  const double offset2 = course.offset_m.squaredNorm();
  if (speed2 == 0.0) {
    if (offset2 == 0.0) return std::numeric_limits<double>::infinity();
    return kh_m3_s * span.length_s() / (offset2 * std::sqrt(offset2));
  }
  const double nearest_s = -course.offset_m.dot(course.velocity_m_s) / speed2;
  const double closest2 = (course.offset_m + nearest_s * course.velocity_m_s).squaredNorm();
  const double begin = span.begin_s - nearest_s;
  const double end = span.end_s - nearest_s;
  const double begin_m = std::sqrt(closest2 + speed2 * begin * begin);
  const double end_m = std::sqrt(closest2 + speed2 * end * end);
  if (begin * end > 0.0) {
    // On one side of the closest approach the two terms nearly cancel: this is their difference in closed
    // form.
    return kh_m3_s * (end * end - begin * begin) / (begin_m * end_m * (end * begin_m + begin * end_m));
  }
  if (closest2 == 0.0) return std::numeric_limits<double>::infinity();
  return kh_m3_s / closest2 * (end / end_m - begin / begin_m);
}

struct FiniteUntil {
  const Course& course;
  double time_s;

  double operator()(const DefiniteRange&) const { return 0.0; }
  double operator()(const ConstantRate& law) const { return law.rate_per_s * inside(law.range_m).length_s(); }
  double operator()(const InverseCube& law) const {
    const TimeSpan span = inside(law.range_m);
    return span.empty() ? 0.0 : inverse_cube_integral(law.kh_m3_s, course, span);
  }
  TimeSpan inside(double range_m) const {
    return time_within(course.offset_m, course.velocity_m_s, std::min(time_s, course.duration_s), range_m);
  }
};

}  // namespace

Hazard hazard(const SensorLaw& law, const Course& course) {
  if (const auto* definite = std::get_if<DefiniteRange>(&law)) {
    const TimeSpan span =
        time_within(course.offset_m, course.velocity_m_s, course.duration_s, definite->range_m);
    return span.empty() ? Hazard{} : Hazard{0.0, true, span.begin_s};
  }
  const double finite = std::visit(FiniteUntil{course, course.duration_s}, law);
  if (std::isfinite(finite)) return {finite, false, 0.0};
  return {0.0, true, closest_approach(course.offset_m, course.velocity_m_s, course.duration_s).time_s};
}

double hazard_until(const SensorLaw& law, const Course& course, double time_s) {
  return time_s <= 0.0 ? 0.0 : std::visit(FiniteUntil{course, time_s}, law);
}

double rate_at(const SensorLaw& law, const Course& course, double time_s) {
  const double distance2 = (course.offset_m + time_s * course.velocity_m_s).squaredNorm();
  if (const auto* constant = std::get_if<ConstantRate>(&law)) {
    // The rim belongs to the range; rounding must not put a detection found inside it outside.
    return distance2 <= constant->range_m * constant->range_m * (1.0 + 1e-9) ? constant->rate_per_s : 0.0;
  }
  if (const auto* cube = std::get_if<InverseCube>(&law)) {
    if (distance2 > cube->range_m * cube->range_m * (1.0 + 1e-9)) return 0.0;
    return cube->kh_m3_s / (distance2 * std::sqrt(distance2));
  }
  return 0.0;
}

double range_of(const SensorLaw& law) {
  return std::visit([](const auto& one) { return one.range_m; }, law);
}

SensorLaw with_range(SensorLaw law, double range_m) {
  std::visit([range_m](auto& one) { one.range_m = range_m; }, law);
  return law;
}

}  // namespace panj
