#include "results/json_text.h"

#include <fmt/format.h>

#include <cmath>

namespace panj {

std::string json_string(const std::string& text) {
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') out += '\\';
    if (static_cast<unsigned char>(letter) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
    else
      out += letter;
  }
  return out + "\"";
}

std::string json_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "null";
}

std::string json_of(const Estimate& estimate) {
  return fmt::format(R"({{"value": {}, "stderr": {}, "low": {}, "high": {}}})", json_number(estimate.value),
                     json_number(estimate.standard_error), json_number(estimate.low),
                     json_number(estimate.high));
}

}  // namespace panj
