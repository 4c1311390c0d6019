#include "app/duration.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace panj {

double duration_s(const std::string& option, const std::string& text) {
  constexpr std::array<std::pair<std::string_view, double>, 6> units{
      {{"ms", 0.001}, {"s", 1.0}, {"m", 60.0}, {"min", 60.0}, {"h", 3600.0}, {"d", 86'400.0}}};
  constexpr double longest_s = 1e9;
  double number = 0.0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (fault == std::errc{} && number > 0.0) {
    for (const auto& [name, seconds] : units)
      if (name == unit && number * seconds <= longest_s) return number * seconds;
  }
  throw UsageError(fmt::format("{} {}: must be a time above 0, such as 30s, 10m or 2h", option, text));
}

}  // namespace panj
