#include "world/memory_need.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/available_memory.h"
#include "scenario/arrivals.h"
#include "world/route_field.h"

namespace panj {

namespace {

/// Of a class's tables of routes: RouteField::bytes. Of those that depend on what a configuration holds, one.
double route_bytes_a_cell(const CrosserSpec& crosser) {
  constexpr double tree = sizeof(TreeMove);
  constexpr double logit = sizeof(LogitRow);
  constexpr double time_to_go = sizeof(float);
  const Route& route = crosser.route;
  if (std::holds_alternative<StraightRoute>(route)) return 0.0;
  double bytes = tree + time_to_go;
  if (std::holds_alternative<LogitRoute>(route)) bytes = logit + time_to_go;
  if (const auto* perceived = std::get_if<PerceivedRoute>(&route)) bytes = perceived->draws * tree;
  return bytes + (crosser.rare_leaks ? logit : 0.0);
}

/// Of one sweep of the ways of a class: SweptWays::bytes without hazards, for one set of posts.
double swept_bytes_a_cell(const CrosserSpec& crosser) {
  if (std::holds_alternative<StraightRoute>(crosser.route) || is_probes(crosser.attempts)) return 0.0;
  const auto* const perceived = std::get_if<PerceivedRoute>(&crosser.route);
  const double draws = perceived != nullptr ? perceived->draws : 1.0;
  return sizeof(std::int32_t) + draws * sizeof(float);
}

}  // namespace

double least_memory_bytes(const Scenario& scenario, const Grid& grid, int threads) {
  const double ground = sizeof(double) + sizeof(std::uint8_t) + 2 * sizeof(float);
  double a_cell = ground + static_cast<double>(scenario.teams.size()) * sizeof(float);
  for (const CrosserSpec& crosser : scenario.crossers) {
    a_cell += route_bytes_a_cell(crosser);
    if (scenario.sampling.control_variates) a_cell += swept_bytes_a_cell(crosser);
  }
  if (scenario.output.maps) {
    // MapCounts of every thread and of the run: two numbers a cell, and four for every configuration.
    const double numbers = 2.0 + 4.0 * static_cast<double>(scenario.configurations.size());
    a_cell += (threads + 1.0) * numbers * sizeof(std::int64_t);
  }
  return a_cell * static_cast<double>(grid.cells());
}

void check_memory(const Scenario& scenario, const Grid& grid, int threads, Problems& problems) {
  constexpr double bytes_a_gb = 1e9;
  const auto available = static_cast<double>(available_memory_bytes());
  const double needed = least_memory_bytes(scenario, grid, threads);
  if (available == 0.0 || needed <= available) return;
  const FrontierSpec& spec = scenario.frontier;
  // Memory falls with the square of the cells' size; rounded up to what people write.
  const double fitting_m = std::ceil(spec.cell_size_m * std::sqrt(needed / available) / 5.0) * 5.0;
  problems.add(spec.at.problem(
      "cell_size_m", fmt::format("{:.6g}", spec.cell_size_m),
      fmt::format("{:.3g} million cells would need {:.3g} GB of memory at the least, and {:.3g} GB are there",
                  static_cast<double>(grid.cells()) / 1e6, needed / bytes_a_gb, available / bytes_a_gb),
      fmt::format("write {:.6g} or more, or a smaller extent{}", fitting_m,
                  scenario.output.maps ? ", or take fewer threads by -j, or set output.maps = false" : "")));
}

}  // namespace panj
