#include "app/resume.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/load.h"
#include "base/error.h"
#include "results/replaced_file.h"
#include "scenario/toml_document.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

std::vector<Override> overrides_by_options(const RunCommand& command) {
  std::vector<Override> overrides = command.overrides;
  if (command.seed) overrides.push_back({"scenario.seed", std::to_string(*command.seed)});
  if (command.replications)
    overrides.push_back({"sampling.replications", std::to_string(*command.replications), "-n"});
  if (!command.precision.empty()) {
    std::string list;
    for (const std::string& goal : command.precision) list += (list.empty() ? "" : ", ") + in_quotes(goal);
    overrides.push_back({"sampling.precision", '[' + list + ']', "--precision"});
  }
  return overrides;
}

/// A scenario's number of replications was chosen without the precision that is asked on the command line:
/// a tenth of the width that it gives is within the bound (unless -n says otherwise, now or before).
Scenario load_for_run(const RunCommand& command, std::vector<Override>& overrides) {
  constexpr std::int64_t times_more = 100;
  Scenario scenario = load_scenario(command.scenario, overrides);
  const bool said = std::any_of(overrides.begin(), overrides.end(),
                                [](const Override& given) { return given.key == "sampling.replications"; });
  if (command.precision.empty() || said) return scenario;
  const SamplingSpec& sampling = scenario.sampling;
  const std::int64_t most = std::min(times_more * sampling.replications, most_batches * sampling.batch);
  overrides.push_back({"sampling.replications", std::to_string(std::max(most, sampling.replications))});
  return load_scenario(command.scenario, overrides);
}

fs::path output_of(const RunCommand& command, const std::string& name, const Shard& shard) {
  if (!command.output.empty()) return command.output;
  if (shard.is_whole()) return name + ".h5";
  return fmt::format("{}.shard-{}-of-{}.h5", name, shard.number, shard.of);
}

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(path, unknown);
}

/// They sample the same, as far as their scenarios tell, but for how many replications there shall be.
bool is_same_scenario(const RunIdentity& a, const RunIdentity& b) {
  return a.shard == b.shard && !difference_of_scenarios(a.resolved_text, b.resolved_text);
}

/// They are one run but for how many replications there shall be.
bool is_same_run(const RunIdentity& a, const RunIdentity& b) {
  return is_same_scenario(a, b) && !difference_of_inputs(a.inputs, b.inputs) &&
         !difference_of_builds(a.built_by, b.built_by);
}

/// What has changed in the contents of a run's inputs since.
std::optional<std::string> changed_inputs(const RunIdentity& run) {
  std::vector<InputRecord> now;
  for (const InputRecord& input : run.inputs) now.push_back(input_record(input.path));
  return difference_of_inputs(run.inputs, now);
}

/// A result file's run, where it is one that holds it.
std::optional<SavedRun> run_in(const fs::path& output) {
  try {
    if (is_there(output)) return read_saved(output);
  } catch (const FileError&) {
    // A stranger, or damaged: what is done about it is up to the caller.
  }
  return std::nullopt;
}

/// The run that is kept at an output: in the checkpoint, unless the result file was written after it.
std::pair<SavedRun, fs::path> newest_at(const fs::path& output) {
  const fs::path checkpoint = checkpoint_of(output);
  if (!is_there(checkpoint)) {
    if (is_there(output)) return {read_saved(output), output};
    throw FileError(
        fmt::format("{}: there is nothing to go on with (neither it nor {} exists); run it without "
                    "--resume, or name its file with -o",
                    output.string(), checkpoint.filename().string()));
  }
  SavedRun kept = read_checkpoint(checkpoint);
  std::optional<SavedRun> written = run_in(output);
  if (written && is_same_run(written->identity, kept.identity) &&
      written->completed_replications > kept.completed_replications)
    return {*std::move(written), output};
  return {std::move(kept), checkpoint};
}

[[noreturn]] void refuse_to_go_on(const fs::path& path, const std::string& why, const std::string& remedy) {
  throw FileError(fmt::format("{}: can't go on with this run ({}); {}", path.string(), why, remedy));
}

/// Refuses to go on where the outcome would not be that of one run.
void check_continues(const Beginning& now, const RunCommand& command) {
  const SavedRun& saved = *now.saved;
  const std::string anew = "or run it anew with --overwrite or another path by -o";
  if (const auto what = difference_of_scenarios(saved.identity.resolved_text, now.scenario.resolved_text))
    refuse_to_go_on(now.saved_in, "the scenario differs: " + *what, "take that back, " + anew);
  if (const auto what = difference_of_builds(saved.identity.built_by, this_build()))
    refuse_to_go_on(now.saved_in, "it was begun by another program: " + *what,
                    "go on with the program that began it, " + anew);
  if (command.shard && *command.shard != saved.identity.shard)
    refuse_to_go_on(now.saved_in,
                    fmt::format("it is shard {}/{}", saved.identity.shard.number, saved.identity.shard.of),
                    "leave out --shard, " + anew);
  const std::int64_t replications = now.scenario.sampling.replications;
  if (!saved.identity.shard.is_whole() && replications != saved.replications())
    refuse_to_go_on(
        now.saved_in,
        fmt::format("it is a shard of {} replications, and shards can't be extended", saved.replications()),
        "leave out -n; extend what `panj merge` makes of the shards");
  if (replications < saved.completed_replications)
    throw UsageError(
        fmt::format("-n {}: {} replications are done already in {}; give a larger number to extend it",
                    replications, saved.completed_replications, now.saved_in.string()));
}

void go_on(const RunCommand& command, Beginning& now) {
  std::tie(now.saved, now.saved_in) = newest_at(now.output);
  std::vector<Override> overrides = now.saved->overrides;
  for (const Override& given : now.overrides) {
    const auto same = [&given](const Override& other) {
      return other.key == given.key && other.value == given.value;
    };
    // The last one counts.
    overrides.erase(std::remove_if(overrides.begin(), overrides.end(), same), overrides.end());
    overrides.push_back(given);
  }
  now.overrides = std::move(overrides);
  now.scenario = load_for_run(command, now.overrides);
  now.shard = now.saved->identity.shard;
  check_continues(now, command);
}

/// Refuses to replace what is there.
void check_free(const Beginning& now) {
  const fs::path checkpoint = checkpoint_of(now.output);
  if (is_there(checkpoint)) {
    const std::int64_t done = read_checkpoint(checkpoint).completed_replications;
    if (done > 0)
      throw FileError(
          fmt::format("{}: keeps {} replications of a run that was not finished; go on with it with "
                      "--resume, or run it anew with --overwrite",
                      checkpoint.string(), done));
  }
  const std::optional<SavedRun> written = run_in(now.output);
  if (!written || !is_same_scenario(written->identity, {"", now.scenario.resolved_text, {}, {}, now.shard}))
    return;
  if (const auto what = changed_inputs(written->identity))
    throw FileError(
        fmt::format("{}: holds results of this scenario, but since then {}; redo it with "
                    "--overwrite, or take another path by -o",
                    now.output.string(), *what));
  if (written->complete) throw FileError(complete_notice(now.output));
  throw FileError(
      fmt::format("{}: holds {} of {} replications of this scenario and seed; go on with --resume, or "
                  "redo it with --overwrite",
                  now.output.string(), written->completed_replications, written->replications()));
}

void check_shard(const Shard& shard, const SamplingSpec& sampling) {
  if (!shard.is_whole() && !sampling.precision.empty())
    throw UsageError(fmt::format(
        "--shard {}/{}: a shard can't tell when the whole is precise enough; give -n instead of a "
        "precision (of the scenario's: --set sampling.precision=[])",
        shard.number, shard.of));
  const std::int64_t batches = (sampling.replications + sampling.batch - 1) / sampling.batch;
  if (shard.of > batches)
    throw UsageError(
        fmt::format("--shard {}/{}: there are but {} batches to share out; take fewer shards, or "
                    "smaller batches by --set sampling.batch",
                    shard.number, shard.of, batches));
}

}  // namespace

bool Beginning::is_done() const {
  if (!saved || saved_in != output || !saved->complete) return false;
  // Whether goals are reached, and inputs are the same, is found on the way.
  if (!scenario.sampling.precision.empty() || changed_inputs(saved->identity)) return false;
  return !shard.is_whole() || saved->completed_replications >= scenario.sampling.replications;
}

Beginning begin_run(const RunCommand& command) {
  Beginning now;
  now.overrides = overrides_by_options(command);
  now.shard = command.shard.value_or(Shard{});
  // What goes on may need the settings of its first command line before the scenario can be read.
  if (!command.resume || command.output.empty()) {
    std::vector<Override> given = now.overrides;
    now.scenario = load_for_run(command, given);
    if (!command.resume) now.overrides = std::move(given);
  }
  now.output = output_of(command, now.scenario.name, now.shard);
  if (command.dry_run) {
    check_shard(now.shard, now.scenario.sampling);
    return now;
  }
  if (command.resume)
    go_on(command, now);
  else if (!command.overwrite)
    check_free(now);
  check_shard(now.shard, now.scenario.sampling);
  check_output(now.output, command.resume || command.overwrite ? Existing::overwrite : Existing::refuse);
  remove_leftovers(checkpoint_of(now.output));
  return now;
}

RunResult done_before(const Beginning& beginning, const World& world, const RunIdentity& identity) {
  if (!beginning.saved) return {};
  if (const auto what = difference_of_inputs(beginning.saved->identity.inputs, identity.inputs))
    refuse_to_go_on(beginning.saved_in, *what, "restore it, or run it anew with --overwrite");
  return result_of(*beginning.saved, world, beginning.saved_in);
}

fs::path checkpoint_of(const fs::path& output) {
  return output.string() + ".checkpoint";
}

void remove_checkpoint(const fs::path& output) {
  std::error_code gone;
  fs::remove(checkpoint_of(output), gone);
}

std::string complete_notice(const fs::path& output) {
  return fmt::format(
      "{} is complete with this scenario and seed; see `panj info {}`, extend it with --resume -n, "
      "redo it with --overwrite",
      output.string(), output.string());
}

RunKeeper::RunKeeper(fs::path output, RunIdentity identity, RunRecord record)
    : output_(std::move(output)), identity_(std::move(identity)), record_(std::move(record)) {}

void RunKeeper::checkpoint(const RunResult& result) const {
  const fs::path path = checkpoint_of(output_);
  try {
    write_checkpoint(path, saved_run(identity_, record_, result));
  } catch (const FileError& error) {
    if (!is_there(path)) throw;
    throw FileError(
        fmt::format("{}; the checkpoint before is kept: go on from it with --resume", error.what()));
  }
}

SummaryTable RunKeeper::finish(const World& world, const RunResult& result, EventRows* events) const {
  try {
    SummaryTable summary = write_results(output_, world, result, record_, events);
    remove_checkpoint();
    return summary;
  } catch (const FileError& error) {
    throw FileError(error.what() + kept_instead(result));
  }
}

std::string RunKeeper::kept_instead(const RunResult& result) const {
  const fs::path path = checkpoint_of(output_);
  try {
    // It is smaller than the results: there may be room for it yet.
    write_checkpoint(path, saved_run(identity_, record_, result));
    return fmt::format("; all that is done is kept in {}: write it with --resume", path.string());
  } catch (const FileError&) {
    if (!is_there(path)) return "";
    return fmt::format("; the checkpoint before is kept in {}: go on from it with --resume", path.string());
  }
}

void RunKeeper::remove_checkpoint() const {
  panj::remove_checkpoint(output_);
}

}  // namespace panj
