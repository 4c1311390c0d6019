#include "terrain/vector_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "terrain/small_files.h"

namespace panj {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string collection(const std::string& features) {
  return R"({"type": "FeatureCollection", "features": [)" + features + "]}";
}
std::string feature(const std::string& type, const std::string& coordinates,
                    const std::string& properties = "{}") {
  return R"({"type": "Feature", "properties": )" + properties + R"(, "geometry": {"type": ")" + type +
         R"(", "coordinates": )" + coordinates + "}}";
}

class VectorFile : public ::testing::Test {
 protected:
  std::vector<Point> line(const std::string& path, const std::string& crs = utm) {
    return read_line(path, crs, "line", places, problems);
  }
  std::string fault(const std::string& path, const std::string& crs = utm) {
    problems = {};
    ::testing::internal::CaptureStderr();
    EXPECT_TRUE(line(path, crs).empty());
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "") << "GDAL printed by itself";
    EXPECT_EQ(problems.size(), 1U);
    return problems.empty() ? "" : to_string(problems.list().front());
  }

  SmallFiles files;
  KeyPlaces places{.label = "frontier", .table = {"test.toml", 3, 1}, .keys = {}};
  Problems problems;
};

TEST_F(VectorFile, ReadsTheBorderFromWestToEast) {
  const std::vector<Point> border = line(shipped_data + "frontier_dcw.geojson");
  ASSERT_TRUE(problems.empty());
  ASSERT_GT(border.size(), 1000U);
  EXPECT_LT(border.front().x(), border.back().x());
  // Its stated geodesic length is 1,246.9 km; UTM 42N stretches the far east of it by up to 0.3 %.
  EXPECT_NEAR(Polyline(border).length_m(), 1246900.0, 0.002 * 1246900.0);
  for (std::size_t i = 1; i < border.size(); ++i) EXPECT_NE(border[i], border[i - 1]);
}

TEST_F(VectorFile, ReadsAreasWithTheirHoles) {
  const std::string path = files.text(
      "areas.geojson",
      collection(
          feature("Polygon",
                  "[[[69.0, 36.0], [69.1, 36.0], [69.1, 36.1], [69.0, 36.0]], [[69.05, 36.01], [69.06, "
                  "36.01], [69.06, 36.02], [69.05, 36.01]]]") +
          "," + feature("LineString", "[[70.2, 37.0], [70.4, 37.0]]") + "," +
          feature("MultiPolygon",
                  "[[[[70.0, 37.0], [70.1, 37.0], [70.1, 37.1], [70.0, 37.0]]], [[[70.2, 37.0], [70.3, "
                  "37.0], [70.3, 37.1], [70.2, 37.0]]]]")));
  const std::vector<Area> areas = read_areas(path, utm, "area", places, problems);
  ASSERT_TRUE(problems.empty());
  ASSERT_EQ(areas.size(), 3U);
  EXPECT_EQ(areas[0].rings.size(), 2U);
  EXPECT_EQ(areas[1].rings.size(), 1U);
  EXPECT_EQ(areas[2].rings[0].size(), 4U);
  // 69 degrees east is the meridian of UTM 42.
  EXPECT_NEAR(areas[0].rings[0][0].x(), 500000.0, 1e-3);
}

TEST_F(VectorFile, TellsOfAFileWithoutAreas) {
  const std::string path =
      files.text("lines.geojson", collection(feature("LineString", "[[70.2, 37.0], [70.4, 37.0]]")));
  EXPECT_TRUE(read_areas(path, utm, "area", places, problems).empty());
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(to_string(problems.list().front()), HasSubstr("it holds no area"));
}

TEST_F(VectorFile, JoinsPiecesAndKeepsTheirDirection) {
  // Three pieces of one chain in any order, one of them turned round, and a shorter line apart.
  const std::string path =
      files.text("a.geojson", collection(feature("LineString", "[[70.2, 37.0], [70.4, 37.0]]") + "," +
                                         feature("MultiLineString",
                                                 "[[[69.0, 36.0], [69.1, 36.0]], [[70.0, 37.1], [70.2, "
                                                 "37.0]]]") +
                                         "," + feature("LineString", "[[70.5, 37.2], [70.4, 37.0]]")));
  const std::vector<Point> chain = line(path);
  ASSERT_EQ(chain.size(), 4U);
  EXPECT_LT(chain[0].x(), chain[1].x());
  EXPECT_LT(chain[1].x(), chain[2].x());
  EXPECT_LT(chain[2].x(), chain[3].x());
  // Most of the length runs west: so does the chain.
  const std::string west =
      files.text("b.geojson", collection(feature("LineString", "[[70.0, 37.0], [70.1, 37.0]]") + "," +
                                         feature("LineString", "[[70.5, 37.0], [70.1, 37.0]]")));
  const std::vector<Point> westward = line(west);
  ASSERT_EQ(westward.size(), 3U);
  EXPECT_GT(westward.front().x(), westward.back().x());
}

TEST_F(VectorFile, DoesNotJoinAtAFork) {
  const std::string path =
      files.text("a.geojson", collection(feature("LineString", "[[70.0, 37.0], [70.1, 37.0]]") + "," +
                                         feature("LineString", "[[70.1, 37.0], [70.4, 37.0]]") + "," +
                                         feature("LineString", "[[70.1, 37.0], [70.1, 37.1]]")));
  const std::vector<Point> longest = line(path);
  ASSERT_EQ(longest.size(), 2U);
  EXPECT_GT((longest[1] - longest[0]).norm(), 25000.0);
}

TEST_F(VectorFile, KeepsARingClosed) {
  const std::string path = files.text(
      "a.geojson", collection(feature("LineString", "[[70.0, 37.0], [70.1, 37.0], [70.1, 37.1]]") + "," +
                              feature("LineString", "[[70.1, 37.1], [70.0, 37.1], [70.0, 37.0]]")));
  const std::vector<Point> ring = line(path);
  ASSERT_EQ(ring.size(), 5U);
  EXPECT_EQ(ring.front(), ring.back());
}

TEST_F(VectorFile, TellsWhatIsWrong) {
  EXPECT_THAT(fault(files.path("none.geojson")), AllOf(HasSubstr("test.toml:3:1: frontier.line = \""),
                                                       HasSubstr("it can not be read as a vector file")));
  EXPECT_THAT(fault(files.text("b.geojson", "{\"type\": ")), HasSubstr("it can not be read"));
  EXPECT_THAT(fault(files.text("c.geojson", collection(feature("Point", "[70, 37]")))),
              HasSubstr("it holds no line"));
  EXPECT_THAT(fault(files.text("d.geojson", collection(""))), HasSubstr("it holds no line"));
  const std::string good =
      files.text("e.geojson", collection(feature("LineString", "[[70.0, 37.0], [70.1, 37.0]]")));
  EXPECT_THAT(fault(good, "local"), HasSubstr("the scenario's plane is \"local\""));
  EXPECT_THAT(fault(good, "EPSG:4326"), HasSubstr("not projected"));
  EXPECT_THAT(
      fault(files.text("f.geojson", collection(feature("LineString", "[[37.0, 170.0], [37.0, 171.0]]")))),
      HasSubstr("can not be projected"));
  EXPECT_THAT(fault(files.text("g.csv", "WKT,name\n\"LINESTRING(1 2,3 4)\",a\n")),
              HasSubstr("it has no CRS"));
}

TEST_F(VectorFile, ReadsAllLinesPieceByPiece) {
  const std::string path = files.text(
      "a.csv",
      "WKT,name\n\"LINESTRING(1 2,3 4)\",a\n\"POINT(9 9)\",b\n\"MULTILINESTRING((3 4,5 4),(7 7,8 8,8 "
      "8))\",c\n");
  using Lines = std::vector<std::vector<Point>>;
  EXPECT_EQ(read_lines(path, "local", "line", places, problems),
            (Lines{{{1, 2}, {3, 4}}, {{3, 4}, {5, 4}}, {{7, 7}, {8, 8}}}));
  EXPECT_TRUE(problems.empty());
  EXPECT_TRUE(read_lines(files.path("none.csv"), "local", "line", places, problems).empty());
  EXPECT_EQ(problems.size(), 1U);
}

TEST_F(VectorFile, ALocalPlaneTakesALineWithoutCrs) {
  const std::vector<Point> local =
      line(files.text("a.csv", "WKT,name\n\"LINESTRING(1 2,3 4,5 4)\",a\n"), "local");
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(local, (std::vector<Point>{{1, 2}, {3, 4}, {5, 4}}));
}

TEST_F(VectorFile, LeavesOutVerticesThatRepeat) {
  const std::string path = files.text(
      "a.csv", "WKT,name\n\"LINESTRING(1 2,3 4,3 4,5 4)\",a\n\"MULTILINESTRING((5 4,6 4),(9 9,8 8))\",b\n");
  const auto lines = read_lines(path, "local", "line", places, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(lines,
            (std::vector<std::vector<Point>>{{{1, 2}, {3, 4}, {5, 4}}, {{5, 4}, {6, 4}}, {{9, 9}, {8, 8}}}));
}

TEST_F(VectorFile, ReadsNamedPlaces) {
  const std::vector<NamedPoint> villages =
      read_points(shipped_data + "places_geonames.geojson", utm, "sites", places, problems);
  ASSERT_TRUE(problems.empty());
  ASSERT_EQ(villages.size(), 97U);
  EXPECT_EQ(villages[0].name, "Āfāqī");
  EXPECT_EQ(villages[1].population, 18623.0);
  EXPECT_NEAR(villages[0].point_m.x(), 531000.0, 1500.0);  // 69.35 E
  const std::string unnamed =
      files.text("a.geojson", collection(feature("Point", "[70, 37]", R"({"POP_MAX": 7})")));
  const std::vector<NamedPoint> one = read_points(unnamed, utm, "sites", places, problems);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].name, "");
  EXPECT_EQ(one[0].population, 7.0);
}

TEST_F(VectorFile, TellsWhereThereAreNoPoints) {
  const std::string path =
      files.text("a.geojson", collection(feature("LineString", "[[70.0, 37.0], [70.1, 37.0]]")));
  EXPECT_TRUE(read_points(path, utm, "sites", places, problems).empty());
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(to_string(problems.list()[0]), HasSubstr("it holds no points"));
}

}  // namespace
}  // namespace panj
