#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <mutex>
#include <stdexcept>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/progress.h"
#include "app/resume.h"
#include "app/run_record.h"
#include "app/stop_signal.h"
#include "app/streams.h"
#include "base/error.h"
#include "engine/run.h"
#include "model/story.h"
#include "parallel/for_each_batch.h"
#include "results/replay_line.h"
#include "results/results.h"
#include "results/summary_table.h"
#include "scenario/toml_document.h"
#include "tally/precision_goal.h"
#include "tally/run_memory.h"

namespace panj {

namespace {

bool is_short_of_goals(const SummaryTable& table) {
  return std::any_of(table.goals.begin(), table.goals.end(),
                     [](const GoalLine& goal) { return !goal.reached; });
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
RunResult run_replayably(const World& world, const RunOptions& options, RunResult so_far,
                         const std::string& scenario, std::vector<Override> overrides) {
  try {
    return run(world, options, std::move(so_far));
  } catch (const ReplicationError& error) {
    // How many are sampled makes no difference to one of them, unless they are drawn together.
    if (world.hypercube.none())
      std::erase_if(overrides, [](const Override& given) { return given.key.starts_with("sampling."); });
    throw std::runtime_error(fmt::format("{}; to see what led to it: {}", error.what(),
                                         replay_line(scenario, overrides, {}, error.replication())));
  }
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

/// A run that would need more memory than there is says so before it begins. \throws ScenarioError
void check_memory_of_run(const RunCommand& command, const World& world, const Shard& shard,
                         const RunResult& so_far, int threads) {
  const SamplingSpec& sampling = world.scenario.sampling;
  const std::int64_t all = (sampling.replications + sampling.batch - 1) / sampling.batch;
  std::int64_t batches =
      shard.end_batch(all) - shard.first_batch(all) - static_cast<std::int64_t>(so_far.batches.size());
  // One that ends when it is precise enough, or time is up, need not come that far.
  if (!sampling.precision.empty() || command.max_time_s) batches = std::min(batches, batches_a_piece);
  Problems problems;
  check_run_memory(world, threads, std::max<std::int64_t>(batches, 0), problems);
  problems.throw_if_any();
}

/// Of what does not begin at the beginning.
void tell_beginning(const Beginning& beginning, const RunResult& so_far) {
  if (beginning.saved)
    print_notice(fmt::format("panj: going on from {}, which holds {} replications\n",
                             beginning.saved_in.string(), so_far.completed_replications));
  if (!beginning.shard.is_whole())
    print_notice(fmt::format("panj: of these, shard {} of {}\n", beginning.shard.number, beginning.shard.of));
}

void tell_end(const RunCommand& command, const World& world, const RunResult& result,
              const std::filesystem::path& output, bool short_of_goals) {
  if (!result.complete) {
    print_notice(fmt::format(
        "panj: stopped {} after {} of {} replications; what is complete is in {}, marked partial; go on with "
        "`panj run {} -o {} --resume`\n",
        result.stop_reason == StopReason::max_time ? "as the time was up" : "by a signal",
        result.completed_replications, world.scenario.sampling.replications, output.string(),
        as_word(command.scenario), as_word(output.string())));
    return;
  }
  print_notice(fmt::format("panj: wrote {}\n", output.string()));
  if (short_of_goals)
    print_notice("panj: the precision asked for was not reached; go on with --resume and a larger -n\n");
}

}  // namespace

int run_command(const RunCommand& command) {
  const int threads = command.threads > 0 ? command.threads : available_threads();
  RunRecord record = record_of(command.command_line);
  // An output that can't be written is told before the work, not after it.
  Beginning beginning = begin_run(command);
  if (beginning.is_done()) {
    // A run that was killed right after it wrote its results has left what it then would have removed.
    remove_checkpoint(beginning.output);
    print_notice(fmt::format("panj: {}\n", complete_notice(beginning.output)));
    return exit_done;
  }
  if (command.progress != ProgressStyle::none && !command.dry_run) {
    print_notice(fmt::format("panj: compiling {}\n", beginning.scenario.name));  // fine cells take a while
  }
  const auto start = std::chrono::steady_clock::now();
  const World world = compile_world(std::move(beginning.scenario), threads);
  record.compile_time_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (command.dry_run) {
    print_result(describe_world(world, page()));
    return exit_done;
  }
  record.overrides = beginning.overrides;
  record.scenario_folder = folder_of(command.scenario);
  if (command.events) check_number_of_events(world);
  RunIdentity identity = identity_of(world, beginning.shard);
  RunResult so_far = done_before(beginning, world, identity);
  check_memory_of_run(command, world, beginning.shard, so_far, threads);
  const RunKeeper keeper(beginning.output, std::move(identity), std::move(record));
  // From now on --resume needs no repeated options.
  keeper.checkpoint(so_far);

  RunOptions options;
  options.threads = threads;
  options.shard = beginning.shard;
  options.stop_signal = &catch_stop_signals();
  options.checkpoint = [&keeper](const RunResult& result) { keeper.checkpoint(result); };
  constexpr double tolerated_share = 0.02;
  if (command.checkpoint_every_s)
    options.checkpoint_every_s = *command.checkpoint_every_s;
  else
    options.checkpoint_share = tolerated_share;
  ProgressReporter reporter(command.progress, world, threads);
  if (command.progress != ProgressStyle::none) tell_beginning(beginning, so_far);
  options.progress = [&reporter](const RunProgress& progress) { reporter.report(progress); };
  Problems none;  // the goals were checked when the scenario was read
  const std::vector<PrecisionGoal> goals = read_goals(world.scenario, none);
  if (!goals.empty())
    options.precise_enough = [&goals](const Tally& tally) { return all_reached(goals, tally); };
  if (command.max_time_s) options.max_time_s = *command.max_time_s;
  EventRows events;
  std::mutex gathering;
  if (command.events) {
    options.events = [&](const Replication& replication, const EventLog& log) {
      const std::lock_guard lock(gathering);
      events.add(replication, log);
    };
  }
  const std::int64_t before = so_far.completed_replications;
  const RunResult result =
      run_replayably(world, options, std::move(so_far), command.scenario, beginning.overrides);
  reporter.finish();

  if (result.completed_replications == 0) {
    keeper.remove_checkpoint();
    print_notice("panj: stopped before the first batch was complete; nothing was written\n");
    return exit_code_of(result, true);
  }
  const SummaryTable table = keeper.finish(world, result, command.events ? &events : nullptr);
  print_result(to_text(table, page()));
  flush_results();
  tell_end(command, world, result, beginning.output, is_short_of_goals(table));
  if (result.stop_reason == StopReason::precision && result.completed_replications == before)
    print_notice(
        "panj: the precision asked for was reached already; ask for more by --precision, or sample on with "
        "--set sampling.precision=[]\n");
  return exit_code_of(result, is_short_of_goals(table));
}

}  // namespace panj
