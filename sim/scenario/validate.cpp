#include "scenario/validate.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "scenario/spelling.h"
#include "scenario/toml_document.h"
#include "scenario/unit.h"

namespace panj {

namespace {

std::string meant(const std::string& name, const std::vector<std::string>& known, const Problems& problems,
                  const std::string& none) {
  if (known.empty()) return none;
  const std::string near = problems.size() < enough_problems ? nearest(name, known) : "";
  if (!near.empty()) return "did you mean " + in_quotes(near) + "?";
  const bool few = known.size() <= 12;
  return few ? "known are " + listed(known) : "see the names of the other tables";
}

// Each name once among the tables given to one of these.
class Names {
 public:
  explicit Names(Problems& problems) : problems_(problems) {}

  void add(const std::string& name, const KeyPlaces& at) {
    if (name.empty()) return;  // missing or malformed: has been said
    const auto [first, is_new] = first_.emplace(name, &at);
    if (is_new) return;
    const SourcePlace& place = first->second->table;
    problems_.add(at.problem("name", in_quotes(name),
                             "the " + first->second->label.substr(0, first->second->label.find(' ')) +
                                 " in line " + std::to_string(place.line) + " has this name already",
                             "give each its own name"));
  }

 private:
  std::map<std::string, const KeyPlaces*> first_;
  Problems& problems_;
};

std::vector<std::string> asset_names(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const PostSpec& post : scenario.posts) names.push_back(post.name);
  for (const PatrolSpec& patrol : scenario.patrols) names.push_back(patrol.name);
  for (const DroneSpec& drone : scenario.drones) names.push_back(drone.name);
  for (const LineSensorSpec& line : scenario.line_sensors) names.push_back(line.name);
  for (const TeamSpec& team : scenario.teams) names.push_back(team.name);
  std::erase(names, std::string());  // a name that is missing or wrong has been told
  return names;
}

// The configuration that one extends: an earlier one; null if there is none.
const ConfigurationSpec* base_of(const Scenario& scenario, const ConfigurationSpec& configuration) {
  if (configuration.extends.empty()) return nullptr;
  for (const ConfigurationSpec& other : scenario.configurations) {
    if (&other == &configuration) return nullptr;
    if (other.name == configuration.extends) return &other;
  }
  return nullptr;
}

std::set<std::string> asset_set(const Scenario& scenario, const ConfigurationSpec& configuration) {
  std::vector<const ConfigurationSpec*> chain;
  for (const ConfigurationSpec* at = &configuration; at != nullptr; at = base_of(scenario, *at))
    chain.push_back(at);
  std::set<std::string> held;
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    for (const std::string& name : (*at)->without) held.erase(name);
    held.insert((*at)->assets.begin(), (*at)->assets.end());
  }
  return held;
}

void validate_configuration(const Scenario& scenario, const ConfigurationSpec& configuration,
                            const std::vector<std::string>& assets, Problems& problems) {
  const KeyPlaces& at = configuration.at;
  const ConfigurationSpec* base = base_of(scenario, configuration);
  if (!configuration.extends.empty() && base == nullptr) {
    const auto& all = scenario.configurations;
    const bool later = std::any_of(all.begin(), all.end(), [&configuration](const ConfigurationSpec& other) {
      return other.name == configuration.extends;
    });
    std::vector<std::string> earlier;
    for (const ConfigurationSpec& other : all) {
      if (&other == &configuration) break;
      earlier.push_back(other.name);
    }
    problems.add(
        at.problem("extends", in_quotes(configuration.extends),
                   later ? "it stands later, or is this one itself" : "no configuration of this name",
                   later ? "put it before this one"
                         : meant(configuration.extends, earlier, problems,
                                 "there is no earlier configuration: leave it out")));
  }
  const std::set<std::string> exact(assets.begin(), assets.end());
  std::set<std::string> listed_once;
  for (const std::string& name : configuration.assets) {
    if (!exact.contains(name))
      problems.add(at.problem(
          "assets", in_quotes(name), "no asset of this name",
          meant(name, assets, problems, "the scenario has no assets: add [[post]], [[patrol]] or [[team]]")));
    else if (!listed_once.insert(name).second)
      problems.add(at.problem("assets", in_quotes(name), "it is listed twice", "remove one of them"));
  }
  const std::set<std::string> held = base == nullptr ? std::set<std::string>{} : asset_set(scenario, *base);
  for (const std::string& name : configuration.without) {
    if (held.contains(name)) continue;
    const std::vector<std::string> known(held.begin(), held.end());
    problems.add(at.problem("without", in_quotes(name),
                            "the configuration that this one extends does not hold it",
                            meant(name, known, problems, "leave it out")));
  }
  const bool meant_empty =
      at.keys.contains("assets") && configuration.assets.empty() && configuration.extends.empty();
  if (asset_set(scenario, configuration).empty() && !meant_empty &&
      (configuration.extends.empty() || base != nullptr))
    problems.add(at.problem("assets", "", "the configuration holds nothing",
                            "list its assets; assets = [] stands for none at all"));
}

}  // namespace

void validate_names(const Scenario& scenario, Problems& problems) {
  Names crossers(problems);
  for (const CrosserSpec& crosser : scenario.crossers) crossers.add(crosser.name, crosser.at);
  Names obstacles(problems);
  for (const ObstacleSpec& obstacle : scenario.obstacles) obstacles.add(obstacle.name, obstacle.at);
  Names sensors(problems);
  for (const SensorSpec& sensor : scenario.sensors) sensors.add(sensor.name, sensor.at);
  Names assets(problems);
  for (const PostSpec& post : scenario.posts) assets.add(post.name, post.at);
  for (const PatrolSpec& patrol : scenario.patrols) assets.add(patrol.name, patrol.at);
  for (const DroneSpec& drone : scenario.drones) assets.add(drone.name, drone.at);
  for (const LineSensorSpec& line : scenario.line_sensors) assets.add(line.name, line.at);
  for (const TeamSpec& team : scenario.teams) assets.add(team.name, team.at);
  Names configurations(problems);
  for (const ConfigurationSpec& configuration : scenario.configurations)
    configurations.add(configuration.name, configuration.at);

  std::vector<std::string> known;
  for (const SensorSpec& sensor : scenario.sensors) known.push_back(sensor.name);
  const std::set<std::string> exact(known.begin(), known.end());
  const auto check = [&](const std::string& name, const KeyPlaces& at) {
    if (name.empty() || exact.contains(name)) return;
    problems.add(at.problem("sensor", in_quotes(name), "no sensor of this name",
                            meant(name, known, problems, "add a [[sensor]] of this name")));
  };
  for (const PostSpec& post : scenario.posts) check(post.sensor, post.at);
  for (const PatrolSpec& patrol : scenario.patrols) check(patrol.sensor, patrol.at);
  for (const DroneSpec& drone : scenario.drones) check(drone.sensor, drone.at);
  for (const LineSensorSpec& line : scenario.line_sensors) check(line.sensor, line.at);
}

void validate_configurations(const Scenario& scenario, Problems& problems) {
  const auto& all = scenario.configurations;
  if (all.size() > most_configurations) {
    problems.add(all[most_configurations].at.problem(
        "", "",
        "a scenario holds " + std::to_string(most_configurations) +
            " configurations at the most, this one has " + std::to_string(all.size()),
        "split it into several scenarios: they pair where the attempts agree"));
    return;
  }
  const std::vector<std::string> assets = asset_names(scenario);
  for (const ConfigurationSpec& configuration : all)
    validate_configuration(scenario, configuration, assets, problems);
}

void validate_distribution(const Distribution& distribution, const KeyPlaces& at, std::string_view key,
                           Problems& problems) {
  if (const auto* uniform = std::get_if<Uniform>(&distribution);
      uniform != nullptr && uniform->min > uniform->max)
    problems.add(at.problem(key, "", "min is greater than max", "exchange them"));
  const auto* table = std::get_if<Empirical>(&distribution);
  if (table == nullptr || table->values.empty()) return;
  if (table->values.size() != table->weights.size()) {
    problems.add(at.problem(key, "",
                            std::to_string(table->values.size()) + " values and " +
                                std::to_string(table->weights.size()) + " weights",
                            "give one weight for each value"));
  } else if (std::accumulate(table->weights.begin(), table->weights.end(), 0.0) <= 0.0) {
    problems.add(at.problem(key, "", "all weights are 0", "give one of them a weight"));
  }
}

void validate_place(const Place& place, const Scenario& scenario, const KeyPlaces& at, std::string_view key,
                    Problems& problems) {
  if (place.kind != Place::Kind::lon_lat || scenario.frontier.crs != "local") return;
  problems.add(at.problem(key, "", "a local plane has no longitude and latitude",
                          "state frontier.crs, as in crs = \"EPSG:32642\", or give kilometres (_xy_km)"));
}

std::vector<std::string> assets_of(const Scenario& scenario, const ConfigurationSpec& configuration) {
  const std::set<std::string> held = asset_set(scenario, configuration);
  std::vector<std::string> names = asset_names(scenario);
  std::erase_if(names, [&held](const std::string& name) { return !held.contains(name); });
  return names;
}

void validate(const Scenario& scenario, Problems& problems) {
  validate_names(scenario, problems);
  validate_configurations(scenario, problems);
  validate_frontier(scenario, problems);
  validate_ground(scenario, problems);
  validate_crossers(scenario, problems);
  validate_assets(scenario, problems);
  validate_sites(scenario, problems);
  validate_sensors(scenario, problems);
  validate_response(scenario, problems);
  validate_contact(scenario, problems);
  validate_control_variates(scenario, problems);
  validate_sampling(scenario, problems);
}

}  // namespace panj
