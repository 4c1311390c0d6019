#pragma once

#include <string>

#include "results/results.h"

namespace panj {

/// Command line, time and machine.
RunRecord record_of(const std::string& command_line);

/// Of a file, without links and dots.
std::string folder_of(const std::string& path);

}  // namespace panj
