#pragma once

#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// Where on a line the point nearest to each cell's centre lies.
struct NearestPieces {
  Layer<float> distance_m;  ///< from the centre to the line, not signed
  Layer<float> along_m;     ///< distance along the line of its nearest point
};

/// Nearest points of the line through `vertices` (two or more, finite, none repeated) for all cells. Exact
/// but for rounding to float. A square block of cells keeps only the pieces that can be nearest to one of its
/// cells (those whose distance to the block's middle is within twice the block's radius of the least), and
/// hands them to its four quarters.
NearestPieces nearest_pieces(const std::vector<Point>& vertices, const Grid& grid);

}  // namespace panj
