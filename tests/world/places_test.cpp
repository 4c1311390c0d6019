#include "world/places.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

class PlacesTest : public testing::Test {
 protected:
  PlacesTest() {
    std::string why_not;
    utm_ = Projection::make("EPSG:32642", why_not);
    at_.label = "post \"north\"";
    at_.table = {"test", 7, 1};
    at_.keys["position_lon_lat"] = {"test", 9, 20};
  }
  std::optional<Projection> utm_;
  Grid grid_{{400000.0, 4000000.0}, 1000.0, 200, 200};
  KeyPlaces at_;
  Problems problems_;
};

TEST_F(PlacesTest, KeysSayHowAPlaceWasGiven) {
  EXPECT_EQ(Places::key_of({Place::Kind::xy, {0.0, 0.0}}, "base"), "base_xy_km");
  EXPECT_EQ(Places::key_of({Place::Kind::lon_lat, {0.0, 0.0}}, "base"), "base_lon_lat");
  EXPECT_EQ(text_of({Place::Kind::xy, {1500.0, -250.0}}), "[1.5, -0.25]");
  EXPECT_EQ(text_of({Place::Kind::lon_lat, {69.97, 37.55}}), "[69.97, 37.55]");
}

TEST_F(PlacesTest, PutsDegreesOnThePlane) {
  const Places places(*utm_, grid_, problems_);
  // The central meridian of zone 42 is 69 E, with a false easting of 500 km.
  const auto point = places.on_map({Place::Kind::lon_lat, {69.0, 37.0}}, at_, "position_lon_lat");
  ASSERT_TRUE(point.has_value());
  EXPECT_NEAR(point->x(), 500000.0, 1e-3);
  EXPECT_TRUE(problems_.empty());
}

TEST_F(PlacesTest, TellsWhatIsOffTheMapAndWhere) {
  const Places places(*utm_, grid_, problems_);
  EXPECT_FALSE(places.on_map({Place::Kind::lon_lat, {60.0, 37.0}}, at_, "position_lon_lat").has_value());
  ASSERT_EQ(problems_.size(), 1U);
  const std::string text = to_string(problems_.list()[0]);
  EXPECT_EQ(text.find("test:9:20: post \"north\".position_lon_lat = [60, 37] ("), 0U) << text;
  EXPECT_NE(text.find("is off the map"), std::string::npos) << text;
}

TEST_F(PlacesTest, LeavesOutOnlyThoseOffTheMap) {
  const Places places(*utm_, grid_, problems_);
  const std::vector<Place> list = {{Place::Kind::xy, {510000.0, 4010000.0}},
                                   {Place::Kind::xy, {10.0, 10.0}},
                                   {Place::Kind::xy, {520000.0, 4020000.0}}};
  EXPECT_EQ(places.all_on_map(list, at_, "waypoints_xy_km").size(), 2U);
  EXPECT_EQ(problems_.size(), 1U);
}

TEST_F(PlacesTest, LocalPlanesHaveNoDegrees) {
  std::string why_not;
  const std::optional<Projection> local = Projection::make("local", why_not);
  const Places places(*local, grid_, problems_);
  EXPECT_FALSE(places.point({Place::Kind::lon_lat, {69.0, 37.0}}, at_, "position_lon_lat").has_value());
  EXPECT_EQ(problems_.size(), 1U);
}

}  // namespace
}  // namespace panj
