#include <benchmark/benchmark.h>

#include <filesystem>

#include "results/results.h"
#include "results/sha256.h"
#include "results/summary_table.h"

// Writing a result file: bytes of counts (before compression) a second, maps making up nearly all of it.
namespace {

using namespace panj;

/// A world of side x side cells and four configurations, and a run whose maps are noise of small counts, as
/// tracks leave it.
struct Run {
  explicit Run(std::int32_t side) {
    world.grid = {{0.0, 0.0}, 250.0, side, side};
    world.elevation_m = Layer<double>::Random(side, side) * 1000.0;
    world.frontier.side = Layer<std::uint8_t>::Zero(side, side);
    world.frontier.chainage_m = Layer<float>::Random(side, side);
    world.frontier.distance_m = Layer<float>::Random(side, side);
    world.configurations = {"a", "b", "c", "d"};
    world.crossers.resize(1);
    world.crossers.front().name = "trader";
    world.crossers.front().max_duration_s = 72.0 * 3600.0;
    result.tally = Tally(world);
    std::uint32_t state = 1;
    for (std::int64_t& count : result.tally.maps.detections) {
      state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator: any noise will do
      count = state >> 30U;
    }
    result.tally.maps.interceptions = result.tally.maps.detections;
    path = std::filesystem::temp_directory_path() / "panj_results_write_bench.h5";
  }
  ~Run() { std::filesystem::remove(path); }

  World world;
  RunResult result;
  std::filesystem::path path;
};

void write(benchmark::State& state) {
  const auto side = static_cast<std::int32_t>(state.range(0));
  const Run run(side);
  for (auto _ : state) write_results(run.path, run.world, run.result, {});
  // Four maps of counts for each configuration and 9 bytes of ground a cell.
  state.SetBytesProcessed(state.iterations() * side * side * (4 * 4 * 4 + 9));
  state.counters["file_MB"] = static_cast<double>(std::filesystem::file_size(run.path)) * 1e-6;
}
BENCHMARK(write)->Arg(100)->Arg(400)->Arg(2000)->Unit(benchmark::kMillisecond)->UseRealTime();

void read_back(benchmark::State& state) {
  const Run run(400);
  write_results(run.path, run.world, run.result, {});
  for (auto _ : state) benchmark::DoNotOptimize(read_summary(run.path));
}
BENCHMARK(read_back)->Unit(benchmark::kMillisecond)->UseRealTime();

void hash(benchmark::State& state) {
  const std::string text(1 << 22, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(sha256_hex(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(hash);

}  // namespace
