#include <algorithm>
#include <string>

#include "fuzz/targets.h"
#include "scenario/scenario_toml.h"
#include "tally/precision_goal.h"

namespace panj::fuzz {

namespace {

constexpr std::string_view setting = "#set ";
const std::filesystem::path folder = "/scenarios";

std::vector<Override> settings_in(std::string_view text) {
  std::vector<Override> overrides;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.starts_with(setting)) continue;
    line.remove_prefix(setting.size());
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;  // the command line takes none without
    overrides.push_back({std::string(line.substr(0, equals)), std::string(line.substr(equals + 1))});
  }
  return overrides;
}

void check(const Problems& problems) {
  for (const Problem& problem : problems.list()) {
    const std::string line = to_string(problem);
    if (problem.subject.empty() || problem.reason.empty() || problem.remedy.empty())
      throw Broken("a fault is told in part: " + line);
    if (line.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos)
      throw Broken("a fault is told in more than a line: " + line);
  }
  try {
    problems.throw_if_any();
  } catch (const ScenarioError& error) {
    if (std::string_view(error.what()).empty()) throw Broken("faults without a text");
  }
}

/// As the program loads one.
Scenario loaded(const std::string& text, const std::vector<Override>& overrides, Problems& problems) {
  Scenario scenario = parse_scenario(text, "input.toml", folder, overrides, problems);
  read_goals(scenario, problems);
  return scenario;
}

}  // namespace

void try_scenario(Bytes bytes) {
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Problems problems;
  const Scenario scenario = loaded(text, settings_in(text), problems);
  check(problems);
  if (!problems.empty()) return;
  Problems again;
  const Scenario resolved = loaded(scenario.resolved_text, {}, again);
  if (!again.empty()) throw Broken("its resolved text has faults: " + to_string(again.list().front()));
  if (resolved.resolved_text != scenario.resolved_text)
    throw Broken("its resolved text reads as another scenario");
}

}  // namespace panj::fuzz
