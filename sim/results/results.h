#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/events.h"
#include "results/summary_table.h"
#include "scenario/scenario_toml.h"
#include "tally/run_result.h"
#include "world/world.h"

namespace panj {

/// What a result file tells about the run besides its numbers: /provenance/run and the root's history.
struct RunRecord {
  std::string command_line;
  std::string started;  ///< ISO 8601, UTC
  std::string host;
  double compile_time_s = 0.0;
  std::vector<Override> overrides = {};  ///< of the command line, -n and --seed among them
  std::string scenario_folder = {};      ///< where the scenario lies: its paths are relative to it
};

/// Writes a result file (format: FORMAT.md) beside `path` and renames it into place once it is whole and on
/// disk. \throws FileError (no room, no right, no folder): nothing is left behind, an older file stays as it
/// was. \param events what happened in each replication; null where that was not asked for. \return what
/// `summary_of` tells, which the file holds too: it takes a while to find.
SummaryTable write_results(const std::filesystem::path& path, const World& world, const RunResult& result,
                           const RunRecord& record, EventRows* events = nullptr);

/// Refuses early what `write_results` would refuse late: an output that exists (without `overwrite`), a
/// folder that is missing or not writable. \throws FileError
enum class Existing { refuse, overwrite };
void check_output(const std::filesystem::path& path, Existing existing);

}  // namespace panj
