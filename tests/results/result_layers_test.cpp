#include "results/result_layers.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "results/results.h"
#include "results/small_run.h"

namespace panj {
namespace {

using test::Folder;
using ::testing::ElementsAre;

class ResultLayers : public ::testing::Test {
 protected:
  void SetUp() override { write_results(path, world, result, test::small_record()); }
  FeatureLayer layer(const std::string& name) const {
    const ResultFeatures features = result_features(path);
    const auto found = std::find_if(features.layers.begin(), features.layers.end(),
                                    [&name](const FeatureLayer& one) { return one.name == name; });
    EXPECT_NE(found, features.layers.end()) << name;
    return found == features.layers.end() ? FeatureLayer{} : *found;
  }
  static FieldValue value(const FeatureLayer& layer, std::size_t feature, const std::string& field) {
    const auto found = std::find_if(layer.fields.begin(), layer.fields.end(),
                                    [&field](const Field& one) { return one.name == field; });
    EXPECT_NE(found, layer.fields.end()) << field;
    return layer.features.at(feature).values.at(static_cast<std::size_t>(found - layer.fields.begin()));
  }

  Folder folder;
  const World world = test::small_world();
  const RunResult result = test::small_result(world);
  const std::filesystem::path path = folder / "small.h5";
};

TEST_F(ResultLayers, OfRastersAreOnTheWorldsGrid) {
  const ResultRasters rasters = result_rasters(path);
  EXPECT_EQ(rasters.grid, world.grid);
  EXPECT_EQ(rasters.crs_wkt, world.crs_wkt);
  EXPECT_EQ(rasters.files.at(0).name, "elevation");
  EXPECT_EQ(rasters.files.at(0).bands.at(0).values.at(9), 1009.0);
  const auto attempts = std::find_if(rasters.files.begin(), rasters.files.end(),
                                     [](const RasterFile& file) { return file.name == "attempts"; });
  ASSERT_NE(attempts, rasters.files.end());
  ASSERT_EQ(attempts->bands.size(), world.configurations.size());
  const std::vector<std::int64_t> counts = result.tally.maps.attempts();
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    EXPECT_EQ(attempts->bands[c].name, world.configurations[c]);
    for (std::size_t cell = 0; cell < counts.size() / world.configurations.size(); ++cell)
      EXPECT_EQ(attempts->bands[c].values[cell],
                static_cast<double>(counts[cell * world.configurations.size() + c]));
  }
}

TEST_F(ResultLayers, OfSegmentsCutTheBorder) {
  const FeatureLayer segments = layer("segments_" + world.configurations[1]);
  ASSERT_EQ(segments.features.size(), 3U);
  // 800 m each from chainage 1.5 km; the border bends at nothing, but its middle vertex lies in the second.
  EXPECT_THAT(segments.features[0].vertices_m,
              ElementsAre(Point(500'000.0, 4'100'750.0), Point(500'800.0, 4'100'750.0)));
  EXPECT_EQ(segments.features[1].vertices_m.size(), 3U);
  EXPECT_EQ(segments.features[2].vertices_m.back(), Point(502'000.0, 4'100'750.0));
  EXPECT_EQ(std::get<double>(value(segments, 1, "begin_km")), 2.3);
  const Estimate share = result.tally.segments.estimate(1, 1, 0, world.scenario.sampling.confidence);
  EXPECT_EQ(std::get<double>(value(segments, 1, "p_detect")), share.value);
  EXPECT_EQ(std::get<double>(value(segments, 1, "p_detect_high")), share.high);
}

TEST_F(ResultLayers, OfAssetsTellWhoHoldsThem) {
  const FeatureLayer posts = layer("posts");
  ASSERT_EQ(posts.features.size(), 2U);
  EXPECT_THAT(posts.features[1].vertices_m, ElementsAre(Point(501'400.0, 4'101'000.0)));
  EXPECT_EQ(std::get<std::string>(value(posts, 1, "name")), "Шурообод");
  EXPECT_EQ(std::get<std::string>(value(posts, 1, "held_by")), world.configurations[1]);
  EXPECT_EQ(std::get<double>(value(posts, 0, "range_km")), 0.6);
  const FeatureLayer patrols = layer("patrols");
  ASSERT_EQ(patrols.features.size(), 1U);
  EXPECT_EQ(patrols.features[0].vertices_m.front(), patrols.features[0].vertices_m.back());
  EXPECT_EQ(std::get<std::int64_t>(value(patrols, 0, "teams")), world.patrols[0].teams);
  const FeatureLayer border = layer("border");
  EXPECT_EQ(border.features.at(0).vertices_m.size(), 3U);
  EXPECT_EQ(std::get<double>(value(border, 0, "end_km")), 3.5);
}

}  // namespace
}  // namespace panj
