// Shards, and what puts them together.
#include <gmock/gmock.h>

#include "cli/sound_scenario.h"
#include "support/same_file.h"

namespace panj::cli {
namespace {

using test::expect_same_files;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Three shards of a run, by their default names, in one folder.
class Merge : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* shard : {"1/3", "2/3", "3/3"}) ASSERT_EQ(run({"--shard", shard}).exit_code, 0) << shard;
  }
  Outcome run(std::vector<std::string> more, const std::string& n = "105") const {
    std::vector<std::string> all{"run",        sound, "-n", n, "--set", "post.west.range_m=700.0",
                                 "--progress", "none"};
    all.insert(all.end(), more.begin(), more.end());
    return panj(all, here());
  }
  /// What merging says when it refuses.
  std::string refusal(std::vector<std::string> files) const {
    files.insert(files.begin(), "merge");
    files.insert(files.end(), {"-o", "bad.h5"});
    const Outcome outcome = panj(files, here());
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_FALSE(std::filesystem::exists(in(folder, "bad.h5")));
    return outcome.err;
  }
  Setting here() const { return {.folder = folder.path(), .stdout_path = {}, .deaf_reader = false}; }

  Folder folder;
  const std::string first = "sound.shard-1-of-3.h5";
  const std::string second = "sound.shard-2-of-3.h5";
  const std::string third = "sound.shard-3-of-3.h5";
};

TEST_F(Merge, GivesTheBitsOfOneRun) {
  EXPECT_THAT(folder.names(), ElementsAre(first, second, third));
  const Outcome merged = panj({"merge", third, first, second, "-o", "all.h5"}, here());
  ASSERT_EQ(merged.exit_code, 0) << merged.err;
  EXPECT_THAT(merged.err, HasSubstr("wrote all.h5"));
  ASSERT_EQ(run({"-o", "whole.h5"}).exit_code, 0);
  expect_same_files(in(folder, "whole.h5"), in(folder, "all.h5"));
  // What was merged can be extended as if it had been one run.
  ASSERT_EQ(panj({"run", sound, "-o", "all.h5", "--resume", "-n", "140"}, here()).exit_code, 0);
  ASSERT_EQ(run({"-o", "longer.h5"}, "140").exit_code, 0);
  expect_same_files(in(folder, "longer.h5"), in(folder, "all.h5"));
  EXPECT_EQ(panj({"merge", third, first, second, "-o", "all.h5"}, here()).exit_code, 4);
}

TEST_F(Merge, RefusesShardsThatLieOverEachOtherOrAreMissing) {
  EXPECT_THAT(refusal({first, second}), HasSubstr("of the shards of this run 3/3 is missing (given: 2)"));
  EXPECT_THAT(refusal({second}), HasSubstr("1/3, 3/3 are missing"));
  EXPECT_THAT(refusal({first, second, third, second}),
              HasSubstr("it is shard 2/3, and so is sound.shard-2-of-3.h5"));
}

TEST_F(Merge, RefusesShardsOfOtherRuns) {
  ASSERT_EQ(run({"--shard", "2/3", "--seed", "8", "-o", "seed.h5"}).exit_code, 0);
  EXPECT_THAT(refusal({first, "seed.h5", third}),
              HasSubstr("seed.h5: can't be merged (it is of another scenario than sound.shard-1-of-3.h5: "
                        "[scenario]: `seed = 8` was "
                        "`seed = 7`)"));
  ASSERT_EQ(run({"--shard", "2/3", "-o", "more.h5"}, "106").exit_code, 0);
  EXPECT_THAT(refusal({first, "more.h5", third}),
              HasSubstr("more.h5: can't be merged (it is a shard of 106 replications"));
  ASSERT_EQ(run({"--shard", "2/4", "-o", "of_four.h5"}).exit_code, 0);
  EXPECT_THAT(refusal({first, "of_four.h5", third}), HasSubstr("it is one of 4 shards"));
  ASSERT_EQ(run({"-o", "whole.h5"}).exit_code, 0);
  EXPECT_THAT(refusal({"whole.h5"}), HasSubstr("whole.h5: can't be merged (it is no shard"));
  EXPECT_THAT(refusal({"absent.h5"}), HasSubstr("there is no such file"));
}

TEST_F(Merge, ShardsArePartialAndCantBeExtended) {
  EXPECT_THAT(panj({"info", second}, here()).out, HasSubstr("PARTIAL: a shard of a run"));
  const Outcome longer = run({"--resume", "-o", second}, "200");
  EXPECT_EQ(longer.exit_code, 4);
  EXPECT_THAT(longer.err, HasSubstr("shards can't be extended"));
  EXPECT_THAT(run({"--resume", "-o", second}).err, HasSubstr("is complete with this scenario and seed"));
}

TEST(Shards, AreGivenAsOneOfMany) {
  for (const char* text : {"0/3", "4/3", "2", "a/3", "1/0", "1/x"})
    EXPECT_EQ(panj({"run", sound, "--shard", text}).exit_code, 2) << text;
  const Outcome many = panj({"run", sound, "--shard", "3/8"});
  EXPECT_EQ(many.exit_code, 2);
  EXPECT_THAT(many.err, HasSubstr("--shard 3/8: there are but 2 batches to share out"));
}

}  // namespace
}  // namespace panj::cli
