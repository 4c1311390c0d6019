#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/summary_table.h"
#include "scenario/scenario_toml.h"
#include "world/world.h"

namespace panj {

/// A run keeps the sums of every batch (some kB each) until its end, and its file holds them.
constexpr std::int64_t most_batches = 100'000;

/// Reads and validates a scenario. \throws ScenarioError with all that is wrong with it; FileError
Scenario load_scenario(const std::string& path, const std::vector<Override>& overrides);

/// Compiles what was read. \throws ScenarioError with all that does not fit its ground
World compile_world(Scenario scenario, int threads);

/// Both. \throws ScenarioError, FileError
World load_world(const std::string& path, const std::vector<Override>& overrides, int threads);

/// What a world is made of, for people: ground, border, assets, configurations, memory. Lines that are too
/// wide for the page go on behind their label; with bars, configurations are compared by the effort that they
/// take. Ends with a newline.
std::string describe_world(const World& world, const Page& page = {});

}  // namespace panj
