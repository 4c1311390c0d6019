// Result files that are damaged.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace panj::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A result file of a small run.
class ResultFile : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string sound = std::string(PANJ_SOURCE_DIR) + "/tests/cli/mistakes/sound.toml";
    const std::string path = (folder.path() / "whole.h5").string();
    ASSERT_EQ(panj({"run", sound, "-o", path}).exit_code, 0);
    whole = text_of(path);
    ASSERT_EQ(panj({"info", path}).exit_code, 0);
  }

  /// What `info` says about a file of these bytes.
  void expect_refused(const std::string& bytes) {
    const std::string path = folder.write("other.h5", bytes);
    const Outcome outcome = panj({"info", path});
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, StartsWith("panj: " + path + ": can't be read ("));
    EXPECT_THAT(outcome.err, HasSubstr("; "));  // the remedy
  }

  Folder folder;
  std::string whole;
};

TEST_F(ResultFile, CutShortIsRefused) {
  for (const double share : {0.0, 0.01, 0.5, 0.999})
    expect_refused(whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
}

TEST_F(ResultFile, WithOneFlippedBitIsRefused) {
  for (const double share : {0.0, 0.1, 0.5, 0.9}) {
    std::string damaged = whole;
    char& byte = damaged[static_cast<std::size_t>(share * static_cast<double>(whole.size() - 1))];
    byte = static_cast<char>(byte ^ 4);
    expect_refused(damaged);
  }
}

TEST_F(ResultFile, WithMoreAtItsEndIsRefused) {
  expect_refused(whole + "x");
}

TEST_F(ResultFile, OfAnotherKindIsRefused) {
  expect_refused("schema = 1\n");
  expect_refused(whole.substr(512));  // plain HDF5 without the seal in front
}

}  // namespace
}  // namespace panj::cli
