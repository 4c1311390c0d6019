#include "terrain/surface.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "terrain/small_files.h"

namespace panj {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class SurfaceOf : public ::testing::Test {
 protected:
  Layer<double> made(const Surface& surface, const Grid& grid = small_grid, const std::string& crs = utm) {
    const Layer<double> elevation_m = make_elevation(surface, grid, crs, line, places, problems);
    for (const Problem& problem : problems.list()) ADD_FAILURE() << to_string(problem);
    return elevation_m;
  }
  std::string fault(const Surface& surface) {
    problems = {};
    EXPECT_EQ(make_elevation(surface, small_grid, utm, line, places, problems).size(), 0);
    EXPECT_EQ(problems.size(), 1U);
    return problems.empty() ? "" : to_string(problems.list().front());
  }
  static RasterSurface raster(const std::string& path,
                              RasterSurface::Voids voids = RasterSurface::Voids::refuse) {
    RasterSurface surface;
    surface.path = path;
    surface.voids = voids;
    return surface;
  }

  SmallFiles files;
  Polyline line{{{499000.0, 4100600.0}, {503000.0, 4100600.0}}};
  KeyPlaces places{.label = "frontier", .table = {"test.toml", 3, 1}, .keys = {}};
  Problems problems;
};

TEST_F(SurfaceOf, FlatGroundIsLevel) {
  EXPECT_TRUE((made(FlatSurface{640.0}, small_grid, "local") == 640.0).all());
}

TEST_F(SurfaceOf, ARampRisesTowardsItsAzimuth) {
  const Layer<double> east = made(RampSurface{100.0, 45.0, 90.0});
  EXPECT_NEAR(east(0, 0), 150.0, 1e-9);
  EXPECT_NEAR(east(11, 0), 150.0, 1e-9);
  EXPECT_NEAR(east(5, 16), 100.0 + 1650.0, 1e-9);
  const Layer<double> north = made(RampSurface{0.0, 10.0, 0.0});
  EXPECT_NEAR(north(11, 3), std::tan(0.17453292519943295) * 1150.0, 1e-9);
}

TEST_F(SurfaceOf, ARidgeIsATriangle) {
  const RidgeSurface crest{200.0, 300.0, 500.0, {500850.0, 4100000.0}, 0.0};  // along column 8
  const Layer<double> ridge = made(crest);
  for (int row = 0; row < 12; ++row) {
    EXPECT_NEAR(ridge(row, 8), 500.0, 1e-9);
    EXPECT_NEAR(ridge(row, 6), 200.0 + 300.0 * 0.6, 1e-9);
    EXPECT_NEAR(ridge(row, 10), 200.0 + 300.0 * 0.6, 1e-9);
    EXPECT_NEAR(ridge(row, 16), 200.0, 1e-9);
  }
}

TEST_F(SurfaceOf, ARasterIsReadAndItsVoidsFilledWhereAsked) {
  Layer<double> values = Layer<double>::Constant(12, 17, 900.0);
  EXPECT_NEAR(made(raster(files.raster("a.tif", small_grid, values))).mean(), 900.0, 1e-9);
  values(2, 3) = values(2, 4) = no_height_m;
  const std::string holed = files.raster("b.tif", small_grid, values);
  EXPECT_NEAR(made(raster(holed, RasterSurface::Voids::interpolate))(2, 3), 900.0, 1e-6);
  EXPECT_THAT(fault(raster(holed)),
              AllOf(HasSubstr("test.toml:3:1: frontier.elevation = \""),
                    HasSubstr("2 of 204 cells have no height, the first at x 500350, y 4100250 m"),
                    HasSubstr("voids = \"interpolate\"")));
}

TEST_F(SurfaceOf, TellsWhatIsWrongWithARaster) {
  Layer<double> values = Layer<double>::Constant(12, 17, no_height_m);
  EXPECT_THAT(
      fault(raster(files.raster("a.tif", small_grid, values), RasterSurface::Voids::interpolate)),
      AllOf(HasSubstr("204 of 204 cells have no height"), HasSubstr("give a raster with heights here")));
  values.setConstant(500.0);
  values(1, 0) = -9999.0;
  values(7, 7) = 20000.0;
  EXPECT_THAT(
      fault(raster(files.raster("b.tif", small_grid, values))),
      HasSubstr("2 of 204 cells have heights that can not be, the first -9999 m at x 500050, y 4100150 m"));
  values.setConstant(std::numeric_limits<double>::infinity());
  EXPECT_THAT(fault(raster(files.raster("c.tif", small_grid, values))), HasSubstr("204 of 204 cells have"));
  EXPECT_THAT(fault(raster(files.path("none.tif"))), HasSubstr("it can not be read as a raster"));
  ModelledSurface modelled;
  modelled.base_path = files.path("none.tif");
  EXPECT_THAT(fault(modelled), HasSubstr("it can not be read as a raster"));
  EXPECT_THAT(fault(FlatSurface{no_height_m}), HasSubstr("heights that can not be"));
}

TEST_F(SurfaceOf, TheModelledFrontierStandsOnItsBase) {
  ModelledSurface modelled;
  modelled.base_path = shipped_data + "frontier_dem_etopo5.tif";
  const Grid grid{{600000.0, 4150000.0}, 500.0, 60, 60};
  const Layer<double> elevation_m = made(modelled, grid);
  ASSERT_EQ(elevation_m.rows(), 60);
  const Layer<double> base_m = made(raster(modelled.base_path), grid);
  EXPECT_GT(base_m.minCoeff(), 400.0);
  EXPECT_LT(base_m.maxCoeff(), 6000.0);
  EXPECT_LT(std::abs(elevation_m.mean() - base_m.mean()), 800.0);
}

TEST_F(SurfaceOf, ARasterSuggestsAGridOfWholeCells) {
  const std::string path = files.raster("a.tif", small_grid, Layer<double>::Constant(12, 17, 900.0));
  const auto same = grid_of_raster(path, utm, 100.0, places, problems);
  ASSERT_TRUE(same.has_value());
  EXPECT_EQ(same->rows, 12);
  EXPECT_EQ(same->columns, 17);
  EXPECT_LT((same->corner_m - small_grid.corner_m).norm(), 1e-6);
  const auto coarser = grid_of_raster(path, utm, 250.0, places, problems);
  ASSERT_TRUE(coarser.has_value());
  EXPECT_EQ(coarser->rows, 4);
  EXPECT_EQ(coarser->columns, 6);
  EXPECT_NEAR(made(raster(path), *coarser).mean(), 900.0, 1e-9);
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(grid_of_raster(path, utm, 5000.0, places, problems).has_value());
  EXPECT_FALSE(grid_of_raster(path, utm, 1e-3, places, problems).has_value());
  EXPECT_FALSE(grid_of_raster(path, utm, no_height_m, places, problems).has_value());
  EXPECT_FALSE(grid_of_raster(files.path("none.tif"), utm, 100.0, places, problems).has_value());
  EXPECT_EQ(problems.size(), 4U);
}

}  // namespace
}  // namespace panj
