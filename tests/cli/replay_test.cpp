// One replication told, and all of them in the result file.
#include <gmock/gmock.h>

#include <sstream>

#include "cli/program.h"
#include "cli/sound_scenario.h"

namespace panj::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::size_t lines_with(const std::string& text, const std::string& word) {
  std::istringstream stream(text);
  std::size_t count = 0;
  for (std::string line; std::getline(stream, line);) count += line.find(word) != std::string::npos ? 1 : 0;
  return count;
}

TEST(Replay, TellsOneReplicationTheSameEveryTime) {
  const Folder folder;
  const Outcome outcome = panj({"replay", sound, "--replication", "3"}, in(folder));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("sound, replication 3, seed 7: 4 h\n"));
  EXPECT_EQ(lines_with(outcome.out, "departs, 1 person"), 5U);
  EXPECT_THAT(outcome.out, HasSubstr("patrols at the beginning"));
  EXPECT_EQ(panj({"replay", sound, "--replication", "3"}, in(folder)).out, outcome.out);
  EXPECT_NE(panj({"replay", sound, "--replication", "4"}, in(folder)).out, outcome.out);
  EXPECT_NE(panj({"replay", sound, "--replication", "3", "--seed", "8"}, in(folder)).out, outcome.out);
  EXPECT_THAT(
      panj({"replay", sound, "--replication", "3", "--set", "crosser.walker.attempts.fixed=2"}, in(folder))
          .out,
      HasSubstr("== as_is\n2 attempts: "));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Replay, TellsOneAttemptOrConfigurationAlone) {
  const Outcome outcome =
      panj({"replay", sound, "--replication", "0", "--attempt", "walker:2", "--configuration", "as_is"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("walker:2"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("walker:1")));
  const auto refusal = [](const std::string& option, const std::string& value) {
    const Outcome refused = panj({"replay", sound, "--replication", "0", option, value});
    EXPECT_EQ(refused.exit_code, 2);
    return refused.err;
  };
  EXPECT_THAT(refusal("--attempt", "walker:5"),
              HasSubstr("no such attempt; it has 5 of walker (such as walker:0)"));
  EXPECT_THAT(refusal("--attempt", "walker"), HasSubstr("must be CLASS:NUMBER, such as walker:0"));
  EXPECT_THAT(refusal("--attempt", "walker:-1"), HasSubstr("must be CLASS:NUMBER"));
  EXPECT_THAT(refusal("--configuration", "as"), HasSubstr("there is none of this name; there are as_is"));
}

TEST(Replay, WritesItsEventsAsATable) {
  const Folder folder;
  const Outcome outcome = panj({"replay", sound, "--replication", "3", "-o", "night.csv"}, in(folder));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string table = text_of(folder.path() / "night.csv");
  EXPECT_THAT(table,
              StartsWith("replication,weather,visibility,configuration,time_s,event,crosser,attempt,"));
  EXPECT_EQ(lines_with(table, ",departs,walker,"), 5U);
  EXPECT_EQ(panj({"replay", sound, "--replication", "3", "-o", "night.csv"}, in(folder)).exit_code, 4);
  EXPECT_EQ(
      panj({"replay", sound, "--replication", "3", "-o", "night.csv", "--overwrite"}, in(folder)).exit_code,
      0);
  EXPECT_THAT(panj({"replay", sound, "--replication", "3", "-o", "night.h5"}, in(folder)).err,
              HasSubstr("give a name that ends in .csv"));
  EXPECT_THAT(folder.names(), ElementsAre("night.csv"));
}

TEST(Replay, NeedsANumber) {
  EXPECT_EQ(panj({"replay", sound}).exit_code, 2);
  for (const char* number : {"-1", "x", "1.5", ""})
    EXPECT_EQ(panj({"replay", sound, "--replication", number}).exit_code, 2) << number;
}

TEST(Events, AreWrittenOnDemand) {
  const Folder folder;
  EXPECT_EQ(panj({"run", sound, "-o", "plain.h5"}, in(folder)).exit_code, 0);
  const Outcome outcome = panj({"run", sound, "-o", "told.h5", "--events"}, in(folder));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string plain = text_of(folder.path() / "plain.h5");
  const std::string told = text_of(folder.path() / "told.h5");
  EXPECT_THAT(told, HasSubstr("destination_reached"));
  EXPECT_THAT(plain, Not(HasSubstr("destination_reached")));
}

TEST(Events, AreRefusedWhereTheyWouldFillTheMemory) {
  const Folder folder;
  const Outcome outcome =
      panj({"run", sound, "--events", "-n", "2000000", "--set", "sampling.batch=1000"}, in(folder));
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--events: 2000000 replications of some "));
  EXPECT_THAT(outcome.err, HasSubstr("or look at single ones with panj replay"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

}  // namespace
}  // namespace panj::cli
