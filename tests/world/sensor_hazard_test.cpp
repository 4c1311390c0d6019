#include "world/sensor_hazard.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "support/samples.h"

namespace panj {
namespace {

/// Midpoint rule over the rate: the plain twin of the closed forms.
double by_quadrature(const SensorLaw& law, const Course& course, double until_s) {
  constexpr int steps = 400'000;
  const double dt = until_s / steps;
  double sum = 0.0;
  for (int i = 0; i < steps; ++i) sum += rate_at(law, course, (i + 0.5) * dt) * dt;
  return sum;
}

Course random_course(std::mt19937& engine) {
  const auto draw = [&engine](double scale) {
    return scale * (2.0 * static_cast<double>(engine()) / 4294967295.0 - 1.0);
  };
  Course course;
  course.offset_m = {draw(2000.0), draw(2000.0), draw(200.0)};
  course.velocity_m_s = {draw(3.0), draw(3.0), draw(0.5)};
  course.duration_s = 900.0 + draw(600.0);
  return course;
}

TEST(SensorHazard, ClosedFormsAgreeWithQuadrature) {
  std::mt19937 engine(7);
  int inside = 0;
  const int courses = std::max(8, test::trials(40));
  for (int i = 0; i < courses; ++i) {
    const Course course = random_course(engine);
    const SensorLaw laws[] = {ConstantRate{0.001, 1500.0}, InverseCube{2.0e6, 1800.0}};
    for (const SensorLaw& law : laws) {
      const double whole = hazard(law, course).finite;
      EXPECT_NEAR(whole, by_quadrature(law, course, course.duration_s), 1e-5 * (1.0 + whole));
      const double half = hazard_until(law, course, 0.5 * course.duration_s);
      EXPECT_NEAR(half, by_quadrature(law, course, 0.5 * course.duration_s), 1e-5 * (1.0 + half));
      inside += whole > 0.0 ? 1 : 0;
    }
  }
  EXPECT_GT(inside, courses * 3 / 4);
}

TEST(SensorHazard, ConstantRateGathersOverTheChord) {
  // 600 m from the centre of a disc of 1000 m the chord is 1600 m: 800 s at 2 m/s.
  const Course course{{-2000.0, 600.0, 0.0}, {2.0, 0.0, 0.0}, 2000.0};
  EXPECT_DOUBLE_EQ(hazard(ConstantRate{0.001, 1000.0}, course).finite, 0.8);
  EXPECT_DOUBLE_EQ(hazard_until(ConstantRate{0.001, 1000.0}, course, 1000.0), 0.4);
}

TEST(SensorHazard, DefiniteRangeIsCertainAtTheMomentOfEntry) {
  const Course course{{-2000.0, 600.0, 0.0}, {2.0, 0.0, 0.0}, 2000.0};
  const Hazard found = hazard(DefiniteRange{1000.0}, course);
  EXPECT_TRUE(found.certain);
  EXPECT_DOUBLE_EQ(found.certain_s, 600.0);
  EXPECT_FALSE(hazard(DefiniteRange{599.9}, course).certain);
}

TEST(SensorHazard, SlantRangeCountsHeight) {
  const Course course{{-2000.0, 0.0, 800.0}, {2.0, 0.0, 0.0}, 2000.0};
  EXPECT_NEAR(hazard(DefiniteRange{1000.0}, course).certain_s, (2000.0 - 600.0) / 2.0, 1e-9);
  EXPECT_FALSE(hazard(DefiniteRange{799.0}, course).certain);
}

TEST(SensorHazard, InverseCubeOfAWholePassage) {
  // Koopman: a passage from far to far at lateral range x gives 2 kh / (w x^2).
  const double x = 500.0;
  const Course course{{-5e7, x, 0.0}, {4.0, 0.0, 0.0}, 2.5e7};
  const double kh = 1.0e6;
  EXPECT_NEAR(hazard(InverseCube{kh, 1e9}, course).finite, 2.0 * kh / (4.0 * x * x), 1e-9);
}

TEST(SensorHazard, InverseCubeKeepsItsDigitsFarFromTheClosestApproach) {
  // Straight away from the eye: kh / (2 w) (1 / r1^2 - 1 / r2^2), although d is 0.
  const Course course{{1000.0, 0.0, 0.0}, {1.0, 0.0, 0.0}, 1000.0};
  const double exact = 1.0e6 / 2.0 * (1.0 / 1.0e6 - 1.0 / 4.0e6);
  EXPECT_NEAR(hazard(InverseCube{1.0e6, 5000.0}, course).finite, exact, 1e-12 * exact);
}

TEST(SensorHazard, MeetingTheEyeIsCertain) {
  const Course course{{-1000.0, 0.0, 0.0}, {1.0, 0.0, 0.0}, 2000.0};
  const Hazard found = hazard(InverseCube{1.0, 5000.0}, course);
  EXPECT_TRUE(found.certain);
  EXPECT_DOUBLE_EQ(found.certain_s, 1000.0);
}

TEST(SensorHazard, StandingStillGathersAtTheRateThere) {
  const Course course{{300.0, 400.0, 0.0}, {0.0, 0.0, 0.0}, 60.0};
  EXPECT_DOUBLE_EQ(hazard(InverseCube{1.25e6, 1000.0}, course).finite, 1.25e6 / 1.25e8 * 60.0);
  EXPECT_DOUBLE_EQ(hazard(ConstantRate{0.01, 500.0}, course).finite, 0.6);
  EXPECT_EQ(hazard(ConstantRate{0.01, 499.0}, course).finite, 0.0);
}

TEST(SensorHazard, RangeCanBeReplaced) {
  const SensorLaw law = with_range(InverseCube{3.0, 100.0}, 250.0);
  EXPECT_EQ(range_of(law), 250.0);
  EXPECT_EQ(std::get<InverseCube>(law).kh_m3_s, 3.0);
}

TEST(SensorHazard, ExponentialAgreesWithQuadratureToItsStatedError) {
  std::mt19937 engine(11);
  int inside = 0;
  const int courses = std::max(16, test::trials(60));
  for (int i = 0; i < courses; ++i) {
    Course course = random_course(engine);
    // Through the eye, nearly so, and slowly.
    if (i % 4 == 1) course.offset_m = -0.5 * course.duration_s * course.velocity_m_s;
    if (i % 4 == 2) course.offset_m = -0.3 * course.duration_s * course.velocity_m_s + Point3(0.01, 0.0, 0.0);
    if (i % 4 == 3) course.velocity_m_s *= 1e-4;
    const ExponentialRate law{0.002, 50.0 + 600.0 * i / courses, 1500.0};
    // Simpson's rule on each side of the closest approach, where the distance may have a kink.
    const TimeSpan span = time_within(course.offset_m, course.velocity_m_s, course.duration_s, law.range_m);
    const auto rate = [&](double t) {
      return law.rate_per_s * std::exp(-(course.offset_m + t * course.velocity_m_s).norm() / law.scale_m);
    };
    const auto simpson = [&rate](double from, double to) {
      constexpr int pieces = 200'000;
      const double step = (to - from) / pieces;
      double sum = rate(from) + rate(to);
      for (int k = 1; k < pieces; ++k) sum += (k % 2 == 0 ? 2.0 : 4.0) * rate(from + k * step);
      return sum * step / 3.0;
    };
    double expected = 0.0;
    if (!span.empty()) {
      const double nearest_s =
          closest_approach(course.offset_m, course.velocity_m_s, course.duration_s).time_s;
      const double middle_s = std::clamp(nearest_s, span.begin_s, span.end_s);
      expected = simpson(span.begin_s, middle_s) + simpson(middle_s, span.end_s);
    }
    const double found = hazard(law, course).finite;
    EXPECT_NEAR(found, expected, 1e-8 * expected + 1e-15) << i;
    inside += found > 0.0 ? 1 : 0;
  }
  EXPECT_GT(inside, courses * 2 / 3);
}

TEST(SensorHazard, ExponentialRisesEverywhereUpToItsWhole) {
  const ExponentialRate law{0.01, 300.0, 1500.0};
  const Course course{{-1800.0, 20.0, 1.0}, {1.5, 0.1, 0.0}, 2400.0};
  double before = 0.0;
  for (int i = 0; i <= 3000; ++i) {
    const double now = hazard_until(law, course, 0.8 * i);
    EXPECT_GE(now, before * (1.0 - 1e-15));
    before = now;
  }
  EXPECT_DOUBLE_EQ(before, hazard(law, course).finite);
  EXPECT_NEAR((hazard_until(law, course, 1000.01) - hazard_until(law, course, 999.99)) / 0.02,
              rate_at(law, course, 1000.0), 1e-8);
}

TEST(SensorHazard, FactorsStretchDistancesAndMultiplyRates) {
  // Under a range factor f a law sees at f r what the plain one sees at r.
  const Factors factors{0.5, 3.0};
  const SensorLaw laws[] = {ConstantRate{0.001, 900.0}, InverseCube{2e6, 900.0},
                            ExponentialRate{0.01, 250.0, 900.0}};
  for (const SensorLaw& law : laws) {
    const SensorLaw changed = with_factors(law, factors);
    EXPECT_DOUBLE_EQ(range_of(changed), 450.0);
    for (const double r_m : {50.0, 200.0, 440.0, 460.0}) {
      const Course near{{r_m, 0.0, 0.0}, {0.0, 0.0, 0.0}, 1.0};
      const Course far{{2.0 * r_m, 0.0, 0.0}, {0.0, 0.0, 0.0}, 1.0};
      EXPECT_DOUBLE_EQ(rate_at(changed, near, 0.0), 3.0 * rate_at(law, far, 0.0));
    }
  }
  EXPECT_DOUBLE_EQ(range_of(with_factors(DefiniteRange{800.0}, factors)), 400.0);
}

TEST(SensorHazard, GlimpsesAreLinearBetweenTheirDistances) {
  const GlimpseTable table{{100.0, 200.0, 400.0}, {0.9, 0.5, 0.1}};
  EXPECT_EQ(glimpse_probability(table, 0.0), 0.9);
  EXPECT_EQ(glimpse_probability(table, 100.0), 0.9);
  EXPECT_DOUBLE_EQ(glimpse_probability(table, 150.0), 0.7);
  EXPECT_DOUBLE_EQ(glimpse_probability(table, 300.0), 0.3);
  EXPECT_DOUBLE_EQ(glimpse_probability(table, 400.0), 0.1);
  EXPECT_EQ(glimpse_probability(table, 400.1), 0.0);
}

TEST(SensorHazard, LooksAddTheirMeanOverThePhase) {
  // Standing 150 m away: -ln(1 - 0.7) in each period. Passing through the range of 200 m takes 40 s of 100.
  const GlimpseTable table{{100.0, 200.0}, {0.9, 0.5}};
  const Course stands{{150.0, 0.0, 0.0}, {0.0, 0.0, 0.0}, 600.0};
  EXPECT_NEAR(glimpse_hazard({60.0, 200.0}, table, stands), 10.0 * -std::log(0.3), 1e-12);
  EXPECT_EQ(glimpse_hazard({60.0, 140.0}, table, stands), 0.0);
  const GlimpseTable level{{200.0}, {0.5}};
  const Course passes{{-480.0, 0.0, 0.0}, {10.0, 0.0, 0.0}, 96.0};
  EXPECT_NEAR(glimpse_hazard({20.0, 200.0}, level, passes), 2.0 * std::log(2.0), 0.5 * std::log(2.0));
}

}  // namespace
}  // namespace panj
