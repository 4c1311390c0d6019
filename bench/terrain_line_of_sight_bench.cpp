#include <benchmark/benchmark.h>

#include <cstdint>

#include "rugged_ground.h"
#include "terrain/line_of_sight.h"

namespace {

using panj::CellId;

/// Cells tested per second within 20 km of a 10 m tower at 30 m cells, one thread. Arguments: 0 an eye in the
/// ground as it lies, 1 an eye on a summit.
void visible_cells(benchmark::State& state) {
  const panj::Grid grid{{0.0, 0.0}, 30.0, 1400, 1400};
  const panj::Layer<double> elevation_m = panj::bench::mountains(grid);
  panj::Eye eye{{21000.0, 21000.0}, 10.0};
  if (state.range(0) == 1) eye.at_m = grid.centre(panj::bench::summit(grid, elevation_m));
  const double range_m = 20000.0;
  std::int64_t tested = 0;
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    tested += (grid.centre(cell) - eye.at_m).norm() <= range_m ? 1 : 0;
  }
  std::size_t visible = 0;
  for (auto _ : state) {
    visible = panj::visible_cells(grid, elevation_m, panj::SightModel{}, eye, range_m, 1.7).size();
    benchmark::DoNotOptimize(visible);
  }
  state.counters["cells/s"] =
      benchmark::Counter(static_cast<double>(tested), benchmark::Counter::kIsIterationInvariantRate);
  state.counters["share_seen"] = static_cast<double>(visible) / static_cast<double>(tested);
}
BENCHMARK(visible_cells)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
