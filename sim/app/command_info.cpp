#include <filesystem>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/streams.h"
#include "parallel/for_each_batch.h"
#include "results/summary_table.h"

namespace panj {

int info_command(const InfoCommand& command) {
  if (std::filesystem::path(command.path).extension() == ".toml") {
    print_result(describe_world(load_world(command.path, command.overrides, available_threads())));
  } else {
    print_result(to_text(read_summary(command.path)));
  }
  return exit_done;
}

}  // namespace panj
