#include "tally/run_memory.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "base/available_memory.h"
#include "base/units.h"
#include "tally/run_result.h"

namespace panj {

namespace {

constexpr double number_bytes = sizeof(std::int64_t);
constexpr double wide_bytes = sizeof(Int128);

/// A ShareTable's: per bin n, n squared, the current n and a place in its list; per configuration sums and
/// current counts, three wide sums of what is no count and what is packed; once, a row of scores.
double share_table_bytes(double bins, double configurations) {
  const double of_configuration =
      sizeof(CountSums) + sizeof(UnitCounts) + 3.0 * wide_bytes + sizeof(PackedScores);
  const double of_current_row = configurations * measure_count * number_bytes;
  return bins * (3.0 * number_bytes + wide_bytes + configurations * of_configuration) + of_current_row;
}

/// The two lower triangles of a PairTable.
double pair_table_bytes(double configurations) {
  return configurations * (configurations + 1.0) * measure_count * wide_bytes;
}

/// A ControlTally's: y, x, nx, xx and yx of each fold.
double control_bytes(double configurations) {
  const double controls = 2.0 * configurations;
  const double sums =
      configurations * measure_count * (1.0 + controls) + 2.0 * controls + 0.5 * controls * (controls + 1.0);
  return ControlTally::folds * wide_bytes * sums;
}

double event_table_bytes(double bins) {
  return bins * (4.0 * number_bytes + 4.0 * wide_bytes);
}

double segments_of(const World& world) {
  return static_cast<double>(world.frontier.segments);
}

/// Bins by segment, hour, class and view of the ground.
double share_bins(const World& world) {
  double bins = 1.0 + segments_of(world) +
                std::max(1.0, std::ceil(world.scenario.period_s / seconds_per_hour)) +
                static_cast<double>(world.crossers.size());
  for (const CrosserPlan& crosser : world.crossers)
    if (crosser.draws() > 1) bins += static_cast<double>(crosser.draws());
  return bins;
}

/// Of each set of attempts that is followed to protected sites.
double site_bytes(const World& world, double configurations, double time_bins) {
  if (world.sites.empty()) return 0.0;
  const double rows = configurations * static_cast<double>(world.sites.size() + 1);
  const auto probes =
      std::count_if(world.crossers.begin(), world.crossers.end(),
                    [](const CrosserPlan& crosser) { return is_probe(crosser) && !crosser.rare_leaks; });
  return (1.0 + static_cast<double>(probes)) *
         (2.0 * event_table_bytes(rows) +
          rows * (number_bytes + sizeof(Histogram) + time_bins * number_bytes));
}

/// Of a histogram of times, as the smallest tally has it.
double time_bins_of(const World& world) {
  World plain;
  plain.configurations.resize(1);
  plain.crossers.resize(1);
  for (const CrosserPlan& crosser : world.crossers)
    plain.crossers[0].max_duration_s = std::max(plain.crossers[0].max_duration_s, crosser.max_duration_s);
  plain.scenario.output.maps = false;
  return static_cast<double>(Tally(plain).detection_time[0].bins());
}

std::string shortened(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3g", value);
  return text.data();
}

/// What would make it fit, the greatest part first.
std::string remedy_of(const World& world, double tallies, double in_batches) {
  if (in_batches > tallies)
    return "write fewer replications or a larger sampling.batch: each batch's sums are kept, some " +
           shortened(batch_bytes(world.configurations.size()) / 1e3) + " kB";
  std::string remedy = "take fewer threads by -j";
  if (world.scenario.output.maps) remedy += ", or set output.maps = false";
  if (world.scenario.output.asset_values) remedy += ", or output.asset_values = false";
  return remedy + ", or longer segments";
}

}  // namespace

double tally_bytes(const World& world) {
  const auto configurations = static_cast<double>(world.configurations.size());
  const auto assets = static_cast<double>(world.assets.size());
  const double time_bins = time_bins_of(world);
  double bytes = share_table_bytes(share_bins(world), configurations) + pair_table_bytes(configurations);
  bytes += configurations * 2.0 * time_bins * number_bytes;
  bytes += site_bytes(world, configurations, time_bins);
  bytes += static_cast<double>(world.watch_points.size() * LineTally::bytes_a_place()) * configurations;
  bytes += configurations * assets * (2.0 * number_bytes + sizeof(AssetCalls));
  if (world.scenario.sampling.control_variates) bytes += control_bytes(configurations);
  if (world.scenario.output.asset_values)
    bytes += segments_of(world) * configurations * assets * sizeof(std::int32_t);
  if (world.scenario.output.maps)
    bytes += static_cast<double>(world.grid.cells()) * (2.0 + 4.0 * configurations) * number_bytes;
  return bytes;
}

double batch_bytes(std::size_t configurations) {
  constexpr double blocks = 10.0;  // of memory, each with what the allocator adds
  constexpr double added = 16.0;
  const auto c = static_cast<double>(configurations);
  return sizeof(BatchRecord) + blocks * added + share_table_bytes(1.0, c) + pair_table_bytes(c);
}

double run_memory_bytes(const World& world, int threads, std::int64_t batches) {
  const double tallies = 1.0 + static_cast<double>(std::min<std::int64_t>(threads, batches));
  return tallies * tally_bytes(world) +
         static_cast<double>(batches) * batch_bytes(world.configurations.size());
}

void check_run_memory(const World& world, int threads, std::int64_t batches, Problems& problems) {
  constexpr double bytes_a_gb = 1e9;
  const auto available = static_cast<double>(available_memory_bytes());
  const double needed = run_memory_bytes(world, threads, batches);
  if (available == 0.0 || needed <= available) return;
  const double in_batches = static_cast<double>(batches) * batch_bytes(world.configurations.size());
  problems.add(world.scenario.sampling.at.problem(
      "batch", std::to_string(world.scenario.sampling.batch),
      "the sums of " + std::to_string(batches) + " batches on " + std::to_string(threads) +
          " threads would need " + shortened(needed / bytes_a_gb) + " GB of memory at the least, and " +
          shortened(available / bytes_a_gb) + " GB are there",
      remedy_of(world, needed - in_batches, in_batches)));
}

}  // namespace panj
