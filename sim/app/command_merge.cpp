#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/run_record.h"
#include "app/saved_world.h"
#include "app/streams.h"
#include "base/error.h"
#include "parallel/for_each_batch.h"
#include "results/saved_run.h"
#include "results/summary_table.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

struct ShardFile {
  std::string path;
  SavedRun saved;

  const Shard& shard() const { return saved.identity.shard; }
};

[[noreturn]] void refuse(const std::string& path, const std::string& why, const std::string& remedy) {
  throw FileError(fmt::format("{}: can't be merged ({}); {}", path, why, remedy));
}

ShardFile read_shard(const std::string& path) {
  ShardFile file{path, read_saved(path)};
  if (file.shard().is_whole())
    refuse(path, "it is no shard but a run by itself", "give files that `panj run --shard i/N` wrote");
  if (!file.saved.complete)
    refuse(path,
           fmt::format("shard {}/{} was stopped after {} replications", file.shard().number, file.shard().of,
                       file.saved.completed_replications),
           "finish it with `panj run ... --resume`");
  return file;
}

/// Refuses shards of different runs.
void check_same_run(const ShardFile& first, const ShardFile& other) {
  const std::string with = " than " + first.path;
  const RunIdentity& a = first.saved.identity;
  const RunIdentity& b = other.saved.identity;
  if (const auto what = difference_of_scenarios(a.resolved_text, b.resolved_text))
    refuse(other.path, "it is of another scenario" + with + ": " + *what,
           "leave it out, or run its shard again");
  if (a.source_text != b.source_text)
    refuse(other.path, "its scenario file was written otherwise" + with, "run its shard again from one file");
  if (first.saved.replications() != other.saved.replications())
    refuse(other.path,
           fmt::format("it is a shard of {} replications, {} of {}", other.saved.replications(), first.path,
                       first.saved.replications()),
           "run its shard again with the same -n");
  if (a.shard.of != b.shard.of)
    refuse(other.path,
           fmt::format("it is one of {} shards, {} one of {}", b.shard.of, first.path, a.shard.of),
           "give the shards of one run");
  if (const auto what = difference_of_inputs(a.inputs, b.inputs))
    refuse(other.path, *what + " between it and " + first.path, "run its shard again");
  if (const auto what = difference_of_builds(a.built_by, b.built_by))
    refuse(other.path, "it was made by another program" + with + ": " + *what,
           "run the shards with one build of panj");
}

/// Refuses shards that lie over each other or leave gaps. \param files in the order of their numbers.
void check_all_there(const std::vector<ShardFile>& files) {
  for (std::size_t i = 1; i < files.size(); ++i)
    if (files[i - 1].shard() == files[i].shard())
      refuse(files[i].path,
             fmt::format("it is shard {}/{}, and so is {}", files[i].shard().number, files[i].shard().of,
                         files[i - 1].path),
             "give each shard once");
  std::string missing;
  const std::int64_t of = files.front().shard().of;
  for (std::int64_t number = 1; number <= of; ++number) {
    const bool is_given = std::any_of(files.begin(), files.end(), [number](const ShardFile& file) {
      return file.shard().number == number;
    });
    if (!is_given) missing += fmt::format("{}{}/{}", missing.empty() ? "" : ", ", number, of);
  }
  if (!missing.empty())
    throw FileError(
        fmt::format("of the shards of this run {} {} missing (given: {}); run what is missing with "
                    "`panj run --shard`, and give all shards to merge",
                    missing, missing.find(',') == std::string::npos ? "is" : "are", files.size()));
}

std::vector<ShardFile> read_shards(const std::vector<std::string>& paths) {
  std::vector<ShardFile> files;
  for (const std::string& path : paths) files.push_back(read_shard(path));
  for (std::size_t i = 1; i < files.size(); ++i) check_same_run(files.front(), files[i]);
  std::stable_sort(files.begin(), files.end(), [](const ShardFile& a, const ShardFile& b) {
    return a.shard().number < b.shard().number;
  });
  check_all_there(files);
  return files;
}

const SavedWorldWords words{"can't be merged", "merge with the program that ran the shards",
                            "since the shards ran", "restore it"};

RunResult merged(const std::vector<ShardFile>& files, const World& world) {
  RunResult all;
  all.tally = Tally(world);
  for (const ShardFile& file : files) {
    RunResult part = result_of(file.saved, world, file.path);
    all.tally += part.tally;
    for (BatchRecord& batch : part.batches) {
      batch.elapsed_s += all.wall_time_s;  // as if one had run after the other
      all.batches.push_back(std::move(batch));
    }
    all.completed_replications += part.completed_replications;
    all.wall_time_s += part.wall_time_s;
    all.threads = std::max(all.threads, part.threads);
  }
  all.complete = all.completed_replications == world.scenario.sampling.replications;
  return all;
}

}  // namespace

int merge_command(const MergeCommand& command) {
  const fs::path output = command.output;
  check_output(output, command.overwrite ? Existing::overwrite : Existing::refuse);
  const std::vector<ShardFile> files = read_shards(command.shards);
  const World world = saved_world(files.front().saved, files.front().path, words, available_threads());
  RunRecord record = record_of(command.command_line);
  record.overrides = files.front().saved.overrides;
  record.scenario_folder = files.front().saved.scenario_folder;
  const RunResult all = merged(files, world);
  if (!all.complete) refuse(files.front().path, "the shards don't add up to the run", "run them again");
  print_result(to_text(write_results(output, world, all, record), page()));
  flush_results();
  print_notice(fmt::format("panj: wrote {}\n", output.string()));
  return exit_done;
}

}  // namespace panj
