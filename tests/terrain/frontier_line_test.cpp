#include "terrain/frontier_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <queue>
#include <random>
#include <stdexcept>

#include "support/samples.h"

namespace panj {
namespace {

using ::testing::HasSubstr;

KeyPlaces key_places() {
  KeyPlaces places;
  places.label = "frontier";
  places.table = {"test.toml", 3, 1};
  places.keys["line"] = {"test.toml", 5, 8};
  return places;
}

Frontier laid(const std::vector<Point>& line, const Grid& grid, InnerSide inner = InnerSide::left,
              const Strip& strip = {}) {
  Problems problems;
  Frontier frontier = make_frontier(line, inner, 1000.0, strip, grid, key_places(), problems);
  for (const Problem& problem : problems.list()) throw std::runtime_error(to_string(problem));
  return frontier;
}

std::string fault_of(const std::vector<Point>& line, const Grid& grid, double segment_m = 1000.0) {
  Problems problems;
  make_frontier(line, InnerSide::left, segment_m, {}, grid, key_places(), problems);
  return problems.empty() ? "" : to_string(problems.list().front());
}

const Grid plain{{0.0, 0.0}, 100.0, 20, 40};  // 4 km x 2 km

TEST(FrontierLine, StraightLineHasTwoSidesAndExactDistances) {
  const Frontier frontier = laid({{0, 1000}, {4000, 1000}}, plain);
  EXPECT_EQ(frontier.line.length_m(), 4000.0);
  EXPECT_EQ(frontier.chainage_begin_m, 0.0);
  EXPECT_EQ(frontier.segments, 4);
  for (CellId cell = 0; cell < plain.cells(); ++cell) {
    const Point at = plain.centre(cell);
    EXPECT_EQ(frontier.side_of(cell), at.y() > 1000 ? Side::inner : Side::outer);
    EXPECT_FLOAT_EQ(frontier.distance_m.data()[cell], static_cast<float>(at.y() - 1000));
    EXPECT_FLOAT_EQ(frontier.chainage_m.data()[cell], static_cast<float>(at.x()));
  }
  EXPECT_EQ(frontier.segment_of(-5.0), 0);
  EXPECT_EQ(frontier.segment_of(999.9), 0);
  EXPECT_EQ(frontier.segment_of(1000.0), 1);
  EXPECT_EQ(frontier.segment_of(1e9), 3);
}

TEST(FrontierLine, InnerSideIsAsTheLineRuns) {
  const std::vector<Point> east{{0, 1000}, {4000, 1000}};
  const std::vector<Point> west{{4000, 1000}, {0, 1000}};
  const CellId north = plain.at({500, 1500});
  EXPECT_EQ(laid(east, plain, InnerSide::left).side_of(north), Side::inner);
  EXPECT_EQ(laid(east, plain, InnerSide::right).side_of(north), Side::outer);
  EXPECT_EQ(laid(west, plain, InnerSide::left).side_of(north), Side::outer);
  EXPECT_EQ(laid(west, plain, InnerSide::right).side_of(north), Side::inner);
}

TEST(FrontierLine, CellsWithTheirCentreOnTheLineAreInner) {
  for (const InnerSide inner : {InnerSide::left, InnerSide::right}) {
    const Frontier along_centres = laid({{-200, 1050}, {4200, 1050}}, plain, inner);
    for (int column = 0; column < 40; ++column) {
      EXPECT_EQ(along_centres.side_of(plain.cell(10, column)), Side::inner);
      EXPECT_EQ(along_centres.side_of(plain.cell(inner == InnerSide::left ? 9 : 11, column)), Side::outer);
      EXPECT_EQ(along_centres.side_of(plain.cell(inner == InnerSide::left ? 11 : 9, column)), Side::inner);
    }
    // Through centres, with vertices on them.
    const Frontier diagonal = laid({{950, -150}, {1250, 150}, {3150, 2050}}, plain, inner);
    for (int row = 0; row < 20; ++row) {
      EXPECT_EQ(diagonal.side_of(plain.cell(row, row + 11)), Side::inner);
      EXPECT_EQ(diagonal.side_of(plain.cell(row, row + (inner == InnerSide::left ? 12 : 10))), Side::outer);
    }
  }
}

/// A winding line eastwards to `to_x`, by an angle that swings: crosses itself nowhere while the swing stays
/// under a right angle.
std::vector<Point> winding(Point at, double step_m, double to_x, double swing_rad, double wave,
                           unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> phase(0.0, 6.28);
  const double first = phase(random);
  const double second = phase(random);
  std::vector<Point> line{at};
  for (int i = 0; at.x() < to_x; ++i) {
    const double turn_rad =
        swing_rad * (0.6 * std::sin(first + wave * i) + 0.4 * std::sin(second + 2.7 * wave * i));
    at += step_m * Point(std::cos(turn_rad), std::sin(turn_rad));
    line.push_back(at);
  }
  return line;
}

TEST(FrontierLine, DistanceAndChainageAreThoseOfTheNearestPoint) {
  const Grid grid{{0, 0}, 100.0, 60, 80};
  const std::vector<Point> line = winding({-900, 3000}, 37.0, 8200.0, 1.5, 0.11, 5);
  const Polyline whole(line);
  const Frontier frontier = laid(line, grid);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    const Polyline::Nearest nearest = whole.nearest(grid.centre(cell));
    EXPECT_NEAR(std::abs(frontier.distance_m.data()[cell]), nearest.distance_m, 1e-3);
    const Point foot = whole.at(frontier.chainage_m.data()[cell]);
    EXPECT_NEAR((foot - grid.centre(cell)).norm(), nearest.distance_m, 1e-2);
    EXPECT_EQ(std::signbit(frontier.distance_m.data()[cell]), frontier.side_of(cell) == Side::outer);
  }
}

/// The rule of the header, word by word: regions of cells by steps that do not cut the line, each with the
/// side on which it touches the line.
void expect_sides_by_regions(const std::vector<Point>& line, const Grid& grid, const Frontier& frontier) {
  const Polyline whole(line);
  std::vector<int> region(static_cast<std::size_t>(grid.cells()), -1);
  int regions = 0;
  for (CellId start = 0; start < grid.cells(); ++start) {
    if (region[static_cast<std::size_t>(start)] >= 0) continue;
    std::queue<CellId> open;
    open.push(start);
    region[static_cast<std::size_t>(start)] = regions;
    Polyline::Nearest closest{1e300, 0.0, false};
    std::vector<CellId> cells;
    while (!open.empty()) {
      const CellId cell = open.front();
      open.pop();
      cells.push_back(cell);
      const Polyline::Nearest nearest = whole.nearest(grid.centre(cell));
      if (nearest.distance_m < closest.distance_m) closest = nearest;
      for (const auto& [up, right] : {std::pair{0, 1}, {0, -1}, {1, 0}, {-1, 0}}) {
        if (!grid.holds(grid.row(cell) + up, grid.column(cell) + right)) continue;
        const CellId next = grid.cell(grid.row(cell) + up, grid.column(cell) + right);
        if (region[static_cast<std::size_t>(next)] >= 0) continue;
        if (whole.first_crossing(grid.centre(cell), grid.centre(next))) continue;
        region[static_cast<std::size_t>(next)] = regions;
        open.push(next);
      }
    }
    for (const CellId cell : cells) {
      ASSERT_EQ(frontier.side_of(cell), closest.on_left ? Side::inner : Side::outer)
          << "cell " << cell << " of region " << regions;
    }
    ++regions;
  }
  EXPECT_GE(regions, 2);
}

TEST(FrontierLine, SidesAreThoseOfConnectedRegions) {
  const Grid grid{{0, 0}, 100.0, 40, 60};
  for (unsigned seed = 0; seed < 20; ++seed) {
    const std::vector<Point> line = winding({-500, 2000}, 45.0, 6200.0, 1.45, 0.07 + 0.02 * seed, seed);
    expect_sides_by_regions(line, grid, laid(line, grid));
  }
}

TEST(FrontierLine, MayLeaveTheGridAndComeBack) {
  // In from the west, out over the north, back, out over the south, back, out east.
  const std::vector<Point> line{{-300, 920},  {610, 1030},  {820, 2700},  {1500, 2800}, {1710, 930},
                                {2010, -900}, {2620, -910}, {2930, 1020}, {5000, 1100}};
  const Frontier frontier = laid(line, plain);
  expect_sides_by_regions(line, plain, frontier);
  // All between first entry and last exit is kept.
  EXPECT_EQ(frontier.line.vertices().size(), line.size());
  EXPECT_NEAR(frontier.line.vertices().front().x(), -100.0, 1e-9);
  EXPECT_NEAR(frontier.line.vertices().back().x(), 4100.0, 1e-9);
  EXPECT_NEAR(frontier.chainage_begin_m, 200.0 * (line[1] - line[0]).norm() / 910.0, 1e-9);
  EXPECT_NEAR(
      frontier.line.length_m(),
      Polyline(line).length_m() - frontier.chainage_begin_m - 900.0 / 2070.0 * (line[8] - line[7]).norm(),
      1e-6);
}

TEST(FrontierLine, MayTurnAroundTheGridAndComeBackTheOtherWay) {
  const std::vector<Point> line{{-500, 500}, {5000, 520}, {5000, 1500}, {-500, 1490}};
  const Frontier frontier = laid(line, plain);
  expect_sides_by_regions(line, plain, frontier);
  EXPECT_EQ(frontier.side_of(plain.at({2000, 250})), Side::outer);
  EXPECT_EQ(frontier.side_of(plain.at({2000, 1000})), Side::inner);
  EXPECT_EQ(frontier.side_of(plain.at({2000, 1750})), Side::outer);
}

TEST(FrontierLine, EndsMayLieAnywhereOutside) {
  // Ends west of the grid at different heights, so that the line's own ends stand beside the rows.
  for (const double begin_y : {-5000.0, 150.0, 1000.0, 1990.0, 5000.0}) {
    for (const double end_y : {-5000.0, 650.0, 1333.0, 5000.0}) {
      const std::vector<Point> line{{-3000, begin_y}, {-1000, 980}, {4100, 1010}, {6000, end_y}};
      expect_sides_by_regions(line, plain, laid(line, plain));
    }
  }
}

TEST(FrontierLine, MayBeARing) {
  std::vector<Point> ring;
  for (int i = 0; i < 90; ++i) {
    const double turn_rad = 2.0 * std::numbers::pi * i / 90.0;
    ring.emplace_back(2011.0 + 700.0 * std::cos(turn_rad), 1013.0 + 700.0 * std::sin(turn_rad));
  }
  ring.push_back(ring.front());
  const Frontier frontier = laid(ring, plain);
  for (CellId cell = 0; cell < plain.cells(); ++cell) {
    const double from_middle_m = (plain.centre(cell) - Point(2011, 1013)).norm();
    if (std::abs(from_middle_m - 700.0) < 5.0) continue;
    EXPECT_EQ(frontier.side_of(cell), from_middle_m < 700.0 ? Side::inner : Side::outer);
  }
}

TEST(FrontierLine, StripCutsAwayWhatLiesDeeper) {
  const Frontier frontier = laid({{-100, 1000}, {4100, 1000}}, plain, InnerSide::left, {300.0, 500.0});
  for (CellId cell = 0; cell < plain.cells(); ++cell) {
    const double north_m = plain.centre(cell).y() - 1000.0;
    const Side expected =
        north_m > 500 || north_m < -300 ? Side::outside : (north_m > 0 ? Side::inner : Side::outer);
    EXPECT_EQ(frontier.side_of(cell), expected);
  }
  // Edges are the last rows of the strip, from rim to rim; the lateral rims are not edges.
  const auto rows_of = [&](Side side, int row) {
    const std::vector<CellId> edge = frontier.edge(side, plain);
    ASSERT_EQ(edge.size(), 40U);
    for (const CellId cell : edge) EXPECT_EQ(plain.row(cell), row);
  };
  rows_of(Side::outer, 7);
  rows_of(Side::inner, 14);
}

TEST(FrontierLine, WithoutAStripTheEdgeIsTheFarRim) {
  const Frontier frontier = laid({{-100, 1000}, {4100, 1000}}, plain);
  const std::vector<CellId> edge = frontier.edge(Side::outer, plain);
  // The southern rim of 40 cells, and the lateral rims at half its distance (950 m) or more: rows 1 to 4.
  EXPECT_EQ(edge.size(), 40U + 2U * 4U);
  EXPECT_TRUE(std::is_sorted(edge.begin(), edge.end()));
  for (const CellId cell : edge) {
    EXPECT_EQ(frontier.side_of(cell), Side::outer);
    EXPECT_LE(frontier.distance_m.data()[cell], -475.0F);
  }
}

TEST(FrontierLine, RepeatedVerticesCountOnce) {
  const Frontier frontier = laid({{-100, 1000}, {-100, 1000}, {50, 1000}, {50, 1000}, {4100, 1000}}, plain);
  EXPECT_EQ(frontier.line.vertices().size(), 3U);
}

TEST(FrontierLine, TellsWhatIsWrongWithALine) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(fault_of({{0, 0}}, plain),
            "test.toml:5:8: frontier.line (a line needs two different vertices or more); give the border's "
            "vertices in their order");
  EXPECT_THAT(fault_of({}, plain), HasSubstr("two different vertices"));
  EXPECT_THAT(fault_of({{7, 7}, {7, 7}}, plain), HasSubstr("two different vertices"));
  EXPECT_THAT(fault_of({{0, 0}, {nan, 5}}, plain), HasSubstr("not a finite number"));
  EXPECT_THAT(fault_of({{0, 5000}, {4000, 5200}}, plain),
              HasSubstr("the line misses the grid: it spans x 0..4000, y 5000..5200 m, the grid x 0..4000, y "
                        "0..2000 m"));
  EXPECT_THAT(fault_of({{-100, 1000}, {2500, 1010}}, plain),
              HasSubstr("does not separate two sides: it ends inside the grid, at x 2500, y 1010 m"));
  EXPECT_THAT(fault_of({{-100, 30}, {30, 40}, {40, -100}}, plain),
              HasSubstr("all cell centres lie on one side"));
  EXPECT_THAT(
      fault_of({{-500, 500}, {5000, 520}, {5000, -900}, {-900, -900}, {-900, 1500}, {5000, 1480}}, plain),
      HasSubstr("it winds around the grid"));
  EXPECT_THAT(fault_of({{-100, 1000}, {4100, 1000}}, plain, 0.0), HasSubstr("segment_km"));
  EXPECT_THAT(fault_of({{-100, 1000}, {4100, 1000}}, plain, 1e-3), HasSubstr("segment_km"));
  EXPECT_THAT(fault_of({{-100, 1000}, {4100, 1000}}, plain, nan), HasSubstr("segment_km"));
}

TEST(FrontierLine, NamesThePlaceWhereALineCrossesItself) {
  EXPECT_THAT(
      fault_of({{-100, 1000}, {2000, 1000}, {2000, 1500}, {1500, 1500}, {1500, 500}, {4100, 500}}, plain),
      HasSubstr("crosses or touches itself at x 1500, y 1000 m"));
  // A tiny loop between cell centres counts too, and so does turning back on one's way.
  EXPECT_THAT(
      fault_of({{-100, 1000}, {2010, 1000}, {2010, 1010}, {2005, 1010}, {2005, 990}, {4100, 900}}, plain),
      HasSubstr("at x 2005, y 1000 m"));
  EXPECT_THAT(fault_of({{-100, 1000}, {2000, 1000}, {1500, 1000}, {1500, 300}, {4100, 300}}, plain),
              HasSubstr("crosses or touches itself"));
  // Beyond the grid nobody minds.
  EXPECT_EQ(fault_of({{-9000, 1000}, {-8000, 1000}, {-8000, 1200}, {-8500, 1200}, {-8500, 800}, {4100, 810}},
                     plain),
            "");
}

TEST(FrontierLine, LaysALongLineOnALargeGrid) {
  // Many times as wide as the line's swing; it comes and leaves in the middle of the western and eastern rim.
  const auto cells = static_cast<std::int32_t>(test::side(1000.0));
  const Grid grid{{0, 100000.0 - 100.0 * cells}, 200.0, cells, cells};
  const std::vector<Point> line = winding({-20000, 100000}, 50.0, 201000.0, 1.4, 0.013, 3);
  const Frontier frontier = laid(line, grid);
  const Polyline whole(line);
  std::mt19937 random(8);
  for (int i = 0; i < 300; ++i) {
    const auto cell = static_cast<CellId>(random() % static_cast<unsigned>(grid.cells()));
    EXPECT_NEAR(std::abs(frontier.distance_m.data()[cell]), whole.nearest(grid.centre(cell)).distance_m,
                0.02);
  }
}

}  // namespace
}  // namespace panj
