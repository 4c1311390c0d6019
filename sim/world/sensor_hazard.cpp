#include "world/sensor_hazard.h"

#include <algorithm>
#include <array>
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

/// Nodes and weights of the 8-point Gauss-Legendre rule on [-1, 1] (Abramowitz and Stegun, table 25.4),
/// the positive half.
constexpr std::array gauss_nodes{0.1834346424956498, 0.5255324099163290, 0.7966664774136267,
                                 0.9602898564975363};
constexpr std::array gauss_weights{0.3626837833783620, 0.3137066458778873, 0.2223810344533745,
                                   0.1012285362903763};

template <class Function>
double gauss(const Function& function, double low, double high) {
  const double middle = 0.5 * (low + high);
  const double half = 0.5 * (high - low);
  double sum = 0.0;
  for (std::size_t i = 0; i < gauss_nodes.size(); ++i) {
    sum += gauss_weights[i] *
           (function(middle - half * gauss_nodes[i]) + function(middle + half * gauss_nodes[i]));
  }
  return half * sum;
}

/// Integral of exp(-r / r_0) dx along a straight line, r^2 = closest^2 + x^2. With x = closest sinh u the
/// integrand is smooth however near the line passes; panels are counted from `low`, so that the integral
/// rises with `high`.
double exponential_along(double scale_m, double closest_m, double low_m, double high_m) {
  constexpr double panel = 0.7;  // relative error below 1e-9 up to closest_m = 15 scales
  if (closest_m < 1e-9 * scale_m) {
    // Through the eye: x itself is the distance.
    const auto from_eye = [scale_m](double x_m) {
      return std::copysign(-scale_m * std::expm1(-std::abs(x_m) / scale_m), x_m);
    };
    return from_eye(high_m) - from_eye(low_m);
  }
  const auto integrand = [&](double u) {
    const double r_m = closest_m * std::cosh(u);
    return r_m * std::exp(-r_m / scale_m);
  };
  const double end = std::asinh(high_m / closest_m);
  double sum = 0.0;
  for (double u = std::asinh(low_m / closest_m); u < end; u += panel) {
    sum += gauss(integrand, u, std::min(u + panel, end));
  }
  return sum;
}

double exponential_integral(const ExponentialRate& law, const Course& course, const TimeSpan& span) {
  const double speed_m_s = course.velocity_m_s.norm();
  const double length_m = speed_m_s * span.length_s();
  if (length_m < 1e-6 * law.scale_m) {
    // As good as standing still: the distance changes by less than a millionth of the scale.
    const double middle_s = 0.5 * (span.begin_s + span.end_s);
    const double r_m = (course.offset_m + middle_s * course.velocity_m_s).norm();
    return law.rate_per_s * span.length_s() * std::exp(-r_m / law.scale_m);
  }
  const Point3 ahead = course.velocity_m_s / speed_m_s;
  const double start_m = course.offset_m.dot(ahead);
  const double closest_m = (course.offset_m - start_m * ahead).norm();
  return law.rate_per_s / speed_m_s *
         exponential_along(law.scale_m, closest_m, start_m + speed_m_s * span.begin_s,
                           start_m + speed_m_s * span.end_s);
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
  double operator()(const ExponentialRate& law) const {
    const TimeSpan span = inside(law.range_m);
    return span.empty() ? 0.0 : exponential_integral(law, course, span);
  }
  double operator()(const Glimpse&) const { return 0.0; }
  double operator()(const TripLine&) const { return 0.0; }
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
  const FiniteUntil until_end{course, course.duration_s};
  const auto* constant = std::get_if<ConstantRate>(&law);  // the most frequent law goes by a shorter way
  const double finite = constant != nullptr ? until_end(*constant) : std::visit(until_end, law);
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
  if (const auto* exponential = std::get_if<ExponentialRate>(&law)) {
    if (distance2 > exponential->range_m * exponential->range_m * (1.0 + 1e-9)) return 0.0;
    return exponential->rate_per_s * std::exp(-std::sqrt(distance2) / exponential->scale_m);
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

SensorLaw with_factors(SensorLaw law, const Factors& factors) {
  law = with_range(law, factors.range * range_of(law));
  if (auto* constant = std::get_if<ConstantRate>(&law)) constant->rate_per_s *= factors.rate;
  if (auto* cube = std::get_if<InverseCube>(&law)) {
    cube->kh_m3_s *= factors.rate * factors.range * factors.range * factors.range;
  }
  if (auto* exponential = std::get_if<ExponentialRate>(&law)) {
    exponential->rate_per_s *= factors.rate;
    exponential->scale_m *= factors.range;
  }
  return law;
}

double glimpse_probability(const GlimpseTable& table, double distance_m) {
  const auto& at_m = table.distance_m;
  if (at_m.empty() || distance_m > at_m.back()) return 0.0;
  const auto after =
      static_cast<std::size_t>(std::lower_bound(at_m.begin(), at_m.end(), distance_m) - at_m.begin());
  if (after == 0) return table.probability.front();
  const double share = (distance_m - at_m[after - 1]) / (at_m[after] - at_m[after - 1]);
  return std::lerp(table.probability[after - 1], table.probability[after], share);
}

double glimpse_hazard(const Glimpse& law, const GlimpseTable& table, const Course& course) {
  constexpr int pieces = 16;
  constexpr double as_good_as_certain = 1.0 - 1e-9;
  double sum = 0.0;
  for (int i = 0; i < pieces; ++i) {
    const double time_s = (i + 0.5) / pieces * course.duration_s;
    const double distance_m = (course.offset_m + time_s * course.velocity_m_s).norm();
    if (distance_m > law.range_m) continue;
    sum -= std::log1p(-std::min(glimpse_probability(table, distance_m), as_good_as_certain));
  }
  return sum / pieces * course.duration_s / law.period_s;
}

}  // namespace panj
