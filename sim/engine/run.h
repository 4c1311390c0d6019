#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
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
  std::int64_t replications = 0;  ///< of all shards; 0: as the scenario says
  Shard shard;                    ///< samples its batches alone, and completes with them
  double max_time_s =
      std::numeric_limits<double>::infinity();  ///< of this sitting: then no batch is begun any more
  /// Asked at looks (see next_look) whether what is known is precise enough; may be empty.
  std::function<bool(const Tally&)> precise_enough;
  const std::atomic<int>* stop_signal =
      nullptr;            ///< becomes a signal's number once one has come; may be null
  ProgressSink progress;  ///< called from one thread at a time; may be empty
  double progress_every_s = 0.2;
  /// Given what is done so far every `checkpoint_every_s`, at the end of a batch, while nobody works on it;
  /// may be empty.
  std::function<void(const RunResult&)> checkpoint;
  double checkpoint_every_s = 60.0;
  double checkpoint_share = 1.0;  ///< of the time: where a checkpoint takes more, they become rarer
  EventSink events;               ///< may be empty: then nothing is told
};

/// A replication failed: a fault of panj's own. what() names the replication.
class ReplicationError : public std::runtime_error {
 public:
  ReplicationError(std::int64_t replication, const std::string& why);
  std::int64_t replication() const { return replication_; }

 private:
  std::int64_t replication_;
};

/// The sums of batches take memory: it is asked for so many of them at a time, as most runs end long before
/// the most that they may sample.
constexpr std::int64_t batches_a_piece = 4096;

/// The number of batches after `batches` at which precision is looked at next: 8, 12, 16, 24, 32, 48, 64,
/// ..., and not before 30 statistical units (replications, or batches that are drawn together). Fixed
/// numbers, so that a run ends at the same for any number of threads, and few of them, as each look is a
/// chance to stop on an interval that happens to be narrow.
std::int64_t next_look(std::int64_t batches, std::int64_t units_a_batch);

/// Samples a world: batches of replications are handed out in order to `threads` workers, and each worker
/// adds to a tally of its own. Tallies are sums of integers, so the result is the same to the bit for any
/// number of threads, and for any number of sittings (wall times aside). Once a signal has come or time is
/// up, no batch is begun, those begun are finished, and the result is partial. \param so_far of the same
/// world and shard, to go on from; by default nothing. \throws ReplicationError
RunResult run(const World& world, const RunOptions& options, RunResult so_far = {});

}  // namespace panj
