#include "model/line_wait.h"

namespace panj {

double line_wait_s(const CrosserPlan& crosser, const Attempt& attempt, std::int64_t replication) {
  const double uniform = is_constant(crosser.wait_at_line_s)
                             ? 0.5
                             : uniform_pair({crosser.key, Purpose::wait_at_line, attempt.number,
                                             static_cast<std::uint64_t>(replication)})
                                   .first;
  return quantile(crosser.wait_at_line_s, uniform);
}

}  // namespace panj
