#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/starting_scenario.h"
#include "app/streams.h"
#include "base/error.h"

namespace panj {

namespace {

bool is_name(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

int new_command(const NewCommand& command) {
  if (!is_name(command.name)) {
    throw UsageError(fmt::format("new {}: a name has only a-z, 0-9, _ and -", command.name));
  }
  const std::filesystem::path directory = command.directory;
  std::error_code fault;
  std::filesystem::create_directories(directory, fault);
  if (fault)
    throw FileError(fmt::format("{}: can't make this folder ({})", directory.string(), fault.message()));
  const std::filesystem::path path = directory / (command.name + ".toml");
  if (std::filesystem::exists(path)) {
    throw FileError(
        fmt::format("{}: exists already; choose another name, or remove it first", path.string()));
  }
  std::ofstream file(path);
  file << starting_scenario(command.name);
  file.close();
  if (!file) {
    const std::string why = std::strerror(errno);
    std::filesystem::remove(path, fault);
    throw FileError(fmt::format("{}: can't be written ({})", path.string(), why));
  }
  print_result(path.string() + '\n');
  return exit_done;
}

}  // namespace panj
