#pragma once

namespace panj {

/// What the program's exit status means.
enum ExitCode : int {
  exit_done = 0,
  exit_unlike = 1,  ///< of `panj compare --exact`, as cmp and diff have it
  exit_usage = 2,
  exit_scenario = 3,
  exit_file = 4,
  exit_precision = 5,  ///< not reached within the replications or the time allowed
  exit_internal = 70,
  exit_interrupted = 130,
  exit_terminated = 143,
};

}  // namespace panj
