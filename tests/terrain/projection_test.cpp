#include "terrain/projection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace panj {
namespace {

using ::testing::HasSubstr;

Projection made(const std::string& crs) {
  std::string why_not;
  auto projection = Projection::make(crs, why_not);
  if (!projection) throw std::runtime_error(why_not);
  return *std::move(projection);
}

std::string why_not(const std::string& crs) {
  std::string reason;
  ::testing::internal::CaptureStderr();
  EXPECT_FALSE(Projection::make(crs, reason).has_value());
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "") << "GDAL printed by itself";
  return reason;
}

TEST(Projection, TakesLongitudeBeforeLatitude) {
  const Projection projection = made("EPSG:32642");
  // On the central meridian easting is 500 km, and northing 0.9996 of the meridian arc of WGS 84:
  // a (1 - e^2) times the integral of (1 - e^2 sin^2)^-1.5, by Simpson's rule 4096510.974844 m to 37 N.
  const auto at = projection.from_lon_lat(69.0, 37.0);
  ASSERT_TRUE(at.has_value());
  EXPECT_NEAR(at->x(), 500000.0, 1e-5);
  EXPECT_NEAR(at->y(), 0.9996 * 4096510.974844, 1e-3);
  const auto north = projection.from_lon_lat(69.0, 38.0);
  EXPECT_NEAR(north->y() - at->y(), 110942.6495, 1e-3);
}

TEST(Projection, ComesBack) {
  const Projection projection = made("EPSG:32642");
  for (const auto& [lon, lat] : {std::pair{67.78, 37.18}, {71.5, 38.4}, {74.9, 37.2}}) {
    const auto back = projection.to_lon_lat(*projection.from_lon_lat(lon, lat));
    ASSERT_TRUE(back.has_value());
    EXPECT_NEAR(back->x(), lon, 1e-9);
    EXPECT_NEAR(back->y(), lat, 1e-9);
  }
}

TEST(Projection, TakesProjStringsAndWkt) {
  const Projection proj = made("+proj=aeqd +lat_0=38 +lon_0=70 +datum=WGS84 +units=m");
  EXPECT_LT(proj.from_lon_lat(70.0, 38.0)->norm(), 1e-6);
  const Projection again = made(proj.wkt());
  EXPECT_LT((*again.from_lon_lat(70.5, 38.2) - *proj.from_lon_lat(70.5, 38.2)).norm(), 1e-6);
  EXPECT_THAT(made("EPSG:32642").wkt(), HasSubstr("UTM zone 42N"));
}

TEST(Projection, ALocalPlaneHasNoPlaceOnEarth) {
  const Projection local = made("local");
  EXPECT_TRUE(local.is_local());
  EXPECT_EQ(local.wkt(), "");
  EXPECT_FALSE(local.from_lon_lat(70.0, 38.0).has_value());
  EXPECT_FALSE(local.to_lon_lat({0.0, 0.0}).has_value());
}

TEST(Projection, RefusesPlacesThatCanNotBeProjected) {
  const Projection projection = made("EPSG:32642");
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(projection.from_lon_lat(37.0, 169.0).has_value());  // latitude first
  EXPECT_FALSE(projection.from_lon_lat(500.0, 37.0).has_value());
  EXPECT_FALSE(projection.from_lon_lat(nan, 37.0).has_value());
  EXPECT_FALSE(projection.from_lon_lat(-111.0 + 90.0 + 90.0 + 90.0, 0.0).has_value());  // 90 degrees off
  EXPECT_FALSE(projection.to_lon_lat({nan, 0.0}).has_value());
  EXPECT_FALSE(projection.to_lon_lat({1e12, 1e12}).has_value());
}

TEST(Projection, TellsWhyACrsCanNotServe) {
  EXPECT_THAT(why_not("EPSG:4326"), HasSubstr("not projected"));
  EXPECT_THAT(why_not("EPSG:2263"), HasSubstr("does not count in metres"));  // New York, US survey feet
  EXPECT_THAT(why_not("EPSG:123456"), HasSubstr("no CRS is known by this name"));
  EXPECT_THAT(why_not("nonsense"), HasSubstr("no CRS is known by this name"));
  EXPECT_THAT(why_not(""), HasSubstr("no CRS is known by this name"));
  EXPECT_THAT(why_not("/etc/hostname"), HasSubstr("no CRS is known by this name"));  // no files
}

}  // namespace
}  // namespace panj
