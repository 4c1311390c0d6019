// What made a result file, as the file itself tells it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <string>

#include "results/hdf5_file.h"
#include "results/sha256.h"
#include "results/small_run.h"
#include "results/written.h"

namespace panj {
namespace {

namespace fs = std::filesystem;
using test::Folder;
using test::small_world;
using test::Written;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Results, TellsWhatMadeIt) {
  Written written;
  Hdf5Group& root = written.file.root();
  EXPECT_EQ(root.text_attribute("Conventions"), "CF-1.11");
  EXPECT_EQ(root.text_attribute("file_type"), "panj-results");
  EXPECT_EQ(root.number_attribute<std::int64_t>("format_version"), 1);
  EXPECT_EQ(root.number_attribute<std::uint64_t>("seed"), 42U);
  EXPECT_EQ(root.text_attribute("scenario_sha256"), sha256_hex("schema = 1\n"));
  EXPECT_EQ(root.text_attribute("attempts_sha256"), sha256_hex(std::string("seed = 42\n\0", 11)));
  EXPECT_EQ(root.text_attribute("status"), "complete");
  EXPECT_EQ(root.number_attribute<std::int64_t>("completed_replications"), 24);
  EXPECT_EQ(root.number_attribute<std::int64_t>("unit_replications"), 1);
  EXPECT_TRUE(std::regex_match(root.text_attribute("git_sha1"), std::regex("unknown|[0-9a-f]{40}(-dirty)?")));
  EXPECT_THAT(root.text_attribute("compiler"), testing::Not(testing::IsEmpty()));
  EXPECT_THAT(root.text_attribute("build_flags"), HasSubstr("-ffp-contract=off"));
  EXPECT_THAT(written.group("provenance").read<std::string>("scenario_toml"), ElementsAre("schema = 1\n"));
  const Hdf5Group run = written.group("provenance").open_group("run");
  EXPECT_THAT(run.read<std::string>("host"), ElementsAre("somewhere"));
  EXPECT_THAT(run.read<double>("compile_time"), ElementsAre(0.75));
}

TEST(Results, KnowsItsInputsByTheirContents) {
  World world = small_world();
  const Folder inputs;
  test::put_bytes(inputs / "line.geojson", "abc");
  test::put_bytes(inputs / "patrol_roads.csv", "xyz");
  world.attempt_inputs = {(inputs / "line.geojson").string()};
  world.inputs = {world.attempt_inputs.front(), (inputs / "patrol_roads.csv").string()};
  {
    Written written(world);
    const Hdf5Group group = written.group("provenance");
    EXPECT_THAT(group.read<std::string>("input_sha256"), ElementsAre(sha256_hex("abc"), sha256_hex("xyz")));
    EXPECT_THAT(group.read<std::int64_t>("input_bytes"), ElementsAre(3, 3));
    EXPECT_EQ(written.file.root().text_attribute("attempts_sha256"),
              sha256_hex(std::string("seed = 42\n\0", 11) + sha256_hex("abc") + "\n"));
  }
  // What patrols alone go by has no say in it, even where it has gone: that run has cleared the folder away.
  fs::create_directories(inputs.path());
  test::put_bytes(inputs / "line.geojson", "abc");
  EXPECT_EQ(Written(world).file.root().text_attribute("attempts_sha256"),
            sha256_hex(std::string("seed = 42\n\0", 11) + sha256_hex("abc") + "\n"));
  // An input that has gone since does not cost the run, but the file does not claim to pair.
  ASSERT_FALSE(fs::exists(inputs / "line.geojson"));
  Written written(world);
  EXPECT_THAT(written.group("provenance").read<std::int64_t>("input_bytes"), ElementsAre(-1, -1));
  EXPECT_EQ(written.file.root().text_attribute("attempts_sha256"), "");
}

}  // namespace
}  // namespace panj
