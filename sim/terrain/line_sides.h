#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// Crossing number of every cell centre: the number of times that a ray westward from it cuts the line, each
/// cut counted +1 where the centre lies on the line's left and -1 on its right (half-open in y, so that
/// vertices on a ray count once). Neighbouring centres differ by the net number of cuts of the step between
/// them, +1 going from right to left. So the number is constant over a connected region, and a line that
/// separates two sides gives exactly two numbers, the left side's greater by one: a point-in-polygon test for
/// open lines (Hormann and Agathos 2001, doi:10.1016/S0925-7721(01)00012-8).
/// Ends of the line must lie outside the rectangle of the outermost centres, or meet (a ring); the numbers
/// hold up to a constant. A centre within rounding of the line falls to either side.
Layer<std::int16_t> crossing_numbers(const std::vector<Point>& vertices, const Grid& grid);

/// A place where a line cuts or touches itself. Pieces that follow each other may share their vertex only.
std::optional<Point> self_crossing(const std::vector<Point>& vertices);

}  // namespace panj
