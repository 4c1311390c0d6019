#include <filesystem>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/streams.h"
#include "base/error.h"
#include "parallel/for_each_batch.h"
#include "results/best_text.h"
#include "results/pairs_table.h"
#include "results/summary_table.h"

namespace panj {

int info_command(const InfoCommand& command) {
  if (std::filesystem::path(command.path).extension() == ".toml") {
    if (command.pairs || !command.best.empty() || command.json)
      throw UsageError("--pairs, --best and --json tell of results: give a result file (.h5)");
    print_result(describe_world(load_world(command.path, command.overrides, available_threads()), page()));
    return exit_done;
  }
  if (command.json && (command.pairs || !command.best.empty()))
    throw UsageError(
        "--json tells all but the pairs (see panj compare --json): leave out --pairs and --best");
  const SummaryTable table = read_summary(command.path);
  if (command.json) {
    print_result(to_json(table));
    return exit_done;
  }
  std::string text = to_text(table, page());
  if (!command.best.empty()) text += best_block(table, command.best);
  if (command.pairs) text += to_text(read_pairs(command.path));
  print_result(text);
  return exit_done;
}

}  // namespace panj
