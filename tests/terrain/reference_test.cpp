#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "terrain/frontier_line.h"
#include "terrain/line_of_sight.h"
#include "terrain/projection.h"
#include "terrain/surface.h"
#include "terrain/vector_file.h"

namespace panj {
namespace {

/// Real elevation and border of the Khatlon sector, where the environment variable PANJ_REFERENCE_DATA names
/// the folder that holds them.
class Reference : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("PANJ_REFERENCE_DATA");
    if (folder == nullptr) GTEST_SKIP() << "PANJ_REFERENCE_DATA is not set: no real elevation to test with";
    dem.path = std::string(folder) + "/khatlon_dem.tif";
    border = read_line(std::string(folder) + "/frontier.geojson", utm, "line", places, problems);
    const auto suggested = grid_of_raster(dem.path, utm, 250.0, places, problems);
    problems.throw_if_any();
    grid = *suggested;
    elevation_m = make_elevation(dem, grid, utm, Polyline(border), places, problems);
    problems.throw_if_any();
  }

  const std::string utm = "EPSG:32642";
  KeyPlaces places{"frontier", {}, {}};
  Problems problems;
  RasterSurface dem;
  std::vector<Point> border;
  Grid grid;
  Layer<double> elevation_m;
};

TEST_F(Reference, KhatlonHasItsPlainsAndMountains) {
  // 133 x 109 pixels of 30 arc-seconds near 37.7 N: 97 x 101 km, less what stands askew.
  EXPECT_NEAR(grid.columns * 0.25, 96.0, 3.0);
  EXPECT_NEAR(grid.rows * 0.25, 100.0, 3.0);
  EXPECT_GT(elevation_m.minCoeff(), 350.0);
  EXPECT_LT(elevation_m.minCoeff(), 600.0);
  EXPECT_GT(elevation_m.maxCoeff(), 3000.0);
  EXPECT_LT(elevation_m.maxCoeff(), 5000.0);
}

TEST_F(Reference, TheBorderRunsLowInTheValley) {
  const Frontier frontier = make_frontier(border, InnerSide::left, 5000.0, {}, grid, places, problems);
  problems.throw_if_any();
  // Khatlon is on the north bank, chainage km 0 to 475 along the whole border.
  EXPECT_GT(frontier.chainage_begin_m, 100000.0);
  EXPECT_LT(frontier.chainage_begin_m + frontier.line.length_m(), 600000.0);
  EXPECT_EQ(frontier.segments, std::ceil(frontier.line.length_m() / 5000.0 - 1e-9));
  double on_line_m = 0.0;
  for (double along_m = 0.0; along_m < frontier.line.length_m(); along_m += 500.0) {
    on_line_m += 500.0 * ground_height_m(grid, elevation_m, frontier.line.at(along_m));
  }
  EXPECT_LT(on_line_m / frontier.line.length_m(), elevation_m.mean() - 200.0);

  std::string why_not;
  const auto projection = Projection::make(utm, why_not);
  ASSERT_TRUE(projection.has_value()) << why_not;
  const auto side_at = [&](double lon, double lat) {
    return frontier.side_of(grid.at(*projection->from_lon_lat(lon, lat)));
  };
  EXPECT_EQ(side_at(69.65, 37.70), Side::inner);  // Moskovskiy (Hamadoni), north of the Panj
  EXPECT_EQ(side_at(69.75, 37.35), Side::outer);  // Dasht-e Qal'a's hills, south of it
  const auto edge = frontier.edge(Side::outer, grid);
  EXPECT_GT(edge.size(), 100U);
  for (const CellId cell : edge) EXPECT_EQ(frontier.side_of(cell), Side::outer);
}

}  // namespace
}  // namespace panj
