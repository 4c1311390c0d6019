#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/progress.h"
#include "app/stop_signal.h"
#include "app/streams.h"
#include "engine/run.h"
#include "parallel/for_each_batch.h"
#include "results/results.h"
#include "results/summary_table.h"
#include "scenario/toml_document.h"
#include "tally/precision_goal.h"

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
  if (!command.precision.empty()) {
    std::string list;
    for (const std::string& goal : command.precision) list += (list.empty() ? "" : ", ") + in_quotes(goal);
    overrides.push_back({"sampling.precision", '[' + list + ']', "--precision"});
  }
  return overrides;
}

/// A scenario's number of replications was chosen without the precision that is asked on the command line:
/// a tenth of the width that it gives is within the bound (unless -n says otherwise).
Scenario load_for_run(const RunCommand& command) {
  constexpr std::int64_t times_more = 100;
  std::vector<Override> overrides = all_overrides(command);
  Scenario scenario = load_scenario(command.scenario, overrides);
  if (command.precision.empty() || command.replications) return scenario;
  const SamplingSpec& sampling = scenario.sampling;
  const std::int64_t most = std::min(times_more * sampling.replications, most_batches * sampling.batch);
  overrides.push_back({"sampling.replications", std::to_string(std::max(most, sampling.replications))});
  return load_scenario(command.scenario, overrides);
}

bool is_short_of_goals(const SummaryTable& table) {
  return std::any_of(table.goals.begin(), table.goals.end(),
                     [](const GoalLine& goal) { return !goal.reached; });
}

/// What became of the run, at its end.
std::string end_notice(const RunResult& result, const SummaryTable& table, std::int64_t replications,
                       const std::string& output) {
  if (result.complete)
    return fmt::format("panj: wrote {}\n{}", output,
                       is_short_of_goals(table)
                           ? "panj: the precision asked for was not reached; allow more with -n\n"
                           : "");
  return fmt::format(
      "panj: stopped {} after {} of {} replications; what is complete is in {}, marked partial; run again "
      "with --overwrite for the whole\n",
      result.stop_reason == StopReason::max_time ? "as the time was up" : "by a signal",
      result.completed_replications, replications, output);
}

int exit_code_of(const RunResult& result, bool short_of_goals) {
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
  return short_of_goals ? exit_precision : exit_done;
}

}  // namespace

int run_command(const RunCommand& command) {
  const int threads = command.threads > 0 ? command.threads : available_threads();
  RunRecord record{command.command_line, now_utc(), host_name(), 0.0};
  const Existing existing = command.overwrite ? Existing::overwrite : Existing::refuse;
  Scenario scenario = load_for_run(command);
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
  Problems none;  // the goals were checked when the scenario was read
  const std::vector<PrecisionGoal> goals = read_goals(world.scenario, none);
  if (!goals.empty())
    options.precise_enough = [&goals](const Tally& tally) { return all_reached(goals, tally); };
  if (command.max_time_s) options.max_time_s = *command.max_time_s;
  const RunResult result = run(world, options);
  reporter.finish();

  if (result.completed_replications == 0) {
    print_notice("panj: stopped before the first batch was complete; nothing was written\n");
    return exit_code_of(result, true);
  }
  write_results(output, world, result, record);
  const SummaryTable table = summary_of(world, result);
  print_result(to_text(table));
  flush_results();
  print_notice(end_notice(result, table, world.scenario.sampling.replications, output.string()));
  return exit_code_of(result, is_short_of_goals(table));
}

}  // namespace panj
