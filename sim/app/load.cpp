#include "app/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

#include "base/units.h"
#include "results/text_columns.h"
#include "scenario/arrivals.h"
#include "tally/precision_goal.h"
#include "world/compile.h"
#include "world/effort.h"

namespace panj {

namespace {

std::size_t memory_bytes(const World& world) {
  std::size_t bytes = static_cast<std::size_t>(world.elevation_m.size()) * sizeof(double);
  bytes += static_cast<std::size_t>(world.frontier.side.size()) * (sizeof(std::uint8_t) + 2 * sizeof(float));
  for (const Coverage& layer : world.coverage) bytes += layer.bytes();
  for (const WatchPoint& point : world.watch_points) bytes += point.windows.size() * sizeof(WatchWindow);
  for (const CellTraits& traits : world.traits) bytes += traits.bytes();
  bytes += world.line_cells.bytes();
  for (const TeamPlan& team : world.teams) bytes += team.travel_s.size() * sizeof(float);
  for (const CrosserPlan& crosser : world.crossers) bytes += crosser.route_bytes();
  for (const Lookout& lookout : world.lookouts) bytes += lookout.spans.bytes();
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

/// How much longer than the least time the paths of a class's drawn or shunning routes take.
std::string spread_of_excess(const CrosserPlan& crosser) {
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  double sum = 0.0;
  std::size_t fields = 0;
  for (const RouteSet& set : crosser.choices) {
    for (const RouteField& field : set.draws) {
      least = std::min(least, field.mean_excess);
      most = std::max(most, field.mean_excess);
      sum += field.mean_excess;
      ++fields;
    }
  }
  if (fields == 1) return fmt::format("paths {:.2g} % over the least time", 100.0 * most);
  return fmt::format("paths {:.2g} to {:.2g} % over the least time, {:.2g} % on average", 100.0 * least,
                     100.0 * most, 100.0 * sum / static_cast<double>(fields));
}

std::string counted(std::int64_t number, std::string_view thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

/// Route tables of a class: how many, and what they take.
std::string route_line(const CrosserPlan& crosser) {
  if (crosser.straight) return "";
  std::string text = fmt::format("{:<14}{}: ", "routes", crosser.name);
  if (crosser.choices.empty()) {
    text += "1 table";
  } else {
    const std::size_t tables = crosser.choices.size() * crosser.draws();
    text += fmt::format("{} {}", tables, tables == 1 ? "table" : "tables");
    if (crosser.draws() > 1) text += fmt::format(", {} views of the ground", crosser.draws());
    if (crosser.choices.size() > 1) text += fmt::format(", {} sets of known hazards", crosser.choices.size());
    text += ", " + spread_of_excess(crosser);
  }
  if (crosser.rare_leaks)
    text += fmt::format(", {} in favour of ways past the posts",
                        counted(static_cast<std::int64_t>(crosser.rare_leaks->tilted.size()), "table"));
  return text + fmt::format(", {:.1f} MB, compiled in {:.2f} s\n",
                            static_cast<double>(crosser.route_bytes()) / 1e6, crosser.route_compile_s);
}

std::string crosser_lines(const World& world) {
  std::string text;
  for (const CrosserPlan& crosser : world.crossers) {
    const AttemptsPerPeriod& attempts = crosser.attempts;
    const bool fixed = attempts.kind == AttemptsPerPeriod::Kind::fixed && !attempts.waves;
    text += fmt::format("{:<14}{}: {}{:.6g} attempts a period", "crosser", crosser.name,
                        fixed ? "" : "on average ", honest_per_period(attempts));
    if (is_probe(crosser)) text += fmt::format(", sampled by {:.6g} probes", attempts.number);
    if (crosser.rare_leaks)
      text += fmt::format(" with weights ({} as they come)",
                          fmt::format("{:.3g} %", 100.0 * crosser.rare_leaks->plain_share));
    if (crosser.route.kind == RouteField::Kind::logit) {
      text += fmt::format(", logit with theta {:.4g} s (paths {:.2g} % over the least time)",
                          crosser.route.theta_s, 100.0 * crosser.route.mean_excess);
    }
    text += '\n' + route_line(crosser);
  }
  return text;
}

std::string configuration_lines(const World& world) {
  std::string text;
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    std::int64_t posts = 0;
    std::int64_t patrol_teams = 0;
    std::int64_t drones = 0;
    std::int64_t lines = 0;
    std::int64_t response_teams = 0;
    for (const Asset& asset : world.assets) {
      if ((asset.held_by >> c & 1U) == 0) continue;
      if (asset.kind == Asset::Kind::post) ++posts;
      if (asset.kind == Asset::Kind::drone) ++drones;
      if (asset.kind == Asset::Kind::line) ++lines;
      if (asset.kind == Asset::Kind::patrol) patrol_teams += world.patrols[asset.plan].teams;
    }
    for (const TeamPlan& team : world.teams) {
      if ((team.held_by >> c & 1U) != 0) response_teams += team.number;
    }
    const std::optional<double> effort = effort_of(world, c);
    text += fmt::format(
        "{:<14}{}: {}, {}, {}{}{}, {}\n", "configuration", world.configurations[c], counted(posts, "post"),
        counted(patrol_teams, "patrol team"), drones == 0 ? "" : counted(drones, "drone station") + ", ",
        lines == 0 ? "" : counted(lines, "line sensor") + ", ", counted(response_teams, "response team"),
        effort ? fmt::format("{:.6g} person-hours a day", *effort) : "effort not stated");
  }
  return text;
}

std::string site_lines(const World& world) {
  std::string text;
  for (const SitePlan& site : world.sites)
    text += fmt::format("{:<14}{}: {:.6g} m around x = {:.3f}, y = {:.3f} km, {} cells\n", "site", site.name,
                        site.radius_m, site.centre_m.x() / metres_per_km, site.centre_m.y() / metres_per_km,
                        site.cells.size());
  return text;
}

void check_batches(const SamplingSpec& sampling, Problems& problems) {
  const std::int64_t batches = (sampling.replications + sampling.batch - 1) / sampling.batch;
  if (batches <= most_batches) return;
  problems.add(sampling.at.problem(
      "batch", std::to_string(sampling.batch),
      fmt::format("{} replications would be {} batches, the most are {}", sampling.replications, batches,
                  most_batches),
      fmt::format("write batch = {} or more", (sampling.replications + most_batches - 1) / most_batches)));
}

/// Throws what was found; where an option of its own stands for a setting, as -n does, under its name.
void throw_if_any(const Problems& found, const std::vector<Override>& overrides) {
  Problems problems;
  for (Problem problem : found.list()) {
    for (std::size_t i = 0; i < overrides.size(); ++i)
      if (!overrides[i].option.empty() && problem.place.file == fmt::format("--set {}", i + 1))
        problem.place.file = overrides[i].option;
    problems.add(std::move(problem));
  }
  problems.throw_if_any();
}

std::string goal_line(const SamplingSpec& sampling) {
  std::string text;
  for (const std::string& goal : sampling.precision)
    text += fmt::format("{:<14}{}{}\n", "", text.empty() ? "until " : "and   ", goal);
  return text;
}

/// Every line in the page's width: what is too long goes on under what stands behind its label.
std::string laid_out(const std::string& text, std::size_t width) {
  constexpr std::size_t label = 14;
  constexpr std::size_t least = 40;
  std::istringstream stream(text);
  std::string lines;
  for (std::string line; std::getline(stream, line);) {
    if (width_of(line) <= width) {
      lines += line + "\n";
      continue;
    }
    std::istringstream body(wrapped(line.substr(label), std::max(width, label + least) - label));
    std::string before = line.substr(0, label);
    for (std::string part; std::getline(body, part); before.assign(label, ' ')) lines += before + part + "\n";
  }
  return lines;
}

/// What each configuration takes, as bars of one scale; "" where one does not state it, or there is but one.
std::string effort_bars(const World& world, std::size_t width) {
  constexpr std::size_t most_cells = 40;
  Columns columns(3);
  std::vector<double> efforts;
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    const std::optional<double> effort = effort_of(world, c);
    if (!effort) return "";
    efforts.push_back(*effort);
    columns[0].push_back(world.configurations[c]);
    columns[1].push_back(with_commas(std::llround(*effort)));
  }
  const double whole = *std::max_element(efforts.begin(), efforts.end());
  if (efforts.size() < 2 || whole <= 0.0) return "";
  const std::vector<std::size_t> widths = widths_of({columns[0], columns[1]});
  const std::size_t taken = widths[0] + widths[1] + 2 * gap.size();
  const std::size_t cells = std::clamp<std::size_t>(width > taken ? width - taken : 0, 10, most_cells);
  for (const double effort : efforts) {
    Estimate exact = no_estimate();
    exact.value = exact.low = exact.high = effort;
    columns[2].push_back(bar(exact, whole, cells));
  }
  return "\nperson-hours a day\n" + lines_of(columns, widths_of(columns));
}

}  // namespace

Scenario load_scenario(const std::string& path, const std::vector<Override>& overrides) {
  Problems problems;
  Scenario scenario = read_scenario(path, overrides, problems);
  check_batches(scenario.sampling, problems);
  read_goals(scenario, problems);  // they name measures, which the scenario's own checks do not know
  throw_if_any(problems, overrides);
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

std::string describe_world(const World& world, const Page& page) {
  std::string text = fmt::format("{:<14}{}", "scenario", world.scenario.name);
  if (!world.scenario.title.empty()) text += ": " + world.scenario.title;
  text += '\n' + ground_lines(world) + crosser_lines(world) + site_lines(world) + configuration_lines(world);
  text += fmt::format("{:<14}{} replications of {:.6g} h in batches of {}{}, seed {}\n", "sampling",
                      world.scenario.sampling.replications, world.scenario.period_s / seconds_per_hour,
                      world.scenario.sampling.batch, world.hypercube.none() ? "" : ", each a Latin hypercube",
                      world.scenario.seed);
  text += goal_line(world.scenario.sampling);
  text += fmt::format("{:<14}{:.1f} MB compiled\n", "memory", static_cast<double>(memory_bytes(world)) / 1e6);
  return laid_out(text, page.width) + (page.bars ? effort_bars(world, page.width) : "");
}

}  // namespace panj
