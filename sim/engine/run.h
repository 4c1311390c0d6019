#pragma once

#include <atomic>
#include <cstdint>

#include "tally/run_result.h"
#include "world/world.h"

namespace panj {

/// Replication `number` failed; the message names the command that replays it.
struct RunOptions {
  int threads = 1;
  std::int64_t replications = 0;                  ///< 0: as the scenario says
  const std::atomic<int>* stop_signal = nullptr;  ///< a signal's number once one has come
  ProgressSink progress;                          ///< may be empty
  double progress_every_s = 0.2;
};

/// Samples a world. The same bits for any number of threads (elapsed times aside).
RunResult run(const World& world, const RunOptions& options);

}  // namespace panj
