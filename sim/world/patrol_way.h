#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "base/grid.h"
#include "scenario/scenario.h"
#include "terrain/frontier_line.h"
#include "terrain/movement.h"
#include "world/going.h"

namespace panj {

/// The ground that patrols are planned on.
struct PatrolGround {
  const Grid& grid;
  const Layer<double>& elevation_m;
  const Frontier& frontier;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
  bool fine_pieces = true;  ///< cut straight legs to a cell's length, so that sight can differ along them
  const GroundCover* cover = nullptr;
  ObstacleMask obstacles = 0;  ///< that hold up patrols
};

/// A vertex of a patrol's way; `cell` where it is the centre of one.
struct WayVertex {
  Point at_m{0.0, 0.0};
  CellId cell = no_cell;
  double stand_s = 0.0;  ///< at an obstacle
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
  /// What it goes over.
  const Going& going() const { return going_; }

 private:
  WayLeg straight_leg(const Point& from, const Point& to, std::size_t leg) const;
  WayLeg least_time_leg(const Point& from, const Point& to, std::size_t leg) const;
  /// Why the straight piece can not be gone; empty where it can.
  std::string why_not(const Point& from, const Point& to) const;
  /// Lets a straight leg stand where it cuts obstacles. \return false where one is closed, which is told.
  bool stand_at_obstacles(const Point& from, const Point& to, std::size_t leg, WayLeg& vertices) const;
  void report_no_way(std::size_t leg) const;
  void report(std::size_t waypoint, std::string reason, std::string remedy) const;

  WayRules rules_;
  const PatrolGround& ground_;
  Going going_;
  Problems& problems_;
};

}  // namespace panj
