#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "scenario/sample.h"

namespace panj::test {
namespace {

std::string said_of_overrides(const std::vector<Override>& overrides) {
  return messages(sample_text(), overrides);
}

TEST(Overrides, set_values_by_names) {
  const Scenario scenario = parsed(sample_text(), {{"post.north.range_m", "3000"},
                                                   {"crosser.walker.attempts", "{poisson=3}"},
                                                   {"sampling.replications", "50"},
                                                   {"scenario.seed", "9"},
                                                   {"scenario.title", "no TOML value"},
                                                   {"output.maps", "false"}});
  EXPECT_EQ(scenario.posts[0].range_m, 3000.0);
  EXPECT_EQ(scenario.crossers[0].attempts.number, 3.0);
  EXPECT_EQ(scenario.sampling.replications, 50);
  EXPECT_EQ(scenario.seed, 9U);
  EXPECT_EQ(scenario.title, "no TOML value");
  EXPECT_FALSE(scenario.output.maps);
}

TEST(Overrides, reach_into_small_tables) {
  const Scenario scenario = parsed(sample_text(), {{"crosser.walker.attempts.poisson", "4"},
                                                   {"team.reserve.movement.tobler.factor", "0.5"},
                                                   {"team.reserve.ready_min.uniform.min", "1"},
                                                   {"team.reserve.ready_min.uniform.max", "2"}});
  EXPECT_EQ(scenario.crossers[0].attempts.number, 4.0);
  EXPECT_EQ(scenario.teams[0].movement->factor, 0.5);
  EXPECT_EQ(std::get<Uniform>(scenario.teams[0].ready_s).max, 120.0);
}

TEST(Overrides, the_last_of_two_holds) {
  EXPECT_EQ(parsed(sample_text(), {{"scenario.seed", "1"}, {"scenario.seed", "2"}}).seed, 2U);
}

TEST(Overrides, take_paths_relative_to_the_current_directory) {
  const Scenario scenario = parsed(sample_text(), {{"frontier.elevation", "x.tif"}});
  EXPECT_EQ(std::get<RasterSurface>(scenario.frontier.elevation).path,
            (std::filesystem::current_path() / "x.tif").string());
}

TEST(Overrides, make_tables_that_the_file_does_not_have) {
  const Scenario scenario = parsed(sample_text(), {{"response.report_delay_min", "5"}});
  EXPECT_EQ(std::get<Fixed>(scenario.response.report_delay_s).value, 300.0);
}

/// Names in a list as messages have it, from behind `begin` to the end of the line.
std::set<std::string> listed_after(const std::string& text, const std::string& begin) {
  std::set<std::string> names;
  std::string name;
  for (std::size_t at = text.find(begin) + begin.size(); at <= text.size() && text[at] != '\n'; ++at) {
    if (at < text.size() && text[at] != ' ' && text[at] != ',') {
      name += text[at];
      continue;
    }
    if (!name.empty() && name != "and" && name != "or") names.insert(name);
    name.clear();
  }
  return names;
}

TEST(Overrides, know_every_table_of_a_file) {
  const std::set<std::string> of_file =
      listed_after(messages("balloon = 1\n" + sample_text(), {}), "the keys here are ");
  EXPECT_EQ(listed_after(said_of_overrides({{"balloon.x", "1"}}), "the tables are "), of_file);
  EXPECT_GE(of_file.size(), 18U);
}

TEST(Overrides, faults_are_placed_at_their_number) {
  EXPECT_EQ(said_of_overrides({{"scenario.seed", "2"}, {"post.north.range_m", "3km"}}),
            "--set 2: post \"north\".range_m = \"3km\" (a string where a number belongs); write a plain "
            "number, in metres");
  EXPECT_EQ(said_of_overrides({{"post.north.range_km", "3"}}),
            "--set 1: post \"north\".range_km = 3 (this quantity is given in metres); write range_m = 3000");
  EXPECT_EQ(said_of_overrides({{"crosser.walker.wait_min", "{uniform={min=1,max=-2}}"}}),
            "--set 1: crosser \"walker\".wait_min.uniform.max = -2 (must be 0 to 10080 min; a week at the "
            "most); choose a "
            "value in that range");
  EXPECT_EQ(said_of_overrides({{"post.north.sensor", "camra"}}),
            "--set 1: post \"north\".sensor = \"camra\" (no sensor of this name); did you mean \"camera\"?");
}

TEST(Overrides, remove_nothing) {
  EXPECT_EQ(said_of_overrides({{"frontier.line", "border.geojson"}}),
            "--set 1: frontier.line (line and line_xy_km are both given; the border comes from one source); "
            "remove all "
            "but one of them");
  EXPECT_EQ(said_of_overrides({{"crosser.walker.attempts.fixed", "4"}}),
            "s.toml:16:12: crosser \"walker\".attempts (poisson or fixed: only one kind can hold); remove "
            "all but one");
}

TEST(Overrides, know_the_names_near_an_unknown_one) {
  EXPECT_EQ(said_of_overrides({{"post.nort.range_m", "1"}}),
            "--set 1: post.nort.range_m=1 (no post of this name); did you mean north?");
  EXPECT_EQ(said_of_overrides({{"post.zz9.range_m", "1"}}),
            "--set 1: post.zz9.range_m=1 (no post of this name); the names are north");
  EXPECT_EQ(said_of_overrides({{"pst.north.range_m", "1"}}),
            "--set 1: pst.north.range_m=1 (no table pst); did you mean post?");
  EXPECT_EQ(
      said_of_overrides({{"post.north", "1"}}),
      "--set 1: post.north=1 (it needs a name and a key); write post.name.key=value; the names are north");
  EXPECT_EQ(said_of_overrides({{"sampling.replication", "1"}}),
            "--set 1: sampling.replication = 1 (no such key here); did you mean replications?");
}

TEST(Overrides, refuse_what_is_no_path_of_a_key) {
  const std::string reason =
      " (not the path of a key); write table.key=value, or table.name.key=value as in "
      "post.north.range_m=3000";
  for (const std::string key : {"", ".", "seed", "post..range_m", "post.north.", "a b.c"})
    EXPECT_EQ(said_of_overrides({{key, "1"}}), "--set 1: \"" + key + "\"" + reason);
  EXPECT_EQ(said_of_overrides({{"scenario.seed.x", "1"}}),
            "--set 1: scenario.seed.x=1 (scenario.seed is 7, which has no keys); set scenario.seed itself");
}

TEST(Overrides, a_value_can_not_smuggle_in_other_keys) {
  EXPECT_EQ(parsed(sample_text(), {{"scenario.title", "1\nseed = 5"}}).title, "1\nseed = 5");
}

}  // namespace
}  // namespace panj::test
