#pragma once

#include <string>

#include "stats/estimate.h"

// Values as JSON (RFC 8259).
namespace panj {

/// A text in quotes.
std::string json_string(const std::string& text);

/// With as many digits as give back the same bits; `null` where there is none.
std::string json_number(double value);

/// {"value", "stderr", "low", "high"}
std::string json_of(const Estimate& estimate);

}  // namespace panj
