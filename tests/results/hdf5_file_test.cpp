#include "results/hdf5_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.h"
#include "results/small_run.h"

namespace panj {
namespace {

using test::file_error_of;
using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;

/// Writes a small file with `fill` and opens it again.
template <class Fill>
Hdf5File written(const Folder& folder, Fill fill) {
  Hdf5File file = Hdf5File::create("made", 512);
  fill(file.root());
  FileImage image = file.finish();
  test::put_bytes(folder / "file.h5", {reinterpret_cast<const char*>(image.bytes.get()), image.size});
  return Hdf5File::open(folder / "file.h5");
}

TEST(Hdf5File, GivesBackWhatWasWritten) {
  const Folder folder;
  Hdf5File file = written(folder, [](Hdf5Group& root) {
    root.set_attribute("text", "Панҷ");
    root.set_attribute("large", std::numeric_limits<std::uint64_t>::max());
    root.set_attribute("share", 0.95);
    Hdf5Group group = root.make_group("inner");
    group.coordinate<std::string>({"name", {}, "1", "name"}, {"a", "", "Шурообод"});
    group.coordinate<std::int64_t>({"number", {}, "1", "number"}, {-1, std::int64_t{1} << 40U});
    group.write<double>({"grid", {"name", "number"}, "m", "grid"}, {1, 2, 3, 4, 5, std::nan("")});
    group.write<std::int8_t>({"flag", {}, "1", "flag"}, {-7});
  });
  EXPECT_EQ(file.root().text_attribute("text"), "Панҷ");
  EXPECT_EQ(file.root().number_attribute<std::uint64_t>("large"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(file.root().number_attribute<double>("share"), 0.95);
  const Hdf5Group group = file.root().open_group("inner");
  EXPECT_THAT(group.read<std::string>("name"), ElementsAre("a", "", "Шурообод"));
  EXPECT_THAT(group.read<std::int64_t>("number"), ElementsAre(-1, std::int64_t{1} << 40U));
  EXPECT_THAT(group.read<double>("grid"), ElementsAre(1, 2, 3, 4, 5, testing::IsNan()));
  EXPECT_THAT(group.read<std::int8_t>("flag"), ElementsAre(-7));
  EXPECT_EQ(group.text_attribute("units", "grid"), "m");
  EXPECT_THAT(file.root().variables(),
              ElementsAre("/inner/flag", "/inner/grid", "/inner/name", "/inner/number"));
}

TEST(Hdf5File, WritesLargeVariablesRowByRow) {
  constexpr std::size_t side = 300;  // more than one chunk each way
  const auto value = [](std::size_t row, std::size_t i) { return static_cast<std::int32_t>(row * 7 + i); };
  const Folder folder;
  Hdf5File file = written(folder, [&](Hdf5Group& root) {
    Hdf5Group group = root.make_group("maps");
    group.coordinate<double>({"c", {}, "1", "c"}, {0, 1, 2});
    group.coordinate<double>({"y", {}, "m", "y"}, std::vector<double>(side));
    group.coordinate<double>({"x", {}, "m", "x"}, std::vector<double>(side));
    Hdf5Rows<std::int32_t> rows = group.begin<std::int32_t>({"counts", {"c", "y", "x"}, "1", "counts"});
    for (std::size_t row = 0; row < 3; ++row) {
      std::vector<std::int32_t> plane(side * side);
      for (std::size_t i = 0; i < plane.size(); ++i) plane[i] = value(row, i);
      rows.write(row, plane);
    }
  });
  const auto counts = file.root().open_group("maps").read<std::int32_t>("counts");
  ASSERT_EQ(counts.size(), 3 * side * side);
  for (std::size_t i = 0; i < counts.size(); ++i)
    ASSERT_EQ(counts[i], value(i / (side * side), i % (side * side))) << i;
}

TEST(Hdf5File, RefusesWhatDoesNotFit) {
  Hdf5File file = Hdf5File::create("made", 512);
  Hdf5Group group = file.root().make_group("g");
  group.coordinate<double>({"x", {}, "m", "x"}, {1, 2});
  EXPECT_THROW(group.write<double>({"v", {"x"}, "m", "v"}, {1, 2, 3}), std::logic_error);
  EXPECT_THROW(group.write<double>({"v", {"y"}, "m", "v"}, {1, 2}), std::logic_error);
  EXPECT_THROW(group.coordinate<double>({"y", {}, "m", "y"}, {}), std::logic_error);
}

TEST(Hdf5File, TellsHdf5sReasonAndPrintsNothing) {
  const Folder folder;
  Hdf5File file = written(folder, [](Hdf5Group& root) { root.set_attribute("a", 1.0); });
  testing::internal::CaptureStderr();
  const std::string message = file_error_of([&] { file.root().read<double>("missing"); });
  EXPECT_THAT(message,
              HasSubstr("file.h5: /missing: HDF5 can't open the variable (object 'missing' doesn't exist)"));
  EXPECT_THAT(file_error_of([&] { file.root().open_group("no"); }), HasSubstr("HDF5 can't open the group"));
  EXPECT_THAT(file_error_of([&] { file.root().text_attribute("no"); }), HasSubstr("@no"));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace panj
