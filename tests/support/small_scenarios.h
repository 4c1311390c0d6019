#pragma once

#include <string>

namespace panj::test {

/// Flat ground of 20 x 20 km, border on y = 10 km (inner side north), cells of 250 m.
inline std::string flat_head(const std::string& more_frontier = "") {
  return R"(schema = 1
[scenario]
seed = 3
period_h = 4.0
[frontier]
size_km = [20.0, 20.0]
cell_size_m = 250.0
elevation = "flat"
line_xy_km = [[0.0, 10.0], [20.0, 10.0]]
inner = "left"
segment_km = 5.0
)" + more_frontier;
}

/// Walkers straight north over the border at 4 km/h, 3 km from y = 8.5 km.
inline std::string straight_walkers(int number = 8) {
  return R"([[crosser]]
name = "walker"
attempts = { fixed = )" +
         std::to_string(number) + R"( }
origin = { line_xy_km = [[0.0, 8.5], [20.0, 8.5]] }
route = { straight = { heading_deg = 0.0, length_km = 3.0 } }
movement = { constant = { speed_km_h = 4.0 } }
)";
}

/// Walkers by least time over the grid at 4 km/h from the outer to the inner edge.
inline std::string grid_walkers(int number = 8) {
  return R"([[crosser]]
name = "walker"
attempts = { fixed = )" +
         std::to_string(number) + R"( }
origin = "edge"
destination = "inner_edge"
route = "least_cost"
movement = { constant = { speed_km_h = 4.0 } }
)";
}

/// A scenario's text with one configuration, which has nothing.
inline std::string without_assets(const std::string& text) {
  return text + "[[configuration]]\nname = \"none\"\nassets = []\n";
}

/// One sensor type and one post in the middle, one patrol along y = 10.5 km, one response base.
inline std::string few_assets() {
  return R"([[sensor]]
name = "eye"
law = { constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }
height_m = 1.7
line_of_sight = false
[[sensor]]
name = "pair"
law = { definite_range = { range_m = 800.0 } }
height_m = 1.7
line_of_sight = false
[[post]]
name = "middle"
sensor = "eye"
position_xy_km = [10.0, 10.5]
[[patrol]]
name = "path"
sensor = "pair"
waypoints_xy_km = [[2.0, 10.5], [18.0, 10.5]]
between = "straight"
movement = { constant = { speed_km_h = 5.0 } }
teams = 2
[[team]]
name = "reserve"
base_xy_km = [10.0, 12.0]
movement = { constant = { speed_km_h = 20.0 } }
handling_min = 30.0
[[configuration]]
name = "post"
assets = ["middle", "reserve"]
[[configuration]]
name = "post_and_patrol"
extends = "post"
assets = ["path"]
)";
}

/// A patrol from y = 11.125 to 14.125 km, gone `between` its waypoints, and a team at y = 14.125 km: what
/// lies in between holds up both.
inline std::string patrol_and_team(const std::string& between) {
  return R"([[sensor]]
name = "eye"
law = { definite_range = { range_m = 800.0 } }
line_of_sight = false
[[patrol]]
name = "path"
sensor = "eye"
waypoints_xy_km = [[5.125, 11.125], [5.125, 14.125]]
movement = { constant = { speed_km_h = 3.6 } }
between = ")" +
         between + R"("
[[team]]
name = "reserve"
base_xy_km = [10.125, 14.125]
movement = { constant = { speed_km_h = 3.6 } }
[[configuration]]
name = "all"
assets = ["path", "reserve"]
)";
}

}  // namespace panj::test
