#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenario/scenario_toml.h"
#include "world/compile.h"

namespace panj {

/// The world of a scenario given as text; fails the test with all problems where there are any.
inline World world_of(const std::string& text, const std::vector<Override>& overrides = {}) {
  Problems problems;
  Scenario scenario = parse_scenario(text, "test", PANJ_SOURCE_DIR "/scenarios", overrides, problems);
  if (problems.empty()) {
    World world = compile(std::move(scenario), 2, problems);
    if (problems.empty()) return world;
  }
  for (const Problem& problem : problems.list()) ADD_FAILURE() << to_string(problem);
  return {};
}

/// What reading and compiling a scenario complains of, a line each.
inline std::vector<std::string> problems_of(const std::string& text,
                                            const std::vector<Override>& overrides = {}) {
  Problems problems;
  Scenario scenario = parse_scenario(text, "test", PANJ_SOURCE_DIR "/scenarios", overrides, problems);
  if (problems.empty()) compile(std::move(scenario), 2, problems);
  std::vector<std::string> lines;
  for (const Problem& problem : problems.list()) lines.push_back(to_string(problem));
  return lines;
}

}  // namespace panj
