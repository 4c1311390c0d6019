#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <stdexcept>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/progress.h"
#include "app/stop_signal.h"
#include "app/streams.h"
#include "base/error.h"
#include "engine/run.h"
#include "model/story.h"
#include "parallel/for_each_batch.h"
#include "results/replay_line.h"
#include "results/results.h"
#include "results/summary_table.h"

namespace panj {

namespace {

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::vector<Override> all_overrides(const RunCommand& command) {
  std::vector<Override> overrides = command.overrides;
  if (command.seed) overrides.push_back({"scenario.seed", std::to_string(*command.seed)});
  if (command.replications)
    overrides.push_back({"sampling.replications", std::to_string(*command.replications)});
  return overrides;
}

/// Events are kept in memory until the file is written, some 100 bytes each. \throws UsageError where there
/// would be too many
void check_number_of_events(const World& world) {
  constexpr double most_events = 5e6;
  const std::int64_t replications = world.scenario.sampling.replications;
  const std::int64_t tried = std::min<std::int64_t>(replications, 16);
  Workspace workspace;
  std::size_t events = 0;
  for (std::int64_t number = 0; number < tried; ++number) events += replay(world, number, workspace).size();
  const double each = static_cast<double>(events) / static_cast<double>(tried);
  if (each * static_cast<double>(replications) <= most_events) return;
  throw UsageError(
      fmt::format("--events: {} replications of some {:.0f} events would be more than the {:.0f} that a file "
                  "may hold; take "
                  "-n {:.0f} or fewer, or look at single ones with panj replay",
                  replications, each, most_events, std::max(1.0, std::floor(0.9 * most_events / each))));
}

/// Runs; a replication that fails names the command that replays it.
RunResult run_replayably(const World& world, const RunOptions& options, const RunCommand& command) {
  try {
    return run(world, options);
  } catch (const ReplicationError& error) {
    throw std::runtime_error(
        fmt::format("{}; to see what led to it: {}", error.what(),
                    replay_line(command.scenario, command.overrides, command.seed, error.replication())));
  }
}

int exit_code_of(const RunResult& result) {
  switch (result.stop_reason) {
    case StopReason::interrupted:
      return exit_interrupted;
    case StopReason::terminated:
      return exit_terminated;
    case StopReason::replications:
    case StopReason::precision:
    case StopReason::max_time:
      break;
  }
  return exit_done;
}

}  // namespace

int run_command(const RunCommand& command) {
  const int threads = command.threads > 0 ? command.threads : available_threads();
  RunRecord record{command.command_line, now_utc(), host_name(), 0.0};
  const Existing existing = command.overwrite ? Existing::overwrite : Existing::refuse;
  Scenario scenario = load_scenario(command.scenario, all_overrides(command));
  const std::filesystem::path output = command.output.empty() ? scenario.name + ".h5" : command.output;
  // An output that can't be written is told before the work, not after it.
  if (!command.dry_run) check_output(output, existing);

  if (command.progress != ProgressStyle::none && !command.dry_run) {
    print_notice(fmt::format("panj: compiling {}\n", scenario.name));  // fine cells take a while
  }
  const auto start = std::chrono::steady_clock::now();
  const World world = compile_world(std::move(scenario), threads);
  record.compile_time_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (command.dry_run) {
    print_result(describe_world(world));
    return exit_done;
  }
  RunOptions options;
  options.threads = threads;
  options.stop_signal = &catch_stop_signals();
  ProgressReporter reporter(command.progress, world, threads);
  options.progress = [&reporter](const RunProgress& progress) { reporter.report(progress); };
  EventRows events;
  std::mutex gathering;
  if (command.events) {
    check_number_of_events(world);
    options.events = [&](const Replication& replication, const EventLog& log) {
      const std::lock_guard lock(gathering);
      events.add(replication, log);
    };
  }
  const RunResult result = run_replayably(world, options, command);
  reporter.finish();

  if (result.completed_replications == 0) {
    print_notice("panj: stopped before the first batch was complete; nothing was written\n");
    return exit_code_of(result);
  }
  write_results(output, world, result, record, command.events ? &events : nullptr);
  print_result(to_text(summary_of(world, result)));
  flush_results();
  print_notice(result.complete ? fmt::format("panj: wrote {}\n", output.string())
                               : fmt::format("panj: stopped by a signal after {} of {} replications; what is "
                                             "complete is in {}, marked partial; run again with --overwrite "
                                             "for the whole\n",
                                             result.completed_replications,
                                             world.scenario.sampling.replications, output.string()));
  return exit_code_of(result);
}

}  // namespace panj
