#include "terrain/line_of_sight.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include "support/limit_of.h"
#include "support/samples.h"

namespace panj {
namespace {

constexpr SightModel flat_earth{false, 0.0};
constexpr SightModel round_earth{true, 0.13};
constexpr SightModel without_refraction{true, 0.0};

Layer<double> level(const Grid& grid, double height_m = 0.0) {
  return Layer<double>::Constant(grid.rows, grid.columns, height_m);
}

/// Rough ground: heights of neighbouring cells have nothing in common.
Layer<double> rough_ground(const Grid& grid, unsigned seed, double height_m) {
  std::mt19937 random(seed);
  Layer<double> elevation_m(grid.rows, grid.columns);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    elevation_m.data()[cell] = height_m * static_cast<double>(random()) / 4294967296.0;
  }
  return elevation_m;
}

TEST(LineOfSight, AFlatEarthHasNoHorizon) {
  EXPECT_EQ(horizon_m(flat_earth, 10.0, 1.7), std::numeric_limits<double>::infinity());
}

TEST(LineOfSight, SeesAsFarAsTheHorizonOverASmoothEarth) {
  const Grid grid{{0.0, 0.0}, 90.0, 30, 230};
  const Layer<double> elevation_m = level(grid, 700.0);
  const Eye eye{{100.0, 1300.0}, 10.0};
  for (const SightModel& model : {round_earth, without_refraction}) {
    for (const double turn_rad : {0.0, 0.02, -0.05}) {
      const Point towards(std::cos(turn_rad), std::sin(turn_rad));
      const auto is_seen = [&](double distance_m) {
        return sees(grid, elevation_m, model, eye, eye.at_m + distance_m * towards, 1.7);
      };
      EXPECT_NEAR(test::limit_of(is_seen, 1000.0, 20000.0), horizon_m(model, 10.0, 1.7), 1e-5);
    }
  }
}

TEST(LineOfSight, DropIsTheParabolaOfTheEffectiveEarth) {
  EXPECT_NEAR(sight_drop_m(round_earth, 10000.0), 1e8 * 0.87 / (2 * 6371008.8), 1e-12);
  EXPECT_EQ(sight_drop_m(flat_earth, 10000.0), 0.0);
  EXPECT_GT(sight_drop_m(without_refraction, 1000.0), sight_drop_m(round_earth, 1000.0));
}

TEST(LineOfSight, IsSymmetricWhereHeightsAreSwapped) {
  const Grid grid{{0.0, 0.0}, 50.0, 40, 60};
  const Layer<double> elevation_m = rough_ground(grid, 3, 30.0);
  std::mt19937 random(4);
  std::uniform_real_distribution<double> x(0.0, 3000.0);
  std::uniform_real_distribution<double> y(0.0, 2000.0);
  int seen = 0;
  for (int i = 0; i < 2000; ++i) {
    const Point a(x(random), y(random));
    const Point b(x(random), y(random));
    const bool there = sees(grid, elevation_m, round_earth, {a, 12.0}, b, 5.0);
    EXPECT_EQ(there, sees(grid, elevation_m, round_earth, {b, 5.0}, a, 12.0));
    seen += there ? 1 : 0;
  }
  EXPECT_GT(seen, 100);
  EXPECT_LT(seen, 1900);
}

TEST(LineOfSight, GrazesOnAFlatEarth) {
  const Grid grid{{0.0, 0.0}, 30.0, 20, 20};
  const Eye on_the_ground{{100.0, 100.0}, 0.0};
  EXPECT_TRUE(sees(grid, level(grid), flat_earth, on_the_ground, {500.0, 430.0}, 0.0));
  EXPECT_FALSE(sees(grid, level(grid), round_earth, on_the_ground, {500.0, 430.0}, 0.0));
  // Up an even slope, along it.
  Layer<double> ramp = level(grid);
  for (CellId cell = 0; cell < grid.cells(); ++cell) ramp.data()[cell] = 0.3 * grid.centre(cell).x();
  EXPECT_TRUE(sees(grid, ramp, flat_earth, on_the_ground, {500.0, 430.0}, 0.0));
  // An eye sees its own place, on the ground or above it.
  EXPECT_TRUE(sees(grid, ramp, round_earth, on_the_ground, {100.0, 100.0}, 0.0));
  EXPECT_TRUE(sees(grid, ramp, round_earth, {{100.0, 100.0}, 5.0}, {100.0, 100.0}, 0.0));
}

TEST(LineOfSight, FindsTheDomeInsideOneLatticeSquare) {
  // Heights 0, h, h, 0 around one square: along the diagonal between the low corners the surface bulges to
  // h / 2 in the middle, though it is 0 at both crossings of the lattice.
  const Grid grid{{0.0, 0.0}, 100.0, 2, 2};
  Layer<double> elevation_m = level(grid);
  const auto is_seen = [&](double height_m) {
    elevation_m(0, 1) = elevation_m(1, 0) = height_m;
    return sees(grid, elevation_m, flat_earth, {{50.0, 50.0}, 3.0}, {150.0, 150.0}, 3.0);
  };
  EXPECT_NEAR(test::limit_of(is_seen, 0.0, 100.0), 6.0, 1e-8);
  // Eye and target inside the square: the dome between a quarter and three quarters of the way rises h / 8.
  const auto is_seen_inside = [&](double height_m) {
    elevation_m(0, 1) = elevation_m(1, 0) = height_m;
    return sees(grid, elevation_m, flat_earth, {{75.0, 75.0}, 3.0}, {125.0, 125.0}, 3.0);
  };
  EXPECT_NEAR(test::limit_of(is_seen_inside, 0.0, 100.0), 24.0, 1e-8);
}

/// Least clearance along a sight line by fine sampling, refined around every low sample.
double sampled_clearance_m(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model,
                           const Eye& eye, const Point& target, double target_m) {
  const double length_m = (target - eye.at_m).norm();
  const double eye_z_m = ground_height_m(grid, elevation_m, eye.at_m) + eye.height_m;
  const double target_z_m =
      ground_height_m(grid, elevation_m, target) + target_m - sight_drop_m(model, length_m);
  const auto clearance_m = [&](double t) {
    return eye_z_m + t * (target_z_m - eye_z_m) + sight_drop_m(model, t * length_m) -
           ground_height_m(grid, elevation_m, eye.at_m + t * (target - eye.at_m));
  };
  double least_m = std::numeric_limits<double>::infinity();
  const std::function<void(double, double, int)> sample = [&](double from, double to, int depth) {
    constexpr int steps = 60;
    const double step = (to - from) / steps;
    // The ground rises at most `steep` metres over one step.
    const double steep_m = 1.5 * step * length_m;
    for (int i = 0; i <= steps; ++i) {
      const double t = from + i * step;
      const double here_m = clearance_m(t);
      least_m = std::min(least_m, here_m);
      if (depth < 4 && here_m < least_m + steep_m && here_m > -1e-3 && here_m < steep_m) {
        sample(std::max(t - step, 0.0), std::min(t + step, 1.0), depth + 1);
      }
    }
  };
  sample(0.0, 1.0, 0);
  return least_m;
}

TEST(LineOfSight, AgreesWithFineSampling) {
  const Grid grid{{-300.0, 100.0}, 40.0, 25, 31};
  std::mt19937 random(11);
  int seen = 0;
  int in_doubt = 0;
  const int lines = test::trials(1500);
  std::vector<Layer<double>> grounds;
  for (unsigned seed = 0; seed < 7; ++seed) grounds.push_back(rough_ground(grid, seed, 25.0));
  for (int i = 0; i < lines; ++i) {
    const Layer<double>& elevation_m = grounds[static_cast<std::size_t>(i % 7)];
    std::uniform_real_distribution<double> x(-340.0, 980.0);  // a little beyond the rim too
    std::uniform_real_distribution<double> y(60.0, 1140.0);
    const Eye eye{{x(random), y(random)}, i % 5 == 0 ? 0.0 : 9.0};
    const Point target(x(random), y(random));
    const SightModel model = i % 2 == 0 ? round_earth : flat_earth;
    const double clearance_m = sampled_clearance_m(grid, elevation_m, model, eye, target, 4.0);
    if (i % 5 != 0 && std::abs(clearance_m) < 1e-6) {
      ++in_doubt;
      continue;
    }
    const bool is_seen = sees(grid, elevation_m, model, eye, target, 4.0);
    EXPECT_EQ(is_seen, clearance_m >= -1e-9) << "line " << i << ", clearance " << clearance_m;
    seen += is_seen ? 1 : 0;
  }
  EXPECT_LT(in_doubt, 3);
  EXPECT_GT(seen, lines / 10);
  EXPECT_LT(seen, lines - lines / 10);
}

TEST(LineOfSight, VisibleCellsAreThoseThatAreSeen) {
  const Grid grid{{1000.0, 2000.0}, 30.0, 70, 90};
  for (unsigned seed = 0; seed < 6; ++seed) {
    // Rolling ground with rough detail.
    Layer<double> elevation_m = rough_ground(grid, seed, 8.0);
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      const Point at = grid.centre(cell);
      elevation_m.data()[cell] += 40.0 * std::sin(at.x() / 300.0) * std::cos(at.y() / 240.0);
    }
    const Eye eye{{1000.0 + 400.0 * seed, 2900.0}, 10.0};
    const double range_m = 1100.0;
    std::vector<CellId> expected;
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      if ((grid.centre(cell) - eye.at_m).norm() > range_m) continue;
      if (sees(grid, elevation_m, round_earth, eye, grid.centre(cell), 1.7)) expected.push_back(cell);
    }
    EXPECT_EQ(visible_cells(grid, elevation_m, round_earth, eye, range_m, 1.7), expected);
    EXPECT_GT(expected.size(), 50U);
    EXPECT_LT(expected.size(), 3000U);
  }
}

/// How many of the cells within range are not told as `sees` tells them.
int wrongly_told(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
                 double range_m, double target_height_m = 1.7) {
  const std::vector<CellId> visible = visible_cells(grid, elevation_m, model, eye, range_m, target_height_m);
  std::vector<bool> told(static_cast<std::size_t>(grid.cells()), false);
  for (const CellId cell : visible) told[static_cast<std::size_t>(cell)] = true;
  int wrong = 0;
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    const Point centre = grid.centre(cell);
    const bool is_seen =
        (centre - eye.at_m).norm() <= range_m && sees(grid, elevation_m, model, eye, centre, target_height_m);
    wrong += told[static_cast<std::size_t>(cell)] == is_seen ? 0 : 1;
  }
  return wrong;
}

TEST(LineOfSight, HorizonsOfSectorsNeverChangeWhatIsSeen) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  for (unsigned seed = 0; seed < 40; ++seed) {
    const Grid grid{{-100.0, 50.0}, 20.0 + 20.0 * share(random), 20 + static_cast<int>(seed) * 2, 110};
    // Rough, rolling, or nearly smooth; the eye over a centre, or anywhere, beyond the rim too.
    Layer<double> elevation_m = rough_ground(grid, seed, seed % 3 == 0 ? 0.3 : 15.0);
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      const Point at = grid.centre(cell);
      elevation_m.data()[cell] += 60.0 * std::sin(at.x() / 300.0) * std::cos(at.y() / 240.0);
    }
    Eye eye{grid.centre(static_cast<CellId>(share(random) * (grid.cells() - 1))), 12.0 * share(random)};
    if (seed % 2 == 1) eye.at_m += Point(40.0 * share(random), 60.0 * share(random) - 40.0);
    const double range_m = 300.0 + 3000.0 * share(random);
    EXPECT_EQ(wrongly_told(grid, elevation_m, seed % 4 == 0 ? flat_earth : round_earth, eye, range_m), 0)
        << "seed " << seed;
  }
}

TEST(LineOfSight, EyesAndTargetsOnTheGroundSeeTheSame) {
  // Lines begin and end in the ground itself: the first and last squares decide by rounding alone.
  std::mt19937 random(11);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  int seen = 0;
  for (unsigned seed = 0; seed < 30; ++seed) {
    const Grid grid{{0.0, 0.0}, 30.0, 50, 60};
    const Layer<double> elevation_m =
        seed % 5 == 0 ? level(grid, 100.0) : rough_ground(grid, seed, seed % 2 == 0 ? 2.0 : 40.0);
    Eye eye{grid.centre(grid.cell(10 + static_cast<int>(seed), 30)), seed % 3 == 2 ? 1e-9 : 0.0};
    if (seed % 4 >= 2) eye.at_m += Point(30.0 * share(random), 15.0);
    for (const double target_height_m : {0.0, 1.7}) {
      const SightModel& model = seed % 2 == 0 ? flat_earth : round_earth;
      EXPECT_EQ(wrongly_told(grid, elevation_m, model, eye, 900.0, target_height_m), 0)
          << "seed " << seed << ", target at " << target_height_m;
      seen += static_cast<int>(visible_cells(grid, elevation_m, model, eye, 900.0, target_height_m).size());
    }
  }
  EXPECT_GT(seen, 5000);
}

TEST(LineOfSight, RangeIsInclusiveAndHeldToTheGrid) {
  const Grid grid{{0.0, 0.0}, 10.0, 3, 5};
  const Eye eye{{5.0, 15.0}, 2.0};
  const std::vector<CellId> near{0, 5, 6, 10};
  EXPECT_EQ(visible_cells(grid, level(grid), flat_earth, eye, 10.0, 0.0), near);
  EXPECT_EQ(visible_cells(grid, level(grid), flat_earth, eye, 1e6, 0.0).size(), 15U);
  EXPECT_TRUE(visible_cells(grid, level(grid), flat_earth, {{900.0, 15.0}, 2.0}, 10.0, 0.0).empty());
}

TEST(LineOfSight, GroundIsBilinearAndHeldAtTheRim) {
  const Grid grid{{0.0, 0.0}, 10.0, 2, 2};
  Layer<double> elevation_m(2, 2);
  elevation_m << 0.0, 10.0, 20.0, 50.0;
  EXPECT_DOUBLE_EQ(ground_height_m(grid, elevation_m, {5.0, 5.0}), 0.0);
  EXPECT_DOUBLE_EQ(ground_height_m(grid, elevation_m, {10.0, 10.0}), 20.0);
  EXPECT_DOUBLE_EQ(ground_height_m(grid, elevation_m, {7.5, 12.5}), 0.0625 * 10 + 0.5625 * 20 + 0.1875 * 50);
  EXPECT_DOUBLE_EQ(ground_height_m(grid, elevation_m, {-50.0, 10.0}), 10.0);
  EXPECT_DOUBLE_EQ(ground_height_m(grid, elevation_m, {100.0, 100.0}), 50.0);
  const Grid one_cell{{0.0, 0.0}, 10.0, 1, 1};
  EXPECT_DOUBLE_EQ(ground_height_m(one_cell, level(one_cell, 7.0), {3.0, 8.0}), 7.0);
}

}  // namespace
}  // namespace panj
