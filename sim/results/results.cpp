#include "results/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "parallel/aside.h"
#include "parallel/for_each_batch.h"
#include "results/hdf5_file.h"
#include "results/provenance.h"
#include "results/replaced_file.h"
#include "results/result_groups.h"
#include "results/sealed_file.h"
#include "tally/state.h"

namespace panj {

namespace fs = std::filesystem;

SummaryTable write_results(const fs::path& path, const World& world, const RunResult& result,
                           const RunRecord& record, EventRows* events) {
  // Parts of a run may come from a machine with more of them.
  const int threads = std::clamp(result.threads, 1, available_threads());
  // What takes long to find is found aside, and what takes long to pack comes first: it is packed aside too.
  SummaryTable summary;
  std::vector<std::byte> state;
  Aside summing_up(threads);
  const bool is_begun = result.completed_replications > 0;
  if (is_begun) summing_up.start([&] { state = state_of(result); });
  summing_up.start([&] { summary = summary_of(world, result); });
  Hdf5File file = Hdf5File::create(path.string(), user_block_bytes, threads);
  Hdf5Group& root = file.root();
  write_provenance(root, world, result, record);
  std::optional<Hdf5Group> state_group;
  if (is_begun) state_group.emplace(begin_state(root, result));
  write_maps(root, world, result);
  write_summary(root, world, result);
  write_segments(root, world, result);
  write_line(root, world, result);
  write_hours(root, world, result);
  write_classes(root, world, result);
  write_rare(root, world, result);
  write_routes(root, world);
  write_draws(root, world, result);
  write_assets(root, world, result);
  write_asset_segments(root, world, result);
  write_teams(root, world, result);
  write_paired(root, world, result);
  write_controlled(root, world, result);
  summing_up.wait();
  if (is_begun) end_state(*state_group, state);
  state_group.reset();
  write_best(root, world, summary);
  write_times(root, world, result);
  write_periods(root, world, result);
  write_sites(root, world, result);
  write_goals(root, world, result);
  write_convergence(root, world, result);
  write_batches(root, world, result);
  write_geometry(root, world);
  if (events != nullptr) events->write_group(root, world);
  FileImage image = file.finish();
  write_sealed(path, image.span(), result_seal, threads);
  return summary;
}

void check_output(const fs::path& path, Existing existing) {
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  if (path.filename().empty() || fs::is_directory(status))
    throw FileError(
        fmt::format("{}: can't be written (it is a folder); give the path of a file with -o", path.string()));
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw FileError(
        fmt::format("{}: can't be written (it is a device or a pipe, which can't be replaced by a whole "
                    "file); give the path of a file with -o",
                    path.string()));
  if (fs::exists(status) && existing == Existing::refuse)
    throw FileError(
        fmt::format("{}: exists already, and is kept; look into it with `panj info {}`, give "
                    "another path with -o, or replace it with --overwrite",
                    path.string(), path.string()));
  check_writable(path);
}

}  // namespace panj
