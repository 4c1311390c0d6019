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

/// What a run has found: sums, not yet intervals. It is also all that is needed to go on with the run.
struct RunResult {
  Tally tally;
  std::vector<BatchRecord> batches;  ///< batch i holds replications i * size .. (i + 1) * size - 1
  std::int64_t completed_replications = 0;
  bool complete = false;
  StopReason stop_reason = StopReason::replications;
  double wall_time_s = 0.0;  ///< of sampling, all sittings together
  int threads = 0;
};

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
