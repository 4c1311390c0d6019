#include <fmt/format.h>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/streams.h"
#include "base/error.h"
#include "results/comparison.h"
#include "results/same_bits.h"

namespace panj {

namespace {

int compare_exactly(const CompareCommand& command) {
  if (!command.of.empty() || !command.against.empty())
    throw UsageError("--exact compares whole files: leave out --of and --against");
  const std::vector<std::string> unlike = unlike_parts(command.a, command.b);
  if (command.json) {
    print_result(fmt::format("{{\"same\": {}, \"unlike\": [{}{}{}]}}\n", unlike.empty(),
                             unlike.empty() ? "" : "\"", fmt::join(unlike, "\", \""),
                             unlike.empty() ? "" : "\""));
  } else if (unlike.empty()) {
    print_result("the same to the bit, but for /provenance/run and /convergence/elapsed\n");
  } else {
    print_result(fmt::format("{}\n", fmt::join(unlike, "\n")));
  }
  return unlike.empty() ? exit_done : exit_unlike;
}

}  // namespace

int compare_command(const CompareCommand& command) {
  if (command.exact) return compare_exactly(command);
  const ResultBatches a = read_batches(command.a);
  const ResultBatches b = read_batches(command.b);
  ConfigurationPairs pairs;
  if (command.of.empty() && command.against.empty())
    pairs = pairs_by_name(a, b);
  else if (command.of.empty())
    pairs = {{command.against, command.against}};
  else
    pairs = {{command.of, command.against.empty() ? command.of : command.against}};
  const Comparison comparison = compare(a, b, pairs);
  print_result(command.json ? to_json(comparison) : to_text(comparison));
  return exit_done;
}

}  // namespace panj
