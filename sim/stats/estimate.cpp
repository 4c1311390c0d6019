#include "stats/estimate.h"

namespace panj {

std::string_view name_of(IntervalMethod method) {
  switch (method) {
    case IntervalMethod::none:
      return "none";
    case IntervalMethod::t_ratio:
      return "t_ratio";
    case IntervalMethod::clopper_pearson:
      return "clopper_pearson";
    case IntervalMethod::wilson:
      return "wilson";
    case IntervalMethod::t_mean:
      return "t_mean";
    case IntervalMethod::gamma:
      return "gamma";
    case IntervalMethod::order_statistics:
      return "order_statistics";
    case IntervalMethod::score:
      return "score";
  }
  return "none";
}

Estimate no_estimate() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return {nan, nan, nan, nan, IntervalMethod::none};
}

}  // namespace panj
