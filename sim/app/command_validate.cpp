#include <fmt/format.h>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "parallel/for_each_batch.h"

namespace panj {

int validate_command(const ValidateCommand& command) {
  const World world = load_world(command.scenario, command.overrides, available_threads());
  fmt::print("{}: no problems ({} crosser classes, {} assets, {} configurations)\n", command.scenario,
             world.crossers.size(), world.assets.size() + world.teams.size(), world.configurations.size());
  return exit_done;
}

}  // namespace panj
