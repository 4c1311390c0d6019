// khatlon.toml, and khatlon_plain.toml beside it, through the real engine: one replication, and how the rate
// scales over threads. The rate is counted in attempt-configurations: one attempt met by one configuration
// (over threads without probes).

#include <benchmark/benchmark.h>

#include "engine/run.h"
#include "model/workspace.h"
#include "scenario/scenario_toml.h"
#include "world/compile.h"

namespace {

using namespace panj;

World compile_file(const char* path) {
  Problems problems;
  Scenario scenario = read_scenario(path, {}, problems);
  problems.throw_if_any();
  World compiled = compile(std::move(scenario), 2, problems);
  problems.throw_if_any();
  return compiled;
}

/// The shipped scenario, with every effect of the model.
const World& khatlon() {
  static const World world = compile_file(PANJ_SOURCE_DIR "/scenarios/khatlon.toml");
  return world;
}

/// The same ground, posts, patrols and teams without them: comparable over the years.
const World& khatlon_plain() {
  static const World world = compile_file(PANJ_SOURCE_DIR "/bench/khatlon_plain.toml");
  return world;
}

void one_replication(benchmark::State& state, const World& (*scenario)()) {
  const World& world = scenario();
  Workspace workspace;
  std::int64_t number = 0;
  std::int64_t attempts = 0;
  std::int64_t steps = 0;
  for (auto _ : state) {
    const Replication& replication = simulate(world, number++, workspace);
    attempts += static_cast<std::int64_t>(replication.attempts.size());
    steps += static_cast<std::int64_t>(replication.cells.size());
  }
  const auto configurations = static_cast<double>(world.configurations.size());
  state.counters["attempt_configurations"] =
      benchmark::Counter(static_cast<double>(attempts) * configurations, benchmark::Counter::kIsRate);
  state.counters["steps"] = benchmark::Counter(static_cast<double>(steps), benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(one_replication, khatlon, khatlon);
BENCHMARK_CAPTURE(one_replication, khatlon_plain, khatlon_plain);

void threads(benchmark::State& state, const World& (*scenario)()) {
  const World& world = scenario();
  RunOptions options;
  options.threads = static_cast<int>(state.range(0));
  options.replications = 2000;
  double attempt_configurations = 0.0;
  for (auto _ : state) {
    const RunResult result = run(world, options);
    attempt_configurations += static_cast<double>(result.tally.summary.shares.attempts(0)) *
                              static_cast<double>(world.configurations.size());
  }
  state.counters["attempt_configurations"] =
      benchmark::Counter(attempt_configurations, benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(threads, khatlon, khatlon)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(threads, khatlon_plain, khatlon_plain)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
