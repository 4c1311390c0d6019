#include "terrain/movement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/units.h"
#include "support/random_ground.h"

namespace panj {
namespace {

using Kind = MovementLaw::Kind;

double tobler_km_h(double slope) {
  return km_h_from_m_s(1000.0 / step_time_s({.kind = Kind::tobler}, 1000.0, 1000.0 * slope));
}

TEST(StepTime, ToblerWalksAtItsPublishedSpeeds) {
  for (const double slope : {0.0, 0.1, -0.1, 0.3, -0.05, 2.0, -3.0}) {
    const double expected_km_h = 6.0 * std::exp(-3.5 * std::abs(slope + 0.05));
    EXPECT_NEAR(tobler_km_h(slope) / expected_km_h, 1.0, 1e-12) << slope;
  }
}

TEST(StepTime, FactorIsOnSpeed) {
  EXPECT_DOUBLE_EQ(step_time_s({.kind = Kind::tobler, .factor = 0.6}, 100.0, 20.0),
                   step_time_s({.kind = Kind::tobler}, 100.0, 20.0) / 0.6);
  EXPECT_DOUBLE_EQ(step_time_s({.kind = Kind::naismith_langmuir, .factor = 0.5}, 100.0, 20.0),
                   2.0 * (72.0 + 120.0));
}

TEST(StepTime, NaismithLangmuirHasFourStretches) {
  const MovementLaw law{.kind = Kind::naismith_langmuir};
  EXPECT_DOUBLE_EQ(step_time_s(law, 100.0, 0.0), 72.0);
  EXPECT_DOUBLE_EQ(step_time_s(law, 100.0, 10.0), 72.0 + 60.0);
  EXPECT_DOUBLE_EQ(step_time_s(law, 100.0, -10.0), 72.0 - 19.998);
  EXPECT_DOUBLE_EQ(step_time_s(law, 100.0, -21.25), 72.0 - 1.9998 * 21.25);
  EXPECT_DOUBLE_EQ(step_time_s(law, 100.0, -21.26), 72.0 + 1.9998 * 21.26);
}

TEST(StepTime, ConstantDoesNotMindTheSlope) {
  EXPECT_DOUBLE_EQ(step_time_s({.kind = Kind::constant, .speed_m_s = 2.0}, 100.0, 500.0), 50.0);
}

TEST(StepTime, VehiclesGoByTheSlopeEitherWay) {
  const MovementLaw law{.kind = Kind::vehicle, .by_slope = {{5.0, 10.0, 30.0}, {20.0, 10.0, 2.0}}};
  const auto time_s = [&law](double slope_deg) {
    return step_time_s(law, 100.0, 100.0 * std::tan(rad_from_deg(slope_deg)));
  };
  EXPECT_NEAR(time_s(0.0), 100.0 / 20.0, 1e-9);
  EXPECT_NEAR(time_s(5.0), 100.0 / 20.0, 1e-9);
  EXPECT_NEAR(time_s(7.5), 100.0 / 15.0, 1e-9);
  EXPECT_NEAR(time_s(-20.0), 100.0 / 6.0, 1e-9);
  EXPECT_NEAR(time_s(30.0), 100.0 / 2.0, 1e-6);
  EXPECT_EQ(time_s(30.1), never_s);
}

TEST(StepTime, AVehicleStandsWhereItsSpeedIsZero) {
  const MovementLaw law{.kind = Kind::vehicle, .by_slope = {{0.0, 20.0}, {20.0, 0.0}}};
  EXPECT_NEAR(step_time_s(law, 100.0, 0.0), 5.0, 1e-12);
  EXPECT_EQ(step_time_s(law, 100.0, 100.0 * std::tan(rad_from_deg(20.0))), never_s);
}

TEST(StepTime, AStandingMoverNeverArrives) {
  EXPECT_EQ(step_time_s({.kind = Kind::constant, .speed_m_s = 0.0}, 100.0, 0.0), never_s);
  EXPECT_EQ(step_time_s({.kind = Kind::tobler, .factor = 0.0}, 100.0, 0.0), never_s);
}

TEST(Moves, OppositesDifferInTheLastBit) {
  for (std::size_t d = 0; d < moves.size(); ++d) {
    EXPECT_EQ(moves[d].row, -moves[d ^ 1U].row);
    EXPECT_EQ(moves[d].column, -moves[d ^ 1U].column);
    EXPECT_DOUBLE_EQ(length_in_cells(static_cast<int>(d)), std::hypot(moves[d].row, moves[d].column));
  }
}

/// Cells strictly inside which the segment of a move runs, found by sampling it densely.
std::vector<std::pair<int, int>> passed_over(Move move) {
  std::vector<std::pair<int, int>> cells;
  for (int k = 1; k < 1000; ++k) {
    const double t = (k + 0.1234) / 1001.0;
    const std::pair<int, int> cell{static_cast<int>(std::lround(t * move.row)),
                                   static_cast<int>(std::lround(t * move.column))};
    if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
  }
  return cells;
}

TEST(Moves, CellsBetweenAreThoseThatTheSegmentPassesOver) {
  for (int d = 0; d < 16; ++d) {
    const Move move = moves[static_cast<std::size_t>(d)];
    const CellsBetween between = cells_between(d);
    std::vector<std::pair<int, int>> expected{{0, 0}, {move.row, move.column}};
    if (is_knights(d)) {
      expected.emplace_back(between.first.row, between.first.column);
      expected.emplace_back(between.second.row, between.second.column);
    }
    std::vector<std::pair<int, int>> found = passed_over(move);
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, expected) << d;
  }
}

TEST(MoveTime, FrictionIsTheMeanOverTheCellsPassedOver) {
  auto field = test::level_ground(3, 3, 100.0);
  field.law = {.kind = Kind::constant, .speed_m_s = 1.0};
  field.friction << 1, 2, 4, 8, 16, 32, 64, 128, 256;
  const Ground ground = field.ground();
  EXPECT_DOUBLE_EQ(move_time_s(ground, 0, 0), 100.0 * 1.5);                   // east
  EXPECT_DOUBLE_EQ(move_time_s(ground, 0, 4), 100.0 * std::sqrt(2.0) * 8.5);  // north-east
  EXPECT_DOUBLE_EQ(move_time_s(ground, 0, 8), 100.0 * std::sqrt(5.0) * (1 + 2 + 16 + 32) / 4.0);
  EXPECT_DOUBLE_EQ(move_time_s(ground, 0, 10), 100.0 * std::sqrt(5.0) * (1 + 8 + 16 + 128) / 4.0);
}

TEST(MoveTime, TollsAreAddedBothWays) {
  auto field = test::level_ground(3, 3, 100.0);
  field.law = {.kind = Kind::constant, .speed_m_s = 1.0};
  field.friction *= 2.0F;
  MoveTable<double> tolls_s(field.grid);
  tolls_s.set(0, 5, 8, 33.0);
  tolls_s.set(3, 4, 0, never_s);
  Ground ground = field.ground();
  ground.tolls_s = &tolls_s;
  EXPECT_DOUBLE_EQ(move_time_s(ground, 0, 8), 200.0 * std::sqrt(5.0) + 33.0);
  EXPECT_DOUBLE_EQ(move_time_s(ground, 5, 9), 200.0 * std::sqrt(5.0) + 33.0);
  EXPECT_EQ(move_time_s(ground, 3, 0), never_s);
  EXPECT_EQ(move_time_s(ground, 4, 1), never_s);
  EXPECT_DOUBLE_EQ(move_time_s(ground, 0, 0), 200.0);
}

TEST(Moves, DirectionBetweenIsTheirs) {
  const Grid grid{{0.0, 0.0}, 100.0, 5, 5};
  for (std::size_t d = 0; d < moves.size(); ++d)
    EXPECT_EQ(direction_between(grid, 12, 12 + grid.cell(moves[d].row, moves[d].column)),
              static_cast<int>(d));
  EXPECT_EQ(direction_between(grid, 12, 12), -1);
  EXPECT_EQ(direction_between(grid, 0, 24), -1);
}

TEST(MoveTime, UpAndDownDiffer) {
  auto field = test::level_ground(1, 2, 100.0);
  field.law = {.kind = Kind::naismith_langmuir};
  field.elevation_m << 0.0, 10.0;
  EXPECT_DOUBLE_EQ(move_time_s(field.ground(), 0, 0), 132.0);
  EXPECT_DOUBLE_EQ(move_time_s(field.ground(), 1, 1), 72.0 - 19.998);
}

TEST(MoveTime, ClosedWhereATouchedCellIsClosed) {
  for (int closed = 1; closed < 9; ++closed) {
    auto field = test::level_ground(3, 3, 100.0);
    field.law = {.kind = Kind::constant, .speed_m_s = 1.0};
    field.open.data()[closed] = 0;
    const auto is_closed = [&](int direction) {
      return move_time_s(field.ground(), 0, direction) == never_s;
    };
    EXPECT_EQ(is_closed(0), closed == 1);
    EXPECT_EQ(is_closed(2), closed == 3);
    EXPECT_EQ(is_closed(4), closed == 1 || closed == 3 || closed == 4);
    EXPECT_EQ(is_closed(8), closed == 1 || closed == 4 || closed == 5);
    EXPECT_EQ(is_closed(10), closed == 3 || closed == 4 || closed == 7);
  }
}

TEST(MoveTime, NothingLeavesTheGridOrTheNeighbourhood) {
  auto field = test::level_ground(2, 2, 100.0);
  field.law = {.kind = Kind::constant, .speed_m_s = 1.0};
  EXPECT_EQ(move_time_s(field.ground(), 0, 1), never_s);
  EXPECT_EQ(move_time_s(field.ground(), 0, 8), never_s);
  EXPECT_EQ(move_time_s(field.ground(), -1, 0), never_s);
  EXPECT_EQ(move_time_s(field.ground(), 4, 0), never_s);
  EXPECT_EQ(move_time_s(field.ground(), 0, 16), never_s);
  auto large = test::level_ground(3, 3, 100.0);
  large.law = field.law;
  EXPECT_LT(move_time_s(large.ground(), 0, 8), never_s);
  EXPECT_EQ(move_time_s(large.ground(Neighbourhood::eight), 0, 8), never_s);
}

TEST(MoveTime, WhatIsNotANumberIsClosed) {
  auto field = test::level_ground(1, 3, 100.0);
  field.elevation_m(0, 1) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(move_time_s(field.ground(), 0, 0), never_s);
  auto rough = test::level_ground(1, 3, 100.0);
  rough.friction(0, 1) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(move_time_s(rough.ground(), 0, 0), never_s);
}

TEST(Slope, IsExactOnAPlaneUpToTheRim) {
  const Grid grid{{0.0, 0.0}, 50.0, 4, 5};
  Layer<double> z(4, 5);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    const Point centre = grid.centre(cell);
    z.data()[cell] = 100.0 + 0.3 * centre.x() - 0.4 * centre.y();
  }
  const Layer<float> slope = slope_rad(grid, z);
  for (CellId cell = 0; cell < grid.cells(); ++cell)
    EXPECT_NEAR(slope.data()[cell], std::atan(0.5), 1e-6) << cell;
}

TEST(Slope, WeighsTheNeighboursAsHornDoes) {
  const Grid grid{{0.0, 0.0}, 1.0, 3, 3};
  Layer<double> z = Layer<double>::Zero(3, 3);
  z(1, 2) = 1.0;  // weight 2 of 8
  EXPECT_NEAR(slope_rad(grid, z)(1, 1), std::atan(0.25), 1e-6);
  z(1, 2) = 0.0;
  z(2, 2) = 1.0;  // weight 1 of 8 both ways
  EXPECT_NEAR(slope_rad(grid, z)(1, 1), std::atan(std::sqrt(2.0) / 8.0), 1e-6);
}

TEST(OpenCells, CloseWhatIsTooSteepAndKeepWhatWasClosed) {
  const Grid grid{{0.0, 0.0}, 100.0, 1, 6};
  Layer<double> z(1, 6);
  z << 0.0, 0.0, 0.0, 100.0, 200.0, 200.0;
  Layer<std::uint8_t> base = Layer<std::uint8_t>::Ones(1, 6);
  base(0, 0) = 0;
  const Layer<std::uint8_t> open = open_cells(grid, z, &base, {.max_slope_deg = 40.0});
  // Slopes over two cells: 0, 0, 1/2, 1, 1/2, 0: only the middle of the step exceeds tan 40 = 0.84.
  const std::vector<int> expected{0, 1, 1, 0, 1, 1};
  for (CellId cell = 0; cell < 6; ++cell)
    EXPECT_EQ(open.data()[cell], expected[static_cast<std::size_t>(cell)]);
  const Layer<std::uint8_t> unlimited = open_cells(grid, z, nullptr, {.max_slope_deg = 90.0});
  EXPECT_EQ(unlimited.cast<int>().sum(), 6);
}

}  // namespace
}  // namespace panj
