#include "world/attempts_record.h"

#include <gtest/gtest.h>

#include "scenario/scenario_toml.h"
#include "support/small_scenarios.h"
#include "support/temporary_file.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::TemporaryFile;

/// A scenario with something of all that could matter; paths need not exist, since nothing is compiled.
std::string full() {
  return R"(schema = 1
[scenario]
title = "Story"
seed = 3
period_h = 10.0
[frontier]
size_km = [20.0, 20.0]
cell_size_m = 250.0
elevation = { raster = { path = "ground.tif" } }
line_xy_km = [[0.0, 10.0], [20.0, 10.0]]
segment_km = 2.0
land_cover = { path = "cover.tif", classes = [1], friction = [1.2] }
snow = { line_m = 3000.0, foot_factor = 0.5, vehicle_factor = 0.2 }
[weather]
states = ["clear", "fog"]
probability = [0.8, 0.2]
[[obstacle]]
name = "river"
border = true
delay_min = 20.0
crossers = ["walker", "porter"]
[[obstacle]]
name = "canal"
line = "canal.csv"
delay_min = 3.0
[[crosser]]
name = "walker"
attempts = { poisson = 8.0 }
origin = { raster = "camps.tif" }
destination = { sites = ["camp", "mill"] }
risk = { beta_s = 600.0 }
[[crosser]]
name = "porter"
title = "Porters"
attempts = { poisson = 3.0 }
destination = { roads = "highway.csv" }
[[site]]
name = "camp"
title = "A camp"
position_xy_km = [10.0, 14.0]
[[site]]
name = "mill"
position_xy_km = [12.0, 14.0]
[[site]]
name = "village"
position_xy_km = [4.0, 14.0]
[[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = 3.0, range_m = 2500.0 } }
[[post]]
name = "hill"
sensor = "eye"
position_xy_km = [10.0, 11.0]
[[patrol]]
name = "track"
sensor = "eye"
waypoints_xy_km = [[2.0, 11.0], [18.0, 11.0]]
movement = { vehicle = { slope_deg = [0.0, 20.0], speed_km_h = [20.0, 5.0], roads = "track.csv" } }
[[team]]
name = "reserve"
base_xy_km = [10.0, 13.0]
movement = { vehicle = { slope_deg = [0.0, 20.0], speed_km_h = [30.0, 5.0], roads = "roads.csv", off_road_factor = 0.5 } }
[response]
confirm = 0.9
[[configuration]]
name = "all"
assets = ["hill", "track", "reserve"]
)";
}

AttemptsRecord record_of(const std::string& text, const std::string& directory = "/somewhere") {
  Problems problems;
  const Scenario scenario = parse_scenario(text, "story.toml", directory, {}, problems);
  for (const Problem& problem : problems.list()) ADD_FAILURE() << to_string(problem);
  return attempts_record(scenario);
}

AttemptsRecord changed(const std::string& old, const std::string& fresh) {
  std::string text = full();
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return record_of(text.replace(at, old.size(), fresh));
}

TEST(AttemptsRecord, LeavesOutWhatWatchesAndAnswers) {
  const AttemptsRecord base = record_of(full());
  const std::vector<std::pair<std::string, std::string>> changes{
      {"title = \"Story\"", "title = \"Another\"\nname = \"another\"\ndescription = \"seed = 4\""},
      {"period_h = 10.0", "period_h = 10.0\nwarm_up_h = 2.0\nstart = \"2026-11-21T19:00\""},
      {"rate_per_h = 3.0", "rate_per_h = 4.0"},
      {"position_xy_km = [10.0, 11.0]", "position_xy_km = [11.0, 11.0]\nnuisance_per_h = 0.5"},
      {"[[2.0, 11.0], [18.0, 11.0]]", "[[2.0, 11.0], [17.0, 11.0]]"},
      {"roads = \"track.csv\"", "roads = \"other_track.csv\""},
      {"roads = \"roads.csv\"", "roads = \"other_roads.csv\""},
      {"base_xy_km = [10.0, 13.0]", "base_xy_km = [10.0, 13.5]\nnumber = 3"},
      {"confirm = 0.9", "confirm = 0.8\nqueue = \"clear\""},
      {"probability = [0.8, 0.2]", "probability = [0.7, 0.3]"},
      {"border = true", "border = true\npatrols = true"},
      {"segment_km = 2.0", "segment_km = 4.0\ncurvature = false\nrefraction = 0.1"},
      {"vehicle_factor = 0.2", "vehicle_factor = 0.4"},
      {"title = \"Porters\"", "title = \"Carriers\""},
      {"title = \"A camp\"", "title = \"Builders\"\nkind = \"work_site\""},
      {"position_xy_km = [4.0, 14.0]", "position_xy_km = [4.0, 15.0]"},
      {"[\"walker\", \"porter\"]", "[\"porter\", \"walker\"]"},
      {"[\"camp\", \"mill\"]", "[\"mill\", \"camp\"]"},
      {"[\"hill\", \"track\", \"reserve\"]",
       "[\"hill\"]\n[sampling]\nreplications = 7\n[output]\nmaps = false"},
  };
  for (const auto& [old, fresh] : changes) {
    const AttemptsRecord other = changed(old, fresh);
    EXPECT_EQ(other.text, base.text) << fresh;
    EXPECT_EQ(other.inputs, base.inputs) << fresh;
  }
}

TEST(AttemptsRecord, HoldsAllThatCrossersAreAndMeet) {
  const AttemptsRecord base = record_of(full());
  const std::vector<std::pair<std::string, std::string>> changes{
      {"seed = 3", "seed = 4"},
      {"period_h = 10.0", "period_h = 11.0"},
      {"cell_size_m = 250.0", "cell_size_m = 500.0"},
      {"[[0.0, 10.0], [20.0, 10.0]]", "[[0.0, 10.0], [20.0, 10.5]]"},
      {"segment_km = 2.0", "neighbours = 8"},
      {"segment_km = 2.0", "outer_depth_km = 4.0"},
      {"friction = [1.2]", "friction = [1.3]"},
      {"foot_factor = 0.5", "foot_factor = 0.6"},
      {"delay_min = 20.0", "delay_min = 25.0"},
      {"crossers = [\"walker\", \"porter\"]", "crossers = [\"walker\"]"},
      {"poisson = 8.0", "poisson = 9.0"},
      {"destination = { sites = [\"camp\", \"mill\"] }", "destination = { sites = [\"camp\"] }"},
      {"beta_s = 600.0", "beta_s = 900.0"},
      {"attempts = { poisson = 3.0 }", "attempts = { poisson = 3.0 }\ncomplies = 0.5"},
      {"attempts = { poisson = 3.0 }",
       "attempts = { poisson = 3.0 }\nmovement = { tobler = { factor = 0.6 } }"},
      {"position_xy_km = [10.0, 14.0]", "position_xy_km = [10.0, 14.5]"},
      {"name = \"walker\"", "name = \"hiker\"\ndeparture_h = 2.0"},
  };
  for (const auto& [old, fresh] : changes) {
    std::string text = full();
    text.replace(text.find(old), old.size(), fresh);
    if (fresh.find("hiker") != std::string::npos) {
      const std::string list = "\"walker\", \"porter\"";
      text.replace(text.find(list), list.size(), "\"hiker\", \"porter\"");
    }
    EXPECT_NE(record_of(text).text, base.text) << fresh;
  }
}

TEST(AttemptsRecord, KnowsFilesByWhatTheyAreFor) {
  const AttemptsRecord base = record_of(full());
  EXPECT_EQ(base.inputs,
            (std::vector<std::string>{"/somewhere/ground.tif", "/somewhere/cover.tif", "/somewhere/canal.csv",
                                      "/somewhere/highway.csv", "/somewhere/camps.tif"}));
  // Wherever they lie, and whatever they are called: results hash their contents.
  EXPECT_EQ(record_of(full(), "/elsewhere").text, base.text);
  const AttemptsRecord renamed = changed("canal.csv", "ditch.csv");
  EXPECT_EQ(renamed.text, base.text);
  EXPECT_EQ(renamed.inputs[2], "/somewhere/ditch.csv");
  // But one file for two purposes is not two files.
  EXPECT_NE(changed("canal.csv", "highway.csv").text, base.text);
  // What only patrols or teams go by is not among them until a class does.
  const AttemptsRecord by_road = changed(
      "attempts = { poisson = 3.0 }",
      "attempts = { poisson = 3.0 }\nmovement = { vehicle = { slope_deg = [0.0, 20.0], speed_km_h = [20.0, "
      "5.0], roads = \"track.csv\" } }");
  EXPECT_EQ(by_road.inputs.size(), base.inputs.size() + 1);
}

TEST(AttemptsRecord, SnowCountsForThoseWhoGoThroughIt) {
  const std::string on_foot = "attempts = { poisson = 3.0 }";
  const std::string driving =
      on_foot + "\nmovement = { vehicle = { slope_deg = [0.0, 20.0], speed_km_h = [20.0, 5.0] } }";
  const auto with_snow = [&](const std::string& factor) {
    std::string text = full();
    text.replace(text.find(on_foot), on_foot.size(), driving);
    text.replace(text.find("vehicle_factor = 0.2"), 20, "vehicle_factor = " + factor);
    return record_of(text).text;
  };
  EXPECT_NE(with_snow("0.2"), with_snow("0.4"));
}

TEST(AttemptsRecord, DoesNotDependOnTheOrderOfClassesAndObstacles) {
  std::string text = full();
  const std::size_t canal = text.find("[[obstacle]]\nname = \"canal\"");
  const std::size_t walker = text.find("[[crosser]]\nname = \"walker\"");
  const std::size_t porter = text.find("[[crosser]]\nname = \"porter\"");
  const std::size_t sites = text.find("[[site]]");
  const std::size_t river = text.find("[[obstacle]]");
  const std::string turned = text.substr(0, river) + text.substr(canal, walker - canal) +
                             text.substr(porter, sites - porter) + text.substr(river, canal - river) +
                             text.substr(walker, porter - walker) + text.substr(sites);
  EXPECT_EQ(record_of(turned).text, record_of(full()).text);
  EXPECT_EQ(record_of(turned).inputs, record_of(full()).inputs);
}

TEST(AttemptsRecord, WorldsKeepItBesideAllTheirInputs) {
  using namespace test;
  const TemporaryFile roads("highway.csv", "WKT,name\n\"LINESTRING(5100 2000,5100 18100)\",a\n");
  const TemporaryFile track("track.csv", "WKT,name\n\"LINESTRING(1000 12000,19000 12000)\",a\n");
  std::string text = flat_head() + grid_walkers() + few_assets();
  const std::string inner_edge = "destination = \"inner_edge\"";
  text.replace(text.find(inner_edge), inner_edge.size(),
               "destination = { roads = \"" + roads.path() + "\" }");
  const std::string speed = "movement = { constant = { speed_km_h = 20.0 } }";
  text.replace(text.find(speed), speed.size(),
               "movement = { vehicle = { slope_deg = [0.0, 20.0], speed_km_h = [20.0, 5.0], roads = \"" +
                   track.path() + "\", off_road_factor = 0.5 } }");
  const World world = world_of(text);
  EXPECT_EQ(world.inputs.size(), 2U);
  EXPECT_EQ(world.attempt_inputs, (std::vector<std::string>{roads.path()}));
  EXPECT_EQ(world.attempts_text, attempts_record(world.scenario).text);
}

}  // namespace
}  // namespace panj
