// SIGINT and SIGTERM: what is complete is saved; the second leaves at once.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "cli/program.h"
#include "cli/sound_scenario.h"

namespace panj::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Starts a run of hours, stops it by `signal` after its first batches, and expects it to save them.
void expect_saved_after(int signal, int exit_code) {
  const Folder folder;
  const std::string file = (folder.path() / "out.h5").string();
  // A batch is to be under way for a while when the signal comes, not for long.
  const std::int64_t batch = test::samples(100'000);
  const std::string n = std::to_string(10'000 * batch);
  Program run({"run", sound, "-o", file, "-n", n, "--set", "sampling.batch=" + std::to_string(batch), "--set",
               "crosser.walker.attempts.fixed=1", "-j", "2", "--progress", "json"});
  ASSERT_TRUE(run.says("\"replications\": "));
  run.send(signal);
  const Outcome stopped = run.outcome();
  EXPECT_EQ(stopped.exit_code, exit_code);
  EXPECT_THAT(stopped.err, HasSubstr("finishing the batches begun"));
  EXPECT_THAT(stopped.err, HasSubstr("of " + n + " replications; what is complete is in " + file));
  EXPECT_THAT(folder.names(), ElementsAre("out.h5"));
  const Outcome info = panj({"info", file});
  EXPECT_EQ(info.exit_code, 0);
  EXPECT_THAT(info.out, HasSubstr("PARTIAL"));
}

TEST(Stop, BySigintSavesWhatIsCompleteAsPartial) {
  expect_saved_after(SIGINT, 130);
}

TEST(Stop, BySigtermSavesWhatIsCompleteAsPartial) {
  expect_saved_after(SIGTERM, 143);
}

TEST(Stop, ByASecondSignalLeavesAtOnceAndWritesNoResults) {
  const Folder folder;
  // One batch of minutes: had the second signal to wait for it, there would be a file.
  Program run({"run", sound, "-o", (folder.path() / "out.h5").string(), "-n", "100000", "--set",
               "sampling.batch=100000", "--set", "crosser.walker.attempts.fixed=1000", "-j", "1"});
  ASSERT_TRUE(run.says("1 thread\n"));
  run.send(SIGINT);
  ASSERT_TRUE(run.says("stop again to leave at once"));
  run.send(SIGINT);
  EXPECT_EQ(run.outcome().exit_code, 130);
  // The checkpoint that every run begins with holds nothing yet, and is in nobody's way.
  EXPECT_THAT(folder.names(), ElementsAre("out.h5.checkpoint"));
  EXPECT_EQ(panj({"run", sound, "-o", (folder.path() / "out.h5").string()}).exit_code, 0);
  EXPECT_THAT(folder.names(), ElementsAre("out.h5"));
}

TEST(Stop, BeforeSamplingBeginsEndsAtOnceAndWritesNothing) {
  const Folder folder;
  const std::string pipe = (folder.path() / "slow.toml").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  Program run({"run", pipe, "-o", (folder.path() / "out.h5").string()});
  int scenario = -1;  // opens once the program reads the other end
  while (scenario < 0 && run.is_running()) {
    scenario = open(pipe.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ASSERT_GE(scenario, 0) << "the program does not read a scenario from a pipe";
  run.send(SIGINT);
  EXPECT_EQ(run.outcome().exit_code, 130);
  close(scenario);
  EXPECT_THAT(folder.names(), ElementsAre("slow.toml"));
}

}  // namespace
}  // namespace panj::cli
