#include "terrain/geodata.h"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <set>

#include "base/error.h"
#include "support/temporary_file.h"
#include "terrain/projection.h"

// What is written is read back by GDAL's own drivers.
namespace panj {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Grid three_by_four{{500000.0, 4100000.0}, 250.0, 3, 4};

std::string wkt() {
  std::string why_not;
  return Projection::make("EPSG:32642", why_not)->wkt();
}

/// Bytes as a file for as long as this object lives, opened by GDAL.
class Opened {
 public:
  Opened(const std::string& name, const std::vector<std::byte>& bytes)
      : file_(name, std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size())),
        dataset_(GDALDataset::Open(file_.path().c_str(), GDAL_OF_READONLY)) {}
  GDALDataset* operator->() const { return dataset_.get(); }
  explicit operator bool() const { return dataset_ != nullptr; }

 private:
  test::TemporaryFile file_;
  GDALDatasetUniquePtr dataset_;
};

std::vector<double> numbered(double first) {
  std::vector<double> values(12);
  for (std::size_t cell = 0; cell < values.size(); ++cell) values[cell] = first + static_cast<double>(cell);
  return values;
}

double value_at(const Opened& file, int band, int column, int row) {
  double value = 0.0;
  EXPECT_EQ(file->GetRasterBand(band)->RasterIO(GF_Read, column, row, 1, 1, &value, 1, 1, GDT_Float64, 0, 0,
                                                nullptr),
            CE_None);
  return value;
}

TEST(GeoTiff, HasTheNorthernmostRowFirst) {
  const RasterFile counts{
      "attempts", "attempts", "1", RasterType::whole, {{"a", numbered(0)}, {"b", numbered(100)}}};
  const Opened file("counts.tif", geotiff(counts, three_by_four, wkt()));
  ASSERT_TRUE(file);
  ASSERT_EQ(file->GetRasterCount(), 2);
  EXPECT_STREQ(file->GetRasterBand(2)->GetDescription(), "b");
  EXPECT_EQ(file->GetRasterBand(1)->GetRasterDataType(), GDT_Int32);
  std::array<double, 6> place{};
  ASSERT_EQ(file->GetGeoTransform(place.data()), CE_None);
  EXPECT_THAT(place, ElementsAre(500000.0, 250.0, 0.0, 4100750.0, 0.0, -250.0));
  EXPECT_EQ(value_at(file, 1, 0, 2), 0.0);    // cell 0, in the south-west
  EXPECT_EQ(value_at(file, 2, 3, 0), 111.0);  // the last, in the north-east
  EXPECT_STREQ(file->GetSpatialRef()->GetAuthorityCode(nullptr), "32642");
}

TEST(GeoTiff, KeepsWhatIsMissingAndWhatIsLarge) {
  RasterFile heights{"elevation", "elevation", "m", RasterType::real, {{"elevation", numbered(0.5)}}};
  heights.bands[0].values[4] = std::numeric_limits<double>::quiet_NaN();
  const Opened file("heights.tif", geotiff(heights, three_by_four, wkt()));
  ASSERT_TRUE(file);
  EXPECT_TRUE(std::isnan(value_at(file, 1, 0, 1)));
  EXPECT_EQ(value_at(file, 1, 1, 1), 5.5);
  EXPECT_STREQ(file->GetRasterBand(1)->GetUnitType(), "m");

  RasterFile large{"attempts", "attempts", "1", RasterType::whole, {{"a", numbered(3e9)}}};
  const Opened counts("large.tif", geotiff(large, three_by_four, ""));
  ASSERT_TRUE(counts);
  EXPECT_EQ(value_at(counts, 1, 3, 0), 3e9 + 11.0);
}

FeatureLayer posts() {
  FeatureLayer layer{
      "posts",
      FeatureLayer::Kind::points,
      {{"name", Field::Kind::text}, {"teams", Field::Kind::whole}, {"range_km", Field::Kind::real}},
      {}};
  layer.features.push_back({{{500000.0, 4100000.0}}, {std::string("Шурообод"), std::int64_t{3}, 2.5}});
  layer.features.push_back({{{501000.0, 4100500.0}},
                            {std::string("b"), std::int64_t{4}, std::numeric_limits<double>::quiet_NaN()}});
  return layer;
}

FeatureLayer routes() {
  return {"routes",
          FeatureLayer::Kind::lines,
          {{"name", Field::Kind::text}},
          {{{{500000.0, 4100000.0}, {500500.0, 4100250.0}, {501000.0, 4100000.0}}, {std::string("river")}}}};
}

TEST(GeoPackage, HoldsLayersInThePlane) {
  const Opened file("layers.gpkg", geopackage({posts(), routes()}, wkt()));
  ASSERT_TRUE(file);
  ASSERT_EQ(file->GetLayerCount(), 2);
  OGRLayer* const layer = file->GetLayerByName("posts");
  ASSERT_NE(layer, nullptr);
  EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "32642");
  const OGRFeatureUniquePtr first(layer->GetNextFeature());
  EXPECT_STREQ(first->GetFieldAsString("name"), "Шурообод");
  EXPECT_EQ(first->GetFieldAsInteger64("teams"), 3);
  EXPECT_EQ(first->GetFieldAsDouble("range_km"), 2.5);
  EXPECT_EQ(first->GetGeometryRef()->toPoint()->getY(), 4100000.0);
  const OGRFeatureUniquePtr second(layer->GetNextFeature());
  EXPECT_TRUE(second->IsFieldNull(second->GetFieldIndex("range_km")));
  const OGRFeatureUniquePtr route(file->GetLayerByName("routes")->GetNextFeature());
  const OGRLineString* const line = route->GetGeometryRef()->toLineString();
  ASSERT_EQ(line->getNumPoints(), 3);
  EXPECT_EQ(line->getX(1), 500500.0);
}

TEST(GeoPackage, OfALocalPlaneIsNotTakenForDegrees) {
  const Opened file("local.gpkg", geopackage({posts()}, ""));
  ASSERT_TRUE(file);
  const OGRSpatialReference* const reference = file->GetLayer(0)->GetSpatialRef();
  ASSERT_NE(reference, nullptr);
  EXPECT_TRUE(reference->IsLocal());
  EXPECT_EQ(reference->GetLinearUnits(), 1.0);
}

TEST(GeoJson, IsInLongitudeAndLatitude) {
  const Opened file("posts.geojson", geojson(posts(), wkt()));
  ASSERT_TRUE(file);
  const OGRFeatureUniquePtr first(file->GetLayer(0)->GetNextFeature());
  std::string why_not;
  const auto place = Projection::make("EPSG:32642", why_not)->to_lon_lat({500000.0, 4100000.0});
  ASSERT_TRUE(place);
  EXPECT_NEAR(first->GetGeometryRef()->toPoint()->getX(), place->x(), 1e-7);
  EXPECT_NEAR(first->GetGeometryRef()->toPoint()->getY(), place->y(), 1e-7);
  EXPECT_STREQ(first->GetFieldAsString("name"), "Шурообод");
}

TEST(GeoJson, OfALocalPlaneIsInMetres) {
  const Opened file("local.geojson", geojson(routes(), ""));
  ASSERT_TRUE(file);
  const OGRFeatureUniquePtr first(file->GetLayer(0)->GetNextFeature());
  EXPECT_EQ(first->GetGeometryRef()->toLineString()->getX(2), 501000.0);
}

TEST(Formats, OfDebiansGdalAreAllThere) {
  EXPECT_THAT(missing_formats(), IsEmpty());
}

}  // namespace
}  // namespace panj
