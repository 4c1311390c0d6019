#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// A line on the ground that notices who crosses it.
struct LinePlan {
  std::vector<Point> vertices_m;
  Box reach;  ///< around it
};

/// The piece of a line from vertex `piece` to the next.
struct LinePiece {
  std::uint16_t asset = 0;
  std::uint32_t piece = 0;

  bool operator==(const LinePiece&) const = default;
};

/// Adds the pieces of an asset's line to the cells whose centres are within 1.46 cells of them: a track's
/// stay in a cell reaches no farther from its centre (see cover).
void add_line_cells(const Grid& grid, std::uint16_t asset, const LinePlan& line,
                    std::vector<std::pair<CellId, LinePiece>>& cells);

/// Orders what add_line_cells added by cell, each piece once a cell.
void sort_line_cells(std::vector<std::pair<CellId, LinePiece>>& cells);

}  // namespace panj
