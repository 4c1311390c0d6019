#pragma once

#include <string>
#include <vector>

#include "support/samples.h"

namespace panj::test {

/// Cells of the busy scenario: wider ones where programs are slow.
inline std::string busy_cell_size_m() {
  return programs_are_slow() ? "500.0" : "250.0";
}

/// A small scenario with something of everything, in pieces, so that tests can leave out, add and reorder
/// them.
struct BusyScenario {
  std::string head = R"(schema = 1
[scenario]
seed = 41
period_h = 6.0
start = 2025-06-21T17:00:00
[weather]
states = ["clear", "fog"]
probability = [0.7, 0.3]
visibility = { gamma = { shape = 2.0, scale = 0.5 } }
[daylight]
utc_offset_h = 5.0
lon_lat = [69.85, 37.6]
[frontier]
size_km = [12.0, 10.0]
)"
                     "cell_size_m = " +
                     busy_cell_size_m() + R"(
elevation = { ridge = { base_m = 900.0, height_m = 400.0, half_width_m = 3000.0, crest_xy_km = [6.0, 7.0], azimuth_deg = 85.0 } }
line_xy_km = [[0.0, 4.1], [4.0, 3.6], [8.0, 4.4], [12.0, 4.0]]
inner = "left"
segment_km = 2.0
[[sensor]]
name = "observer"
law = { constant_rate = { rate_per_h = 2.0, range_m = 2000.0 } }
height_m = 4.0
[[sensor]]
name = "radar"
law = { inverse_cube = { kh_km3_per_h = 0.05, range_m = 4000.0 } }
height_m = 10.0
[[sensor]]
name = "walking_pair"
law = { definite_range = { range_m = 400.0 } }
height_m = 1.7
[[sensor]]
name = "lookout"
law = { constant_rate = { rate_per_h = 6.0, range_m = 700.0 } }
height_m = 1.7
[[sensor]]
name = "binoculars"
law = { glimpse = { period_s = 240.0, distance_m = [300.0, 2500.0], probability = [0.9, 0.1] } }
height_m = 3.0
weather = { states = ["fog"], range_factor = [0.4] }
light = { range_factor = [1.0, 0.6, 0.3], rate_factor = [1.0, 0.8, 0.5] }
[[sensor]]
name = "seismic"
law = { trip_line = { probability = 0.4 } }
follows_visibility = false
[response]
report_delay_min = { exponential = { mean = 4.0 } }
[[site]]
name = "village"
position_xy_km = [3.0, 8.0]
radius_m = 600.0
[[site]]
name = "camp"
position_xy_km = [6.1, 5.2]
radius_m = 900.0
)";
  std::vector<std::string> crossers = {R"([[crosser]]
name = "smuggler"
attempts = { poisson = 6.0 }
origin = "edge"
destination = "inner_edge"
route = { logit = { mean_excess = 0.05 } }
movement = { tobler = { factor = 0.6 } }
time_factor = { lognormal = { median = 1.0, sigma = 0.2 } }
wait_min = { uniform = { min = 0.0, max = 20.0 } }
signature = { range_factor = 0.8, rate_factor = 0.9 }
)",
                                       R"([[crosser]]
name = "trader"
attempts = { poisson = 3.0 }
origin = { line_xy_km = [[2.0, 1.0], [10.0, 1.0]] }
destination = { points_xy_km = [[3.0, 8.0], [9.0, 9.0]] }
route = "least_cost"
movement = "naismith_langmuir"
target_height_m = 2.6
)",
                                       R"([[crosser]]
name = "drifter"
attempts = { fixed = 2 }
origin = { box_xy_km = [1.0, 1.0, 11.0, 2.0] }
route = { straight = { heading_deg = 5.0, length_km = 6.0 } }
movement = { constant = { speed_km_h = 3.0 } }
departure_h = { normal = { mean = 2.0, sd = 0.5 } }
)"};
  std::vector<std::string> assets = {R"([[post]]
name = "west_post"
sensor = "observer"
position_xy_km = [3.0, 5.0]
)",
                                     R"([[post]]
name = "east_post"
sensor = "observer"
position_xy_km = [4.5, 5.2]
)",
                                     R"([[post]]
name = "mast"
sensor = "radar"
position_xy_km = [3.8, 5.6]
)",
                                     R"([[patrol]]
name = "line_path"
sensor = "walking_pair"
waypoints_xy_km = [[1.0, 4.6], [6.0, 5.0], [11.0, 4.8]]
movement = { tobler = {} }
teams = 2
direction = "random"
)",
                                     R"([[patrol]]
name = "ring"
sensor = "lookout"
waypoints_xy_km = [[2.0, 5.5], [10.0, 5.5], [10.0, 7.5], [2.0, 7.5]]
between = "straight"
circuit = "loop"
movement = { constant = { speed_km_h = 5.0 } }
teams = 3
spacing = "even"
start_h = { uniform = { min = 0.0, max = 2.0 } }
)",
                                     R"([[drone]]
name = "hawk"
sensor = "lookout"
flight = { orbit = { centre_xy_km = [6.0, 4.0], radius_km = 1.0 } }
speed_km_h = 60.0
height_m = 120.0
endurance_min = 40.0
turn_around_min = 50.0
relay = 2
hand_over_min = 10.0
)",
                                     R"([[sensor]]
name = "scanner"
law = { constant_rate = { rate_per_h = 4.0, range_m = 600.0 } }
line_of_sight = false
[[drone]]
name = "rover"
sensor = "scanner"
flight = { random_legs = { box_xy_km = [2.0, 3.0, 10.0, 6.0], leg_km = 3.0 } }
speed_km_h = 60.0
height_m = 80.0
endurance_min = 30.0
turn_around_min = 50.0
)",
                                     R"([[team]]
name = "reserve"
base_xy_km = [6.0, 6.0]
number = 2
movement = { tobler = { factor = 1.3 } }
ready_min = { uniform = { min = 5.0, max = 15.0 } }
handling_min = { lognormal = { median = 60.0, sigma = 0.4 } }
)",
                                     R"([[post]]
name = "hill"
sensor = "binoculars"
position_xy_km = [7.0, 5.0]
outage = { mtbf_h = 4.0, mttr_h = 1.0 }
shifts_h = [[0.0, 3.0], [3.5, 9.0]]
)",
                                     R"([[line_sensor]]
name = "wire"
sensor = "seismic"
vertices_xy_km = [[1.0, 4.3], [5.0, 4.6], [11.0, 4.5]]
outage = { probability = 0.2 }
)",
                                     R"([[team]]
name = "riders"
base_xy_km = [9.0, 6.5]
movement = { constant = { speed_km_h = 12.0 } }
handling_min = 90.0
)"};
  std::vector<std::string> configurations = {R"([[configuration]]
name = "posts"
assets = ["west_post", "east_post", "reserve"]
)",
                                             R"([[configuration]]
name = "patrols"
assets = ["line_path", "ring", "reserve", "riders"]
)",
                                             R"([[configuration]]
name = "everything"
assets = ["west_post", "east_post", "mast", "line_path", "ring", "hill", "wire", "hawk", "rover", "reserve", "riders"]
)",
                                             R"([[configuration]]
name = "everything_again"
assets = ["riders", "rover", "reserve", "wire", "hill", "ring", "hawk", "line_path", "mast", "east_post", "west_post"]
)",
                                             R"([[configuration]]
name = "watchers"
assets = ["west_post", "mast", "line_path"]
)",
                                             R"([[configuration]]
name = "more_watchers"
assets = ["west_post", "mast", "line_path", "ring", "east_post", "wire", "hawk", "rover"]
)"};
  std::string tail = "[sampling]\nreplications = 120\nbatch = 8\n";

  std::string text() const {
    std::string all = head;
    for (const auto* parts : {&crossers, &assets, &configurations}) {
      for (const std::string& part : *parts) all += part;
    }
    return all + tail;
  }
};

/// The same where all that can come between a detection and an interception does.
inline BusyScenario busy_response() {
  BusyScenario busy;
  const std::string response = "[response]\n";
  busy.head.insert(busy.head.find(response) + response.size(), R"(link_probability = 0.9
confirm = 0.7
confirm_nuisance = 0.4
confirm_delay_min = { exponential = { mean = 3.0 } }
contact_success = 0.8
held_if_resists = 0.6
)");
  for (std::string& crosser : busy.crossers) crosser += "complies = 0.5\n";
  for (std::string& asset : busy.assets) {
    const auto is = [&asset](const std::string& kind, const std::string& name) {
      return asset.starts_with("[[" + kind + "]]") && asset.find("name = \"" + name) != std::string::npos;
    };
    if (is("post", "") || is("patrol", "") || is("line_sensor", "")) asset += "nuisance_per_h = 0.3\n";
    if (is("patrol", "line_path")) asset += "pursues = true\npursuit_reach_km = 2.0\n";
    if (is("team", "reserve")) asset += "way_back = true\n";
    if (is("team", "riders")) asset += "shifts_h = [[0.0, 2.5], [3.0, 12.0]]\n";
  }
  return busy;
}

}  // namespace panj::test
