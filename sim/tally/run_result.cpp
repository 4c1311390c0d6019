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

}  // namespace panj
