#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <stdexcept>

#include "model/event.h"
#include "model/replication.h"
#include "tally/run_result.h"
#include "world/world.h"

namespace panj {

/// Takes what happened in a replication, in whatever order replications come; called from several threads.
using EventSink = std::function<void(const Replication&, EventLog)>;

/// How to run a world.
struct RunOptions {
  int threads = 1;
  std::int64_t replications = 0;  ///< 0: as the scenario says
  const std::atomic<int>* stop_signal =
      nullptr;            ///< becomes a signal's number once one has come; may be null
  ProgressSink progress;  ///< called from one thread at a time; may be empty
  double progress_every_s = 0.2;
  EventSink events;  ///< may be empty: then nothing is told
};

/// A replication failed: a fault of panj's own. what() names the replication.
class ReplicationError : public std::runtime_error {
 public:
  ReplicationError(std::int64_t replication, const std::string& why);
  std::int64_t replication() const { return replication_; }

 private:
  std::int64_t replication_;
};

/// Samples a world: batches of replications are handed out in order to `threads` workers, and each worker
/// adds to a tally of its own. Tallies are sums of integers, so the result is the same to the bit for any
/// number of threads (wall times aside). Once a signal has come, no batch is begun, those begun are finished,
/// and the result is partial. \throws ReplicationError
RunResult run(const World& world, const RunOptions& options);

}  // namespace panj
