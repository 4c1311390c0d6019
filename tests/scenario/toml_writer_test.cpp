#include "scenario/toml_writer.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "scenario/sample.h"

namespace panj::test {
namespace {

// Reads the resolved text back in the same directory.
Scenario again(const Scenario& scenario, const std::filesystem::path& directory) {
  Problems problems;
  Scenario back = parse_scenario(scenario.resolved_text, "other.toml", directory, {}, problems);
  EXPECT_TRUE(problems.empty()) << to_string(problems.list().front());
  return back;
}

void expect_reads_back(const Scenario& scenario, const std::filesystem::path& directory) {
  ASSERT_FALSE(scenario.resolved_text.empty());
  const Scenario back = again(scenario, directory);
  EXPECT_EQ(recorded(back), recorded(scenario));
  EXPECT_EQ(back.resolved_text, scenario.resolved_text);
}

TEST(TomlWriter, what_it_writes_reads_back_to_the_same_bits) {
  expect_reads_back(parsed(sample_text()), "/scenarios");
  expect_reads_back(parsed(rich_text()), "/scenarios");
}

TEST(TomlWriter, so_do_other_kinds_of_ground_and_distribution) {
  for (const char* elevation :
       {"{ flat = { height_m = 812.7 } }", "{ ramp = { slope_deg = 7.7, azimuth_deg = -33.3 } }",
        "{ ridge = { crest_xy_km = [1.7, 3.1] } }", "\"./dem.tif\"", "\"modelled\"",
        "{ raster = { path = \"/a/b.tif\", voids = \"interpolate\" } }"}) {
    const std::string text =
        with(sample_text(), "elevation = \"flat\"", std::string("elevation = ") + elevation);
    expect_reads_back(parsed(text), "/scenarios");
  }
  for (const char* wait :
       {"0.1", "{ fixed = 0.3 }", "{ uniform = { min = 0.1, max = 0.7 } }",
        "{ normal = { mean = 7, sd = 0.1 } }", "{ lognormal = { median = 0.7, sigma = 0.3 } }",
        "{ exponential = { mean = 0.3 } }", "{ gamma = { shape = 0.3, scale = 0.7 } }",
        "{ table = { values = [0.1, 0.3], weights = [1, 2] } }"}) {
    const std::string text = with(sample_text(), "{ exponential = { mean = 20.0 } }", wait);
    expect_reads_back(parsed(text), "/scenarios");
  }
}

TEST(TomlWriter, so_do_the_scenarios_of_the_project) {
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PANJ_SOURCE_DIR "/scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    SCOPED_TRACE(entry.path().string());
    Problems problems;
    const Scenario scenario = read_scenario(entry.path(), {}, problems);
    ASSERT_TRUE(problems.empty()) << to_string(problems.list().front());
    expect_reads_back(scenario, entry.path().parent_path());
    ++read;
  }
  EXPECT_GT(read, 0);
}

TEST(TomlWriter, writes_every_default_and_what_was_overridden) {
  const std::string text = parsed(sample_text(), {{"scenario.seed", "11"}}).resolved_text;
  for (const char* line :
       {"\nname = \"s\"\n", "\nseed = 11\n", "\nneighbours = 16\n", "\ntarget_height_m = 1.7\n",
        "\ndeparture_h = { uniform = { min = 0.0, max = 10.0 } }\n", "\ncorner_xy_km = [0.0, 0.0]\n",
        "\nrefraction = 0.13\n", "\nbatch = 16\n", "\nmaps = true\n",
        "\nmovement = { tobler = { factor = 0.6, max_slope_deg = 90.0 } }\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line;
}

TEST(TomlWriter, does_not_depend_on_where_the_project_lies) {
  const std::string text = with(sample_text(), "\"flat\"", "\"data/dem.tif\"");
  Problems problems;
  const std::string here = parse_scenario(text, "s.toml", "/here", {}, problems).resolved_text;
  const std::string there = parse_scenario(text, "s.toml", "/far/away/there", {}, problems).resolved_text;
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(here, there);
  EXPECT_NE(here.find("path = \"./data/dem.tif\""), std::string::npos);
}

}  // namespace
}  // namespace panj::test
