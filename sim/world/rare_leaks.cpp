#include "world/rare_leaks.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "parallel/for_each_batch.h"
#include "world/dial.h"
#include "world/static_hazard.h"

namespace panj {

namespace {

using Clock = std::chrono::steady_clock;

/// Below these, probabilities to come through are none: their ratios would leave the range of numbers.
constexpr double least_survival = 1e-280;
constexpr double least_sum = 1e-300;

RouteField tilted_under(const World& world, const CrosserPlan& crosser, std::size_t configuration) {
  const RouteField& route = crosser.route_under(configuration);
  const MoveTerm hazard = static_hazard(world, crosser, configuration);
  const std::vector<double> survival = sweep_survival(route, hazard);
  return tilted_field(route, [&](CellId from, CellId to, double time_s) {
    const double from_there = survival[static_cast<std::size_t>(to)];
    return from_there >= least_survival ? std::exp(-hazard(from, to, time_s)) * from_there : 0.0;
  });
}

/// One table to be computed.
struct TableTask {
  CrosserPlan* crosser = nullptr;
  std::size_t set = 0;
  double took_s = 0.0;
};

}  // namespace

RouteField tilted_field(const RouteField& field, const MoveWeight& weight) {
  RouteField tilted;
  tilted.kind = RouteField::Kind::logit;
  tilted.theta_s = field.theta_s;
  tilted.offset = field.offset;
  const auto cells = static_cast<CellId>(field.time_to_go_s.size());
  tilted.logit.resize(static_cast<std::size_t>(cells));
  for (CellId cell = 0; cell < cells; ++cell) {
    std::array<LogitMove, 16> found;
    std::array<double, 16> favoured{};
    std::array<double, 16> plain{};
    std::size_t count = 0;
    double sum = 0.0;
    for_each_move(field, cell, [&](int direction, double probability, float time_s) {
      const CellId to = cell + field.offset[static_cast<std::size_t>(direction)];
      found[count] = {static_cast<std::uint8_t>(direction), time_s, to, 0};
      plain[count] = 65536.0 * probability;
      favoured[count] = probability * weight(cell, to, static_cast<double>(time_s));
      sum += favoured[count++];
    });
    if (count == 0) continue;
    for (std::size_t m = 0; m < count; ++m) favoured[m] *= 65536.0 / sum;
    const std::array<std::int32_t, 16> parts = rounded(sum >= least_sum ? favoured : plain, count);
    std::size_t kept = 0;
    for (std::size_t m = 0; m < count; ++m) {
      if (parts[m] == 0) continue;
      found[kept] = found[m];
      found[kept++].parts = static_cast<std::uint32_t>(parts[m]);
    }
    write_row(tilted.logit, static_cast<std::size_t>(cell), std::span(found.data(), kept));
  }
  return tilted;
}

void compile_rare_leaks(World& world, int threads) {
  std::vector<TableTask> tasks;
  for (std::size_t k = 0; k < world.crossers.size(); ++k) {
    const auto& spec = world.scenario.crossers[k].rare_leaks;
    if (!spec) continue;
    CrosserPlan& crosser = world.crossers[k];
    RareLeaks& rare = crosser.rare_leaks.emplace();
    rare.plain_share = spec->plain_share;
    for (const AlikeSet& set : sets_alike(world, crosser)) {
      tasks.push_back({&crosser, rare.tilted.size(), 0.0});
      rare.tilted.push_back({set.under, {}});
    }
  }
  for_each_index(threads, static_cast<std::int64_t>(tasks.size()), [&](std::int64_t i) {
    TableTask& task = tasks[static_cast<std::size_t>(i)];
    const auto begin = Clock::now();
    TiltedRoute& tilted = task.crosser->rare_leaks->tilted[task.set];
    tilted.field = tilted_under(world, *task.crosser, first_configuration(tilted.under));
    task.took_s = std::chrono::duration<double>(Clock::now() - begin).count();
  });
  for (const TableTask& task : tasks) task.crosser->route_compile_s += task.took_s;
}

}  // namespace panj
