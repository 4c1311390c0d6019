#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "results/hdf5_file.h"
#include "results/sealed_file.h"

namespace panj {
namespace {

constexpr std::size_t rows_columns = 301 * 101;  // the last chunks reach beyond the ends

/// Writes arrays of several shapes into a file on so many threads; its bytes.
std::vector<std::byte> file_of(int threads, const std::vector<std::int32_t>& values) {
  Hdf5File file = Hdf5File::create("made", user_block_bytes, threads);
  {
    Hdf5Group group = file.root().make_group("maps");
    const auto coordinate = [&group](const std::string& name, std::int32_t length) {
      std::vector<std::int32_t> numbers(static_cast<std::size_t>(length));
      std::iota(numbers.begin(), numbers.end(), 0);
      group.coordinate({name, {}, "1", name}, numbers);
    };
    coordinate("c", 3);
    coordinate("y", 301);
    coordinate("x", 101);
    coordinate("cell", static_cast<std::int32_t>(3 * rows_columns));
    group.write({"flat", {"cell"}, "1", "in runs"}, values);
    group.write({"whole", {"c", "y", "x"}, "1", "in tiles"}, values);
    group.write({"wide", {"c", "y", "x"}, "1", "of eight bytes"},
                std::vector<double>(values.begin(), values.end()));
    Hdf5Rows<std::int32_t> rows = group.begin<std::int32_t>({"rows", {"c", "y", "x"}, "1", "row by row"});
    Hdf5Rows<std::int32_t> made = group.begin<std::int32_t>({"made", {"c", "y", "x"}, "1", "made aside"});
    for (std::size_t c = 0; c < 3; ++c) {
      const auto row = std::span(values).subspan(c * rows_columns, rows_columns);
      rows.write(c, row);
      made.write_made(c,
                      [row](std::span<std::int32_t> to) { std::copy(row.begin(), row.end(), to.begin()); });
    }
  }
  FileImage image = file.finish();
  return {image.span().begin(), image.span().end()};
}

TEST(Hdf5Making, PacksChunksThatHdf5ReadsAndThatDoNotDependOnThreads) {
  std::vector<std::int32_t> values(3 * rows_columns);
  std::uint32_t random = 1;
  for (std::int32_t& value : values) {
    random = random * 1664525U + 1013904223U;
    value = static_cast<std::int32_t>(random >> 20U);
  }
  const std::vector<std::byte> bytes = file_of(1, values);
  EXPECT_EQ(file_of(3, values), bytes);
  const auto path = std::filesystem::path(testing::TempDir()) / "hdf5_making_test.h5";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  Hdf5File file = Hdf5File::open(path);
  const Hdf5Group group = file.root().open_group("maps");
  for (const char* name : {"flat", "whole", "rows", "made"})
    EXPECT_EQ(group.read<std::int32_t>(name), values) << name;
  EXPECT_EQ(group.read<double>("wide"), std::vector<double>(values.begin(), values.end()));
  std::size_t found = 0;
  for (const VariableShape& shape : group.shapes()) {
    if (shape.extent.size() < 3) continue;
    EXPECT_THAT(shape.dimensions, testing::ElementsAre("c", "y", "x")) << shape.name;
    ++found;
  }
  EXPECT_EQ(found, 4U);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace panj
