#pragma once

#include <string>

namespace panj {

/// Text of a small, commented scenario that runs as it is: one ridge, two configurations.
std::string starting_scenario(const std::string& name);

}  // namespace panj
