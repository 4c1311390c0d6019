#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/streams.h"
#include "base/error.h"
#include "model/story.h"
#include "model/workspace.h"
#include "parallel/for_each_batch.h"
#include "results/events.h"
#include "results/results.h"

namespace panj {

namespace {

std::int32_t find_configuration(const World& world, const std::string& name) {
  const auto& names = world.configurations;
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw UsageError(fmt::format("--configuration {}: there is none of this name; there are {}", name,
                                 fmt::join(names, ", ")));
  return static_cast<std::int32_t>(found - names.begin());
}

/// Attempts of a replication, as --attempt names them.
std::string attempts_of(const World& world, const Replication& replication) {
  std::string text;
  for (const CrosserPlan& crosser : world.crossers) {
    const auto of_class = [&](const Attempt& attempt) {
      return &world.crossers[static_cast<std::size_t>(attempt.crosser)] == &crosser;
    };
    const auto count = std::count_if(replication.attempts.begin(), replication.attempts.end(), of_class);
    if (count == 0) continue;
    const auto first = std::find_if(replication.attempts.begin(), replication.attempts.end(), of_class);
    text += fmt::format("{}{} of {} (such as {}:{})", text.empty() ? "" : ", ", count, crosser.name,
                        crosser.name, first->number);
  }
  return text.empty() ? "none" : text;
}

std::int32_t find_attempt(const World& world, const Replication& replication, const std::string& text) {
  const std::size_t colon = text.rfind(':');
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const bool is_named = colon != std::string::npos && std::from_chars(text.data() + colon + 1, end, number) ==
                                                          std::from_chars_result{end, std::errc{}};
  if (!is_named)
    throw UsageError(fmt::format("--attempt {}: must be CLASS:NUMBER, such as {}:0", text,
                                 world.crossers.empty() ? "carrier" : world.crossers.front().name));
  const auto found =
      std::find_if(replication.attempts.begin(), replication.attempts.end(), [&](const Attempt& attempt) {
        return attempt.number == number &&
               world.crossers[static_cast<std::size_t>(attempt.crosser)].name == text.substr(0, colon);
      });
  if (found == replication.attempts.end())
    throw UsageError(fmt::format("--attempt {}: replication {} has no such attempt; it has {}", text,
                                 replication.number, attempts_of(world, replication)));
  return static_cast<std::int32_t>(found - replication.attempts.begin());
}

}  // namespace

int replay_command(const ReplayCommand& command) {
  std::vector<Override> overrides = command.overrides;
  if (command.seed) overrides.push_back({"scenario.seed", std::to_string(*command.seed)});
  Scenario scenario = load_scenario(command.scenario, overrides);
  if (!command.output.empty())
    check_output(command.output, command.overwrite ? Existing::overwrite : Existing::refuse);
  const World world = compile_world(std::move(scenario), available_threads());
  Workspace workspace;
  EventLog events = replay(world, command.replication, workspace);
  EventFilter filter;
  if (!command.configuration.empty()) filter.configuration = find_configuration(world, command.configuration);
  if (!command.attempt.empty()) filter.attempt = find_attempt(world, workspace.replication, command.attempt);
  events = chosen(events, filter);
  if (!command.output.empty()) {
    EventRows rows;
    rows.add(workspace.replication, events);
    rows.write_csv(command.output, world);
  }
  print_result(to_text(world, workspace.replication, events, filter));
  flush_results();
  if (!command.output.empty()) print_notice(fmt::format("panj: wrote {}\n", command.output));
  return exit_done;
}

}  // namespace panj
