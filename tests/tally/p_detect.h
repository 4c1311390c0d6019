#pragma once

#include "tally/measures.h"

namespace panj {

inline const std::size_t p_detect = find_measure("p_detect");

}  // namespace panj
