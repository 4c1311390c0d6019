#include "results/run_identity.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace panj {

namespace {

constexpr std::string_view replications_key = "replications = ";
/// That a scenario may ask for.
constexpr std::int64_t most_replications = 1'000'000'000;

/// A line of a resolved scenario, and the table that it stands in.
struct ScenarioLine {
  std::string_view text;
  std::string table;
};

std::vector<ScenarioLine> lines_of(std::string_view text) {
  constexpr std::string_view name_key = "name = ";
  std::vector<ScenarioLine> lines;
  std::string table;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('[')) table = line;
    if (line.starts_with(name_key) && table.starts_with("[[")) {
      table += ' ';
      table += line.substr(name_key.size());
    }
    if (!line.empty()) lines.push_back({line, table});
  }
  return lines;
}

bool is_replications(const ScenarioLine& line) {
  return line.table == "[sampling]" && line.text.starts_with(replications_key);
}

/// A run may end later than was meant, for more replications or more precision, and is the same run.
bool tells_when_to_end(const ScenarioLine& line) {
  return is_replications(line) || (line.table == "[sampling]" && line.text.starts_with("precision = "));
}

std::vector<ScenarioLine> without_the_end(const std::string& text) {
  std::vector<ScenarioLine> lines = lines_of(text);
  lines.erase(std::remove_if(lines.begin(), lines.end(), tells_when_to_end), lines.end());
  return lines;
}

std::string quoted(const std::vector<ScenarioLine>& lines, std::size_t at) {
  if (at >= lines.size()) return "nothing more";
  return fmt::format("`{}`", lines[at].text);
}

}  // namespace

RunIdentity identity_of(const World& world, const Shard& shard) {
  RunIdentity identity{world.scenario.source_text, world.scenario.resolved_text, {}, this_build(), shard};
  for (const std::string& path : world.inputs) identity.inputs.push_back(input_record(path));
  return identity;
}

std::vector<std::string> this_build() {
  const BuildRecord build = build_record();
  return {"panj " + build.panj_version, std::string("commit ") + git_sha1, build.compiler, build.build_flags};
}

std::optional<std::string> difference_of_scenarios(const std::string& was, const std::string& now) {
  const std::vector<ScenarioLine> before = without_the_end(was);
  const std::vector<ScenarioLine> after = without_the_end(now);
  std::size_t at = 0;
  while (at < before.size() && at < after.size() && before[at].text == after[at].text) ++at;
  if (at == before.size() && at == after.size()) return std::nullopt;
  const std::string& table = at < before.size() ? before[at].table : after[at].table;
  return fmt::format("{}: {} was {}", table.empty() ? "its head" : table, quoted(after, at),
                     quoted(before, at));
}

std::optional<std::string> difference_of_inputs(const std::vector<InputRecord>& was,
                                                const std::vector<InputRecord>& now) {
  if (was.size() != now.size()) return fmt::format("{} input files were {}", now.size(), was.size());
  for (std::size_t i = 0; i < was.size(); ++i)
    if (was[i].sha256 != now[i].sha256) return fmt::format("the contents of {} have changed", now[i].path);
  return std::nullopt;
}

std::optional<std::string> difference_of_builds(const std::vector<std::string>& was,
                                                const std::vector<std::string>& now) {
  for (std::size_t i = 0; i < std::min(was.size(), now.size()); ++i)
    if (was[i] != now[i]) return fmt::format("{} was {}", now[i], was[i]);
  if (was.size() != now.size()) return "another version of panj";
  return std::nullopt;
}

std::int64_t replications_of(const std::string& resolved_text) {
  for (const ScenarioLine& line : lines_of(resolved_text)) {
    if (!is_replications(line)) continue;
    const std::string_view digits = line.text.substr(replications_key.size());
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number >= 0 && number <= most_replications ? number : 0;
  }
  return 0;
}

}  // namespace panj
