#include "results/saved_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <random>

#include "base/error.h"
#include "results/sealed_file.h"
#include "results/sha256.h"
#include "results/small_run.h"

namespace panj {
namespace {

using test::bytes_of;
using test::file_error_of;
using test::Folder;
using test::put_bytes;
using test::small_result;
using test::small_world;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::string resolved = R"(schema = 1

[scenario]
seed = 5

[[post]]
name = "north"
range_m = 3000.0

[sampling]
replications = 24
batch = 4
)";

RunRecord record() {
  RunRecord made = test::small_record();
  made.overrides = {{"scenario.seed", "5"}, {"post.north.title", "a = b"}};
  made.scenario_folder = "/somewhere/scenarios";
  return made;
}

SavedRun small_saved(std::size_t batches = 6) {
  World world = small_world();
  world.scenario.resolved_text = resolved;
  SavedRun saved = saved_run(identity_of(world, {2, 3}), record(), small_result(world, batches));
  saved.identity.inputs = {{"dem.tif", std::string(64, 'a'), 1234}};
  return saved;
}

void expect_same(const SavedRun& a, const SavedRun& b) {
  EXPECT_EQ(a.identity.source_text, b.identity.source_text);
  EXPECT_EQ(a.identity.resolved_text, b.identity.resolved_text);
  EXPECT_EQ(a.identity.built_by, b.identity.built_by);
  EXPECT_TRUE(a.identity.shard == b.identity.shard);
  ASSERT_EQ(a.overrides.size(), b.overrides.size());
  for (std::size_t i = 0; i < a.overrides.size(); ++i) {
    EXPECT_EQ(a.overrides[i].key, b.overrides[i].key);
    EXPECT_EQ(a.overrides[i].value, b.overrides[i].value);
  }
  EXPECT_EQ(a.scenario_folder, b.scenario_folder);
  EXPECT_EQ(a.completed_replications, b.completed_replications);
  EXPECT_EQ(a.complete, b.complete);
  EXPECT_EQ(a.wall_time_s, b.wall_time_s);
  EXPECT_EQ(a.threads, b.threads);
  EXPECT_EQ(a.elapsed_s, b.elapsed_s);
  EXPECT_EQ(a.state, b.state);
}

TEST(Checkpoint, ReadsBackToTheSame) {
  const Folder folder;
  const SavedRun saved = small_saved();
  EXPECT_GT(saved.state.size(), 1000U);
  write_checkpoint(folder / "a.checkpoint", saved);
  EXPECT_THAT(bytes_of(folder / "a.checkpoint"), StartsWith("panj-checkpoint 1\nsha256 "));
  const SavedRun read = read_checkpoint(folder / "a.checkpoint");
  expect_same(saved, read);
  ASSERT_EQ(read.identity.inputs.size(), 1U);
  EXPECT_EQ(read.identity.inputs[0].path, "dem.tif");
  EXPECT_EQ(read.identity.inputs[0].sha256, std::string(64, 'a'));
  EXPECT_EQ(read.identity.inputs[0].bytes, 1234);
  EXPECT_EQ(read.replications(), 24);
}

TEST(ResultFile, HoldsWhatItsCheckpointHeld) {
  const Folder folder;
  World world = small_world();
  world.scenario.resolved_text = resolved;
  RunResult result = small_result(world);
  result.shard = {2, 3};
  write_results(folder / "a.h5", world, result, record());
  expect_same(saved_run(identity_of(world, {2, 3}), record(), result), read_saved(folder / "a.h5"));
}

TEST(Checkpoint, OfNothingDoneYetHoldsTheOptions) {
  const Folder folder;
  SavedRun saved = small_saved();
  saved.state.clear();
  saved.elapsed_s.clear();
  saved.completed_replications = 0;
  write_checkpoint(folder / "a.checkpoint", saved);
  const SavedRun read = read_checkpoint(folder / "a.checkpoint");
  expect_same(saved, read);
  EXPECT_EQ(result_of(read, small_world(), "a.checkpoint").completed_replications, 0);
}

/// What reading these bytes as a checkpoint says; "" where they are one.
std::string reading_checkpoint(const Folder& folder, const std::string& bytes) {
  put_bytes(folder / "b.checkpoint", bytes);
  return file_error_of([&] { read_checkpoint(folder / "b.checkpoint"); });
}

TEST(Checkpoint, DamagedIsRefused) {
  const Folder folder;
  write_checkpoint(folder / "a.checkpoint", small_saved());
  const std::string whole = bytes_of(folder / "a.checkpoint");
  std::mt19937 random(3);  // NOLINT: the same places every time
  for (int i = 0; i < 300; ++i) {
    std::string changed = whole;
    const std::size_t reach = i % 2 == 0 ? user_block_bytes : whole.size();
    char& byte = changed[random() % reach];
    byte = static_cast<char>(byte ^ (1 << random() % 8));
    EXPECT_THAT(reading_checkpoint(folder, changed), HasSubstr("b.checkpoint: can't be read (")) << i;
    EXPECT_NE(reading_checkpoint(folder, whole.substr(0, random() % whole.size())), "") << i;
  }
  EXPECT_THAT(reading_checkpoint(folder, whole + "x"), HasSubstr("damaged: 1 bytes were added); remove it"));
  EXPECT_EQ(reading_checkpoint(folder, whole), "");
}

TEST(Checkpoint, WithASealOfItsOwnAndOtherBytesBehindItIsReadOrRefused) {
  const Folder folder;
  write_checkpoint(folder / "a.checkpoint", small_saved(1));
  const std::string whole = bytes_of(folder / "a.checkpoint");
  std::mt19937 random(4);  // NOLINT: the same places every time
  int refused = 0;
  for (int i = 0; i < 500; ++i) {
    std::string body = whole.substr(user_block_bytes);
    if (i % 3 == 0) body.resize(random() % body.size());
    for (int k = 0; k < 3 && !body.empty(); ++k)
      body[random() % std::min<std::size_t>(body.size(), 400)] = static_cast<char>(random());
    const std::string lines =
        "panj-checkpoint 1\nsha256 " + sha256_hex(body) + "\nbytes " + std::to_string(body.size()) + "\n";
    std::string block = lines + "block " + sha256_hex(lines) + "\n";
    block.resize(user_block_bytes, '\0');
    refused += reading_checkpoint(folder, block + body).empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 100);
}

TEST(Checkpoint, OfAnotherKindOrANewerVersionIsRefused) {
  const Folder folder;
  World world = small_world();
  write_results(folder / "a.h5", world, small_result(world), record());
  EXPECT_THAT(reading_checkpoint(folder, bytes_of(folder / "a.h5")),
              HasSubstr("not a checkpoint of panj); move it away"));
  EXPECT_THAT(reading_checkpoint(folder, "hello"), HasSubstr("not a checkpoint of panj"));
  EXPECT_THAT(reading_checkpoint(folder, ""), HasSubstr("not a checkpoint of panj"));
  const std::string lines = "panj-checkpoint 2\nsha256 of a kind not known yet\nbytes 0\n";
  std::string block = lines + "block " + sha256_hex(lines) + "\n";
  block.resize(user_block_bytes, '\0');
  EXPECT_THAT(reading_checkpoint(folder, block),
              HasSubstr("its format_version is 2, this program reads up to 1); read it with a newer panj"));
  write_checkpoint(folder / "a.checkpoint", small_saved());
  EXPECT_THAT(file_error_of([&] { read_saved(folder / "a.checkpoint"); }),
              HasSubstr("not a result file of panj"));
}

TEST(Checkpoint, StaysWhereTheNextOneHasNoRoom) {
  const Folder folder;
  write_checkpoint(folder / "a.checkpoint", small_saved(1));
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  rlimit tight = usual;
  tight.rlim_cur = 1000;
  auto* const handler = ::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  const std::string message =
      file_error_of([&] { write_checkpoint(folder / "a.checkpoint", small_saved(6)); });
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &usual), 0);
  ::signal(SIGXFSZ, handler);
  EXPECT_THAT(message, HasSubstr("a.checkpoint: can't be written (it grows over the limit"));
  EXPECT_THAT(folder.names(), ElementsAre("a.checkpoint"));
  EXPECT_EQ(read_checkpoint(folder / "a.checkpoint").completed_replications, 4);
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = resolved;
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(RunIdentity, NamesTheFirstDifference) {
  EXPECT_EQ(difference_of_scenarios(resolved, resolved), std::nullopt);
  EXPECT_EQ(difference_of_scenarios(resolved, changed("replications = 24", "replications = 48")),
            std::nullopt);
  EXPECT_EQ(difference_of_scenarios(resolved, changed("seed = 5", "seed = 6")),
            "[scenario]: `seed = 6` was `seed = 5`");
  EXPECT_EQ(difference_of_scenarios(resolved, changed("range_m = 3000.0", "range_m = 2500.0")),
            "[[post]] \"north\": `range_m = 2500.0` was `range_m = 3000.0`");
  EXPECT_EQ(difference_of_scenarios(resolved, changed("batch = 4\n", "")),
            "[sampling]: nothing more was `batch = 4`");
  EXPECT_EQ(difference_of_scenarios(changed("batch = 4\n", ""), resolved),
            "[sampling]: `batch = 4` was nothing more");
}

TEST(RunIdentity, KnowsNoReplicationsThatAScenarioMayNotHave) {
  EXPECT_EQ(replications_of(resolved), 24);
  for (const char* number : {"-3", "9223372036854775807", "99999999999999999999", "x"})
    EXPECT_EQ(replications_of(changed("= 24", std::string("= ") + number)), 0) << number;
}

TEST(RunIdentity, NamesInputsAndBuildsThatChanged) {
  const std::vector<InputRecord> was{{"line.geojson", "aa", 1}, {"dem.tif", "bb", 2}};
  std::vector<InputRecord> now = was;
  EXPECT_EQ(difference_of_inputs(was, now), std::nullopt);
  now[1].sha256 = "cc";
  EXPECT_EQ(difference_of_inputs(was, now), "the contents of dem.tif have changed");
  EXPECT_EQ(difference_of_inputs(was, {}), "0 input files were 2");
  EXPECT_EQ(difference_of_builds({"panj 1", "commit a"}, {"panj 1", "commit b"}), "commit b was commit a");
  EXPECT_EQ(difference_of_builds(this_build(), this_build()), std::nullopt);
}

}  // namespace
}  // namespace panj
