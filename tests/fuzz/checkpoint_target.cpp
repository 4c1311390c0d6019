#include "base/error.h"
#include "fuzz/every_table.h"
#include "fuzz/memory_file.h"
#include "fuzz/targets.h"
#include "results/saved_run.h"
#include "tally/state.h"

namespace panj::fuzz {

void try_checkpoint(Bytes bytes) {
  static const World world = world_of_every_table();
  static MemoryFile file;
  SavedRun saved;
  try {
    saved = read_checkpoint(file.holding(bytes));
  } catch (const FileError&) {
    return;
  }
  const std::vector<std::byte> written = checkpoint_bytes(saved);
  if (checkpoint_bytes(read_checkpoint(file.holding(written))) != written)
    throw Broken("a checkpoint reads back as another one");
  static_cast<void>(difference_of_scenarios(saved.identity.resolved_text, world.scenario.resolved_text));
  RunResult result;
  try {
    result = result_of(saved, world, "input.checkpoint");
  } catch (const FileError&) {
    return;
  }
  if (saved.state.empty()) return;
  const std::vector<std::byte> state = state_of(result);
  if (state_of(read_state(state, world)) != state) throw Broken("sums read back as others");
}

}  // namespace panj::fuzz
