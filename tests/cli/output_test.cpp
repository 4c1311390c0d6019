// Where results can't go.
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstring>

#include "cli/program.h"
#include "cli/sound_scenario.h"

namespace panj::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Output, IsRefusedWhereItExistsAndIsKept) {
  const Folder folder;
  const std::string file = folder.write("out.h5", "precious");
  const Outcome refused = panj({"run", sound, "-o", file});
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, HasSubstr(file + ": exists already"));
  EXPECT_THAT(refused.err, HasSubstr("--overwrite"));
  EXPECT_EQ(text_of(file), "precious");
}

TEST(Output, ByDefaultIsTheScenariosNameAndRefusedToo) {
  const Folder folder;
  const Setting here{.folder = folder.path(), .stdout_path = {}, .deaf_reader = false};
  EXPECT_EQ(panj({"run", sound}, here).exit_code, 0);
  EXPECT_THAT(folder.names(), ElementsAre("sound.h5"));
  const Outcome again = panj({"run", sound}, here);
  EXPECT_EQ(again.exit_code, 4);
  EXPECT_THAT(again.err,
              HasSubstr("sound.h5 is complete with this scenario and seed; see `panj info sound.h5`"));
  EXPECT_THAT(panj({"run", sound, "--seed", "8"}, here).err,
              HasSubstr("sound.h5: exists already, and is kept"));
  EXPECT_EQ(panj({"run", sound, "--overwrite"}, here).exit_code, 0);
  EXPECT_THAT(folder.names(), ElementsAre("sound.h5"));
}

TEST(Output, IsRefusedBeforeTheScenarioIsCompiled) {
  const Folder folder;
  const std::string off_the_map = std::string(PANJ_SOURCE_DIR) + "/tests/cli/mistakes/base_off_the_map.toml";
  EXPECT_EQ(panj({"run", off_the_map, "-o", folder.path().string()}).exit_code, 4);
}

TEST(Output, NeedsAFolderThatTakesFiles) {
  const Outcome outcome = panj({"run", sound, "-o", "/proc/out.h5"});  // not even root may
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("/proc/out.h5: can't be written"));
}

TEST(Output, OfAFullDiskLeavesNoHalfWrittenFile) {
  const Folder folder;
  const int mounted = mount("panj_test", folder.path().c_str(), "tmpfs", 0, "size=16k");
  if (mounted != 0) GTEST_SKIP() << "a small disk can't be made here: " << std::strerror(errno);
  const Outcome outcome = panj({"run", sound, "-o", (folder.path() / "out.h5").string()});
  const std::vector<std::string> names = folder.names();
  umount(folder.path().c_str());
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("out.h5: can't be written"));
  EXPECT_THAT(outcome.err, HasSubstr("out.h5.checkpoint: "));
  EXPECT_THAT(names, ElementsAre("out.h5.checkpoint"));
}

TEST(Output, OnAFullStdoutIsAFault) {
  const Setting full{.folder = ".", .stdout_path = "/dev/full", .deaf_reader = false};
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"schema"},
                                                    {"validate", sound},
                                                    {"info", sound},
                                                    {"--version"},
                                                    {"--help"}}) {
    const Outcome outcome = panj(arguments, full);
    EXPECT_EQ(outcome.exit_code, 4) << arguments.front();
    EXPECT_THAT(outcome.err, HasSubstr("stdout can't be written (No space left on device)"));
  }
}

TEST(Output, NobodyReadsIsNoFaultAndTheFileIsWritten) {
  const Folder folder;
  const Setting deaf{.folder = folder.path(), .stdout_path = {}, .deaf_reader = true};
  EXPECT_EQ(panj({"schema"}, deaf).exit_code, 0);
  EXPECT_EQ(panj({"run", sound}, deaf).exit_code, 0);
  EXPECT_THAT(folder.names(), ElementsAre("sound.h5"));
  EXPECT_EQ(panj({"info", (folder.path() / "sound.h5").string()}).exit_code, 0);
}

}  // namespace
}  // namespace panj::cli
