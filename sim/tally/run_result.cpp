#include "tally/run_result.h"

namespace panj {

std::string_view name_of(StopReason reason) {
  switch (reason) {
    case StopReason::replications:
      return "replications";
    case StopReason::precision:
      return "precision";
    case StopReason::max_time:
      return "max_time";
    case StopReason::interrupted:
      return "interrupted";
    case StopReason::terminated:
      return "terminated";
  }
  return "replications";
}

std::string_view status_of(const RunResult& result) {
  return result.complete && result.shard.is_whole() ? "complete" : "partial";
}

std::string_view stop_reason_of(const RunResult& result) {
  return result.complete && !result.shard.is_whole() ? "shard" : name_of(result.stop_reason);
}

}  // namespace panj
