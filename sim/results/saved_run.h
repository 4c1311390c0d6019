#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "results/results.h"
#include "results/run_identity.h"
#include "results/sealed_file.h"
#include "tally/run_result.h"

namespace panj {

/// All that a further sitting needs of a run, as a checkpoint or a result file holds it.
struct SavedRun {
  RunIdentity identity;
  std::vector<Override> overrides;  ///< of the command line
  std::string scenario_folder;
  std::int64_t completed_replications = 0;
  bool complete = false;  ///< the run, or the shard
  double wall_time_s = 0.0;
  int threads = 0;
  std::vector<double> elapsed_s;  ///< at the end of each batch
  std::vector<std::byte> state;   ///< of the tallies; empty: nothing is done yet

  /// That the run shall have, all shards together.
  std::int64_t replications() const { return replications_of(identity.resolved_text); }
};

/// How a checkpoint begins and is sealed.
extern const SealKind checkpoint_seal;
/// A checkpoint as bytes: the same block in front as a result file's, then what SavedRun holds, flat.
std::vector<std::byte> checkpoint_bytes(const SavedRun& saved);
/// Replaces a checkpoint.
/// \throws FileError: the checkpoint is then as it was.
void write_checkpoint(const std::filesystem::path& path, const SavedRun& saved);
/// \throws FileError: none, damaged, of another kind, of a newer version.
SavedRun read_checkpoint(const std::filesystem::path& path);

/// What a result file holds of its run. \throws FileError as read_summary, and where it is from before files
/// held it.
SavedRun read_saved(const std::filesystem::path& path);

/// A run so far, for keeping.
SavedRun saved_run(const RunIdentity& identity, const RunRecord& record, const RunResult& result);
/// The other way round. \param path of the file that it came from. \throws FileError where the sums don't fit
/// the world
RunResult result_of(const SavedRun& saved, const World& world, const std::filesystem::path& path);

}  // namespace panj
