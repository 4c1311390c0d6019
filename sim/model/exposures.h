#pragma once

#include <cstdint>
#include <vector>

#include "model/patrols.h"
#include "model/track.h"
#include "world/sensor_hazard.h"
#include "world/world.h"

namespace panj {

/// A stretch of a track on which one sensor (a post, or one team of a patrol) can detect it: both on straight
/// legs at constant velocity, so that closest approach, entry and exit are exact.
struct Exposure {
  std::uint16_t asset = 0;
  double begin_s = 0.0;  ///< of the course
  Course course;
  Hazard hazard;

  double end_s() const { return begin_s + course.duration_s; }
  double certain_s() const { return begin_s + hazard.certain_s; }
};

/// Everything that the assets of any configuration see of a track, in the order of begin_s, ties in that of
/// the assets' keys, which follow from their names: sums over them have the same bits whatever the order in
/// the file. What gives no hazard is left out.
void expose(const World& world, const Track& track, const Coverage* coverage, const PatrolTeams& teams,
            std::vector<Exposure>& exposures);

}  // namespace panj
