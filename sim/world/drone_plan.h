#pragma once

#include "world/patrol_plan.h"

namespace panj {

struct Asset;

/// An orbit is flown as a polygon that stays within this share of the sensor's range of the circle: its
/// vertices lie as far outside as the middles of its legs lie inside.
constexpr double orbit_error_of_range = 1e-3;

/// Number of legs of an orbit's polygon, 12 at least.
std::size_t orbit_legs(double radius_m, double range_m);

/// A drone's way: a cycle over the ground at one speed, its eye at a height above the ground beneath
/// (straight between the ends of a piece) or level above the sea. It stays on the map, on either side of the
/// border. Random legs have no cycle: they are drawn in the replication.
PatrolPlan plan_drone(const DroneSpec& spec, const Asset& carried, const PatrolGround& ground,
                      const Places& places, Problems& problems);

}  // namespace panj
