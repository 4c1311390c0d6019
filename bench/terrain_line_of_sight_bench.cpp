#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>

#include "terrain/line_of_sight.h"

namespace {

using panj::CellId;

/// Relief with waves of every length from 20 km down to 150 m, slopes of mountains (median about 20 degrees).
panj::Layer<double> mountains(const panj::Grid& grid) {
  panj::Layer<double> elevation_m = panj::Layer<double>::Zero(grid.rows, grid.columns);
  double length_m = 20000.0;
  double height_m = 900.0;
  for (int octave = 0; octave < 8; ++octave) {
    const double turn_rad = 0.7 + 2.4 * octave;
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      const panj::Point at = grid.centre(cell) * (2.0 * 3.14159265358979 / length_m);
      const double u = std::cos(turn_rad) * at.x() + std::sin(turn_rad) * at.y();
      const double v = std::cos(turn_rad) * at.y() - std::sin(turn_rad) * at.x();
      elevation_m.data()[cell] += height_m * std::sin(u + std::sin(0.8 * v)) * std::cos(v);
    }
    length_m *= 0.5;
    height_m *= 0.55;
  }
  return elevation_m;
}

/// Cells tested per second within 20 km of a 10 m tower at 30 m cells, one thread. Arguments: 0 an eye in the
/// ground as it lies, 1 an eye on a summit.
void visible_cells(benchmark::State& state) {
  const panj::Grid grid{{0.0, 0.0}, 30.0, 1400, 1400};
  const panj::Layer<double> elevation_m = mountains(grid);
  panj::Eye eye{{21000.0, 21000.0}, 10.0};
  if (state.range(0) == 1) {
    Eigen::Index row = 0;
    Eigen::Index column = 0;
    elevation_m.block(500, 500, 400, 400).maxCoeff(&row, &column);
    eye.at_m =
        panj::Point(30.0 * (static_cast<double>(column) + 500.5), 30.0 * (static_cast<double>(row) + 500.5));
  }
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
