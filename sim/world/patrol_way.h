#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "base/grid.h"
#include "scenario/scenario.h"
#include "terrain/frontier_line.h"
#include "terrain/movement.h"

namespace panj {

/// The ground that patrols are planned on.
struct PatrolGround {
  const Grid& grid;
  const Layer<double>& elevation_m;
  const Frontier& frontier;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
  bool fine_pieces = true;  ///< cut straight legs to a cell's length, so that sight can differ along them
};

/// A vertex of a patrol's way; `cell` where it is the centre of one.
struct WayVertex {
  Point at_m{0.0, 0.0};
  CellId cell = no_cell;
};

/// A leg from one waypoint to the next; empty where there is none.
using WayLeg = std::vector<WayVertex>;

/// How waypoints are joined, and whom faults are told of.
struct WayRules {
  PatrolSpec::Between between = PatrolSpec::Between::straight;
  MovementLaw movement;
  bool flies = false;         ///< over any ground of the map, on either side
  std::vector<Place> places;  ///< the waypoints as the file gives them
  const KeyPlaces* at = nullptr;
  std::string key;  ///< that they stand under
};

/// Joins waypoints to legs. Patrols stay on the inner side and on open ground, what flies on the map; where
/// they can't, `problems` says which leg.
class WayFinder {
 public:
  WayFinder(WayRules rules, const PatrolGround& ground, Problems& problems);

  /// The legs through `points`, in order; empty where one of them can't be gone.
  std::vector<WayLeg> through(const std::vector<Point>& points) const;

 private:
  WayLeg straight_leg(const Point& from, const Point& to, std::size_t leg) const;
  WayLeg least_time_leg(const Point& from, const Point& to, std::size_t leg) const;
  bool is_open(CellId cell) const { return cell != no_cell && (rules_.flies || open_.data()[cell] != 0); }
  void report(std::size_t waypoint, std::string reason, std::string remedy) const;

  WayRules rules_;
  const PatrolGround& ground_;
  Layer<std::uint8_t> inner_;
  Layer<std::uint8_t> open_;
  Problems& problems_;
};

}  // namespace panj
