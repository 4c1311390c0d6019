#include "results/result_groups.h"
#include "tally/state.h"

// What a further sitting, a longer run or a merge goes on from.
namespace panj {

void write_state(Hdf5Group& root, const RunResult& result) {
  if (result.completed_replications == 0) return;
  Hdf5Group group = root.make_group("state");
  group.set_attribute("layout", state_layout);
  group.set_attribute("shard", result.shard.number);
  group.set_attribute("shards", result.shard.of);
  group.set_attribute("complete", std::int64_t{result.complete});
  group.write_bytes({"sums", {"byte"}, "1", "all sums of the run, for panj alone: see FORMAT.md"},
                    state_of(result));
}

}  // namespace panj
