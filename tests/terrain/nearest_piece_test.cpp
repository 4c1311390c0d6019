#include "terrain/nearest_piece.h"

#include <gtest/gtest.h>

#include <random>

namespace panj {
namespace {

TEST(NearestPieces, AreThoseOfASearchThroughAllPieces) {
  // Tangled lines, some far off, on grids whose sides are no powers of two.
  std::mt19937 random(17);
  for (const double spread_m : {300.0, 2000.0, 40000.0}) {
    std::uniform_real_distribution<double> coordinate(-spread_m, spread_m);
    std::vector<Point> vertices;
    for (int i = 0; i < 60; ++i) vertices.emplace_back(coordinate(random), coordinate(random));
    const Polyline line(vertices);
    const Grid grid{{-700.0, -350.0}, 25.0, 37, 53};
    const NearestPieces nearest = nearest_pieces(vertices, grid);
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      const double expected_m = line.nearest(grid.centre(cell)).distance_m;
      EXPECT_NEAR(nearest.distance_m.data()[cell], expected_m, 1e-6 * (1.0 + expected_m));
      const Point foot = line.at(nearest.along_m.data()[cell]);
      EXPECT_NEAR((foot - grid.centre(cell)).norm(), expected_m, 2e-7 * line.length_m());
    }
  }
}

TEST(NearestPieces, WorkOnOneCell) {
  const Grid grid{{0.0, 0.0}, 10.0, 1, 1};
  const NearestPieces nearest = nearest_pieces({{-100.0, 8.0}, {100.0, 8.0}}, grid);
  EXPECT_FLOAT_EQ(nearest.distance_m(0, 0), 3.0F);
  EXPECT_FLOAT_EQ(nearest.along_m(0, 0), 105.0F);
}

}  // namespace
}  // namespace panj
