#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/conditions.h"
#include "model/patrols.h"
#include "model/track.h"
#include "world/sensor_hazard.h"
#include "world/world.h"

namespace panj {

/// A stretch of a track on which one sensor (a post, or one team of a patrol) can detect it: both on straight
/// legs at constant velocity, so that closest approach, entry and exit are exact. A look and the crossing of
/// a trip line are atoms: courses that take no time, by whose finite hazard H jumps.
struct Exposure {
  std::uint16_t asset = 0;
  std::uint16_t team = 0;
  double begin_s = 0.0;  ///< of the course
  SensorLaw law;         ///< of the asset as it is there and then
  Course course;
  Hazard hazard;  ///< of the law over the course

  double end_s() const { return begin_s + course.duration_s; }
  bool is_atom() const { return course.duration_s == 0.0; }
  double certain_s() const { return begin_s + hazard.certain_s; }
};

/// What an attempt meets beside ground and patrols.
struct Circumstances {
  const Conditions* conditions = nullptr;  ///< of the replication; needed where assets are conditioned
  Factors target;                          ///< of its class and number of persons
};

/// Everything that the assets of any configuration see of a track, in the order of begin_s, ties in that of
/// the assets' keys, which follow from their names: sums over them have the same bits whatever the order in
/// the file. What gives no hazard is left out.
/// Adds them at the end of `exposures`.
void expose(const World& world, const Track& track, const Coverage* coverage, const PatrolTeams& teams,
            std::vector<Exposure>& exposures, const Circumstances& now = {});

/// Exposures of all walks of a replication.
struct Exposures {
  std::vector<Exposure> all;

  /// There are so many walks, and no exposures of any yet.
  void clear(std::size_t walks) {
    all.clear();
    of_walk_.assign(walks, {});
  }
  /// All from number `begin` on are of this walk. \return are there any?
  bool take(std::size_t walk, std::size_t begin) {
    of_walk_[walk] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(all.size())};
    return all.size() > begin;
  }
  std::span<const Exposure> of(std::size_t walk) const {
    return {all.data() + of_walk_[walk].begin, all.data() + of_walk_[walk].end};
  }

 private:
  /// Numbers into `all`.
  struct Run {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  std::vector<Run> of_walk_;
};

}  // namespace panj
