#pragma once

#include <string>

namespace panj {

/// The one patrol of a scenario, with its keys.
inline std::string path_patrol(const std::string& keys) {
  return R"([[sensor]]
name = "eye"
law = { definite_range = { range_m = 800.0 } }
[[patrol]]
name = "path"
sensor = "eye"
)" + keys +
         R"(
[[configuration]]
name = "all"
assets = ["path"]
)";
}

}  // namespace panj
