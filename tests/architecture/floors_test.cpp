#include "architecture/floors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace panj::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const SourceTree& project() {
  static const SourceTree tree = read_source_tree(PANJ_SOURCE_DIR);
  return tree;
}

/// One fault a line: a long list is easier to read so than as a container.
std::string lines(const std::vector<std::string>& faults) {
  std::string text;
  for (const std::string& fault : faults) text += "\n" + fault;
  return text;
}

/// Sources without a test of their own name, and why.
const std::map<std::string, std::string>& tested_elsewhere() {
  static const std::map<std::string, std::string> reasons = {
      {"sim/app/", "tests/cli runs the whole program"},
      {"sim/scenario/keys.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_arrivals.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_assets.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_contact.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_crosser.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_frontier.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_patrols.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_decisions.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_drones.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_ground.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_response.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_sensors.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_sites.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/scenario/keys_kinds.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/world/ground_cover.cpp", "going_test and compile_test lay it"},
      {"sim/world/sensor_conditions.cpp", "tests/model/conditions_test draws what it plans"},
      {"sim/model/call.cpp", "response_test and the busy teams of tests/validation draw all of it"},
      {"sim/model/dispatcher.cpp", "response_test runs it"},
      {"sim/model/first_detection.cpp", "contributions_test compares its shares with plain integrals"},
      {"sim/model/sightings.cpp", "setting_out_test and turning_back_test look out"},
      {"sim/terrain/sector_horizons.cpp", "line_of_sight_test holds what it settles against sight lines"},
      {"sim/world/static_hazard.cpp", "tests/validation holds it against sampled tracks"},
      {"sim/scenario/keys_rare_leaks.cpp", "reference_test and scenario_toml_test go over every key"},
      {"sim/tally/state.cpp", "tests/invariance/sittings_test writes and reads it"},
      {"sim/results/state_group.cpp", "saved_run_test reads it back"},
      {"sim/results/hdf5_shapes.cpp", "flat_tables_test and result_layers_test read by it"},
      {"sim/results/run_identity.cpp", "saved_run_test compares identities"},
      {"sim/results/event_group.cpp", "events_test reads it back"},
      {"sim/results/event_text.cpp", "events_test reads the page and the table"},
      {"sim/results/control_group.cpp", "share_groups_test reads back what it writes"},
      {"sim/results/rare_group.cpp", "share_groups_test reads back what it writes"},
      {"sim/results/asset_value_groups.cpp", "asset_groups_test reads back what it writes"},
      {"sim/results/estimate_columns.cpp", "share_groups_test reads back what it writes"},
      {"sim/results/goal_group.cpp", "sampling_groups_test reads back what it writes"},
      {"sim/results/geometry_group.cpp", "map_group_test reads back what it writes"},
      {"sim/results/plane_variables.cpp", "map_group_test reads back what it writes"},
      {"sim/results/call_groups.cpp", "asset_groups_test reads back what it writes"},
      {"sim/results/histogram_columns.cpp", "time_groups_test reads back what it writes"},
      {"sim/results/line_group.cpp", "map_group_test reads back what it writes"},
      {"sim/results/period_groups.cpp", "time_groups_test reads back what it writes"},
      {"sim/results/route_group.cpp", "results_test reads back every group of a written file"},
      {"sim/results/site_groups.cpp", "time_groups_test reads back what it writes"},
      {"sim/scenario/scenario.cpp", "its members are the compiler's, and every test has one"},
      {"sim/world/world.cpp", "its members are the compiler's, and every test has one"},
      {"sim/results/hdf5_group.cpp", "hdf5_file_test writes through it"},
      {"sim/results/hdf5_rows.cpp", "hdf5_making_test writes through it"},
      {"sim/results/hdf5_contents.cpp", "same_bits_test compares by it"},
      {"sim/results/table_notes.cpp", "summary_table_test compares its text"},
      {"sim/results/table_text.cpp", "summary_table_test compares its text"},
  };
  return reasons;
}

/// What the small tree below needs of them.
const std::map<std::string, std::string>& small_excuses() {
  static const std::map<std::string, std::string> reasons = {
      {"sim/app/", "tests/cli runs the whole program"}};
  return reasons;
}

/// Two rooms and the program, without a fault.
SourceTree small_tree() {
  return {
      {"sim/CMakeLists.txt",
       "# up\nadd_subdirectory(base)\nadd_subdirectory(parallel)\nadd_subdirectory(app)\n"},
      {"sim/base/CMakeLists.txt", "panj_room(base SOURCES error.cpp)"},
      {"sim/base/error.h", "#pragma once\n"},
      {"sim/base/error.cpp", "#include \"base/error.h\"\n#include <vector>\n"},
      {"sim/parallel/CMakeLists.txt",
       "panj_room(parallel SOURCES loop.cpp LINKS panj::base\n PRIVATE_LINKS TBB::tbb)"},
      {"sim/parallel/loop.h", "#pragma once\n#include \"base/error.h\"\n"},
      {"sim/parallel/loop.cpp", "#include \"parallel/loop.h\"\n#include <tbb/task_arena.h>\n"},
      {"sim/app/CMakeLists.txt", "target_link_libraries(panj_app PRIVATE panj::parallel)"},
      {"sim/app/main.cpp", "#include \"parallel/loop.h\"\nint main() {}\n"},
      {"tests/base/error_test.cpp", ""},
      {"tests/parallel/loop_test.cpp", ""},
  };
}

TEST(Floors, AreReadFromTheBuild) {
  const Rooms rooms = read_rooms(project());
  EXPECT_EQ(rooms.ground_up.front(), "base");
  EXPECT_EQ(rooms.ground_up.back(), "app");
  EXPECT_EQ(rooms.ground_up.size(), 12U);
  EXPECT_THAT(rooms.links.at("base"), IsEmpty());
  EXPECT_EQ(rooms.links.at("world").count("terrain"), 1U);
}

TEST(Floors, ProjectLinksOnlyDownwards) {
  EXPECT_EQ(lines(faults_of_links(read_rooms(project()))), "");
}

TEST(Floors, ProjectIncludesOnlyWhatItLinks) {
  EXPECT_EQ(lines(faults_of_includes(project(), read_rooms(project()))), "");
}

TEST(Floors, ProjectHasNoCircleOfRooms) {
  EXPECT_EQ(lines(faults_of_cycles(project(), read_rooms(project()))), "");
}

TEST(Floors, ProjectUsesEachOutsideLibraryAtOneDoor) {
  EXPECT_EQ(lines(faults_of_doors(project())), "");
}

TEST(Floors, ProjectHasOneMain) {
  EXPECT_EQ(lines(faults_of_mains(project())), "");
}

TEST(Floors, ProjectTestsEverySource) {
  EXPECT_EQ(lines(faults_of_missing_tests(project(), tested_elsewhere())), "");
}

// The checks themselves: a tree without a fault passes them all, and each fault is found, and found alone.

TEST(FloorChecks, PassAGoodTree) {
  const SourceTree tree = small_tree();
  const Rooms rooms = read_rooms(tree);
  EXPECT_THAT(rooms.ground_up, ElementsAre("base", "parallel", "app"));
  EXPECT_THAT(faults_of_links(rooms), IsEmpty());
  EXPECT_THAT(faults_of_includes(tree, rooms), IsEmpty());
  EXPECT_THAT(faults_of_cycles(tree, rooms), IsEmpty());
  EXPECT_THAT(faults_of_doors(tree), IsEmpty());
  EXPECT_THAT(faults_of_mains(tree), IsEmpty());
  EXPECT_THAT(faults_of_missing_tests(tree, small_excuses()), IsEmpty());
}

TEST(FloorChecks, FindALinkThatLeadsUp) {
  SourceTree tree = small_tree();
  tree["sim/base/CMakeLists.txt"] = "panj_room(base SOURCES error.cpp LINKS panj::parallel)";
  EXPECT_THAT(faults_of_links(read_rooms(tree)),
              ElementsAre("sim/base/CMakeLists.txt: links panj::parallel, which is not below it"));
}

TEST(FloorChecks, FindALinkToNoRoom) {
  SourceTree tree = small_tree();
  tree["sim/parallel/CMakeLists.txt"] = "panj_room(parallel LINKS panj::base panj::cellar)";
  EXPECT_THAT(faults_of_links(read_rooms(tree)),
              ElementsAre(HasSubstr("links panj::cellar, which is no room")));
}

TEST(FloorChecks, FindAnIncludeWithoutALink) {
  SourceTree tree = small_tree();
  tree["sim/app/main.cpp"] += "  #  include \"base/error.h\"\n";
  EXPECT_THAT(faults_of_includes(tree, read_rooms(tree)),
              ElementsAre("sim/app/main.cpp: includes \"base/error.h\", but app does not link panj::base"));
}

TEST(FloorChecks, FindAnIncludeThatNamesNoRoom) {
  SourceTree tree = small_tree();
  tree["sim/base/error.cpp"] = "#include \"error.h\"\n";
  EXPECT_THAT(faults_of_includes(tree, read_rooms(tree)),
              ElementsAre(StartsWith("sim/base/error.cpp: includes")));
}

TEST(FloorChecks, FindARoomThatIsNotBuilt) {
  SourceTree tree = small_tree();
  tree["sim/attic/box.cpp"] = "";
  EXPECT_THAT(faults_of_includes(tree, read_rooms(tree)),
              ElementsAre(StartsWith("sim/attic/box.cpp: lies in")));
}

TEST(FloorChecks, DoNotTakeACommentForAnInclude) {
  SourceTree tree = small_tree();
  tree["sim/base/error.cpp"] += "// #include \"parallel/loop.h\"\n";
  EXPECT_THAT(faults_of_includes(tree, read_rooms(tree)), IsEmpty());
}

TEST(FloorChecks, FindACircle) {
  SourceTree tree = small_tree();
  tree["sim/base/error.cpp"] += "#include \"parallel/loop.h\"\n";
  EXPECT_THAT(faults_of_cycles(tree, read_rooms(tree)),
              ElementsAre(StartsWith("sim/app:"), StartsWith("sim/base:"), StartsWith("sim/parallel:")));
}

TEST(FloorChecks, FindEveryLibraryOutsideItsDoor) {
  for (const char* header :
       {"tbb/parallel_for.h", "oneapi/tbb.h", "hdf5_hl.h", "H5DSpublic.h", "toml++/toml.h", "gdal_priv.h",
        "ogrsf_frmts.h", "cpl_conv.h", "Random123/philox.h", "CLI/CLI.hpp", "mpi.h",
        "boost/random/normal_distribution.hpp", "execution"}) {
    SourceTree tree = small_tree();
    tree["sim/base/error.cpp"] += "#include <" + std::string(header) + ">\n";
    EXPECT_THAT(faults_of_doors(tree),
                ElementsAre(StartsWith("sim/base/error.cpp: names " + std::string(header))));
  }
}

TEST(FloorChecks, LetOneFileOfARoomUseBoostMath) {
  SourceTree tree = small_tree();
  tree["sim/base/special_functions.cpp"] = "#include <boost/math/distributions/beta.hpp>\n";
  EXPECT_THAT(faults_of_doors(tree), IsEmpty());
  tree["sim/base/error.cpp"] += "#include <boost/math/distributions/beta.hpp>\n";
  EXPECT_THAT(faults_of_doors(tree), ElementsAre(StartsWith("sim/base/error.cpp: names boost/math/")));
}

TEST(FloorChecks, FindALibraryLinkedOutsideItsDoor) {
  SourceTree tree = small_tree();
  tree["sim/base/CMakeLists.txt"] = "panj_room(base SOURCES error.cpp PRIVATE_LINKS hdf5::hdf5)";
  EXPECT_THAT(faults_of_doors(tree), ElementsAre(StartsWith("sim/base/CMakeLists.txt: names hdf5::hdf5,")));
}

TEST(FloorChecks, FindASecondMain) {
  SourceTree tree = small_tree();
  tree["sim/base/error.cpp"] += "int  main (int argc, char**) { return argc; }\n";
  EXPECT_THAT(faults_of_mains(tree), ElementsAre(StartsWith("sim/base/error.cpp: has a main")));
}

TEST(FloorChecks, FindASourceWithoutATest) {
  SourceTree tree = small_tree();
  tree.erase("tests/parallel/loop_test.cpp");
  EXPECT_THAT(faults_of_missing_tests(tree, small_excuses()),
              ElementsAre("sim/parallel/loop.cpp: has no test of its name in tests/parallel"));
}

TEST(FloorChecks, TakeThePartsOfASourceForTestedWithIt) {
  SourceTree tree = small_tree();
  tree["sim/parallel/loop_order.cpp"] = "";
  EXPECT_THAT(faults_of_missing_tests(tree, small_excuses()), IsEmpty());
  tree["sim/parallel/order_loop.cpp"] = "";
  EXPECT_THAT(faults_of_missing_tests(tree, small_excuses()),
              ElementsAre(StartsWith("sim/parallel/order_loop")));
}

TEST(FloorChecks, AllowAHeaderThatTheBuildMakes) {
  SourceTree tree = small_tree();
  tree["sim/base/error.cpp"] += "#include \"build_record.h\"\n";
  EXPECT_THAT(faults_of_includes(tree, read_rooms(tree)), ElementsAre(HasSubstr("\"build_record.h\"")));
  tree["sim/base/build_record.h.in"] = "";
  EXPECT_THAT(faults_of_includes(tree, read_rooms(tree)), IsEmpty());
}

TEST(FloorChecks, FindAnExcuseThatIsNotNeeded) {
  const SourceTree tree = small_tree();
  const std::map<std::string, std::string> excuses = {
      {"sim/app/main.cpp", "a"}, {"sim/base/error.cpp", "b"}, {"sim/base/gone.cpp", "c"}};
  EXPECT_THAT(faults_of_missing_tests(tree, excuses),
              ElementsAre("sim/base/error.cpp: is excused from a test (b) for nothing",
                          "sim/base/gone.cpp: is excused from a test (c) for nothing"));
}

}  // namespace
}  // namespace panj::test
