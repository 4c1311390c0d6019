#pragma once

#include <span>

#include "world/start.h"

namespace panj {

/// draw_start of several attempts, to the bit: what shape it is, is asked once. \param first, second
/// uniforms of each; as many as starts
void draw_starts(const Start& start, const Grid& grid, std::span<const double> first,
                 std::span<const double> second, std::span<Point> starts);

}  // namespace panj
