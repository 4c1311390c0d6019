#include "model/setting_out.h"

#include <algorithm>

#include "terrain/line_of_sight.h"

namespace panj {

namespace {

/// What a group sees from its origin while it waits.
void watch(const World& world, const Lookout& lookout, const PatrolTeams& teams, const Attempt& attempt,
           double until_s, std::vector<PatrolInView>& sightings) {
  const Point& at = attempt.origin_m;
  const Point3 eye{at.x(), at.y(),
                   ground_height_m(world.grid, world.elevation_m, at) + lookout.target_height_m};
  sightings.clear();
  Rounds rounds(world, teams);
  rounds.look_at(attempt.moving_s, until_s);
  const CellId cell = world.grid.at(at);
  if (until_s > attempt.moving_s && may_see(world, lookout, rounds, cell))
    look_out(world, lookout, teams, rounds, cell, {eye, eye, attempt.moving_s, until_s}, sightings);
  std::sort(sightings.begin(), sightings.end(),
            [](const PatrolInView& a, const PatrolInView& b) { return a.begin_s < b.begin_s; });
}

/// End of the first stretch of time in which some patrol of a configuration was in view; `until_s` where
/// there is none.
double out_of_view_s(const World& world, const std::vector<PatrolInView>& sightings,
                     std::size_t configuration, double until_s) {
  // Legs join up to rounding.
  constexpr double no_gap_s = 1e-6;
  double end_s = 0.0;
  bool any = false;
  for (const PatrolInView& sighting : sightings) {
    if ((world.assets[sighting.asset].held_by >> configuration & 1U) == 0) continue;
    if (any && sighting.begin_s > end_s + no_gap_s) break;
    end_s = any ? std::max(end_s, sighting.end_s) : sighting.end_s;
    any = true;
  }
  return any ? std::min(end_s, until_s) : until_s;
}

}  // namespace

const std::vector<SettingOut>& set_out_after_patrol(const World& world, const CrosserPlan& crosser,
                                                    const PatrolTeams& teams, const Attempt& attempt,
                                                    ConfigurationMask under, SettingOutScratch& scratch) {
  const double until_s = std::min(attempt.moving_s + crosser.after_patrol->patience_s,
                                  attempt.departure_s + crosser.max_duration_s);
  const std::vector<PatrolInView>& sightings = scratch.sightings;
  watch(world, world.lookouts[crosser.after_patrol->lookout], teams, attempt, until_s, scratch.sightings);
  std::vector<SettingOut>& times = scratch.times;
  times.clear();
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    const ConfigurationMask bit = ConfigurationMask{1} << c;
    if ((under & bit) == 0) continue;
    const double moving_s = out_of_view_s(world, sightings, c, until_s);
    const auto same = std::find_if(times.begin(), times.end(),
                                   [&](const SettingOut& time) { return time.moving_s == moving_s; });
    if (same == times.end()) {
      times.push_back({bit, moving_s});
    } else {
      same->under |= bit;
    }
  }
  return times;
}

}  // namespace panj
