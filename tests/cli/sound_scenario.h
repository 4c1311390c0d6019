#pragma once

#include "cli/program.h"
#include "support/samples.h"

namespace panj::cli {

inline const std::string sound = std::string(PANJ_SOURCE_DIR) + "/tests/cli/mistakes/sound.toml";

/// The arguments of a verb that compiles a shipped scenario; where programs are slow, with cells of a
/// kilometre.
inline std::vector<std::string> with_few_cells(std::vector<std::string> arguments) {
  if (test::programs_are_slow()) arguments.insert(arguments.end(), {"--set", "frontier.cell_size_m=1000.0"});
  return arguments;
}

/// How a program runs in a folder.
inline Setting in(const Folder& folder) {
  return {.folder = folder.path(), .stdout_path = {}, .deaf_reader = false};
}

inline std::string in(const Folder& folder, const std::string& name) {
  return (folder.path() / name).string();
}

/// Arguments of a run of `sound` to `output`, and more.
inline std::vector<std::string> run_of(const std::string& output, std::vector<std::string> more = {}) {
  std::vector<std::string> all{"run", sound, "-o", output, "-j", "2"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace panj::cli
