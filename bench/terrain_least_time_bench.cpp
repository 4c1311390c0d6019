#include <benchmark/benchmark.h>

#include "rugged_ground.h"
#include "terrain/least_time.h"

// Rate of the least-time field from the middle of a square of rugged ground: cells per second of one core.
// Arguments: cells along a side, neighbours.

namespace panj {
namespace {

using Kind = MovementLaw::Kind;

void least_time(benchmark::State& state, Kind kind, Heading heading) {
  const Grid grid = bench::square(static_cast<std::int32_t>(state.range(0)));
  const Layer<double> z = bench::rugged(grid);
  const auto neighbourhood = state.range(1) == 16 ? Neighbourhood::sixteen : Neighbourhood::eight;
  const Ground ground{grid, &z, nullptr, nullptr, {.kind = kind, .speed_m_s = 1.2}, neighbourhood};
  const std::array<Seed, 1> seeds{{{grid.cell(grid.rows / 2, grid.columns / 2), 0.0}}};
  for (auto _ : state) benchmark::DoNotOptimize(panj::least_time(ground, seeds, heading));
  state.SetItemsProcessed(state.iterations() * grid.cells());
}

void with_friction_and_closed_cells(benchmark::State& state) {
  const Grid grid = bench::square(static_cast<std::int32_t>(state.range(0)));
  const Layer<double> z = bench::rugged(grid);
  const Layer<float> friction = 1.0F + 0.5F * Layer<float>::Random(grid.rows, grid.columns).abs();
  const MovementLaw law{.kind = Kind::tobler, .max_slope_deg = 50.0};
  const Layer<std::uint8_t> open = open_cells(grid, z, nullptr, law);
  const Ground ground{grid, &z, &friction, &open, law, Neighbourhood::sixteen};
  const std::array<Seed, 1> seeds{{{grid.cell(grid.rows / 2, grid.columns / 2), 0.0}}};
  for (auto _ : state) benchmark::DoNotOptimize(panj::least_time(ground, seeds, Heading::to_seeds));
  state.SetItemsProcessed(state.iterations() * grid.cells());
}

BENCHMARK_CAPTURE(least_time, naismith_langmuir, Kind::naismith_langmuir, Heading::to_seeds)
    ->Args({2000, 16})
    ->Args({2000, 8})
    ->Args({400, 16})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(least_time, tobler, Kind::tobler, Heading::from_seeds)
    ->Args({2000, 16})
    ->Args({400, 16})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(least_time, constant, Kind::constant, Heading::to_seeds)
    ->Args({2000, 16})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(with_friction_and_closed_cells)->Args({2000})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace panj
