// Results for maps and spreadsheets, and what the program says of itself.
#include <gmock/gmock.h>

#include "cli/json.h"
#include "cli/sound_scenario.h"

namespace panj::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Export : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(panj(run_of("sound.h5", {"-n", "40", "--progress", "none"}), here()).exit_code, 0);
  }
  Outcome exported(std::vector<std::string> more) const {
    more.insert(more.begin(), {"export", "sound.h5"});
    return panj(more, here());
  }
  std::vector<std::string> names(const std::string& inside) const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / inside))
      all.push_back(entry.path().filename().string());
    return all;
  }
  Setting here() const { return {.folder = folder.path(), .stdout_path = {}, .deaf_reader = false}; }

  Folder folder;
};

TEST_F(Export, WritesEverythingThatIsAskedFor) {
  const Outcome outcome =
      exported({"--csv", "--geotiff", "--gpkg", "--geojson", "--paths", "12", "new/folder"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(names("new/folder"),
              AllOf(Contains("summary.csv"), Contains("elevation.tif"), Contains("sound.gpkg"),
                    Contains("border.geojson"), Contains("paths.geojson")));
  EXPECT_THAT(outcome.out, HasSubstr("new/folder/summary.csv\n"));
  EXPECT_THAT(outcome.err, HasSubstr("panj: wrote "));
  const std::string paths = text_of(folder.path() / "new/folder/paths.geojson");
  std::size_t features = 0;
  for (std::size_t at = 0; (at = paths.find("\"Feature\"", at)) != std::string::npos; ++at) ++features;
  EXPECT_EQ(features, 12U);
}

TEST_F(Export, LeavesOutWhatIsNotAskedFor) {
  ASSERT_EQ(exported({"--gpkg", "--paths", "0", "maps"}).exit_code, 0);
  EXPECT_EQ(names("maps"), std::vector<std::string>{"sound.gpkg"});
  const Outcome outcome = exported({"maps"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--geotiff, --gpkg, --geojson and --csv"));
}

TEST_F(Export, ReplacesNothingUnasked) {
  ASSERT_EQ(exported({"--csv", "tables"}).exit_code, 0);
  const Outcome again = exported({"--csv", "--geotiff", "tables"});
  EXPECT_EQ(again.exit_code, 4);
  EXPECT_THAT(again.err, AllOf(HasSubstr("summary.csv"), HasSubstr("--overwrite")));
  EXPECT_THAT(names("tables"), Not(Contains("elevation.tif")));
  EXPECT_EQ(exported({"--csv", "--geotiff", "tables", "--overwrite"}).exit_code, 0);
}

TEST_F(Export, RefusesWhatIsNoResultAndWhereNobodyCanWrite) {
  EXPECT_EQ(panj({"export", sound, "--csv", "tables"}, here()).exit_code, 4);
  folder.write("tables", "a file");
  const Outcome outcome = exported({"--csv", "tables"});
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("can't make this folder"));
}

TEST_F(Export, OfTheSummaryIsJson) {
  const Outcome outcome = panj({"info", "sound.h5", "--json"}, here());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(is_json(outcome.out)) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("\"configurations\": ["));
  EXPECT_EQ(panj({"info", "sound.h5", "--json", "--pairs"}, here()).exit_code, 2);
  EXPECT_EQ(panj({"info", sound, "--json"}, here()).exit_code, 2);
}

TEST(Doctor, FindsThisMachineWell) {
  const Folder folder;
  const Outcome outcome =
      panj({"doctor"}, {.folder = folder.path(), .stdout_path = {}, .deaf_reader = false});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
  EXPECT_THAT(outcome.out, StartsWith("panj "));
  EXPECT_THAT(outcome.out, HasSubstr("all is well"));
  EXPECT_THAT(folder.names(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace panj::cli
