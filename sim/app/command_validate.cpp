#include <fmt/format.h>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/streams.h"
#include "parallel/for_each_batch.h"

namespace panj {

int validate_command(const ValidateCommand& command) {
  const World world = load_world(command.scenario, command.overrides, available_threads());
  const auto counted = [](std::size_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
  };
  print_result(fmt::format("{}: no problems ({}, {}, {})\n", command.scenario,
                           counted(world.crossers.size(), "crosser class", "crosser classes"),
                           counted(world.assets.size() + world.teams.size(), "asset", "assets"),
                           counted(world.configurations.size(), "configuration", "configurations")));
  return exit_done;
}

}  // namespace panj
