// Runs that are killed, stopped or longer than before end with the same bits as one that was not.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "cli/sound_scenario.h"
#include "results/saved_run.h"
#include "support/same_file.h"

namespace panj::cli {
namespace {

namespace fs = std::filesystem;
using test::expect_same_files;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Clock = std::chrono::steady_clock;

/// Replications of the run that is disturbed: fewer where programs are slow.
std::int64_t whole_n() {
  return test::samples(4000);
}

/// A run of `n` replications that keeps checkpoints all the time. Its --seed and --set are never repeated.
std::vector<std::string> options(const std::string& n = std::to_string(whole_n()),
                                 const std::string& batch = "10") {
  return {"-n",
          n,
          "--seed",
          "11",
          "--set",
          "post.west.range_m=700.0",
          "--set",
          "sampling.batch=" + batch,
          "--checkpoint-every",
          "10ms",
          "--progress",
          "json"};
}

/// The same run, never disturbed.
class Resume : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto start = Clock::now();
    ASSERT_EQ(panj(run_of(in(folder, "whole.h5"), options())).exit_code, 0);
    whole_takes = Clock::now() - start;
  }

  /// Goes on with what is kept at out.h5; from the beginning where it was killed before anything was.
  Outcome again() const {
    const bool kept = fs::exists(in(folder, "out.h5.checkpoint")) || fs::exists(in(folder, "out.h5"));
    return panj(kept ? run_of(in(folder, "out.h5"), {"--resume"}) : run_of(in(folder, "out.h5"), options()));
  }
  void expect_whole() const {
    expect_same_files(in(folder, "whole.h5"), in(folder, "out.h5"));
    EXPECT_THAT(folder.names(), ElementsAre("out.h5", "whole.h5"));
  }

  Folder folder;
  Clock::duration whole_takes{};
};

TEST_F(Resume, AfterSigkillAtAnyMomentEndsWithTheSameBits) {
  std::mt19937 random(2);  // NOLINT: the same moments every time
  std::uniform_real_distribution<double> moment(0.0, 1.0);
  const int kills = std::max(3, test::trials(10));
  const std::string checkpoint = in(folder, "out.h5.checkpoint");
  int left_replications = 0;
  // Where none of them came between the first checkpoint and the end, more follow.
  for (int i = 0; i < kills || left_replications == 0; ++i) {
    SCOPED_TRACE(i);
    ASSERT_LT(i, 20 * kills) << "none had anything to go on from";
    fs::remove(in(folder, "out.h5"));
    Program run(run_of(in(folder, "out.h5"), options()));
    std::this_thread::sleep_for((i % kills + moment(random)) / kills * whole_takes);
    run.send(SIGKILL);
    run.outcome();
    if (fs::exists(checkpoint) && read_checkpoint(checkpoint).completed_replications > 0) ++left_replications;
    const Outcome second = again();
    EXPECT_EQ(second.exit_code, 0) << second.err;
    expect_whole();
  }
}

TEST_F(Resume, RemovesTheCheckpointOfARunThatWasKilledAsItEnded) {
  // As the run left it between writing its results and removing its checkpoint.
  SavedRun saved = read_saved(in(folder, "whole.h5"));
  saved.completed_replications = 0;
  saved.complete = false;
  saved.elapsed_s.clear();
  saved.state.clear();
  fs::copy_file(in(folder, "whole.h5"), in(folder, "out.h5"), fs::copy_options::overwrite_existing);
  write_checkpoint(in(folder, "out.h5.checkpoint"), saved);
  folder.write(".out.h5.part-1-0", "half");
  folder.write(".out.h5.checkpoint.part-1-0", "half");
  const Outcome second = again();
  EXPECT_EQ(second.exit_code, 0);
  EXPECT_THAT(second.err, HasSubstr("out.h5 is complete with this scenario and seed"));
  expect_whole();
}

std::int64_t replications_in(const std::string& file) {
  return Hdf5File::open(file).root().number_attribute<std::int64_t>("completed_replications");
}

/// Waits until a running program's checkpoint holds replications: progress is told before that.
void wait_for_replications_in(const std::string& checkpoint, const Program& run) {
  while (!fs::exists(checkpoint) || read_checkpoint(checkpoint).completed_replications == 0) {
    ASSERT_TRUE(run.is_running());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

TEST(ResumeAfter, ASignalEndsWithTheSameBits) {
  for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}}) {
    const Folder folder;
    const std::string out = in(folder, "out.h5");
    Program run(run_of(out, options("20000000", "2000")));
    ASSERT_TRUE(run.says("\"replications\": "));
    run.send(signal);
    const Outcome stopped = run.outcome();
    EXPECT_EQ(stopped.exit_code, code);
    EXPECT_THAT(stopped.err, HasSubstr("go on with `panj run " + sound + " -o " + out + " --resume`"));
    EXPECT_THAT(folder.names(), ElementsAre("out.h5"));
    const std::string n = std::to_string(replications_in(out) + 3000);
    EXPECT_EQ(panj(run_of(out, {"--resume", "-n", n})).exit_code, 0);
    EXPECT_EQ(panj(run_of(in(folder, "whole.h5"), options(n, "2000"))).exit_code, 0);
    expect_same_files(in(folder, "whole.h5"), out);
  }
}

TEST(ResumeAfter, AFinishedRunInLatinHypercubesExtendsItByWholeBatches) {
  const Folder folder;
  const std::string out = in(folder, "out.h5");
  const std::string whole = in(folder, "whole.h5");
  const auto stratified = [](const std::string& n) {
    std::vector<std::string> all = options(n, "16");
    all.insert(all.end(), {"--set", "sampling.latin_hypercube=true"});
    return all;
  };
  std::vector<std::string> dry = run_of(whole, stratified("960"));
  dry.emplace_back("--dry-run");
  EXPECT_THAT(panj(dry).out, HasSubstr("in batches of 16, each a Latin hypercube, seed 11"));
  const Outcome run = panj(run_of(whole, stratified("960")));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\nLatin hypercubes over 16 replications: drawn one by one it would take "));
  EXPECT_EQ(panj(run_of(out, stratified("320"))).exit_code, 0);
  const Outcome part = panj(run_of(out, {"--resume", "-n", "630"}));
  EXPECT_EQ(part.exit_code, 3);
  EXPECT_THAT(part.err, HasSubstr("take 640 replications"));
  EXPECT_EQ(panj(run_of(out, {"--resume", "-n", "960"})).exit_code, 0);
  expect_same_files(whole, out);
  const Outcome info = panj({"info", out});
  EXPECT_THAT(info.out,
              HasSubstr("\nLatin hypercubes over 16 replications: drawn one by one it would take "));
}

TEST_F(Resume, OfAFinishedRunExtendsIt) {
  // So many replications end inside a batch.
  ASSERT_EQ(panj(run_of(in(folder, "out.h5"), options(std::to_string(whole_n() / 2 - 5)))).exit_code, 0);
  EXPECT_EQ(panj(run_of(in(folder, "out.h5"), {"--resume", "-n", std::to_string(whole_n())})).exit_code, 0);
  expect_whole();
  const Outcome complete = panj(run_of(in(folder, "out.h5"), {"--resume"}));
  EXPECT_EQ(complete.exit_code, 0);
  EXPECT_THAT(complete.err, HasSubstr("out.h5 is complete with this scenario and seed; see `panj info"));
  const Outcome fewer = panj(run_of(in(folder, "out.h5"), {"--resume", "-n", "100"}));
  EXPECT_EQ(fewer.exit_code, 2);
  EXPECT_THAT(fewer.err,
              HasSubstr("-n 100: " + std::to_string(whole_n()) + " replications are done already"));
  const Outcome twice = panj(run_of(in(folder, "out.h5"), options()));
  EXPECT_EQ(twice.exit_code, 4);
  EXPECT_THAT(twice.err, HasSubstr("out.h5 is complete with this scenario and seed"));
  expect_whole();
}

TEST_F(Resume, OfAnotherRunIsRefusedWithTheDifference) {
  ASSERT_EQ(panj(run_of(in(folder, "out.h5"), options())).exit_code, 0);
  const auto refusal = [this](const std::vector<std::string>& more) {
    const Outcome outcome = panj(run_of(in(folder, "out.h5"), more));
    EXPECT_EQ(outcome.exit_code, 4);
    return outcome.err;
  };
  EXPECT_THAT(refusal({"--resume", "--seed", "12"}), HasSubstr("[scenario]: `seed = 12` was `seed = 11`"));
  EXPECT_THAT(
      refusal({"--resume", "--set", "post.west.range_m=650.0"}),
      HasSubstr(
          "can't go on with this run (the scenario differs: [[post]] \"west\": `range_m = 650.0` was "));
  EXPECT_THAT(refusal({"--resume", "--shard", "1/2"}), HasSubstr("it is shard 1/1"));
  EXPECT_THAT(refusal({"--seed", "12"}), HasSubstr("exists already, and is kept"));
  expect_same_files(in(folder, "whole.h5"), in(folder, "out.h5"));
}

TEST_F(Resume, GoesOnWhereTheDiskWasFull) {
  Program run(run_of(in(folder, "out.h5"), options("20000000", "2000")));
  ASSERT_NO_FATAL_FAILURE(wait_for_replications_in(in(folder, "out.h5.checkpoint"), run));
  // As good as a full disk: no file may grow over this.
  const rlimit tight{1000, 1000};
  ASSERT_EQ(prlimit(run.id(), RLIMIT_FSIZE, &tight, nullptr), 0);
  const Outcome full = run.outcome();
  EXPECT_EQ(full.exit_code, 4);
  EXPECT_THAT(full.err, HasSubstr("out.h5.checkpoint: can't be written (it grows over the limit"));
  EXPECT_THAT(full.err, HasSubstr("the checkpoint before is kept: go on from it with --resume"));
  EXPECT_THAT(folder.names(), ElementsAre("out.h5.checkpoint", "whole.h5"));
  const Outcome refused = panj(run_of(in(folder, "out.h5"), options()));
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, HasSubstr("go on with it with --resume, or run it anew with --overwrite"));
  Program second(run_of(in(folder, "out.h5"), {"--resume", "--progress", "json"}));
  ASSERT_TRUE(second.says("\"replications\": "));
  second.send(SIGINT);
  EXPECT_EQ(second.outcome().exit_code, 130);
  EXPECT_THAT(folder.names(), ElementsAre("out.h5", "whole.h5"));
}

TEST_F(Resume, TellsOfARemovedFolder) {
  const std::string deep = in(folder, "deep");
  fs::create_directory(deep);
  Program run(run_of(deep + "/out.h5", options("20000000", "2000")));
  ASSERT_TRUE(run.says("\"replications\": "));
  fs::rename(deep, in(folder, "gone"));
  const Outcome outcome = run.outcome();
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(
      outcome.err,
      HasSubstr("deep/out.h5.checkpoint: can't be written (there is no such folder); make the folder"));
}

TEST(ResumeOf, NothingIsRefused) {
  const Folder folder;
  const Outcome nothing = panj(run_of(in(folder, "out.h5"), {"--resume"}));
  EXPECT_EQ(nothing.exit_code, 4);
  EXPECT_THAT(nothing.err,
              HasSubstr("out.h5: there is nothing to go on with (neither it nor out.h5.checkpoint exists)"));
  folder.write("out.h5.checkpoint", "panj-checkpoint 1\n");
  EXPECT_THAT(panj(run_of(in(folder, "out.h5"), {"--resume"})).err, HasSubstr("damaged"));
  EXPECT_THAT(panj(run_of(in(folder, "out.h5"))).err, HasSubstr("damaged"));
  EXPECT_EQ(panj(run_of(in(folder, "out.h5"), {"--overwrite"})).exit_code, 0);
  EXPECT_THAT(folder.names(), ElementsAre("out.h5"));
}

TEST(ResumeOf, AStrangersFileIsRefused) {
  const Folder folder;
  folder.write("out.h5", "precious");
  const Outcome outcome = panj(run_of(in(folder, "out.h5"), {"--resume"}));
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("not a result file of panj"));
  EXPECT_EQ(text_of(in(folder, "out.h5")), "precious");
}

TEST(ResumeOf, ChangedInputsIsRefused) {
  const Folder folder;
  std::string text = text_of(sound);
  replace_all(text, "line_xy_km = [[0.0, 2.0], [4.0, 2.0]]",
              "line = \"border.geojson\"\ncrs = \"EPSG:32642\"\ncorner_xy_km = [500.0, 4000.0]");
  replace_all(text, "_xy_km = [1.0, 2.5]", "_xy_km = [501.0, 4002.5]");
  replace_all(text, "[[0.5, 2.5], [3.5, 2.5]]", "[[500.5, 4002.5], [503.5, 4002.5]]");
  replace_all(text, "[2.0, 3.0]", "[502.0, 4003.0]");
  const std::string head =
      R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:32642"}},
"features": [{"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": )";
  folder.write("border.geojson", head + "[[499000, 4002000], [505000, 4002000]]}}]}\n");
  const std::string scenario = folder.write("placed.toml", text);
  const Setting here{.folder = folder.path(), .stdout_path = {}, .deaf_reader = false};
  const Outcome first = panj({"run", scenario}, here);
  ASSERT_EQ(first.exit_code, 0) << first.err;
  folder.write("border.geojson", head + "[[499000, 4002100], [505000, 4002100]]}}]}\n");
  const Outcome second = panj({"run", scenario, "--resume", "-n", "40"}, here);
  EXPECT_EQ(second.exit_code, 4);
  EXPECT_THAT(second.err,
              HasSubstr("border.geojson have changed); restore it, or run it anew with --overwrite"));
}

}  // namespace
}  // namespace panj::cli
