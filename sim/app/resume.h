#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/commands.h"
#include "results/events.h"
#include "results/saved_run.h"
#include "scenario/scenario.h"

namespace panj {

/// How a run begins: its scenario, where its results go, and what is done already where it goes on.
struct Beginning {
  Scenario scenario;
  std::vector<Override> overrides;  ///< of this command line and, where it goes on, of those before
  std::filesystem::path output;
  Shard shard;
  std::optional<SavedRun> saved;   ///< to go on from
  std::filesystem::path saved_in;  ///< the result file or its checkpoint

  /// It goes on from a result file that holds all that is asked.
  bool is_done() const;
};

/// Reads the scenario and looks at what there is at the output. \throws ScenarioError, UsageError; FileError
/// where the output exists and is not to be replaced, or can't be written, or a run can't go on from it
Beginning begin_run(const RunCommand& command);

/// What is done already. \throws FileError where the inputs have changed since, or it does not fit the world
RunResult done_before(const Beginning& beginning, const World& world, const RunIdentity& identity);

/// Where a run is kept until its results are written: beside them.
std::filesystem::path checkpoint_of(const std::filesystem::path& output);
void remove_checkpoint(const std::filesystem::path& output);

/// "khatlon.h5 is complete with this scenario and seed; see ...".
std::string complete_notice(const std::filesystem::path& output);

/// Keeps a run on disk: in its checkpoint while it goes on, in its result file when it ends.
class RunKeeper {
 public:
  RunKeeper(std::filesystem::path output, RunIdentity identity, RunRecord record);

  /// \throws FileError: the checkpoint before this one, if any, is intact, which the message tells.
  void checkpoint(const RunResult& result) const;
  /// Writes the result file, with events unless they are null, and removes the checkpoint. \return what the
  /// file tells in short. \throws FileError: what is done stays in the checkpoint.
  SummaryTable finish(const World& world, const RunResult& result, EventRows* events) const;
  void remove_checkpoint() const;

 private:
  /// Keeps in the checkpoint what could not be written. \return what to tell about it.
  std::string kept_instead(const RunResult& result) const;

  std::filesystem::path output_;
  RunIdentity identity_;
  RunRecord record_;
};

}  // namespace panj
