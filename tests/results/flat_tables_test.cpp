#include "results/flat_tables.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "results/hdf5_file.h"
#include "results/results.h"
#include "results/sealed_file.h"
#include "results/small_run.h"

namespace panj {
namespace {

using test::Folder;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> rows_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A file of one group, `things`, as `fill` makes it.
template <class Fill>
std::vector<FlatTable> tables_of(const Folder& folder, Fill fill) {
  Hdf5File file = Hdf5File::create("things.h5", user_block_bytes);
  Hdf5Group group = file.root().make_group("things");
  fill(group);
  FileImage image = file.finish();
  write_sealed(folder / "things.h5", image.span());
  return flat_tables(folder / "things.h5");
}

void add_bounds(Hdf5Group& group) {
  group.coordinate<std::string>({"bound", {}, "1", "bound"}, {"low", "high"});
}

TEST(FlatTables, HaveARowForEachCombination) {
  const Folder folder;
  const auto tables = tables_of(folder, [](Hdf5Group& group) {
    group.coordinate<std::string>({"post", {}, "1", "post"}, {"a", "b, or \"c\""});
    group.coordinate<std::int32_t>({"hour", {}, "h", "hour"}, {0, 1, 2});
    add_bounds(group);
    group.write<double>({"seen", {"post", "hour"}, "1", "seen"}, {0.1, 0.25, NAN, 1.0, 1e-9, 1.0 / 3.0});
    group.write<double>({"seen_ci", {"post", "hour", "bound"}, "1", "its interval"},
                        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    group.write<double>({"range", {"post"}, "km", "range"}, {2.0, 3.0});
    group.write<double>({"effort", {}, "h day-1", "effort"}, {12.0});
  });
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].name, "things");
  EXPECT_THAT(rows_of(tables[0].csv),
              ElementsAre("post,hour_h,seen,seen_low,seen_high,range_km,effort_h_per_day", "a,0,0.1,0,1,2,12",
                          "a,1,0.25,2,3,2,12", "a,2,,4,5,2,12", "\"b, or \"\"c\"\"\",0,1,6,7,3,12",
                          "\"b, or \"\"c\"\"\",1,1e-09,8,9,3,12",
                          "\"b, or \"\"c\"\"\",2,0.3333333333333333,10,11,3,12"));
}

TEST(FlatTables, OfOneGroupMayBeSeveral) {
  const Folder folder;
  const auto tables = tables_of(folder, [](Hdf5Group& group) {
    group.coordinate<std::string>({"plan", {}, "1", "plan"}, {"a", "b"});
    group.coordinate<double>({"time", {}, "h", "time"}, {0.5, 1.5});
    group.coordinate<double>({"quantile", {}, "1", "quantile"}, {0.5});
    group.write<std::int64_t>({"count", {"plan", "time"}, "1", "count"}, {1, 2, 3, 4});
    group.write<double>({"at", {"plan", "quantile"}, "h", "quantiles"}, {0.7, 0.9});
    group.write<std::int64_t>({"above", {"plan"}, "1", "beyond"}, {5, 6});
  });
  ASSERT_EQ(tables.size(), 3U);
  EXPECT_EQ(tables[0].name, "things.plan-time");
  EXPECT_EQ(tables[1].name, "things.plan-quantile");
  EXPECT_EQ(tables[2].name, "things.plan");
  EXPECT_THAT(rows_of(tables[1].csv), ElementsAre("plan,quantile,at_h", "a,0.5,0.7", "b,0.5,0.9"));
  EXPECT_THAT(rows_of(tables[2].csv), ElementsAre("plan,above", "a,5", "b,6"));
}

TEST(FlatTables, TellCategoriesAndNumbersByTheirNames) {
  const Folder folder;
  const auto tables = tables_of(folder, [](Hdf5Group& group) {
    group.coordinate<std::string>({"crosser", {}, "1", "class"}, {"carrier", "rider"});
    group.coordinate<std::int32_t>({"event", {}, "1", "event"}, {0, 1, 2});
    group.write<std::int8_t>(
        {"kind",
         {"event"},
         "1",
         "kind",
         {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "departs detected"}}},
        {0, 1, 0});
    group.write<std::int32_t>({"crosser_index", {"event"}, "1", "class"}, {1, -1, 0});
  });
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(rows_of(tables[0].csv),
              ElementsAre("event,kind,crosser", "0,departs,rider", "1,detected,", "2,departs,carrier"));
}

TEST(FlatTables, TellAllGroupsOfAResultFileButMapsAndState) {
  const Folder folder;
  const World world = test::small_world();
  write_results(folder / "small.h5", world, test::small_result(world), test::small_record());
  const std::vector<FlatTable> tables = flat_tables(folder / "small.h5");
  std::vector<std::string> names;
  for (const FlatTable& table : tables) names.push_back(table.name);
  for (const char* name : {"summary", "segments", "hours", "classes", "batches.configuration-batch",
                           "times.configuration-quantile", "paired"})
    EXPECT_THAT(names, Contains(name));
  for (const std::string& name : names)
    for (const char* left_out : {"maps", "state", "geometry", "provenance"})
      EXPECT_THAT(name, Not(StartsWith(left_out)));
  const auto summary = std::find_if(tables.begin(), tables.end(),
                                    [](const FlatTable& table) { return table.name == "summary"; });
  EXPECT_EQ(rows_of(summary->csv).size(), 1 + world.configurations.size());
  EXPECT_THAT(summary->csv, HasSubstr("configuration,configuration_title,"));
  EXPECT_THAT(summary->csv, HasSubstr(",p_intercept_low,p_intercept_high,"));
}

}  // namespace
}  // namespace panj
