#pragma once

#include <string>

#include "support/busy_scenario.h"

namespace panj::test {

/// The busy scenario where every table of a tally has something in it: probes that reach sites, classes that
/// decide by the configuration, views of the ground, false alarms, pursuits.
inline std::string everything_at_once() {
  BusyScenario busy = busy_response();
  busy.crossers[0] += R"(risk = { beta_s = 5400.0 }
turn_back = { probability = 0.7, notice_range_m = 500.0 }
)";
  std::string& trader = busy.crossers[1];
  trader.replace(trader.find("\"least_cost\""), 12,
                 "{ perceived = { sigma = 0.4, correlation_km = 2.0, draws = 4 } }");
  trader += "after_patrol = { range_m = 1500.0, patience_min = 60.0 }\nmax_duration_h = 2.5\n";
  busy.crossers.emplace_back(R"([[crosser]]
name = "raider"
attempts = { probes = 3, per_period = 0.02 }
group_size = 4.0
origin = "edge"
destination = { sites = ["camp"] }
route = "least_cost"
movement = { tobler = {} }
)");
  busy.tail += "control_variates = true\n";
  return busy.text();
}

}  // namespace panj::test
