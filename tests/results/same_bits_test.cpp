#include "results/same_bits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/hdf5_file.h"
#include "results/small_run.h"

namespace panj {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(UnlikeParts, OfEqualRunsAreNone) {
  const test::Folder folder;
  const World world = test::small_world();
  RunResult result = test::small_result(world);
  write_results(folder / "a.h5", world, result, test::small_record());
  // Times, threads and command lines may differ.
  result.wall_time_s += 1.0;
  result.threads += 1;
  for (BatchRecord& batch : result.batches) batch.elapsed_s *= 2.0;
  RunRecord record = test::small_record();
  record.command_line += " -j 3, and more so that all behind lies elsewhere in the file";
  record.host = "another";
  write_results(folder / "b.h5", world, result, record);
  EXPECT_THAT(unlike_parts(folder / "a.h5", folder / "b.h5"), IsEmpty());
}

TEST(UnlikeParts, NameVariablesAndAttributes) {
  const test::Folder folder;
  World world = test::small_world();
  RunResult result = test::small_result(world);
  write_results(folder / "a.h5", world, result, test::small_record());
  world.scenario.seed += 1;
  ++result.tally.unfinished.back();
  write_results(folder / "b.h5", world, result, test::small_record());
  EXPECT_THAT(unlike_parts(folder / "a.h5", folder / "b.h5"),
              ElementsAre("/@seed", "/state/sums", "/summary/n_unfinished"));
}

TEST(UnlikeParts, NameWhatOnlyOneHas) {
  const test::Folder folder;
  const World world = test::small_world();
  RunResult result = test::small_result(world);
  write_results(folder / "a.h5", world, result, test::small_record());
  result.tally.maps = MapCounts();
  result.batches.pop_back();
  write_results(folder / "b.h5", world, result, test::small_record());
  EXPECT_THAT(unlike_parts(folder / "b.h5", folder / "a.h5"),
              AllOf(Contains("/maps/leaks"), Contains("/maps/leaks@units"), Contains("/batches/n"),
                    Not(Contains("/summary/p_detect"))));
}

TEST(UnlikeParts, AreNotLookedForInADamagedFile) {
  const test::Folder folder;
  const World world = test::small_world();
  write_results(folder / "a.h5", world, test::small_result(world), test::small_record());
  std::string bytes = test::bytes_of(folder / "a.h5");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 8);
  test::put_bytes(folder / "b.h5", bytes);
  EXPECT_THAT(test::file_error_of([&] { unlike_parts(folder / "a.h5", folder / "b.h5"); }),
              HasSubstr("damaged"));
}

}  // namespace
}  // namespace panj
