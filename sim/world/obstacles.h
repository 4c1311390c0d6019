#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "rng/distribution.h"
#include "rng/stream.h"
#include "terrain/move_table.h"
#include "terrain/movement.h"

namespace panj {

/// Bit k stands for obstacle k of a world.
using ObstacleMask = std::uint64_t;

/// A river, fence, wire or ditch, compiled.
struct Obstacle {
  std::string name;
  EntityKey key;
  std::vector<std::vector<Point>> lines;
  std::optional<Distribution> delay_s;  ///< that crossing it takes; empty: closed
  double mean_delay_s = never_s;        ///< never_s: closed
  std::vector<Point> gaps_m;
  double gap_half_width_m = 0.0;

  /// Is a place on it free to pass? \param half_width_m of the gaps.
  bool is_gap(const Point& at_m, double half_width_m) const;
};

/// A place on a straight way where it cuts an obstacle, outside of its gaps.
struct ObstacleCut {
  double fraction = 0.0;  ///< of the way
  std::size_t obstacle = 0;
};

/// The obstacles of a world, and which of them each move cuts.
struct Obstacles {
  std::vector<Obstacle> list;
  MoveTable<ObstacleMask> cuts;  ///< 0 rows where nothing is cut

  /// Seconds that a cut of these takes on average; never_s where one of them is closed.
  double mean_delay_s(ObstacleMask cut) const;
  /// The obstacles among `held` that the move between two neighbouring cells cuts.
  ObstacleMask cut_by(CellId from, CellId to, ObstacleMask held) const;
  /// What the moves of those whom `held` hold up take beside their steps: see Ground::tolls_s.
  MoveTable<double> tolls_s(ObstacleMask held) const;
  /// The cuts of a straight way, in the order in which it comes to them; at one place in that of the list.
  std::vector<ObstacleCut> cuts_of_way(const Point& from, const Point& to, ObstacleMask held) const;
};

/// Finds which moves each obstacle cuts. On the grid a gap is 1.5 cells wide at least, so that a step of the
/// king's can pass, however the line runs: along a line at 45 degrees those cut it every 1.41 cells.
void find_cuts(const Grid& grid, Obstacles& obstacles);

}  // namespace panj
