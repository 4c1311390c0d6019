#pragma once

#include <cstdint>
#include <limits>

namespace panj {

/// What stands for a number that is not there, in variables of result files.
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Missing of a whole that is empty.
constexpr double share_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? missing : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace panj
