#include "results/results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "results/hdf5_file.h"
#include "results/sealed_file.h"
#include "results/small_run.h"
#include "results/written.h"

namespace panj {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::file_error_of;
using test::Folder;
using test::small_record;
using test::small_result;
using test::small_world;
using test::Written;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Results, EveryVariableTellsItsUnitsAndName) {
  Written written;
  const std::vector<std::string> variables = written.file.root().variables();
  EXPECT_GT(variables.size(), 150U);
  for (const std::string& path : variables) {
    EXPECT_NE(written.file.root().text_attribute("units", path), "") << path;
    EXPECT_NE(written.file.root().text_attribute("long_name", path), "") << path;
  }
}

TEST(Results, EqualRunsWriteEqualBytes) {
  const Folder folder;
  const World world = small_world();
  const RunResult result = small_result(world);
  write_results(folder / "a.h5", world, result, small_record());
  write_results(folder / "b.h5", world, result, small_record());
  EXPECT_EQ(bytes_of(folder / "a.h5"), bytes_of(folder / "b.h5"));

  // What may differ: only there do the bytes. The texts are as long as before, so that nothing moves.
  RunResult later = result;
  later.wall_time_s = 2.5;
  later.threads = 3;
  for (BatchRecord& batch : later.batches) batch.elapsed_s *= 2.0;
  write_results(folder / "c.h5", world, later,
                {"panj run again.toml", "2026-03-02T18:00:00Z", "elsewhere", 0.5, small_record().overrides,
                 small_record().scenario_folder});
  const std::string a = bytes_of(folder / "a.h5");
  const std::string c = bytes_of(folder / "c.h5");
  ASSERT_EQ(a.size(), c.size());
  std::size_t differing = 0;
  for (std::size_t i = user_block_bytes; i < a.size(); ++i) differing += a[i] != c[i] ? 1 : 0;
  // 3 doubles and an int32 of `run`, 6 doubles of `elapsed` twice, and 3 texts of at most 20 bytes each.
  EXPECT_GT(differing, 10U);
  EXPECT_LE(differing, 3 * 8 + 4 + 2 * 6 * 8 + 3 * 20U);
  Hdf5File first = Hdf5File::open(folder / "a.h5");
  Hdf5File second = Hdf5File::open(folder / "c.h5");
  EXPECT_EQ(first.root().variables(), second.root().variables());
}

TEST(Results, LeavesOutWhatIsNotThere) {
  World world = small_world();
  world.assets.clear();
  world.posts.clear();
  world.patrols.clear();
  world.teams.clear();
  world.sites.clear();
  world.crs_wkt.clear();
  world.configurations = {"only"};
  world.scenario.configurations.resize(1);
  RunResult result = small_result(world, 1);
  result.batches.clear();
  result.tally.first_detections.clear();
  result.tally.interceptions_by.clear();
  result.tally.maps = {};
  result.complete = false;
  const Folder folder;
  write_results(folder / "bare.h5", world, result, small_record());
  Hdf5File file = Hdf5File::open(folder / "bare.h5");
  for (const std::string& path : file.root().variables())
    EXPECT_FALSE(std::regex_search(
        path,
        std::regex(
            "^/(assets|teams|sites|convergence|batches)/|/(crs|attempts$|patrol|post|site(_|$)|warning)")))
        << path;
  EXPECT_EQ(file.root().text_attribute("status"), "partial");
}

// --- the page

/// Names of the variables that FORMAT.md gives for each group: the backquoted words of the first column.
std::map<std::string, std::set<std::string>> names_on_the_page() {
  std::istringstream page(bytes_of(fs::path(PANJ_SOURCE_DIR) / "sim/results/FORMAT.md"));
  std::map<std::string, std::set<std::string>> names;
  std::string group;
  const std::regex word("`([^`]+)`");
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) group = line.starts_with("## /") ? line.substr(3) : "";
    if (group.empty() || !line.starts_with("| `")) continue;
    const std::string first_column = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator at(first_column.begin(), first_column.end(), word), end; at != end; ++at)
      names[group].insert((*at)[1]);
  }
  return names;
}

/// A variable's name as the page writes it: X for the name of a measure, P for that of one of a period, the
/// longest that fits.
std::string page_name(const std::string& group, const std::string& name) {
  std::string_view longest;
  std::string letter;
  const auto look = [&](std::string_view measure, const char* stands_for) {
    const bool fits = name == measure || name.starts_with(std::string(measure) + "_");
    if (!fits || measure.size() <= longest.size()) return;
    longest = measure;
    letter = stands_for;
  };
  if (group == "/rare") return name;
  for (const Measure& measure : measures) look(measure.name, "X");
  if (group == "/periods" || group == "/paired")
    for (const PeriodMeasure& measure : period_measures) look(measure.name, "P");
  return letter + name.substr(longest.size());
}

TEST(Results, ThePageNamesEveryVariableAndNoOther) {
  World world = small_world();
  const Folder inputs;
  test::put_bytes(inputs / "line.geojson", "abc");
  world.inputs = {(inputs / "line.geojson").string()};
  world.scenario.weather.states = {"clear"};
  Asset drone = world.assets.back();
  drone.name = "hawk";
  drone.kind = Asset::Kind::drone;
  world.assets.push_back(drone);
  world.patrols[drone.plan].random_legs.emplace();
  world.coverage.resize(1);
  Asset wire = world.assets.back();
  wire.name = "wire";
  wire.kind = Asset::Kind::line;
  world.lines = {{{{500'100.0, 4'100'900.0}, {501'900.0, 4'100'950.0}}, {}}};
  world.assets.push_back(wire);
  world.crossers[1].rare_leaks.emplace();
  world.scenario.sampling.precision = {"p_detect<0.1"};
  world.scenario.sampling.control_variates = true;
  world.hypercube = LatinHypercube(4);
  Written written(world);
  std::map<std::string, std::set<std::string>> in_the_file;
  for (const std::string& path : written.file.root().variables()) {
    const std::size_t slash = path.rfind('/');
    const std::string group = path.substr(0, slash);
    in_the_file[group].insert(page_name(group, path.substr(slash + 1)));
  }
  const auto on_the_page = names_on_the_page();
  for (const auto& [group, names] : in_the_file) {
    ASSERT_TRUE(on_the_page.contains(group)) << group;
    EXPECT_EQ(names, on_the_page.at(group)) << group;
  }
  EXPECT_EQ(in_the_file.size(), on_the_page.size());
}

TEST(Results, NcdumpReadsIt) {
  if (std::system("command -v ncdump >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "ncdump (netcdf-bin) is not there";
  Written written;
  const std::string command = "ncdump -h '" + (written.folder / "small.h5").string() + "' 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string header;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) header += static_cast<char>(c);
  EXPECT_EQ(::pclose(pipe), 0) << header;
  EXPECT_THAT(header, HasSubstr("double p_detect_ci(configuration, bound) ;"));
  EXPECT_THAT(header, HasSubstr("int attempts(configuration, y, x) ;"));
  EXPECT_THAT(header, HasSubstr("string configuration(configuration) ;"));
  EXPECT_THAT(header, testing::Not(HasSubstr("phony_dim")));
}

// --- refusals

TEST(CheckOutput, RefusesWhatWouldFailLater) {
  const Folder folder;
  const auto refusal = [&](const fs::path& path, Existing existing) {
    return file_error_of([&] { check_output(path, existing); });
  };
  EXPECT_EQ(refusal(folder / "new.h5", Existing::refuse), "");
  test::put_bytes(folder / "old.h5", "old");
  EXPECT_THAT(refusal(folder / "old.h5", Existing::refuse), HasSubstr("exists already, and is kept"));
  EXPECT_EQ(refusal(folder / "old.h5", Existing::overwrite), "");
  EXPECT_THAT(refusal(folder / "no/new.h5", Existing::refuse), HasSubstr("there is no such folder"));
  EXPECT_THAT(refusal(folder.path(), Existing::overwrite), HasSubstr("it is a folder"));
  EXPECT_THAT(refusal("/dev/null", Existing::overwrite), HasSubstr("it is a device or a pipe"));
  EXPECT_EQ(bytes_of(folder / "old.h5"), "old");
  EXPECT_THAT(folder.names(), ElementsAre("old.h5"));
}

}  // namespace
}  // namespace panj
