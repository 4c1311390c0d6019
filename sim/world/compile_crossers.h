#pragma once

#include <memory>
#include <vector>

#include "base/error.h"
#include "world/going.h"
#include "world/places.h"
#include "world/world.h"

namespace panj {

/// What the routes of a class on the grid are computed on.
struct RouteGround {
  std::size_t crosser = 0;  ///< index into World::crossers
  std::unique_ptr<const Going> going;
  std::vector<CellId> destination;
  std::vector<CellId> starts;
};

/// Crosser classes of a world whose ground stands: where they start, what they make for, and the way by time
/// alone. \return the grounds of those that do not go by time alone; they view the world.
std::vector<RouteGround> compile_crossers(World& world, const Places& places, Problems& problems);

}  // namespace panj
