#pragma once

#include <filesystem>
#include <string>

#include "scenario/scenario.h"

namespace panj {

/// A scenario as TOML with every default written out: reads back to the same scenario. Paths below
/// `directory` are written relative to it, so that the text does not depend on where the project lies.
std::string to_toml(Scenario scenario, const std::filesystem::path& directory);

}  // namespace panj
