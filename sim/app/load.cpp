#include "app/load.h"

#include <fmt/format.h>

#include <bit>

#include "base/units.h"
#include "world/compile.h"

namespace panj {

namespace {

std::size_t memory_bytes(const World& world) {
  std::size_t bytes = static_cast<std::size_t>(world.elevation_m.size()) * sizeof(double);
  bytes += static_cast<std::size_t>(world.frontier.side.size()) * (sizeof(std::uint8_t) + 2 * sizeof(float));
  for (const Coverage& layer : world.coverage) bytes += layer.posts.bytes() + layer.patrols.bytes();
  bytes += world.line_cells.bytes();
  for (const TeamPlan& team : world.teams) bytes += team.travel_s.size() * sizeof(float);
  for (const CrosserPlan& crosser : world.crossers) bytes += crosser.route.bytes();
  for (const PatrolPlan& patrol : world.patrols) {
    for (const PatrolCycle& cycle : patrol.cycles) bytes += cycle.pieces.size() * sizeof(PatrolPiece);
  }
  return bytes;
}

std::string ground_lines(const World& world) {
  const Eigen::Vector2d size_km =
      Eigen::Vector2d(world.grid.columns, world.grid.rows) * world.grid.cell_size_m / metres_per_km;
  std::string text =
      fmt::format("{:<14}{} x {} cells of {:.6g} m ({:.6g} x {:.6g} km), elevation {:.0f} to {:.0f} m\n",
                  "ground", world.grid.columns, world.grid.rows, world.grid.cell_size_m, size_km.x(),
                  size_km.y(), world.elevation_m.minCoeff(), world.elevation_m.maxCoeff());
  text += fmt::format("{:<14}{:.1f} km in {} segments\n", "border",
                      world.frontier.line.length_m() / metres_per_km, world.frontier.segments);
  return text;
}

std::string crosser_lines(const World& world) {
  std::string text;
  for (const CrosserPlan& crosser : world.crossers) {
    const bool fixed = crosser.attempts.kind == AttemptsPerPeriod::Kind::fixed;
    text += fmt::format("{:<14}{}: {}{:.6g} attempts a period", "crosser", crosser.name,
                        fixed ? "" : "on average ", crosser.attempts.number);
    if (crosser.route.kind == RouteField::Kind::logit) {
      text += fmt::format(", logit with theta {:.4g} s (paths {:.2g} % over the least time)",
                          crosser.route.theta_s, 100.0 * crosser.route.mean_excess);
    }
    text += '\n';
  }
  return text;
}

std::string configuration_lines(const World& world) {
  std::string text;
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    std::size_t posts = 0;
    std::int64_t patrol_teams = 0;
    std::size_t lines = 0;
    std::int64_t response_teams = 0;
    for (const Asset& asset : world.assets) {
      if ((asset.held_by >> c & 1U) == 0) continue;
      if (asset.kind == Asset::Kind::post) ++posts;
      if (asset.kind == Asset::Kind::line) ++lines;
      if (asset.kind == Asset::Kind::patrol) patrol_teams += world.patrols[asset.plan].teams;
    }
    for (const TeamPlan& team : world.teams) {
      if ((team.held_by >> c & 1U) != 0) response_teams += team.number;
    }
    text += fmt::format("{:<14}{}: {} posts, {} patrol teams, {}{} response teams\n", "configuration",
                        world.configurations[c], posts, patrol_teams,
                        lines == 0 ? "" : fmt::format("{} line sensors, ", lines), response_teams);
  }
  return text;
}

/// A run keeps the sums of every batch (some kB each) until its end, and its file holds them.
void check_batches(const SamplingSpec& sampling, Problems& problems) {
  constexpr std::int64_t most_batches = 100'000;
  const std::int64_t batches = (sampling.replications + sampling.batch - 1) / sampling.batch;
  if (batches <= most_batches) return;
  problems.add(sampling.at.problem(
      "batch", std::to_string(sampling.batch),
      fmt::format("{} replications would be {} batches, the most are {}", sampling.replications, batches,
                  most_batches),
      fmt::format("write batch = {} or more", (sampling.replications + most_batches - 1) / most_batches)));
}

}  // namespace

Scenario load_scenario(const std::string& path, const std::vector<Override>& overrides) {
  Problems problems;
  Scenario scenario = read_scenario(path, overrides, problems);
  check_batches(scenario.sampling, problems);
  problems.throw_if_any();
  return scenario;
}

World compile_world(Scenario scenario, int threads) {
  Problems problems;
  World world = compile(std::move(scenario), threads, problems);
  problems.throw_if_any();
  return world;
}

World load_world(const std::string& path, const std::vector<Override>& overrides, int threads) {
  return compile_world(load_scenario(path, overrides), threads);
}

std::string describe_world(const World& world) {
  std::string text = fmt::format("{:<14}{}", "scenario", world.scenario.name);
  if (!world.scenario.title.empty()) text += ": " + world.scenario.title;
  text += '\n' + ground_lines(world) + crosser_lines(world) + configuration_lines(world);
  text += fmt::format("{:<14}{} replications of {:.6g} h in batches of {}, seed {}\n", "sampling",
                      world.scenario.sampling.replications, world.scenario.period_s / seconds_per_hour,
                      world.scenario.sampling.batch, world.scenario.seed);
  text += fmt::format("{:<14}{:.1f} MB compiled\n", "memory", static_cast<double>(memory_bytes(world)) / 1e6);
  return text;
}

}  // namespace panj
