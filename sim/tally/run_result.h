#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tally/tally.h"

namespace panj {

/// One batch's sums, and when it was done.
struct BatchRecord {
  SummarySums sums;
  double elapsed_s = 0.0;  ///< wall time since sampling began; differs from run to run
};

/// Why a run ended: all replications are done, what is known is precise enough, time is up, a signal came.
enum class StopReason : std::uint8_t { replications, precision, max_time, interrupted, terminated };
std::string_view name_of(StopReason reason);

/// One of `of` blocks of a run's batches, as even as they go: shares of a run for several machines.
struct Shard {
  std::int64_t number = 1;  ///< from 1
  std::int64_t of = 1;

  bool is_whole() const { return of == 1; }
  /// Of so many batches in all, the first of this shard and the first beyond it.
  std::int64_t first_batch(std::int64_t batches) const { return batches * (number - 1) / of; }
  std::int64_t end_batch(std::int64_t batches) const { return batches * number / of; }
  bool operator==(const Shard&) const = default;
};

/// What a run has found: sums, not yet intervals. It is also all that is needed to go on with the run.
struct RunResult {
  Tally tally;
  Shard shard;
  std::int64_t first_batch = 0;  ///< number of batches[0]; not 0 in shards alone
  /// Batch number b holds replications b * size .. (b + 1) * size - 1.
  std::vector<BatchRecord> batches;
  std::int64_t completed_replications = 0;
  bool complete = false;
  StopReason stop_reason = StopReason::replications;
  double wall_time_s = 0.0;  ///< of sampling, all sittings together
  int threads = 0;
};

/// "complete", or "partial": a run that was stopped, or a shard.
std::string_view status_of(const RunResult& result);
/// name_of its stop reason; "shard" of a shard that is done.
std::string_view stop_reason_of(const RunResult& result);

/// How far a run is, for a progress bar.
struct RunProgress {
  std::int64_t completed_replications = 0;
  std::int64_t replications = 0;
  std::int64_t attempts = 0;
  double elapsed_s = 0.0;
  const SummarySums* so_far = nullptr;  ///< valid during the call
};
using ProgressSink = std::function<void(const RunProgress&)>;

}  // namespace panj
