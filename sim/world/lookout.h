#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "world/coverage.h"

namespace panj {

struct World;

/// From where crossers of one height have patrols within a range, and in sight: mutual, as sight is, whatever
/// the patrols' own sensors can do. Drones are not looked out for.
struct Lookout {
  double range_m = 0.0;
  double target_height_m = 0.0;
  std::vector<std::uint16_t> assets;  ///< the patrols, as numbers of World::assets
  CellRows<WatchedSpan>
      spans;               ///< by cell; `asset` is an index into `assets`; empty where tracks need no cells
  std::vector<Box> reach;  ///< of each patrol's route, grown by the range
};

/// Adds the lookouts of classes that watch patrols or turn back from them, and tells the classes which are
/// theirs. Their height and range being the same, classes share one.
void compile_lookouts(World& world, int threads);

}  // namespace panj
