#include "terrain/raster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "terrain/small_files.h"

namespace panj {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Raster : public ::testing::Test {
 protected:
  Layer<double> read(const std::string& path, const Grid& grid, const std::string& crs = utm,
                     Resampling resampling = Resampling::by_resolution) {
    const auto height_m = read_raster(path, grid, crs, resampling, fault);
    EXPECT_TRUE(height_m.has_value()) << fault.reason;
    return height_m.value_or(Layer<double>{});
  }
  std::string reason(const std::string& path, const Grid& grid, const std::string& crs = utm) {
    ::testing::internal::CaptureStderr();
    EXPECT_FALSE(read_raster(path, grid, crs, Resampling::by_resolution, fault).has_value());
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "") << "GDAL printed by itself";
    EXPECT_FALSE(fault.remedy.empty());
    return fault.reason;
  }

  SmallFiles files;
  RasterFault fault;
};

double tilted(const Point& at) {
  return 1000.0 + 0.1 * (at.x() - 500000.0) - 0.25 * (at.y() - 4100000.0);
}
double wavy(const Point& at) {
  return 800.0 + 200.0 * std::sin(at.x() / 900.0) * std::cos(at.y() / 700.0);
}

TEST_F(Raster, SameCellsAreTakenAsTheyAre) {
  const Layer<double> values = layer_of(small_grid, wavy);
  EXPECT_LT((read(files.raster("a.tif", small_grid, values), small_grid) - values).abs().maxCoeff(), 1e-9);
  // A part of it, the right way up.
  const Grid part{{500300.0, 4100200.0}, 100.0, 5, 9};
  const Layer<double> expected = layer_of(part, wavy);
  EXPECT_LT((read(files.path("a.tif"), part) - expected).abs().maxCoeff(), 1e-9);
}

TEST_F(Raster, WeightsStayWithinWhatThePixelsHold) {
  // Coarser pixels: the nearest, where a cubic would swing below 0 beside the one that has a weight.
  const Grid coarse{{500000.0, 4100000.0}, 300.0, 4, 6};
  Layer<double> values = Layer<double>::Zero(4, 6);
  values(1, 2) = 9.0;
  const auto near = read_weights(files.raster("a.tif", coarse, values), small_grid, utm, fault);
  ASSERT_TRUE(near.has_value()) << fault.reason;
  EXPECT_EQ(near->minCoeff(), 0.0);
  EXPECT_EQ(near->sum(), 9.0 * 9.0);
  EXPECT_EQ((*near)(4, 7), 9.0);
  // Finer pixels: their mean.
  const Grid fine{{500000.0, 4100000.0}, 50.0, 24, 34};
  Layer<double> finer = Layer<double>::Zero(24, 34);
  finer(0, 0) = 8.0;
  const auto mean = read_weights(files.raster("b.tif", fine, finer), small_grid, utm, fault);
  ASSERT_TRUE(mean.has_value()) << fault.reason;
  EXPECT_NEAR((*mean)(0, 0), 2.0, 1e-9);
  EXPECT_NEAR(mean->sum(), 2.0, 1e-9);
}

TEST_F(Raster, WeightsNeedNotCoverTheGridAndMayBeOfAnyUnit) {
  const Grid part{{500300.0, 4100200.0}, 100.0, 5, 9};
  Layer<double> values = Layer<double>::Ones(5, 9);
  values(0, 0) = -1.0;
  SmallFiles::Label label;
  label.nodata = -1.0;
  label.unit = "families";
  const auto weights = read_weights(files.raster("a.tif", part, values, label), small_grid, utm, fault);
  ASSERT_TRUE(weights.has_value()) << fault.reason;
  EXPECT_TRUE(std::isnan((*weights)(0, 0)));
  EXPECT_TRUE(std::isnan((*weights)(2, 3)));
  EXPECT_EQ((*weights)(2, 4), 1.0);
  EXPECT_EQ(weights->isNaN().count(), 12 * 17 - 5 * 9 + 1);
  EXPECT_FALSE(read_weights(files.path("none.tif"), small_grid, utm, fault).has_value());
  EXPECT_THAT(fault.reason, HasSubstr("it can not be read as a raster"));
}

TEST_F(Raster, FinerPixelsAreAveraged) {
  const Grid pixels{{499950.0, 4099950.0}, 10.0, 140, 200};
  Layer<double> values = layer_of(pixels, tilted);
  for (Eigen::Index i = 0; i < values.size(); ++i) values.data()[i] += (i % 2 == 0) ? 40.0 : -40.0;
  const Layer<double> height_m = read(files.raster("a.tif", pixels, values), small_grid);
  EXPECT_LT((height_m - layer_of(small_grid, tilted)).abs().maxCoeff(), 1e-6);
}

TEST_F(Raster, ClassesAreNeverMixed) {
  // Finer pixels: the commonest class of each cell; coarser ones: the one at its centre.
  const Grid pixels{{500000.0, 4100000.0}, 25.0, 48, 68};
  Layer<double> values = Layer<double>::Constant(48, 68, 40.0);
  for (Eigen::Index column = 0; column < 68; column += 4) values.col(column) = 10.0;
  values.leftCols(3) = 10.0;
  const Layer<double> found =
      read(files.raster("fine.tif", pixels, values), small_grid, utm, Resampling::classes);
  EXPECT_TRUE((found.col(0) == 10.0).all());
  EXPECT_TRUE((found.rightCols(16) == 40.0).all());
  const Grid coarse{{499000.0, 4099000.0}, 1000.0, 4, 4};
  Layer<double> numbers(4, 4);
  numbers << 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16;
  const Layer<double> taken =
      read(files.raster("coarse.tif", coarse, numbers), small_grid, utm, Resampling::classes);
  EXPECT_EQ(taken(0, 0), 6.0);
  EXPECT_EQ(taken(0, 16), 7.0);
  EXPECT_EQ(taken(11, 16), 11.0);
}

TEST_F(Raster, CoarserPixelsAreJoinedByACubic) {
  const Grid pixels{{499000.0, 4099000.0}, 300.0, 12, 14};
  const Layer<double> height_m = read(files.raster("a.tif", pixels, layer_of(pixels, wavy)), small_grid);
  EXPECT_LT((height_m - layer_of(small_grid, wavy)).abs().maxCoeff(),
            6.0);  // straight lines would be off by 12
  const Layer<double> plane = read(files.raster("b.tif", pixels, layer_of(pixels, tilted)), small_grid);
  EXPECT_LT((plane - layer_of(small_grid, tilted)).abs().maxCoeff(), 1e-6);
}

TEST_F(Raster, IsWarpedFromLongitudeAndLatitude) {
  // UTM 42N has its middle at 69 E: 500 km east, and 37 N lies near 4,095 km north.
  const Grid degrees{{68.9, 36.9}, 0.002, 100, 100};
  const Layer<double> values = layer_of(degrees, [](const Point& at) { return 1000.0 * (at.y() - 36.9); });
  SmallFiles::Label label;
  label.crs = "EPSG:4326";
  const std::string path = files.raster("a.tif", degrees, values, label);
  const Grid grid{{499000.0, 4099000.0}, 100.0, 20, 20};
  const Layer<double> height_m = read(path, grid);
  // 4,100,000 m N on the central meridian is latitude 37.0462225 (meridian arc of WGS 84 times 0.9996); the
  // centres of row 9 lie 50 m south of it.
  EXPECT_NEAR(height_m.row(9).mean(), 1000.0 * (37.0462225 - 36.9 - 0.05 / 110.97), 0.02);
  EXPECT_NEAR(height_m.row(19).mean() - height_m.row(0).mean(), 1900.0 / 110.97, 0.05);
}

TEST_F(Raster, VoidsAreNaN) {
  Layer<double> values = layer_of(small_grid, tilted);
  values(3, 4) = -32768.0;
  SmallFiles::Label label;
  label.nodata = -32768.0;
  Layer<double> height_m = read(files.raster("a.tif", small_grid, values, label), small_grid);
  EXPECT_TRUE(std::isnan(height_m(3, 4)));
  EXPECT_EQ(height_m.isNaN().count(), 1);
  values(3, 4) = no_height_m;
  height_m = read(files.raster("b.tif", small_grid, values), small_grid);
  EXPECT_TRUE(std::isnan(height_m(3, 4)));
}

TEST_F(Raster, ScaleAndOffsetAreApplied) {
  SmallFiles::Label label;
  label.scale = 0.5;
  label.offset = 100.0;
  const Layer<double> values = Layer<double>::Constant(small_grid.rows, small_grid.columns, 3000.0);
  EXPECT_LT((read(files.raster("a.tif", small_grid, values, label), small_grid) - 1600.0).abs().maxCoeff(),
            1e-9);
}

TEST_F(Raster, ALocalPlaneTakesARasterWithoutCrs) {
  SmallFiles::Label label;
  label.crs = "";
  const Layer<double> values = layer_of(small_grid, wavy);
  const Layer<double> height_m = read(files.raster("a.tif", small_grid, values, label), small_grid, "local");
  EXPECT_LT((height_m - values).abs().maxCoeff(), 1e-9);
}

TEST_F(Raster, TellsWhyARasterCanNotServe) {
  const Layer<double> values = layer_of(small_grid, tilted);
  const std::string good = files.raster("good.tif", small_grid, values);
  EXPECT_THAT(reason(files.path("none.tif"), small_grid), HasSubstr("it can not be read as a raster"));
  EXPECT_THAT(reason(files.text("text.tif", "not a raster"), small_grid),
              HasSubstr("it can not be read as a raster"));
  EXPECT_THAT(reason(good, small_grid, "local"), HasSubstr("the scenario's plane is \"local\""));
  EXPECT_THAT(reason(good, small_grid, "EPSG:4326"), HasSubstr("not projected"));
  EXPECT_THAT(reason(good, small_grid, "EPSG:999999"), HasSubstr("no CRS is known by this name"));
  SmallFiles::Label label;
  label.crs = "";
  EXPECT_THAT(reason(files.raster("no_crs.tif", small_grid, values, label), small_grid),
              HasSubstr("the raster has no CRS"));
  label = {};
  label.unit = "ft";
  EXPECT_THAT(reason(files.raster("feet.tif", small_grid, values, label), small_grid),
              HasSubstr("in \"ft\", not in metres"));
}

TEST_F(Raster, TellsHowFarARasterFallsShort) {
  const std::string path = files.raster("a.tif", small_grid, layer_of(small_grid, tilted));
  Grid wider = small_grid;
  wider.columns += 3;
  wider.rows += 1;
  EXPECT_THAT(reason(path, wider),
              AllOf(HasSubstr("whose cell centres span x 500050..501950, y 4100050..4101250 m"),
                    HasSubstr("in EPSG:32642 it covers x 500000..501700, y 4100000..4101200 m"),
                    HasSubstr("it falls short by 250 m in the east, 50 m in the north")));
  const Grid elsewhere{{900000.0, 4100000.0}, 100.0, 12, 17};
  EXPECT_THAT(reason(path, elsewhere), HasSubstr("399950 m in the east"));
}

TEST_F(Raster, ACutOffFileIsAFault) {
  const Grid grid{{500000.0, 4100000.0}, 100.0, 200, 200};
  const std::string path = files.raster("a.tif", grid, layer_of(grid, wavy));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  ::testing::internal::CaptureStderr();
  const auto height_m = read_raster(path, grid, utm, Resampling::by_resolution, fault);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_FALSE(height_m.has_value());
}

TEST_F(Raster, VoidsAreFilledFromTheirSurroundings) {
  Layer<double> height_m = layer_of(small_grid, tilted);
  const Layer<double> whole = height_m;
  height_m.block(4, 5, 3, 3) = no_height_m;
  height_m(0, 0) = no_height_m;
  fill_voids(height_m);
  EXPECT_LT((height_m - whole).abs().maxCoeff(), 25.0);  // one cell is worth 25 m and 10 m
  EXPECT_EQ(((height_m - whole).abs() > 0.0).count(), 10);
}

TEST_F(Raster, ExtentLiesOnTheRaster) {
  const std::string same = files.raster("a.tif", small_grid, layer_of(small_grid, tilted));
  const auto box = raster_extent(same, utm, fault);
  ASSERT_TRUE(box.has_value());
  EXPECT_LT((box->low - small_grid.extent().low).norm() + (box->high - small_grid.extent().high).norm(),
            1e-5);
  // Far from its central meridian a lon-lat raster stands askew on the plane.
  const Grid degrees{{71.5, 37.0}, 0.01, 100, 100};
  SmallFiles::Label label;
  label.crs = "EPSG:4326";
  const std::string askew = files.raster("b.tif", degrees, Layer<double>::Constant(100, 100, 5.0), label);
  const auto inside = raster_extent(askew, utm, fault);
  ASSERT_TRUE(inside.has_value());
  const Point size_m = inside->high - inside->low;
  EXPECT_GT(size_m.x(), 80000.0);
  EXPECT_LT(size_m.x(), 90000.0);
  EXPECT_GT(size_m.y(), 105000.0);
  EXPECT_LT(size_m.y(), 111000.0);
  const Grid grid{inside->low, 1000.0, static_cast<int>(size_m.y() / 1000.0),
                  static_cast<int>(size_m.x() / 1000.0)};
  EXPECT_NEAR(read(askew, grid).mean(), 5.0, 1e-9);
}

}  // namespace
}  // namespace panj
