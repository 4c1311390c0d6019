#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario_toml.h"

namespace panj {

/// What to type into a shell to see one replication again.
std::string replay_line(const std::string& scenario, const std::vector<Override>& overrides,
                        const std::optional<std::int64_t>& seed, std::int64_t replication);

}  // namespace panj
