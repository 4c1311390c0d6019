#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// Which side of a border line is protected, looking along it from its first vertex.
enum class InnerSide { left, right };

/// Side of a cell. `outside`: beyond the modelled strip; nobody walks there.
enum class Side : std::uint8_t { outer, inner, outside };

/// The border on a grid: side, chainage and segment of every cell.
struct Frontier {
  /// The line from its first entry into the grid, grown by one cell on every side, to its last exit, with all
  /// between (what leaves and comes back is kept). Chainage counts along the whole line given.
  Polyline line;
  InnerSide inner_side = InnerSide::left;
  double chainage_begin_m = 0.0;  ///< chainage of the first vertex of `line`
  double segment_m = 0.0;         ///< length of a segment
  std::int32_t segments = 0;      ///< number of segments that `line` has, from `chainage_begin_m` on
  Layer<std::uint8_t> side;       ///< Side of every cell
  Layer<float> chainage_m;        ///< chainage of the nearest point of the whole line given
  Layer<float> distance_m;        ///< signed distance to that point: positive on the inner side

  Side side_of(CellId cell) const { return static_cast<Side>(side.data()[cell]); }
  /// Segment of a chainage, held to 0..segments-1.
  std::int32_t segment_of(double along_m) const;
  /// Where attempts start (outer), or what they make for (inner): the far edge of a side, in increasing
  /// order. Where the strip has a depth and the grid reaches beyond it: cells with a 4-neighbour beyond that
  /// depth (not the lateral rims, where the border leaves the grid). Else cells of the grid's rim that are at
  /// least half as far from the line as the farthest cell of that side on the rim.
  std::vector<CellId> edge(Side side, const Grid& grid) const;
};

/// 1 where patrols and response teams may go: everywhere on the inner side of the line, beyond the strip too;
/// else 0.
Layer<std::uint8_t> inner_ground(const Frontier& frontier);

/// What is kept of the plane on either side of the line.
struct Strip {
  double outer_m = 0.0;  ///< depth on the outer side; 0: to the grid's edge
  double inner_m = 0.0;  ///< depth on the inner side; 0: to the grid's edge
};

/// Lays a border line on a grid. A cell's side is that of the connected region (4-neighbours, no step cutting
/// the line) it lies in; a region's side is decided where it touches the line (line_sides.h). Cells whose
/// centre lies on the line are inner. The line may wind, leave the grid and come back, or be a ring; its ends
/// must lie outside the rectangle of the outermost cell centres. Faults go to `problems` under the key
/// "line": fewer than two vertices, NaN, a line off the grid, one that does not separate two sides (it ends
/// inside the grid, has no centre on one side, or winds around the grid), or that crosses or touches itself
/// between its first entry and last exit; under "segment_m" a length that gives no or more than 1e5 segments.
/// The layers are then empty or not to be used.
Frontier make_frontier(std::vector<Point> line, InnerSide inner, double segment_m, const Strip& strip,
                       const Grid& grid, const KeyPlaces& places, Problems& problems);

}  // namespace panj
