#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace panj {

/// Paths of all variables ("/summary/p_detect") and attributes ("/summary@measures", "/@seed") that two
/// result files don't hold alike to the bit, or that one of them does not have; sorted. Left out is what may
/// differ between equal runs: /provenance/run and /convergence/elapsed. Both seals are checked.
/// \throws FileError
std::vector<std::string> unlike_parts(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace panj
