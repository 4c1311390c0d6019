#include "results/replay_line.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace panj {

std::string as_word(const std::string& word) {
  constexpr std::string_view harmless = "_-./=:,+@%";
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [&](unsigned char c) {
    return std::isalnum(c) != 0 || harmless.find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + '\'';
}

std::string replay_line(const std::string& scenario, const std::vector<Override>& overrides,
                        const std::optional<std::int64_t>& seed, std::int64_t replication) {
  std::string line = "panj replay " + as_word(scenario) + " --replication " + std::to_string(replication);
  if (seed) line += " --seed " + std::to_string(*seed);
  for (const Override& setting : overrides) line += " --set " + as_word(setting.key + '=' + setting.value);
  return line;
}

}  // namespace panj
