// What the verbs do when nothing is wrong.
#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <sstream>

#include "cli/json.h"
#include "cli/program.h"
#include "cli/sound_scenario.h"
#include "support/samples.h"

namespace panj::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const std::string source = PANJ_SOURCE_DIR;

TEST(Run, ThatWouldNeedMoreMemoryThanThereIsSaysSoBeforeItStarts) {
  const Folder folder;
  const Outcome outcome = panj({"run", sound, "-j", "1024", "--set", "frontier.size_km=[1000.0, 1000.0]",
                                "--set", "frontier.cell_size_m=100.0"},
                               in(folder));
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("100 million cells would need"));
  EXPECT_THAT(outcome.err, HasSubstr("GB of memory at the least, and"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Version, TellsProgramAndLibraries) {
  const Outcome outcome = panj({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, StartsWith("panj "));
  for (const char* library : {"HDF5", "GDAL", "TBB"}) EXPECT_THAT(outcome.out, HasSubstr(library));
}

TEST(Help, NamesEveryVerb) {
  const Outcome outcome = panj({"--help"});
  EXPECT_EQ(outcome.exit_code, 0);
  for (const char* verb :
       {"run", "replay", "merge", "validate", "info", "compare", "export", "doctor", "new", "schema"}) {
    EXPECT_THAT(outcome.out, HasSubstr(verb));
    EXPECT_EQ(panj({verb, "--help"}).exit_code, 0);
  }
}

TEST(Schema, IsJson) {
  const Outcome outcome = panj({"schema"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(is_json(outcome.out));
}

TEST(Json, IsToldFromWhatIsNone) {
  EXPECT_TRUE(is_json(R"({"a": [1, -2.5e-3, "b\"c", true, null], "d": {}})"));
  for (const char* no : {"", "{", "{\"a\": nan}", "[1,]", "{} {}", "01a", "\"open", "{'a': 1}"})
    EXPECT_FALSE(is_json(no)) << no;
}

TEST(New, WritesAScenarioThatRuns) {
  const Folder folder;
  const Outcome created = panj({"new", "ridge_7", "made/here"}, in(folder));
  EXPECT_EQ(created.exit_code, 0);
  EXPECT_EQ(created.out, "made/here/ridge_7.toml\n");
  // As many replications as it says itself, or fewer where programs are slow.
  std::vector<std::string> words{"run", "made/here/ridge_7.toml"};
  if (test::programs_are_slow()) words.insert(words.end(), {"-n", "100"});
  const Outcome run = panj(words, in(folder));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("posts_and_patrol"));
  EXPECT_THAT(folder.names(), ElementsAre("made", "ridge_7.h5"));
}

TEST(New, KeepsAFileThatIsThere) {
  const Folder folder;
  const std::string file = folder.write("mine.toml", "precious");
  const Outcome outcome = panj({"new", "mine", "."}, in(folder));
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("mine.toml: exists already"));
  EXPECT_EQ(text_of(file), "precious");
}

TEST(New, SaysWhereItCanNotWrite) {
  const Folder folder;
  folder.write("file", "");
  const Outcome outcome = panj({"new", "mine", "file"}, in(folder));
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("file"));
}

TEST(Validate, FindsNothingInTheShippedScenarios) {
  int scenarios = 0;
  for (const auto& entry : fs::directory_iterator(source + "/scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    ++scenarios;
    const Outcome outcome = panj(with_few_cells({"validate", entry.path().string()}));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  EXPECT_GE(scenarios, 3);
}

TEST(DryRun, TellsWhatWouldRunAndWritesNothing) {
  const Folder folder;
  const Outcome outcome = panj({"run", sound, "--dry-run", "-n", "77", "--seed", "5"}, in(folder));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("77 replications"));
  EXPECT_THAT(outcome.out, HasSubstr("seed 5"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Run, TellsItsProgressAsJson) {
  const Folder folder;
  // Far longer than it takes to tell of itself once.
  Program run({"run", sound, "-n", "10000000", "--set", "sampling.batch=1000", "--set",
               "crosser.walker.attempts.fixed=20", "-j", "1", "--progress", "json"},
              in(folder));
  ASSERT_TRUE(run.says("\"replications\": "));
  run.send(SIGINT);
  const Outcome outcome = run.outcome();
  EXPECT_EQ(outcome.exit_code, 130) << outcome.err;
  std::istringstream lines(outcome.err);
  int told = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("panj: ")) continue;  // notices
    ++told;
    EXPECT_TRUE(is_json(line)) << line;
  }
  EXPECT_GE(told, 1);
}

TEST(Run, IsSilentOnDemand) {
  const Folder folder;
  const Outcome outcome = panj({"run", sound, "--progress", "none"}, in(folder));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "panj: wrote sound.h5\n");
}

TEST(Run, GivesTheSameFileOnAnyNumberOfThreads) {
  if (std::system("h5diff --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "h5diff is not installed";
  const Folder folder;
  for (const std::string threads : {"1", "3"}) {
    const Outcome outcome =
        panj({"run", sound, "-n", "100", "-j", threads, "-o", threads + ".h5"}, in(folder));
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  const std::string files = " " + (folder.path() / "1.h5").string() + " " + (folder.path() / "3.h5").string();
  const std::string said = (folder.path() / "said").string();
  // It follows the reference from batch, the axis, to elapsed: batch is left out with it.
  const std::string left_out =
      " --exclude-path=/provenance/run --exclude-path=/convergence/elapsed --exclude-path=/convergence/batch";
  const int same = std::system(("h5diff -v" + left_out + files + " > " + said + " 2>&1").c_str());
  EXPECT_EQ(same, 0) << text_of(said);
  EXPECT_NE(std::system(("h5diff" + files + " > " + said + " 2>&1").c_str()), 0)
      << "h5diff sees no difference in times either: it does not look";
}

TEST(Precision, EndsTheRunWhereItIsReached) {
  const Folder folder;
  const Outcome run = panj({"run", sound, "-o", "out.h5", "--precision", "p_detect<0.2@90%", "--precision",
                            "class.walker.p_leak<0.2", "-n", "100000"},
                           in(folder));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("precision asked\np_detect<0.2@90%           reached: ± 0."));
  EXPECT_THAT(run.out, HasSubstr("\nclass.walker.p_leak<0.2    reached: ± 0."));
  EXPECT_THAT(run.out, HasSubstr("400 attempts per configuration, 80 replications"));  // the first look
  EXPECT_EQ(panj({"info", "out.h5"}, in(folder)).out, run.out);
}

TEST(Precision, NotReachedIsExitCode5AndSaysHowFarItIs) {
  const Folder folder;
  const Outcome run =
      panj({"run", sound, "-o", "out.h5", "--precision", "p_detect<0.1%", "-n", "200"}, in(folder));
  EXPECT_EQ(run.exit_code, 5);
  EXPECT_THAT(run.out, HasSubstr("p_detect<0.1%    NOT REACHED: ± "));
  EXPECT_THAT(run.out, HasSubstr(" % of the value (as_is); about "));
  EXPECT_THAT(run.out, HasSubstr(" replications would do\n"));
  EXPECT_THAT(run.out, HasSubstr("200 replications"));
  EXPECT_THAT(run.err, HasSubstr("the precision asked for was not reached"));
  EXPECT_EQ(panj({"info", "out.h5"}, in(folder)).out, run.out);
}

TEST(Precision, WithoutNumberOfReplicationsMayTakeAHundredTimesTheScenarios) {
  const Folder folder;
  const Outcome run = panj({"run", sound, "-o", "out.h5", "--precision", "p_detect<0.1%"}, in(folder));
  EXPECT_EQ(run.exit_code, 5);
  EXPECT_THAT(run.out, HasSubstr(" 2,000 replications"));
  // In the file it is the scenario's replications that bind.
  const Outcome of_file =
      panj({"run", sound, "-o", "file.h5", "--set", "sampling.precision=[\"p_detect<0.1%\"]"}, in(folder));
  EXPECT_EQ(of_file.exit_code, 5);
  EXPECT_THAT(of_file.out, HasSubstr(" 20 replications"));
  const Outcome dry = panj({"run", sound, "--dry-run", "--precision", "p_detect<0.1%"}, in(folder));
  EXPECT_THAT(dry.out, HasSubstr("until p_detect<0.1%\n"));
}

TEST(MaxTime, EndsTheRunAndKeepsWhatIsDone) {
  const Folder folder;
  const std::int64_t batch = test::samples(100'000);
  const Outcome run = panj({"run", sound, "-o", "out.h5", "-n", std::to_string(10'000 * batch), "--set",
                            "sampling.batch=" + std::to_string(batch), "--set",
                            "crosser.walker.attempts.fixed=1", "--max-time", "0.2s"},
                           in(folder));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("PARTIAL: the run was stopped (max_time)"));
  EXPECT_THAT(run.err, HasSubstr("stopped as the time was up after"));
  const Outcome nothing = panj({"run", sound, "-o", "none.h5", "--max-time", "0.0000001s"}, in(folder));
  EXPECT_EQ(nothing.exit_code, 5);
  EXPECT_THAT(folder.names(), ElementsAre("out.h5"));
}

TEST(Run, TakesAnotherSeedAndFindsOtherNumbers) {
  const Folder folder;
  const Outcome one = panj({"run", sound, "--seed", "1", "-o", "1.h5"}, in(folder));
  const Outcome two = panj({"run", sound, "--seed", "2", "-o", "2.h5"}, in(folder));
  EXPECT_THAT(one.out, HasSubstr("seed 1"));
  EXPECT_THAT(two.out, HasSubstr("seed 2"));
  EXPECT_NE(one.out.substr(0, one.out.find("seed")), two.out.substr(0, two.out.find("seed")));
}

class RealElevation : public ::testing::TestWithParam<const char*> {};

TEST_P(RealElevation, TakesThePlaceOfTheModelledGround) {
  const char* folder = std::getenv("PANJ_REFERENCE_DATA");
  if (folder == nullptr) GTEST_SKIP() << "PANJ_REFERENCE_DATA is not set: no real elevation to test with";
  const Folder results;
  const std::string dem = fs::absolute(fs::path(folder) / GetParam()).string();
  const Outcome outcome = panj(with_few_cells({"run", source + "/scenarios/khatlon.toml", "--set",
                                               "frontier.elevation=" + dem, "-n", "32", "-o", "khatlon.h5"}),
                               in(results));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("as_is"));
}

INSTANTIATE_TEST_SUITE_P(Khatlon, RealElevation,
                         ::testing::Values("khatlon_dem_utm42n_250m.tif", "khatlon_dem.tif"),
                         [](const auto& given) {
                           return std::string(given.index == 0 ? "InItsPlane" : "InDegrees");
                         });

}  // namespace
}  // namespace panj::cli
