#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

// Where attempts of a class start, ready to be drawn from.

struct EdgeStart {
  std::vector<CellId> cells;  ///< one of them, all alike, and any point in it
};
struct LineStart {
  Polyline line;
};
struct PointsStart {
  std::vector<Point> points;
  std::vector<double> cumulative;  ///< of the weights; the last is 1
};
struct BoxStart {
  Box box;
};
struct CellsStart {
  std::vector<CellId> cells;       ///< one of them by weight, and any point in it; in increasing order
  std::vector<double> cumulative;  ///< of the weights; the last is 1
};
using Start = std::variant<EdgeStart, LineStart, PointsStart, BoxStart, CellsStart>;

/// The start that two uniforms on (0, 1) stand for.
Point draw_start(const Start& start, const Grid& grid, double first, double second);

/// Cells with the given weights, of which one is greater than 0.
CellsStart weighted_cells(std::vector<CellId> cells, const std::vector<double>& weights);

/// Cells in which a start may lie.
std::vector<CellId> cells_of(const Start& start, const Grid& grid);

/// Smallest box around all starts.
Box bounds_of(const Start& start, const Grid& grid);

/// Corners of the start's shape: wherever a straight route from all of these stays on the map, it does from
/// any start.
std::vector<Point> corners_of(const Start& start, const Grid& grid);

}  // namespace panj
