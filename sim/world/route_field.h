#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/grid.h"
#include "terrain/movement.h"

namespace panj {

/// Next moves of a class on the grid and the seconds they take, compiled. Empty for straight routes.
/// A walker at `cell` with 16 random bits b goes in direction d, the first with b < cumulative[cell][d] (the
/// last efficient direction holds 65536, stored as 65535 with the meaning "always").
struct RouteField {
  enum class Kind : std::uint8_t { none, tree, logit };
  Kind kind = Kind::none;
  double theta_s = 0.0;      ///< of the logit; reported
  double mean_excess = 0.0;  ///< mean time of logit paths over the least time, less 1; reported
  std::vector<std::int8_t>
      next;  ///< tree: direction per cell; -1 at the destination or where there is no way
  std::vector<std::array<std::uint16_t, 16>> cumulative;  ///< logit
  std::vector<std::array<float, 16>> step_s;  ///< time of each move from each cell; +inf where closed
  std::vector<float> time_to_go_s;            ///< least time to the destination; +inf where there is no way
};

}  // namespace panj
