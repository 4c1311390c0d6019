#include <benchmark/benchmark.h>

#include "rng/stream.h"

namespace panj {
namespace {

const EntityKey key = entity_key(1, "crosser", "trader");

// Two uniforms an item.
void uniform_pairs(benchmark::State& state) {
  std::uint32_t number = 0;
  for (auto _ : state) benchmark::DoNotOptimize(uniform_pair({key, Purpose::origin, number++, 7}));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(uniform_pairs);

// A 64-bit word an item.
void stream_words(benchmark::State& state) {
  Stream stream({key, Purpose::route, 0, 7});
  for (auto _ : state) benchmark::DoNotOptimize(stream());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(stream_words);

// One Poisson number an item, each from a stream of its own.
void poisson_numbers(benchmark::State& state) {
  const auto mean = static_cast<double>(state.range(0));
  std::uint64_t replication = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(poisson_number(mean, {key, Purpose::arrivals, 0, replication++}));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(poisson_numbers)->Arg(1)->Arg(40)->Arg(900);

}  // namespace
}  // namespace panj
