#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario_toml.h"

namespace panj {

/// A word as a POSIX shell takes it, in quotes where it needs them.
std::string as_word(const std::string& word);

/// What to type into a shell to see one replication again.
std::string replay_line(const std::string& scenario, const std::vector<Override>& overrides,
                        const std::optional<std::int64_t>& seed, std::int64_t replication);

}  // namespace panj
