#include "terrain/line_cuts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "support/random_ground.h"
#include "terrain/least_time.h"

namespace panj {
namespace {

using test::level_ground;
using test::RandomGround;

constexpr std::array<Neighbourhood, 2> both{Neighbourhood::eight, Neighbourhood::sixteen};

MoveTable<double> closed_by(std::span<const Point> line, const Grid& grid) {
  MoveTable<double> tolls_s(grid);
  for (const MoveCut& cut : moves_cut_by(line, grid)) tolls_s.set(cut.cell, cut.to, cut.direction, never_s);
  return tolls_s;
}

/// Cells that can be reached from the south-west corner.
std::vector<bool> reached_cells(const Ground& ground) {
  const std::array<Seed, 1> seeds{{{0, 0.0}}};
  std::vector<bool> result;
  for (const float time_s : least_time(ground, seeds, Heading::from_seeds).time_s)
    result.push_back(std::isfinite(time_s));
  return result;
}

RandomGround level_plane() {
  RandomGround field = level_ground(30, 40, 100.0);
  field.law = {.kind = MovementLaw::Kind::constant, .speed_m_s = 1.0};
  return field;
}

/// Is the south-west corner's side of the plane reached as a whole, and nothing else?
void expect_separated(const RandomGround& field, const Ground& ground,
                      const std::function<double(const Point&)>& side) {
  const std::vector<bool> found = reached_cells(ground);
  const bool here = side(field.grid.centre(0)) > 0.0;
  for (CellId cell = 0; cell < field.grid.cells(); ++cell) {
    if (field.open.data()[cell] == 0) continue;
    const bool same = (side(field.grid.centre(cell)) > 0.0) == here;
    EXPECT_EQ(found[static_cast<std::size_t>(cell)], same) << field.grid.centre(cell).transpose();
  }
}

TEST(Wall, OfCellsOneWideIsNeverPassed) {
  // Straight up, along a diagonal whose cells touch at their corners alone, and along a knight's move.
  for (const int kind : {0, 1, 2}) {
    RandomGround field = level_plane();
    const auto column = [kind](std::int32_t row) {
      return kind == 0 ? 20 : kind == 1 ? 5 + row : 5 + 2 * row;
    };
    for (std::int32_t row = 0; row < field.grid.rows; ++row) {
      if (column(row) < field.grid.columns) field.open(row, column(row)) = 0;
      // A knight's wall has two cells in a row: at one it would be full of holes.
      if (kind == 2 && column(row) + 1 < field.grid.columns) field.open(row, column(row) + 1) = 0;
    }
    const auto side = [&](const Point& at) {
      const CellId cell = field.grid.at(at);
      return static_cast<double>(column(field.grid.row(cell)) - field.grid.column(cell));
    };
    for (const Neighbourhood neighbourhood : both) expect_separated(field, field.ground(neighbourhood), side);
  }
}

TEST(Wall, OfALineIsNeverPassedHoweverItRuns) {
  const RandomGround field = level_plane();
  for (const double angle_deg :
       {0.0, 17.0, 26.565051177, 45.0, 63.4349488, 80.0, 90.0, 123.0, 135.0, 171.0}) {
    // Through the middle of a cell, through a corner of cells, and anywhere.
    for (const Point& through : {Point(2050.0, 1550.0), Point(2000.0, 1500.0), Point(1931.7, 1612.9)}) {
      const double angle = angle_deg * 3.14159265358979 / 180.0;
      const Point along(std::cos(angle), std::sin(angle));
      const std::vector<Point> line{through - 6000.0 * along, through, through + 6000.0 * along};
      const MoveTable<double> tolls_s = closed_by(line, field.grid);
      const auto side = [&](const Point& at) {
        const double left = along.x() * (at.y() - through.y()) - along.y() * (at.x() - through.x());
        return std::abs(left) < 1e-6 ? -1.0 : left;
      };
      for (const Neighbourhood neighbourhood : both) {
        Ground ground = field.ground(neighbourhood);
        ground.tolls_s = &tolls_s;
        expect_separated(field, ground, side);
      }
    }
  }
}

TEST(Wall, OfACrookedLineIsNeverPassed) {
  const RandomGround field = level_plane();
  std::mt19937 engine(5);
  for (int round = 0; round < 20; ++round) {
    std::vector<Point> line{{-100.0, 1500.0}};
    while (line.back().x() < 4100.0) {
      const double step_m = 20.0 + static_cast<double>(engine() % 300);
      line.push_back({line.back().x() + step_m, 1200.0 + static_cast<double>(engine() % 600)});
    }
    const MoveTable<double> tolls_s = closed_by(line, field.grid);
    const auto height_over_line = [&line](const Point& at) {
      std::size_t piece = 0;
      while (line[piece + 1].x() < at.x()) ++piece;
      const Point& p = line[piece];
      const Point& q = line[piece + 1];
      return at.y() - p.y() - (at.x() - p.x()) / (q.x() - p.x()) * (q.y() - p.y());
    };
    for (const Neighbourhood neighbourhood : both) {
      Ground ground = field.ground(neighbourhood);
      ground.tolls_s = &tolls_s;
      const std::vector<bool> found = reached_cells(ground);
      for (CellId cell = 0; cell < field.grid.cells(); ++cell) {
        if (height_over_line(field.grid.centre(cell)) <= 0.0) continue;
        EXPECT_FALSE(found[static_cast<std::size_t>(cell)]) << field.grid.centre(cell).transpose();
      }
    }
  }
}

TEST(MovesCutBy, AnOddNumberOfTimesWhereTheyCross) {
  const Grid grid{{0.0, 0.0}, 100.0, 30, 40};
  // Through centres of cells, with vertices on them.
  const std::vector<Point> line{{-100.0, 1550.0}, {1050.0, 1550.0}, {1550.0, 1050.0},
                                {2650.0, 1050.0}, {2650.0, 1950.0}, {4100.0, 1950.0}};
  std::map<std::pair<CellId, int>, int> cuts;
  for (const MoveCut& cut : moves_cut_by(line, grid)) {
    EXPECT_EQ(cut.direction % 2, 0);
    EXPECT_LT(distance_to_line_m(line, cut.at_m), 1e-3);
    ++cuts[{cut.cell, cut.direction}];
  }
  // Straight up every column, step by step.
  for (std::int32_t column = 0; column < grid.columns; ++column) {
    int crossed = 0;
    for (std::int32_t row = 0; row + 1 < grid.rows; ++row) crossed += cuts[{grid.cell(row, column), 2}];
    EXPECT_EQ(crossed % 2, 1) << column;
  }
}

TEST(CutsOfSegment, AreInTheOrderOfTheWay) {
  const std::vector<Point> line{{0.0, 1.0}, {10.0, 1.0}, {10.0, 3.0}, {0.0, 3.0}};
  EXPECT_EQ(cuts_of_segment(line, {5.0, 0.0}, {5.0, 4.0}), (std::vector<double>{0.25, 0.75}));
  EXPECT_EQ(cuts_of_segment(line, {5.0, 4.0}, {5.0, 0.0}), (std::vector<double>{0.25, 0.75}));
  EXPECT_TRUE(cuts_of_segment(line, {11.0, 0.0}, {11.0, 4.0}).empty());
  // Through a vertex: once.
  EXPECT_EQ(cuts_of_segment(line, {12.0, 0.0}, {8.0, 2.0}).size(), 1U);
  // Past the corner, which it touches from outside.
  EXPECT_TRUE(cuts_of_segment(line, {8.0, 0.0}, {12.0, 2.0}).empty());
}

TEST(MarkCellsNear, TakesCentresWithinReach) {
  const Grid grid{{0.0, 0.0}, 100.0, 10, 10};
  const std::vector<Point> line{{50.0, 450.0}, {950.0, 450.0}};
  Layer<std::uint8_t> marks = Layer<std::uint8_t>::Zero(10, 10);
  mark_cells_near(line, grid, 110.0, marks);
  EXPECT_EQ(marks.cast<int>().sum(), 30);
  EXPECT_EQ(marks.middleRows(3, 3).cast<int>().sum(), 30);
}

TEST(MarkCellsNear, LeavesADiagonalRoadOpen) {
  // With the reach that roads have, a road at any angle is as quick as the open plane is.
  for (const double angle : {0.3, 0.4636476, 0.7853982}) {
    for (const double shift_m : {0.0, 13.0, 37.0}) {
      RandomGround field = level_plane();
      const Point along(std::cos(angle), std::sin(angle));
      const Point from(250.0 + shift_m, 250.0);
      const std::vector<Point> road{from, from + 2500.0 * along};
      const CellId start = field.grid.at(road[0]);
      const CellId end = field.grid.at(road[1]);
      const std::array<Seed, 1> seeds{{{start, 0.0}}};
      const auto time_s = [&] {
        return least_time(field.ground(), seeds, Heading::from_seeds).time_s[static_cast<std::size_t>(end)];
      };
      const float open_s = time_s();
      field.open = Layer<std::uint8_t>::Zero(30, 40);
      mark_cells_near(road, field.grid, 110.0, field.open);
      EXPECT_NEAR(time_s() / open_s, 1.0, 0.03) << angle << " " << shift_m;
    }
  }
}

}  // namespace
}  // namespace panj
