#include "model/obstacle_delay.h"

#include <bit>

namespace panj {

double drawn_delay_at(const World& world, const CrosserPlan& crosser, const Attempt& attempt,
                      std::int64_t replication, std::size_t number) {
  const Obstacle& obstacle = world.cover.obstacles.list[number];
  const double uniform = is_constant(*obstacle.delay_s)
                             ? 0.5
                             : uniform_pair({entity_key(crosser.key, obstacle.key), Purpose::obstacle_delay,
                                             attempt.number, static_cast<std::uint64_t>(replication)})
                                   .first;
  return quantile(*obstacle.delay_s, uniform);
}

double drawn_delay_s(const World& world, const CrosserPlan& crosser, const Attempt& attempt,
                     std::int64_t replication, ObstacleMask cut) {
  double sum_s = 0.0;
  for (; cut != 0; cut &= cut - 1)
    sum_s +=
        drawn_delay_at(world, crosser, attempt, replication, static_cast<std::size_t>(std::countr_zero(cut)));
  return sum_s;
}

}  // namespace panj
