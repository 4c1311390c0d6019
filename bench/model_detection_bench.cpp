// Leg against leg: the integral of each sensor law along a straight relative course, and a first detection
// among many exposures.

#include <benchmark/benchmark.h>

#include <vector>

#include "model/detection.h"
#include "world/sensor_hazard.h"

namespace {

using namespace panj;

std::vector<Course> courses() {
  std::vector<Course> list;
  for (std::uint32_t i = 0; i < 1024; ++i) {
    const auto [x, y] = uniform_pair({EntityKey{1}, Purpose::origin, i, 0});
    const auto [u, v] = uniform_pair({EntityKey{1}, Purpose::origin, i, 1});
    list.push_back(
        {{4000.0 * (x - 0.5), 4000.0 * (y - 0.5), 5.0}, {3.0 * (u - 0.5), 3.0 * (v - 0.5), 0.0}, 300.0});
  }
  return list;
}

void hazard_along_courses(benchmark::State& state, const SensorLaw& law) {
  const std::vector<Course> list = courses();
  for (auto _ : state) {
    double sum = 0.0;
    for (const Course& course : list) sum += hazard(law, course).finite;
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(list.size()));
  state.SetLabel("legs");
}
BENCHMARK_CAPTURE(hazard_along_courses, definite_range, SensorLaw{DefiniteRange{1500.0}});
BENCHMARK_CAPTURE(hazard_along_courses, constant_rate, SensorLaw{ConstantRate{0.001, 1500.0}});
BENCHMARK_CAPTURE(hazard_along_courses, inverse_cube, SensorLaw{InverseCube{1.0e6, 1500.0}});

void first_detection(benchmark::State& state) {
  World world;
  world.configurations = {"one"};
  world.assets.resize(4);
  for (Asset& asset : world.assets) {
    asset.held_by = 1;
    asset.law = ConstantRate{0.001, 1500.0};
  }
  const std::vector<Course> list = courses();
  std::vector<Exposure> exposures;
  for (std::size_t i = 0; exposures.size() < static_cast<std::size_t>(state.range(0)); ++i) {
    Exposure exposure;
    exposure.asset = static_cast<std::uint16_t>(i % world.assets.size());
    exposure.begin_s = 100.0 * static_cast<double>(exposures.size());
    exposure.course = list[i % list.size()];
    exposure.law = world.assets[exposure.asset].law;
    exposure.hazard = hazard(exposure.law, exposure.course);
    if (exposure.hazard.finite > 0.0) exposures.push_back(exposure);
  }
  DetectionScratch scratch;
  std::uint32_t number = 0;
  for (auto _ : state) {
    const Detector detector(world, exposures, {EntityKey{7}, Purpose::detection, number++, 0}, scratch);
    benchmark::DoNotOptimize(detector.first(0));
  }
  state.SetItemsProcessed(state.iterations());
  state.SetLabel("attempts");
}
BENCHMARK(first_detection)->Arg(4)->Arg(16)->Arg(64);

}  // namespace
