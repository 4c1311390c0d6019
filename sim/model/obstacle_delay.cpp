#include "model/obstacle_delay.h"

#include <bit>

namespace panj {

double drawn_delay_s(const World& world, const CrosserPlan& crosser, const Attempt& attempt,
                     std::int64_t replication, ObstacleMask cut) {
  double sum_s = 0.0;
  for (; cut != 0; cut &= cut - 1) {
    const Obstacle& obstacle = world.cover.obstacles.list[static_cast<std::size_t>(std::countr_zero(cut))];
    const double uniform = is_constant(*obstacle.delay_s)
                               ? 0.5
                               : uniform_pair({entity_key(crosser.key, obstacle.key), Purpose::obstacle_delay,
                                               attempt.number, static_cast<std::uint64_t>(replication)})
                                     .first;
    sum_s += quantile(*obstacle.delay_s, uniform);
  }
  return sum_s;
}

}  // namespace panj
