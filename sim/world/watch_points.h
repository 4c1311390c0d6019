#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"

namespace panj {

struct World;

/// While a patrol or drone is on a cycle, it watches a point from begin_s to end_s of cycle time.
struct WatchWindow {
  std::uint16_t asset = 0;
  std::uint16_t cycle = 0;
  double begin_s = 0.0;
  double end_s = 0.0;
};

/// Height of the target that stands at a segment's middle [m].
constexpr double watched_height_m = 1.7;

/// The middle of a segment of the border, and who watches it: whose sensor has a target that stands there,
/// 1.7 m high, within its range and in sight. Windows are exact in time (closest approach, entry and exit on
/// every straight piece); sight along a piece is that from its observer to the point itself.
struct WatchPoint {
  Point3 target_m{0.0, 0.0, 0.0};
  std::vector<std::uint16_t> posts;  ///< that do while they are on duty and in order
  std::vector<WatchWindow> windows;  ///< in the order of asset, cycle and time; what touches is joined
};

/// Finds the points and who watches them.
void compile_watch_points(World& world, int threads);

}  // namespace panj
