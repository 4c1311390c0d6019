#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "scenario/scenario.h"

namespace panj {

/// Most configurations that one scenario can hold: an asset's configurations are the bits of one 64-bit word.
constexpr std::size_t most_configurations = 64;
/// Most cells of a scenario's ground: about 100 bytes a cell are in use while a world is compiled.
constexpr double most_cells = 100e6;
/// Most obstacles of a scenario: those that a step cuts are the bits of one 64-bit word.
constexpr std::size_t most_obstacles = 64;
/// Most protected sites: each has a histogram in every configuration and thread.
constexpr std::size_t most_sites = 100;
/// Most attempts (expected) of a whole run: the tallies hold the squares of what a replication counts.
constexpr double most_attempts = 1e12;

/// Faults that show only between keys or between tables: names used twice or unknown, sensors that don't
/// exist, configurations without assets, circular `extends`, more attempts or cells than can be counted, ...
/// `read_scenario` has done it already.
void validate(const Scenario& scenario, Problems& problems);

// Its parts.
void validate_names(const Scenario& scenario, Problems& problems);
void validate_configurations(const Scenario& scenario, Problems& problems);
void validate_frontier(const Scenario& scenario, Problems& problems);
void validate_crossers(const Scenario& scenario, Problems& problems);
/// What a class decides by itself: perceived costs, risk, watching, turning back.
void validate_decisions(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems);
/// A class whose ways are weighed.
void validate_rare_leaks(const CrosserSpec& crosser, Problems& problems);
/// Control variates where there is nothing to control by.
void validate_control_variates(const Scenario& scenario, Problems& problems);
void validate_assets(const Scenario& scenario, Problems& problems);
void validate_ground(const Scenario& scenario, Problems& problems);
void validate_sites(const Scenario& scenario, Problems& problems);
void validate_patrol(const Scenario& scenario, const PatrolSpec& patrol, Problems& problems);
void validate_drone(const Scenario& scenario, const DroneSpec& drone, Problems& problems);
/// Laws, factors, weather, daylight, line sensors and who may carry what.
void validate_sensors(const Scenario& scenario, Problems& problems);
/// Shifts in the order of time that do not overlap.
void validate_shifts(const std::vector<TimeSpan>& shifts, const KeyPlaces& at, Problems& problems);

void validate_response(const Scenario& scenario, Problems& problems);
/// Factors on the success of contacts.
void validate_contact(const Scenario& scenario, Problems& problems);
/// How batches and replications go together.
void validate_sampling(const Scenario& scenario, Problems& problems);

/// A distribution whose parameters contradict each other.
void validate_distribution(const Distribution& distribution, const KeyPlaces& at, std::string_view key,
                           Problems& problems);
/// Longitude and latitude on a plane that has no place on Earth.
void validate_place(const Place& place, const Scenario& scenario, const KeyPlaces& at, std::string_view key,
                    Problems& problems);

/// Names of the assets that a configuration holds after `extends` and `without`, in the scenario's order.
std::vector<std::string> assets_of(const Scenario& scenario, const ConfigurationSpec& configuration);

}  // namespace panj
