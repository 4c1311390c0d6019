#include "model/patrol_place.h"

#include <cmath>
#include <limits>

namespace panj {

std::optional<PatrolPlace> patrol_place(const World& world, const PatrolTeams& teams, std::size_t patrol,
                                        std::size_t team, double time_s) {
  const std::vector<PatrolCycle>& cycles = world.patrols[patrol].cycles;
  const double just_after_s = std::nextafter(time_s, std::numeric_limits<double>::infinity());
  for (const Stretch& stretch : teams.between(teams.of(patrol)[team], time_s, just_after_s)) {
    if (time_s < stretch.from_s || time_s >= stretch.until_s || stretch.cycle >= cycles.size()) continue;
    const PatrolCycle& cycle = cycles[stretch.cycle];
    const double into_s = time_s + stretch.offset_s;
    const double cycle_s = into_s - std::floor(into_s / cycle.period_s) * cycle.period_s;
    const std::size_t piece = cycle.piece_at(cycle_s);
    return PatrolPlace{cycle.pieces[piece].at(cycle_s).head<2>(), stretch.cycle, piece};
  }
  return std::nullopt;
}

}  // namespace panj
