#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "scenario/scenario.h"

namespace panj {

/// One `--set key=value` of the command line: `post.north.range_m=3000`, `frontier.elevation=dem.tif`.
struct Override {
  std::string key;
  std::string value;        ///< TOML; what is no TOML value is taken as a string
  std::string option = {};  ///< that it really was, such as --precision; empty: --set itself
};

/// Reads and validates a scenario. Paths in the file are relative to the file, paths in overrides to the
/// current directory; both are absolute in the result. All faults (syntax, unknown keys with the nearest
/// known one, wrong types, units and ranges, unknown names, ...) go to `problems`; faults of override n are
/// placed at "--set n". \throws FileError where the file can't be read.
Scenario read_scenario(const std::filesystem::path& path, const std::vector<Override>& overrides,
                       Problems& problems);

/// The same for text in memory; `name` stands for the file in places, and paths are relative to `directory`.
Scenario parse_scenario(const std::string& text, const std::string& name,
                        const std::filesystem::path& directory, const std::vector<Override>& overrides,
                        Problems& problems);

}  // namespace panj
