#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "base/grid.h"
#include "rng/distribution.h"

namespace panj {

struct World;

/// How long a party in pursuit takes from one place of its patrol's route to the cells within its reach.
struct PursuitField {
  Point from_m{0.0, 0.0};
  std::int32_t row = 0;  ///< south-west cell of the window
  std::int32_t column = 0;
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  std::vector<float> travel_s;  ///< rows * columns; +infinity beyond the reach and where no way leads

  double to(const Grid& grid, CellId cell) const;
};

/// Parties that a patrol sends in pursuit. They start at the nearest of some places along the route, at most
/// half a sixteenth of the reach (or a cell, if that is more) off.
struct PursuitPlan {
  std::vector<PursuitField> fields;                 ///< empty: the patrol does not pursue
  std::vector<std::vector<std::uint32_t>> nearest;  ///< [cycle][piece]: index into `fields`
  Distribution ready_s;
  Distribution handling_s;

  bool pursues() const { return !fields.empty(); }
};

/// Compiles the pursuits of all patrols of the scenario, which are planned.
void plan_pursuits(World& world);

}  // namespace panj
