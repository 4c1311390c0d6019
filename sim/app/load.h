#pragma once

#include <string>
#include <vector>

#include "scenario/scenario_toml.h"
#include "world/world.h"

namespace panj {

/// Reads and validates a scenario. \throws ScenarioError with all that is wrong with it; FileError
Scenario load_scenario(const std::string& path, const std::vector<Override>& overrides);

/// Compiles what was read. \throws ScenarioError with all that does not fit its ground
World compile_world(Scenario scenario, int threads);

/// Both. \throws ScenarioError, FileError
World load_world(const std::string& path, const std::vector<Override>& overrides, int threads);

/// What a world is made of, for people: ground, border, assets, configurations, memory. Ends with a newline.
std::string describe_world(const World& world);

}  // namespace panj
