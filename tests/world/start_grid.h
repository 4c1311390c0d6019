#pragma once

#include "base/grid.h"

namespace panj {

inline const Grid start_grid{{1000.0, 2000.0}, 100.0, 20, 30};

}  // namespace panj
