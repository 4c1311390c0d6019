#include <benchmark/benchmark.h>

#include <array>

#include "rugged_ground.h"
#include "world/route_field.h"
#include "world/route_sweep.h"

// Logit routes from the south to the north edge of a square of rugged ground: steps per second of one core,
// and the cost of compiling them. Argument: cells along a side.

namespace panj {
namespace {

struct Square {
  Grid grid;
  Layer<double> z;
  Ground ground;
  std::vector<CellId> north;
  std::vector<CellId> south;

  explicit Square(std::int32_t side) : grid(bench::square(side)), z(bench::rugged(grid)) {
    ground = {grid,
              &z,
              nullptr,
              nullptr,
              {.kind = MovementLaw::Kind::tobler, .factor = 0.6},
              Neighbourhood::sixteen};
    for (std::int32_t column = 0; column < side; ++column) {
      south.push_back(grid.cell(0, column));
      north.push_back(grid.cell(side - 1, column));
    }
  }
  Square(const Square&) = delete;
  Square& operator=(const Square&) = delete;
};

constexpr double theta_s = 40.0;

/// Random bits as cheap as may be, so that the walk is what is timed (Marsaglia 2003, xorshift64).
struct Bits {
  std::uint64_t state = 88172645463325252U;
  std::uint16_t operator()() {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return static_cast<std::uint16_t>(state >> 40U);
  }
};

/// A walk to its end. Apart, so that a counter of instructions can tell it from what surrounds it.
[[gnu::noinline]] std::int64_t walk_to_the_end(const RouteField& field, CellId cell, Bits& bits,
                                               float& time_s) {
  std::int64_t steps = 0;
  while (!is_destination(field, cell)) {
    const Step step = next_logit_step(field, cell, bits());
    time_s += step.time_s;
    cell = step.to;
    ++steps;
  }
  return steps;
}

/// One walk after the other: each step waits for the memory.
void walk_alone(benchmark::State& state) {
  const Square square(static_cast<std::int32_t>(state.range(0)));
  const RouteField field = logit_field(square.ground, square.north, theta_s);
  Bits bits;
  std::size_t start = 0;
  std::int64_t steps = 0;
  for (auto _ : state) {
    float time_s = 0.0F;
    start = (start + 97) % square.south.size();
    steps += walk_to_the_end(field, square.south[start], bits, time_s);
    benchmark::DoNotOptimize(time_s);
  }
  state.SetItemsProcessed(steps);
  state.counters["bytes_per_cell"] = static_cast<double>(field.bytes()) / square.grid.cells();
}

/// Sixteen walks by turns, each asking for its next cell a round ahead.
class Sixteen {
 public:
  explicit Sixteen(const Square& square) : square_(square) {
    for (CellId& cell : cells_) cell = next_start();
  }

  [[gnu::noinline]] void step(const RouteField& field, std::size_t rounds) {
    for (std::size_t round = 0; round < rounds; ++round) {
      for (std::size_t w = 0; w < cells_.size(); ++w) {
        const Step step = next_logit_step(field, cells_[w], bits_());
        times_s_[w] += step.time_s;
        cells_[w] = step.to == cells_[w] ? next_start() : step.to;
        prefetch(field, cells_[w]);
      }
    }
    benchmark::DoNotOptimize(times_s_);
  }

 private:
  CellId next_start() { return square_.south[start_ = (start_ + 97) % square_.south.size()]; }

  const Square& square_;
  Bits bits_;
  std::size_t start_ = 0;
  std::array<CellId, 16> cells_{};
  std::array<float, 16> times_s_{};
};

void walk_sixteen(benchmark::State& state) {
  constexpr std::size_t rounds = 1000;
  const Square square(static_cast<std::int32_t>(state.range(0)));
  const RouteField field = logit_field(square.ground, square.north, theta_s);
  Sixteen walks(square);
  for (auto _ : state) walks.step(field, rounds);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(16 * rounds));
}

void compile_logit(benchmark::State& state) {
  const Square square(static_cast<std::int32_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(logit_field(square.ground, square.north, theta_s));
  state.SetItemsProcessed(state.iterations() * square.grid.cells());
}

void solve_theta_for_5_percent(benchmark::State& state) {
  const Square square(static_cast<std::int32_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(solve_theta(square.ground, square.north, square.south, 0.05));
}

void sweep_time(benchmark::State& state) {
  const Square square(static_cast<std::int32_t>(state.range(0)));
  const RouteField field = logit_field(square.ground, square.north, theta_s);
  for (auto _ : state) benchmark::DoNotOptimize(expected_time_s(field));
  state.SetItemsProcessed(state.iterations() * square.grid.cells());
}

BENCHMARK(walk_alone)->Arg(2000)->Arg(400)->Unit(benchmark::kMicrosecond);
BENCHMARK(walk_sixteen)->Arg(2000)->Arg(400);
BENCHMARK(compile_logit)->Arg(2000)->Arg(400)->Unit(benchmark::kMillisecond);
BENCHMARK(sweep_time)->Arg(400)->Unit(benchmark::kMillisecond);
BENCHMARK(solve_theta_for_5_percent)->Arg(400)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace panj
