#pragma once

#include <cstddef>
#include <optional>

#include "world/world.h"

namespace panj {

/// Person-hours a day that all assets and teams of a configuration take together: people times hours a day,
/// for each of several teams. Empty where one of them does not state its people.
std::optional<double> effort_of(const World& world, std::size_t configuration);

}  // namespace panj
