#include "app/saved_world.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/load.h"
#include "base/error.h"

namespace panj {

namespace fs = std::filesystem;

World saved_world(const SavedRun& saved, const std::string& path, const SavedWorldWords& words, int threads) {
  const auto refuse = [&](const std::string& why, const std::string& remedy) {
    throw FileError(fmt::format("{}: {} ({}); {}", path, words.cannot, why, remedy));
  };
  if (const auto what = difference_of_builds(saved.identity.built_by, this_build()))
    refuse("it was made by another program: " + *what, words.other_build);
  std::error_code unknown;
  const fs::path folder =
      fs::is_directory(saved.scenario_folder, unknown) ? fs::path(saved.scenario_folder) : fs::current_path();
  Problems problems;
  Scenario scenario = parse_scenario(saved.identity.resolved_text, path, folder, {}, problems);
  problems.throw_if_any();
  // Read back it is the same scenario; what tells of it shall be the same text too.
  scenario.source_text = saved.identity.source_text;
  scenario.resolved_text = saved.identity.resolved_text;
  World world = compile_world(std::move(scenario), threads);
  if (const auto what = difference_of_inputs(saved.identity.inputs, identity_of(world, {}).inputs))
    refuse(*what + " " + words.since, words.other_inputs);
  return world;
}

}  // namespace panj
