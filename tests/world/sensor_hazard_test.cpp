#include "world/sensor_hazard.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

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
  for (int i = 0; i < 40; ++i) {
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
  EXPECT_GT(inside, 30);
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

}  // namespace
}  // namespace panj
