#pragma once

#include "base/error.h"
#include "scenario/scenario.h"

namespace panj {

/// Faults that show only between tables: names used twice or unknown, sensors that don't exist,
/// configurations without assets, circular `extends`, more attempts or cells than can be counted, ...
/// `read_scenario` has done it already.
void validate(const Scenario& scenario, Problems& problems);

/// Names of the assets that a configuration holds after `extends` and `without`, in the scenario's order.
std::vector<std::string> assets_of(const Scenario& scenario, const ConfigurationSpec& configuration);

}  // namespace panj
