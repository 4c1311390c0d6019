#pragma once

#include <cstdint>

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// How long an attempt stands before the line, the first time that its way comes to it.
double line_wait_s(const CrosserPlan& crosser, const Attempt& attempt, std::int64_t replication);

}  // namespace panj
