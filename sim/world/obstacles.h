#pragma once

#include <bit>
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
#include "terrain/moves.h"

namespace panj {

/// Bit k stands for obstacle k of a world.
using ObstacleMask = std::uint64_t;

/// A river, fence, wire, ditch or marsh, compiled.
struct Obstacle {
  std::string name;
  EntityKey key;
  bool is_area = false;
  std::vector<std::vector<Point>> lines;  ///< none of an area: see Obstacles::areas
  std::optional<Distribution> delay_s;  ///< that crossing it takes, of an area a metre over it; empty: closed
  double mean_delay_s = never_s;        ///< never_s: closed
  std::vector<Point> gaps_m;
  double gap_half_width_m = 0.0;

  /// Is a place on it free to pass? \param half_width_m of the gaps.
  bool is_gap(const Point& at_m, double half_width_m) const;
};

/// A place on a straight way where it cuts an obstacle, outside of its gaps; of an area: the middle of its
/// way over a cell.
struct ObstacleCut {
  double fraction = 0.0;  ///< of the way
  std::size_t obstacle = 0;
  double times = 1.0;  ///< how often the obstacle's delay is paid: of an area the metres over the cell
};

/// On the grid a gap reaches so far around its middle at least.
constexpr double least_gap_half_width_cells = 0.75;

/// The obstacles of a world, and which of them each move cuts.
struct Obstacles {
  std::vector<Obstacle> list;
  MoveTable<ObstacleMask> cuts;  ///< by lines; 0 rows where nothing is cut
  Layer<ObstacleMask> areas;     ///< by cell: whose areas it belongs to; no rows: there are no areas

  /// Seconds that a cut of these takes on average; never_s where one of them is closed.
  double mean_delay_s(ObstacleMask cut) const;
  /// The lines among `held` that the move between two neighbouring cells cuts.
  ObstacleMask cut_by(CellId from, CellId to, ObstacleMask held) const;
  /// Calls visit(obstacle, metres) for the areas among `held` that a move passes over. Its length is shared
  /// by the cells that it passes over: two by halves, of a knight's move four by quarters. A diagonal move
  /// that touches an area at the corner alone pays for half a cell there, so that nobody slips through.
  template <class Visit>
  void for_each_area(CellId from, int direction, ObstacleMask held, const Visit& visit) const;
  /// The same for the move between two neighbouring cells.
  template <class Visit>
  void for_each_area_between(CellId from, CellId to, ObstacleMask held, const Visit& visit) const {
    if (areas.size() == 0) return;
    const int direction = direction_between(cuts.grid(), from, to);
    if (direction >= 0) for_each_area(from, direction, held, visit);
  }
  /// Those that are closed among the areas that a cell belongs to.
  ObstacleMask closed_areas_at(CellId cell, ObstacleMask held) const;
  /// What the moves of those whom `held` hold up take beside their steps: see Ground::tolls_s.
  MoveTable<double> tolls_s(ObstacleMask held) const;
  /// The cuts of a straight way, in the order in which it comes to them; at one place in that of the list.
  std::vector<ObstacleCut> cuts_of_way(const Point& from, const Point& to, ObstacleMask held) const;

 private:
  void add_area_tolls(ObstacleMask held, MoveTable<double>& tolls_s) const;
  void add_area_ways(const Point& from, const Point& to, ObstacleMask held,
                     std::vector<ObstacleCut>& found) const;
};

template <class Visit>
void Obstacles::for_each_area(CellId from, int direction, ObstacleMask held, const Visit& visit) const {
  const Grid& grid = cuts.grid();
  const auto at = [&](const Move& step) {
    return areas.data()[from + grid.cell(step.row, step.column)] & held;
  };
  const CellsBetween between = cells_between(direction);
  const ObstacleMask first = areas.data()[from] & held;
  const ObstacleMask last = at(moves[static_cast<std::size_t>(direction)]);
  const ObstacleMask one = at(between.first);
  const ObstacleMask other = at(between.second);
  const double length_m = length_in_cells(direction) * grid.cell_size_m;
  for (ObstacleMask any = first | last | one | other; any != 0; any &= any - 1) {
    const auto k = static_cast<std::size_t>(std::countr_zero(any));
    const auto count = [k](ObstacleMask a, ObstacleMask b) {
      return static_cast<double>((a >> k & 1U) + (b >> k & 1U));
    };
    const double ends = count(first, last);
    double over_m = (is_knights(direction) ? 0.25 : 0.5) * ends * length_m;
    if (is_knights(direction)) {
      over_m += 0.25 * count(one, other) * length_m;
    } else if (ends == 0.0) {
      over_m = 0.5 * count(one, other) * grid.cell_size_m;
    }
    visit(k, over_m);
  }
}

/// Finds which moves each line cuts. On the grid a gap is 1.5 cells wide at least, so that a step of the
/// king's can pass, however the line runs: along a line at 45 degrees those cut it every 1.41 cells.
void find_cuts(const Grid& grid, Obstacles& obstacles);

}  // namespace panj
