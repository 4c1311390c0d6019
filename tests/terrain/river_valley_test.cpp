#include "terrain/river_valley.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace panj {
namespace {

const Grid valley_grid{{0.0, 0.0}, 250.0, 160, 200};  // 50 x 40 km
constexpr double depth_m = 200.0;

Layer<double> of(const std::function<double(const Point&)>& height) {
  Layer<double> layer(valley_grid.rows, valley_grid.columns);
  for (CellId cell = 0; cell < valley_grid.cells(); ++cell)
    layer.data()[cell] = height(valley_grid.centre(cell));
  return layer;
}

const Polyline line({{-2000.0, 20000.0}, {52000.0, 20000.0}});

TEST(River, FallsTheWayTheBaseFallsAndNeverRisesAboveIt) {
  const Layer<double> mountain = Layer<double>::Ones(valley_grid.rows, valley_grid.columns);
  // Down to the east, with bumps that a river would have to climb.
  const Layer<double> base = of([](const Point& at) {
    return 3000.0 - 0.02 * at.x() + 300.0 * std::sin(at.x() / 4000.0) + 0.05 * std::abs(at.y() - 20000.0);
  });
  const River river = river_along(line, valley_grid, {base, mountain, depth_m});
  ASSERT_EQ(river.size(), 1U);
  ASSERT_GT(river[0].size(), 190U);
  for (std::size_t i = 1; i < river[0].size(); ++i) {
    EXPECT_LT(river[0][i].bed_m, river[0][i - 1].bed_m);
    const CellId cell = valley_grid.at(river[0][i].at_m);
    if (cell != no_cell) {
      EXPECT_LE(river[0][i].bed_m, base.data()[cell] - depth_m + 0.1);
    }
  }
  // Mirrored ground, mirrored river.
  const Layer<double> mirrored = base.rowwise().reverse();
  const River back = river_along(line, valley_grid, {mirrored, mountain, depth_m});
  ASSERT_EQ(back.size(), 1U);
  EXPECT_GT(back[0].back().bed_m, back[0].front().bed_m + 500.0);
}

TEST(River, CutsPlainsByAFewMetresOnly) {
  const Layer<double> base = of([](const Point& at) { return 500.0 - 0.001 * at.x(); });
  const Layer<double> plain = Layer<double>::Zero(valley_grid.rows, valley_grid.columns);
  const River river = river_along(line, valley_grid, {base, plain, depth_m});
  ASSERT_EQ(river.size(), 1U);
  for (const RiverPoint& point : river[0]) {
    EXPECT_NEAR(point.bed_m, 500.0 - 0.001 * point.at_m.x() - 6.0, 1.5);
  }
}

TEST(River, DoesNotRunAlongACrest) {
  const Layer<double> mountain = Layer<double>::Ones(valley_grid.rows, valley_grid.columns);
  const Layer<double> ridge = of([](const Point& at) { return 4000.0 - 0.1 * std::abs(at.y() - 20000.0); });
  EXPECT_TRUE(river_along(line, valley_grid, {ridge, mountain, depth_m}).empty());
  // West of 25 km a valley, east of it a crest.
  const Layer<double> both = of([](const Point& at) {
    const double side = 0.1 * std::abs(at.y() - 20000.0);
    return at.x() < 25000.0 ? 2000.0 + side : 4000.0 - side;
  });
  const River river = river_along(line, valley_grid, {both, mountain, depth_m});
  ASSERT_EQ(river.size(), 1U);
  EXPECT_NEAR(river[0].back().at_m.x(), 25000.0, 600.0);
}

TEST(River, IsNothingWhereTheLineIsElsewhere) {
  const Layer<double> flat = Layer<double>::Constant(valley_grid.rows, valley_grid.columns, 1000.0);
  const Polyline far({{0.0, 90000.0}, {50000.0, 90000.0}});
  EXPECT_TRUE(river_along(far, valley_grid, {flat, flat * 0.0, depth_m}).empty());
}

TEST(ValleyOf, MeasuresDistanceAndTakesTheBedNearBy) {
  const River river{{{{0.0, 20000.0}, 0.0, 1000.0, 1.0},
                     {{250.0, 20000.0}, 250.0, 999.0, 1.0},
                     {{500.0, 20000.0}, 500.0, 998.0, 1.0}}};
  const Valley valley = valley_of(river, valley_grid, 3000.0);
  const CellId beside = valley_grid.at({260.0, 21100.0});
  EXPECT_NEAR(valley.distance_m.data()[beside], std::abs(valley_grid.centre(beside).y() - 20000.0), 1e-9);
  EXPECT_NEAR(valley.along_bed_m.data()[beside], 1000.0 - valley_grid.centre(beside).x() / 250.0, 1e-9);
  EXPECT_NEAR(valley.bed_m.data()[beside], 999.0, 0.5);
  EXPECT_TRUE(std::isinf(valley.distance_m.data()[valley_grid.at({260.0, 24000.0})]));
}

TEST(ValleyOf, LaysNothingAcrossGapsOfTheLine) {
  const River river{{{{10000.0, 20000.0}, 0.0, 1000.0, 1.0}, {{40000.0, 20000.0}, 90000.0, 900.0, 1.0}}};
  EXPECT_TRUE(valley_of(river, valley_grid, 3000.0).distance_m.isInf().all());
}

}  // namespace
}  // namespace panj
