#pragma once

#include <string>

#include "results/saved_run.h"
#include "world/world.h"

namespace panj {

/// How a verb says that it can't go on from a file.
struct SavedWorldWords {
  std::string cannot;        ///< "can't be merged"
  std::string other_build;   ///< what to do where another program made it
  std::string since;         ///< when inputs may have changed: "since the shards ran"
  std::string other_inputs;  ///< what to do then
};

/// The world that a run sampled, compiled again from the scenario that its file holds; inputs are looked for
/// where the scenario lay, or here where there is no such folder (any more, on this machine).
/// \param path of the file, for messages
/// \throws FileError where another program made it, or inputs have changed; ScenarioError where they are gone
World saved_world(const SavedRun& saved, const std::string& path, const SavedWorldWords& words, int threads);

}  // namespace panj
