#pragma once

#include "base/geometry.h"
#include "scenario/scenario.h"

namespace panj {

/// A target's straight course relative to a sensor's eye: offset_m + velocity_m_s * t, t in [0, duration_s].
struct Course {
  Point3 offset_m{0.0, 0.0, 0.0};
  Point3 velocity_m_s{0.0, 0.0, 0.0};
  double duration_s = 0.0;
};

/// What a sensor adds to H on a course: a finite part, and whether a detection is certain, first at
/// `certain_s`.
struct Hazard {
  double finite = 0.0;
  bool certain = false;
  double certain_s = 0.0;  ///< since the course began
};

/// Integral of the law's rate over the course, exact: the stretch inside the range by the quadratic in t, and
///   constant_rate: rate times its length;
///   inverse_cube:  kh / d^2 [tau / sqrt(d^2 + w^2 tau^2)], d the closest distance of the unbounded course at
///   tau = 0,
///                  w the relative speed (Koopman 1956, doi:10.1287/opre.4.5.503); certain where it meets the
///                  eye;
///   exponential:   by Gauss-Legendre quadrature after x = d sinh u (x along the course from its closest
///                  approach d), with a relative error below 1e-8;
///   definite_range: certain at the moment of entry;
///   glimpse, trip_line: nothing, they act at single moments (see model/sight.h).
Hazard hazard(const SensorLaw& law, const Course& course);

/// The finite part gathered by time `time_s` of the course.
double hazard_until(const SensorLaw& law, const Course& course, double time_s);

/// Rate [1/s] at time `time_s` of the course; 0 for certain detection and beyond the range.
double rate_at(const SensorLaw& law, const Course& course, double time_s);

double range_of(const SensorLaw& law);
/// The same law with another range.
SensorLaw with_range(SensorLaw law, double range_m);
/// The law under factors: gamma'(r) = rate gamma(r / range). The rate of looks and crossings stays to be
/// multiplied where they happen.
SensorLaw with_factors(SensorLaw law, const Factors& factors);

/// Probability g of one look at a distance.
double glimpse_probability(const GlimpseTable& table, double distance_m);
/// What looks add to H on a course, in the mean over their phase, by the midpoint rule with 16 pieces; what
/// is certain counts as a probability of 1 - 1e-9. For what a class may know of a sensor, not for detection.
double glimpse_hazard(const Glimpse& law, const GlimpseTable& table, const Course& course);

}  // namespace panj
