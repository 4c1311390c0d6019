#include "results/result_groups.h"
#include "tally/state.h"

// What a further sitting, a longer run or a merge goes on from.
namespace panj {

Hdf5Group begin_state(Hdf5Group& root, const RunResult& result) {
  Hdf5Group group = root.make_group("state");
  group.set_attribute("layout", state_layout);
  group.set_attribute("shard", result.shard.number);
  group.set_attribute("shards", result.shard.of);
  group.set_attribute("complete", std::int64_t{result.complete});
  return group;
}

void end_state(Hdf5Group& group, std::span<const std::byte> state) {
  group.write_bytes({"sums", {"byte"}, "1", "all sums of the run, for panj alone: see FORMAT.md"}, state);
}

}  // namespace panj
