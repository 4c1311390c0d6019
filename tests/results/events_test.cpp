#include "results/events.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "results/hdf5_file.h"
#include "results/results.h"
#include "results/small_run.h"

namespace panj {
namespace {

using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(Events, AreWrittenAsATable) {
  const Folder folder;
  const World world = test::small_world();
  EventRows rows = test::told(world);
  rows.write_csv(folder / "night.csv", world);
  const std::vector<std::string> lines = lines_of(test::bytes_of(folder / "night.csv"));
  ASSERT_EQ(lines.size(), 11U);
  EXPECT_THAT(lines[0],
              StartsWith("replication,weather,visibility,configuration,time_s,event,crosser,attempt,"));
  // 500 m inwards of the map's edge, 500 m south of the line: on the outer side.
  EXPECT_EQ(lines[1],
            "3,,1,two_posts,60.000,departs,smuggler,4,3,1,,,,,,,500500.0,4100250.0,2.0000,-0.5000,1,0.25");
  EXPECT_EQ(lines[2], "3,,1,two_posts,600.000,detected,smuggler,4,3,1,north,,,1,,,,,,,1,0.25");
  EXPECT_EQ(lines[3], "3,,1,two_posts,700.000,alarm,,,,,night,,,,,,,,,,,");
  EXPECT_THAT(lines[6], StartsWith("7,"));
}

TEST(Events, AreAGroupInTheOrderOfReplications) {
  const Folder folder;
  const World world = test::small_world();
  EventRows rows = test::told(world);
  write_results(folder / "small.h5", world, test::small_result(world), test::small_record(), &rows);
  Hdf5File file = Hdf5File::open(folder / "small.h5");
  const Hdf5Group events = file.root().open_group("events");
  EXPECT_THAT(events.read<std::int64_t>("replication"), ElementsAre(3, 3, 3, 3, 3, 7, 7, 7, 7, 7));
  EXPECT_THAT(events.read<std::int8_t>("kind"), ElementsAre(0, 5, 10, 14, 18, 0, 5, 10, 14, 18));
  EXPECT_THAT(events.read<std::int32_t>("attempt"), ElementsAre(4, 4, -1, 4, 4, 4, 4, -1, 4, 4));
  EXPECT_EQ(events.read<std::int32_t>("team")[3], 1);
  EXPECT_THAT(events.read<double>("due")[2], IsNan());
  EXPECT_THAT(events.read<std::int8_t>("probe"), ElementsAre(1, 1, 0, 1, 1, 1, 1, 0, 1, 1));
  EXPECT_EQ(events.read<double>("weight")[0], 0.25);
  EXPECT_EQ(events.read<double>("weight")[2], 1.0);
  EXPECT_DOUBLE_EQ(events.read<double>("depth")[0], -0.5);
  EXPECT_THAT(events.text_attribute("flag_meanings", "kind"), StartsWith("departs sets_out crosses"));
}

TEST(Events, AreTakenByConfigurationAndAttempt) {
  EventLog log(4);
  log[0].configuration = 0;
  log[1].configuration = 1;
  log[2].configuration = 1;
  log[2].attempt = 2;
  log[3].attempt = 2;
  EXPECT_EQ(chosen(log, {}).size(), 4U);
  EXPECT_EQ(chosen(log, {.configuration = 1, .attempt = {}}).size(), 2U);
  EXPECT_EQ(chosen(log, {.configuration = 1, .attempt = 2}).size(), 1U);
}

TEST(Events, BecomeAPage) {
  const World world = test::small_world();
  Replication replication;
  replication.number = 3;
  replication.attempts.push_back({.crosser = 1, .number = 4, .persons = 3, .departure_s = 4000.0});
  replication.verdicts.resize(3);
  replication.verdicts[1].outcome = Outcome::intercepted;
  Event departs{.at_s = 4000.0, .kind = EventKind::departs, .configuration = 1, .attempt = 0};
  departs.at_m = {500'500.0, 4'100'250.0};
  const Event detected{
      .at_s = 4600.0, .kind = EventKind::detected, .configuration = 1, .attempt = 0, .asset = 2, .team = 0};
  const std::string text =
      to_text(world, replication, {departs, detected}, {.configuration = 1, .attempt = {}});
  EXPECT_THAT(text, StartsWith("small, replication 3, seed 42: 12 h\n"));
  EXPECT_THAT(text, HasSubstr("smuggler:4, probe  +01:06   3        intercepted\n"));
  EXPECT_THAT(text, HasSubstr("== two_posts: One more post\n0 attempts; 1 probe: 1 intercepted\n"));
  EXPECT_THAT(text, HasSubstr("+01:06  smuggler:4  departs, 3 persons"));
  EXPECT_THAT(text, HasSubstr("   2.0   -0.50\n"));
  EXPECT_THAT(text, HasSubstr("+01:16  smuggler:4  detected by night 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("as_is")));
}

}  // namespace
}  // namespace panj
