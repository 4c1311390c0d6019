#include "world/attempts_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "scenario/toml_writer.h"

namespace panj {

namespace {

template <class Spec>
void sort_by_name(std::vector<Spec>& list) {
  std::sort(list.begin(), list.end(), [](const Spec& a, const Spec& b) { return a.name < b.name; });
}

/// Puts "input n" in the place of a path. \param inputs the paths so far.
void number(std::string& path, std::vector<std::string>& inputs) {
  if (path.empty()) return;
  auto found = std::find(inputs.begin(), inputs.end(), path);
  if (found == inputs.end()) found = inputs.insert(inputs.end(), path);
  path = fmt::format("input {}", found - inputs.begin() + 1);
}

/// The ground, as far as crossers go over it: sight lines and segments leave their ways as they are.
FrontierSpec ground_of(const Scenario& scenario, std::vector<std::string>& inputs) {
  FrontierSpec ground = scenario.frontier;
  const FrontierSpec plain;
  ground.sight = plain.sight;
  ground.segment_m = plain.segment_m;
  if (auto* raster = std::get_if<RasterSurface>(&ground.elevation)) number(raster->path, inputs);
  if (auto* modelled = std::get_if<ModelledSurface>(&ground.elevation)) number(modelled->base_path, inputs);
  number(ground.line_path, inputs);
  if (ground.land_cover) number(ground.land_cover->path, inputs);
  if (!ground.snow) return ground;
  const auto goes = [&scenario](bool by_vehicle) {
    return std::any_of(scenario.crossers.begin(), scenario.crossers.end(), [&](const CrosserSpec& crosser) {
      return (crosser.movement.kind == MovementLaw::Kind::vehicle) == by_vehicle;
    });
  };
  if (!goes(true)) ground.snow->vehicle_factor = 1.0;
  if (!goes(false)) ground.snow->foot_factor = 1.0;
  return ground;
}

std::vector<ObstacleSpec> obstacles_of(const Scenario& scenario, std::vector<std::string>& inputs) {
  std::vector<ObstacleSpec> obstacles = scenario.obstacles;
  sort_by_name(obstacles);
  for (ObstacleSpec& obstacle : obstacles) {
    obstacle.patrols = false;
    std::sort(obstacle.crossers.begin(), obstacle.crossers.end());
    number(obstacle.line_path, inputs);
    number(obstacle.area_path, inputs);
  }
  return obstacles;
}

/// The classes with all that their groups are and do: also how they look to sensors and whether they comply.
std::vector<CrosserSpec> crossers_of(const Scenario& scenario, std::vector<std::string>& inputs) {
  std::vector<CrosserSpec> crossers = scenario.crossers;
  sort_by_name(crossers);
  for (CrosserSpec& crosser : crossers) {
    crosser.title.clear();
    number(crosser.movement.roads_path, inputs);
    if (auto* raster = std::get_if<RasterOrigin>(&crosser.origin)) number(raster->path, inputs);
    if (auto* places = std::get_if<PlacesDestination>(&crosser.destination)) number(places->path, inputs);
    if (auto* roads = std::get_if<RoadsDestination>(&crosser.destination)) number(roads->path, inputs);
    if (auto* to = std::get_if<SitesDestination>(&crosser.destination))
      std::sort(to->sites.begin(), to->sites.end());
  }
  return crossers;
}

/// Places and radii of the sites that a class makes for.
std::vector<SiteSpec> sites_made_for(const Scenario& scenario) {
  std::set<std::string> names;
  for (const CrosserSpec& crosser : scenario.crossers) {
    if (const auto* to = std::get_if<SitesDestination>(&crosser.destination))
      names.insert(to->sites.begin(), to->sites.end());
  }
  std::vector<SiteSpec> sites;
  for (const SiteSpec& site : scenario.sites) {
    if (!names.contains(site.name)) continue;
    sites.push_back(site);
    sites.back().title.clear();
    sites.back().kind.clear();
  }
  sort_by_name(sites);
  return sites;
}

/// The lines of the tables named, without those that all scenarios have.
std::string tables_of(const std::string& toml) {
  std::istringstream lines(toml);
  std::string text;
  std::string table;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) table = line;
    const bool kept =
        table == "[frontier]" || table == "[[obstacle]]" || table == "[[crosser]]" || table == "[[site]]";
    const bool clock =
        table == "[scenario]" && (line.starts_with("seed = ") || line.starts_with("period_h = "));
    if (kept || clock) text += line + '\n';
  }
  return text;
}

}  // namespace

AttemptsRecord attempts_record(const Scenario& scenario) {
  AttemptsRecord record;
  Scenario bare;
  bare.seed = scenario.seed;
  bare.period_s = scenario.period_s;
  bare.frontier = ground_of(scenario, record.inputs);
  bare.obstacles = obstacles_of(scenario, record.inputs);
  bare.crossers = crossers_of(scenario, record.inputs);
  bare.sites = sites_made_for(scenario);
  record.text = tables_of(to_toml(std::move(bare), "."));
  if (scenario.sampling.latin_hypercube)
    record.text += fmt::format("latin_hypercube over {}\n", scenario.sampling.batch);
  return record;
}

}  // namespace panj
