#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/geometry.h"
#include "scenario/scenario.h"
#include "world/daylight.h"

namespace panj {

/// What changes an asset's sensor from one replication, hour or group to another.
struct SensorConditions {
  std::vector<Factors> by_weather;  ///< per state of the scenario's weather; empty: 1 in all
  bool follows_visibility = false;  ///< of the replication, where the scenario states one
  std::array<Factors, 3> by_light;  ///< per Light
  bool light_matters = false;       ///< are not all of them 1?
  std::vector<TimeSpan> shifts;     ///< of a post or line; empty: always on
  std::optional<Outage> outage;
  GlimpseTable glimpse_table;  ///< of a glimpse law
};

/// Largest range factor that a sensor may meet, whatever weather, light and class.
double largest_range_factor(const Scenario& scenario, const SensorSpec& sensor);

/// Factors on a sensor's nuisance alarms, per state of the scenario's weather; empty: 1 in all.
std::vector<double> nuisance_by_weather(const Scenario& scenario, const SensorSpec& sensor);

/// Conditions of an asset with this sensor; \return empty where nothing ever changes what it sees.
std::optional<SensorConditions> conditions_of(const Scenario& scenario, const SensorSpec& sensor,
                                              const std::vector<TimeSpan>& shifts,
                                              const std::optional<Outage>& outage);

}  // namespace panj
