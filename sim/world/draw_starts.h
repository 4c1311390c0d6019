#pragma once

#include <span>

#include "world/start.h"

namespace panj {

/// Do draw_starts need the second uniform of each? Where not, they may be handed none.
bool asks_for_second(const Start& start);

/// draw_start of several attempts, to the bit: what shape it is, is asked once.
/// \param first, second uniforms of each, above 0 and below 1
/// \param east_m, north_m where the starts are put; as many as uniforms
void draw_starts(const Start& start, const Grid& grid, std::span<const double> first,
                 std::span<const double> second, std::span<double> east_m, std::span<double> north_m);

}  // namespace panj
