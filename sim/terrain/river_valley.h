#pragma once

#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// A place of the river that the border follows.
struct RiverPoint {
  Point at_m{0.0, 0.0};
  double along_m = 0.0;   ///< chainage along the border line
  double bed_m = 0.0;     ///< height of the river bed
  double mountain = 0.0;  ///< 0 on plains, 1 in mountains
};

/// A river's course over the grid: the stretches of a border line that follow it, each a chain of points.
using River = std::vector<std::vector<RiverPoint>>;

/// What the river bed is cut from.
struct RiverBase {
  const Layer<double>& height_m;  ///< smooth base
  const Layer<double>& mountain;  ///< 0..1, per cell
  double depth_m = 0.0;           ///< least depth of the bed below the base in mountains
};

/// The river along a border line. The line follows a river where the base 6 km to either side is, on average,
/// not 150 m or more lower than the base on the line; stretches shorter than 15 km where it is count as
/// faults of the base.
///
/// The bed of a stretch is the largest profile that lies nowhere above the base's foot (its lowest on the
/// line and within 4 km beside it) less the depth (6 m on plains), that falls downstream by at least 0.5 m/km
/// on plains and 2 m/km in mountains, and that is concave upwards beyond this, as long profiles of rivers are
/// (Hack 1957, USGS Professional Paper 294-B): a lower convex hull over the distance along the line. It runs
/// the way the base falls, by regression on that distance. Empty where the line is off the grid.
River river_along(const Polyline& line, const Grid& grid, const RiverBase& base);

/// What the river does to the ground near it.
struct Valley {
  Layer<double> distance_m;   ///< to the river; infinite beyond reach
  Layer<double> bed_m;        ///< bed of the river near by, weighted by nearness
  Layer<double> along_bed_m;  ///< bed at the nearest place of the river
};

/// Distance to the river and its bed for all cells within `reach_m` of it.
Valley valley_of(const River& river, const Grid& grid, double reach_m);

}  // namespace panj
