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
  Polyline line;  ///< cut to the grid's reach; chainage counts along the whole line given
  InnerSide inner_side = InnerSide::left;
  double chainage_begin_m = 0.0;  ///< chainage of the first vertex of `line`
  double segment_m = 0.0;         ///< length of a segment
  std::int32_t segments = 0;      ///< number of segments that `line` has, from `chainage_begin_m` on
  Layer<std::uint8_t> side;       ///< Side of every cell
  Layer<float> chainage_m;        ///< chainage of the nearest point of the line
  Layer<float> distance_m;        ///< signed distance to the line: positive on the inner side

  Side side_of(CellId cell) const { return static_cast<Side>(side.data()[cell]); }
  /// Segment of a chainage, held to 0..segments-1.
  std::int32_t segment_of(double along_m) const;
  /// Cells of the outer (or inner) side that border on cells outside the strip or on the grid's edge, and not
  /// on the line: where attempts start, or what they make for.
  std::vector<CellId> edge(Side side, const Grid& grid) const;
};

/// What is kept of the plane on either side of the line.
struct Strip {
  double outer_m = 0.0;  ///< depth on the outer side; 0: to the grid's edge
  double inner_m = 0.0;  ///< depth on the inner side; 0: to the grid's edge
};

/// Lays a border line on a grid. A cell's side is that of the connected region (4-neighbours, no step cutting
/// the line) it lies in; a region's side is decided where it touches the line. Faults (line off the grid,
/// line that does not separate two sides, self-crossing) go to `problems` under the key "line".
Frontier make_frontier(std::vector<Point> line, InnerSide inner, double segment_m, const Strip& strip,
                       const Grid& grid, const KeyPlaces& places, Problems& problems);

}  // namespace panj
