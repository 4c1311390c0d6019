#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"
#include "terrain/moves.h"

namespace panj {

/// A move whose segment, from centre to centre, cuts a piece of a line.
struct MoveCut {
  CellId cell = no_cell;
  CellId to = no_cell;
  std::uint8_t direction = 0;  ///< even: the opposite move is cut at the same place
  Point at_m{0.0, 0.0};
};

/// All moves of the 16 that a line cuts, a move as often as it is cut. Where the line passes through a centre
/// the moves that end there are cut on one side of it only: centres are taken a millionth of a cell off to
/// its right (a centre on the border is not on its left either, see Polyline::Nearest), so that whoever
/// crosses the line cuts it an odd number of times, whatever way it goes.
std::vector<MoveCut> moves_cut_by(std::span<const Point> line, const Grid& grid);

/// Where the segment a -> b cuts a line: fractions of the way, increasing. Touching with b does not count.
std::vector<double> cuts_of_segment(std::span<const Point> line, const Point& a, const Point& b);

/// Marks (as 1) the cells whose centres are no farther than `reach_m` from the line.
void mark_cells_near(std::span<const Point> line, const Grid& grid, double reach_m,
                     Layer<std::uint8_t>& marks);

/// Distance from a point to a line.
double distance_to_line_m(std::span<const Point> line, const Point& point);

}  // namespace panj
