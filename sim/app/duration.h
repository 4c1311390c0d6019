#pragma once

#include <string>

namespace panj {

/// Seconds of a time as typed: "60s", "1.5m" (or "1.5min"), "2h", "250ms". `option` is named in faults.
/// \throws UsageError
double duration_s(const std::string& option, const std::string& text);

}  // namespace panj
