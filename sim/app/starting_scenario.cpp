#include "app/starting_scenario.h"

namespace panj {

namespace {

constexpr const char* head = R"(# A panj scenario. Run it with:  panj run )";

constexpr const char* body = R"(.toml
# Every key, with its unit, default and range: `panj schema --markdown`, or scenarios/README.md.
schema = 1

[scenario]
title = "A ridge with two posts and a patrol"
seed = 1
period_h = 12.0          # one replication is one night

[frontier]
size_km = [20.0, 20.0]   # east-west, north-south
cell_size_m = 100.0
# Ground: "flat", a ridge, a ramp, a raster ("my_dem.tif", then state a crs such as "EPSG:32642"), or "modelled".
elevation = { ridge = { base_m = 800.0, height_m = 400.0, half_width_m = 4000.0, crest_xy_km = [10.0, 12.0], azimuth_deg = 90.0 } }
line_xy_km = [[0.0, 8.0], [20.0, 8.0]]   # the border, west to east
inner = "left"                           # the protected side, looking along the line
segment_km = 2.0
inner_depth_km = 8.0                     # attempts have leaked when they are this far in

[[crosser]]
name = "walker"
attempts = { poisson = 20.0 }            # on average, per period
origin = { line_xy_km = [[2.0, 2.0], [18.0, 2.0]] }
destination = "inner_edge"
route = { logit = { mean_excess = 0.05 } }   # paths 5 % longer than the quickest, on average
movement = { tobler = { factor = 0.6 } }     # walking off paths
time_factor = { lognormal = { median = 1.0, sigma = 0.2 } }

[[sensor]]
name = "observer"
law = { constant_rate = { rate_per_h = 3.0, range_m = 2500.0 } }
height_m = 3.0

[[sensor]]
name = "walking_pair"
law = { definite_range = { range_m = 300.0 } }
height_m = 1.7

[[post]]
name = "west"
sensor = "observer"
position_xy_km = [6.0, 9.0]

[[post]]
name = "east"
sensor = "observer"
position_xy_km = [15.0, 9.0]

[[patrol]]
name = "river_path"
sensor = "walking_pair"
waypoints_xy_km = [[2.0, 8.5], [18.0, 8.5]]
movement = { tobler = {} }
teams = 2

[[team]]
name = "reserve"
base_xy_km = [10.0, 11.0]
number = 1
movement = { tobler = { factor = 1.2 } }
ready_min = 10.0
handling_min = 90.0

[response]
report_delay_min = 5.0

[[configuration]]
name = "posts_only"
assets = ["west", "east", "reserve"]

[[configuration]]
name = "posts_and_patrol"
extends = "posts_only"
assets = ["river_path"]

[sampling]
replications = 2000
)";

}  // namespace

std::string starting_scenario(const std::string& name) {
  return head + name + body;
}

}  // namespace panj
