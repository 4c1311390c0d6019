#include "terrain/companion_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_file.h"

namespace panj {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::string>;

class Beside {
 public:
  Beside(const std::string& path, const std::string& text) : path_(path) { std::ofstream(path_) << text; }
  ~Beside() { fs::remove(path_); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

TEST(CompanionFiles, OfARasterIsTheFileThatSaysWhereItLies) {
  const test::TemporaryFile grid("cover.asc",
                                 "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n3 4\n");
  EXPECT_EQ(companion_files(grid.path()), (Files{grid.path()}));
  const std::string stem = grid.path().substr(0, grid.path().size() - 4);
  const Beside prj(stem + ".prj",
                   "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
                   "298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925]]");
  EXPECT_EQ(companion_files(grid.path()), (Files{grid.path(), prj.path()}));
}

TEST(CompanionFiles, OfWhatStandsAloneAreNone) {
  const test::TemporaryFile roads("roads.csv", "WKT,name\n\"LINESTRING(0 0,1 1)\",a\n");
  EXPECT_EQ(companion_files(roads.path()), (Files{roads.path()}));
  const test::TemporaryFile text("nothing.txt", "no data\n");
  EXPECT_EQ(companion_files(text.path()), (Files{text.path()}));
  EXPECT_EQ(companion_files("/nowhere/at_all.tif"), (Files{"/nowhere/at_all.tif"}));
}

}  // namespace
}  // namespace panj
