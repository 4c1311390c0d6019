#include "world/route_choice.h"

#include <chrono>
#include <cmath>
#include <map>

#include "parallel/for_each_batch.h"
#include "world/gaussian_field.h"
#include "world/route_risk.h"
#include "world/route_sweep.h"

namespace panj {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Configurations that let a class know of the same hazards, and how these stretch costs.
struct KnownSet {
  ConfigurationMask under = 0;
  std::vector<std::uint16_t> assets;
  Layer<float> factor;  ///< 1 + beta gamma; empty: none
};

/// A class with routes to choose.
struct Choosing {
  const RouteGround* ground = nullptr;
  const CrosserSpec* spec = nullptr;
  CrosserPlan* plan = nullptr;
  std::vector<KnownSet> sets;

  const PerceivedRoute* perceived() const { return std::get_if<PerceivedRoute>(&spec->route); }
  bool shuns() const { return spec->risk && spec->risk->beta_s > 0.0; }
};

std::vector<KnownSet> known_sets(const World& world, const Choosing& choosing) {
  const std::size_t configurations = world.configurations.size();
  if (!choosing.shuns()) return {{~ConfigurationMask{0}, {}, {}}};
  const std::vector<std::uint16_t> known = known_assets(world, *choosing.plan);
  std::map<std::vector<std::uint16_t>, ConfigurationMask> sets;
  for (std::size_t c = 0; c < configurations; ++c) {
    std::vector<std::uint16_t> held;
    for (const std::uint16_t asset : known)
      if ((world.assets[asset].held_by >> c & 1U) != 0) held.push_back(asset);
    sets[held] |= ConfigurationMask{1} << c;
  }
  std::vector<KnownSet> result;
  for (const auto& [assets, under] : sets) result.push_back({under, assets, {}});
  return result;
}

/// One field to be computed.
struct FieldTask {
  std::size_t choosing = 0;
  std::size_t set = 0;
  std::size_t draw = 0;
  double took_s = 0.0;
};

/// Mean over the starts of the time of a field's paths over the least time, less 1.
double excess_over(const RouteField& field, const std::vector<float>& least_s,
                   std::span<const CellId> starts) {
  const bool is_tree = field.kind == RouteField::Kind::tree;
  const std::vector<double> expected_s = is_tree ? std::vector<double>{} : expected_time_s(field);
  double sum = 0.0;
  int counted = 0;
  for (const CellId start : starts) {
    const auto s = static_cast<std::size_t>(start);
    const auto least = static_cast<double>(least_s[s]);
    if (!(least > 0.0) || !std::isfinite(least)) continue;
    double time_s = is_tree ? 0.0 : expected_s[s];
    for (CellId at = start; is_tree && !is_destination(field, at);) {
      const Step step = next_tree_step(field, at);
      time_s += static_cast<double>(step.time_s);
      at = step.to;
    }
    sum += time_s / least - 1.0;
    ++counted;
  }
  return counted > 0 ? sum / counted : 0.0;
}

/// Standing where one is seen costs as going there does.
MoveTable<double> shunned_tolls(const MoveTable<double>& tolls_s, const Layer<float>& factor) {
  const Grid& grid = tolls_s.grid();
  MoveTable<double> shunned(grid);
  tolls_s.for_each([&](CellId cell, int direction, double toll_s) {
    if (toll_s == 0.0) return;
    const Move move = moves[static_cast<std::size_t>(direction)];
    const CellId to = cell + move.row * grid.columns + move.column;
    const auto mean =
        0.5 * (static_cast<double>(factor.data()[cell]) + static_cast<double>(factor.data()[to]));
    shunned.set(cell, to, direction, toll_s * mean);
  });
  return shunned;
}

RouteField field_of(const Choosing& choosing, std::size_t set, std::size_t draw) {
  const Ground ground = choosing.ground->going->ground();
  const CrosserPlan& plan = *choosing.plan;
  const Layer<float>& shunned = choosing.sets[set].factor;
  Layer<float> friction = Layer<float>::Ones(ground.grid.rows, ground.grid.columns);
  if (ground.friction != nullptr) friction = *ground.friction;
  if (shunned.size() > 0) friction *= shunned;
  if (const PerceivedRoute* perceived = choosing.perceived()) {
    const auto sigma = static_cast<float>(perceived->sigma);
    const Address noise{plan.key, Purpose::perceived_cost, static_cast<std::uint32_t>(draw), 0};
    const Layer<float> field = gaussian_field(ground.grid, perceived->correlation_m, noise);
    friction *= (sigma * field - 0.5F * sigma * sigma).exp();
  }
  Ground cost = ground;
  cost.friction = &friction;
  MoveTable<double> tolls_s;
  if (shunned.size() > 0 && ground.tolls_s != nullptr) {
    tolls_s = shunned_tolls(*ground.tolls_s, shunned);
    cost.tolls_s = &tolls_s;
  }
  const std::vector<CellId>& destination = choosing.ground->destination;
  RouteField field = plan.route.kind == RouteField::Kind::logit
                         ? logit_field(ground, destination, plan.route.theta_s, &cost)
                         : tree_field(ground, destination, &cost);
  field.mean_excess = excess_over(field, plan.route.time_to_go_s, choosing.ground->starts);
  return field;
}

std::vector<Choosing> choosing_classes(World& world, std::span<const RouteGround> grounds) {
  std::vector<Choosing> classes;
  for (const RouteGround& ground : grounds) {
    Choosing choosing{&ground, &world.scenario.crossers[ground.crosser], &world.crossers[ground.crosser], {}};
    if (choosing.perceived() == nullptr && !choosing.shuns()) continue;
    choosing.sets = known_sets(world, choosing);
    classes.push_back(std::move(choosing));
  }
  return classes;
}

void find_rates(const World& world, std::vector<Choosing>& classes, int threads) {
  std::vector<std::pair<Choosing*, KnownSet*>> jobs;
  for (Choosing& choosing : classes)
    for (KnownSet& set : choosing.sets)
      if (!set.assets.empty()) jobs.emplace_back(&choosing, &set);
  for_each_index(threads, static_cast<std::int64_t>(jobs.size()), [&](std::int64_t i) {
    const auto& [choosing, set] = jobs[static_cast<std::size_t>(i)];
    const RiskSpec& risk = *choosing->spec->risk;
    set->factor = 1.0F + static_cast<float>(risk.beta_s) *
                             known_rate_per_s(world, *choosing->plan, set->assets, risk.certain_rate_per_s);
  });
}

}  // namespace

void compile_choices(World& world, std::span<const RouteGround> grounds, int threads) {
  std::vector<Choosing> classes = choosing_classes(world, grounds);
  find_rates(world, classes, threads);
  std::vector<FieldTask> tasks;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const PerceivedRoute* perceived = classes[k].perceived();
    const auto draws = static_cast<std::size_t>(perceived != nullptr ? perceived->draws : 1);
    for (std::size_t s = 0; s < classes[k].sets.size(); ++s) {
      classes[k].plan->choices.push_back({classes[k].sets[s].under, std::vector<RouteField>(draws)});
      for (std::size_t draw = 0; draw < draws; ++draw) tasks.push_back({k, s, draw, 0.0});
    }
  }
  for_each_index(threads, static_cast<std::int64_t>(tasks.size()), [&](std::int64_t i) {
    FieldTask& task = tasks[static_cast<std::size_t>(i)];
    const auto begin = Clock::now();
    const Choosing& choosing = classes[task.choosing];
    RouteField& field = choosing.plan->choices[task.set].draws[task.draw];
    field = field_of(choosing, task.set, task.draw);
    // Walks don't ask for it, and draws may be many; sweep_ways does, and drops it then.
    if (choosing.perceived() != nullptr && !world.scenario.sampling.control_variates)
      field.time_to_go_s = std::vector<float>();
    task.took_s = seconds_since(begin);
  });
  for (const FieldTask& task : tasks) classes[task.choosing].plan->route_compile_s += task.took_s;
  for (const Choosing& choosing : classes) {
    RouteField& by_time = choosing.plan->route;
    by_time.tree = decltype(by_time.tree)();
    by_time.logit = decltype(by_time.logit)();
    by_time.time_to_go_s = std::vector<float>();
  }
}

const RouteField& CrosserPlan::route_under(std::size_t configuration, std::size_t draw) const {
  for (const RouteSet& set : choices)
    if ((set.under >> configuration & 1U) != 0) return set.draws[draw];
  return route;
}

std::size_t CrosserPlan::route_bytes() const {
  std::size_t bytes = route.bytes();
  for (const RouteSet& set : choices)
    for (const RouteField& field : set.draws) bytes += field.bytes();
  if (rare_leaks)
    for (const TiltedRoute& tilted : rare_leaks->tilted) bytes += tilted.field.bytes();
  if (swept) bytes += swept->bytes();
  return bytes;
}

}  // namespace panj
