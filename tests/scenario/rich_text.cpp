#include <string>

#include "scenario/sample.h"

namespace panj::test {

std::string rich_text() {
  return R"(schema = 1

[scenario]
name = "rich"
title = "Every kind of key, \u00fcber \"quotes\" \\ and\na line break"
description = """
Two lines,
one of them long."""
seed = 9223372036854775807
period_h = 7.3
warm_up_h = 13.7
start = 2025-06-21T19:00:00

[frontier]
crs = "EPSG:32642"
cell_size_m = 33.3
centre_lon_lat = [69.85, 37.6]
size_km = [12.345, 20.1]
elevation = { modelled = { base = "data/base.tif", seed = 3, relief = 1.1, valley_depth_m = 123.4 } }
line_lon_lat = [[69.1, 37.1], [69.2, 37.3], [69.9, 37.9]]
inner = "right"
segment_km = 0.7
outer_depth_km = 1.1
neighbours = 8
curvature = false
refraction = 0.2
land_cover = { path = "data/cover.tif", classes = [10, 30], friction = [2.3, 1], closed = [80], other_friction = 1.7 }
snow = { line_m = 3333.3, foot_factor = 0.7, vehicle_factor = 0 }

[[obstacle]]
name = "river"
border = true
delay_min = { lognormal = { median = 13.1, sigma = 0.7 } }
gaps_lon_lat = [[69.2, 37.3]]
gap_width_m = 77.7
crossers = ["a", "c"]

[[obstacle]]
name = "fence"
line = "/data/fence.gpkg"
closed = true
crossers = ["b"]
patrols = true

[[obstacle]]
name = "ditch"
line_xy_km = [[501.1, 4132.7], [503.3, 4133.1]]
delay_min = 3.3

[[obstacle]]
name = "marsh"
area_lon_lat = [[69.1, 37.1], [69.2, 37.1], [69.2, 37.2]]
delay_min_per_km = { gamma = { shape = 2.3, scale = 7.7 } }

[[obstacle]]
name = "mines"
area = "/data/mines.gpkg"
closed = true
crossers = ["a"]

[[crosser]]
name = "a"
attempts = { fixed = 12 }
departure_h = 3.3
origin = { line_lon_lat = [[69.1, 37.1], [69.2, 37.3]] }
destination = { places = "/data/places.geojson", min_population = 100 }
route = { logit = { theta_s = 0.1 } }
movement = { naismith_langmuir = { factor = 1.7, max_slope_deg = 33 } }
time_factor = { geometric = { mean = 1.7 } }
wait_min = { gamma = { shape = 1.3, scale = 7.7 } }
wait_at_line_min = { exponential = { mean = 3.3 } }
risk = { beta_s = 1234.5, certain_rate_per_h = 33.3 }
turn_back = { probability = 0.3, notice_range_m = 432.1 }
max_duration_h = 11.1
signature = { range_factor = 0.7, rate_factor = 1.3, persons_exponent = 0.3 }
complies = 0.3

[[crosser]]
name = "b"
attempts = { poisson = 0.3 }
departure_h = { table = { values = [0.1, 0.2, 0.7], weights = [1, 2, 3] } }
origin = { points_xy_km = [[0.1, 0.2], [0.3, 0.7]], weights = [0.1, 0.2] }
destination = { points_lon_lat = [[69.1, 37.1]] }
route = { perceived = { sigma = 0.33, correlation_km = 1.1, draws = 7 } }
after_patrol = { range_m = 987.6, patience_min = 76.5 }
movement = { constant = { speed_km_h = 4.7 } }
time_factor = { normal = { mean = 1.1, sd = 0.3 } }
wait_min = { lognormal = { median = 13.1, sigma = 0.7 } }

[[crosser]]
name = "c"
attempts = { poisson = 1.1 }
origin = { box_xy_km = [0.1, 0.2, 0.3, 0.7] }
route = { straight = { heading_deg = 33.3, length_km = 1.3 } }
movement = { constant = { speed_km_h = 3.1, max_slope_deg = 44.4 } }
wait_min = { uniform = { min = 1.1, max = 3.3 } }

[[crosser]]
name = "d"
attempts = { poisson = 1.1 }
route = { straight = { length_km = 1.7 } }
movement = { constant = { speed_km_h = 5.3 } }

[[crosser]]
name = "e"
attempts = { hourly = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] }
origin = { raster = "data/weights.tif" }
destination = { roads = "data/roads.gpkg" }
group_size = { geometric = { mean = 3.7 } }

[[crosser]]
name = "f"
attempts = { waves = { poisson = 0.7 }, groups = { uniform = { min = 2, max = 7 } }, window_min = 33.3 }
group_size = { table = { values = [1, 2, 7], weights = [0.1, 0.2, 0.3] } }

[[crosser]]
name = "seldom"
attempts = { probes = 17, per_period = 0.013 }
route = { logit = { mean_excess = 0.033 } }
rare_leaks = { plain_share = 0.17 }

[[crosser]]
name = "g"
attempts = { waves = { hourly = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] }, groups = 3, window_min = 0 }

[[crosser]]
name = "h"
attempts = { probes = 13, per_period = 0.03 }
departure_h = { uniform = { min = 1.1, max = 3.3 } }
group_size = 7

[[crosser]]
name = "i"
attempts = { poisson = 0.7 }
destination = { sites = ["camp", "village"] }

[[sensor]]
name = "sure"
law = { definite_range = { range_m = 300.3 } }
line_of_sight = false

[[sensor]]
name = "rate"
law = { constant_rate = { rate_per_h = 2.3, range_m = 777.7 } }
height_m = 3.3

[[sensor]]
name = "cube"
law = { inverse_cube = { kh_km3_per_h = 0.37, range_m = 7000 } }
weather = { states = ["fog"], range_factor = [0.3], rate_factor = [0.7] }

[[sensor]]
name = "fading"
law = { exponential = { rate_per_h = 1.1, scale_m = 333.3, range_m = 1777.7 } }
light = { range_factor = [1, 0.7, 0.1], rate_factor = [1.1, 0.3, 0] }
follows_visibility = false

[[sensor]]
name = "looking"
law = { glimpse = { period_s = 33.3, distance_m = [11.1, 333.3], probability = [0.9, 0.1] } }
weather = { states = ["fog", "clear"], rate_factor = [0.7, 1.3] }

[[sensor]]
name = "trip"
law = { trip_line = { probability = 0.77 } }

[[line_sensor]]
name = "wire"
sensor = "trip"
vertices_lon_lat = [[69.1, 37.1], [69.2, 37.3], [69.3, 37.1]]
shifts_h = [[0.1, 3.3]]
outage = { probability = 0.07 }
people = 0.5

[[post]]
name = "north"
sensor = "cube"
position_lon_lat = [69.3975, 37.4702]
range_m = 1234.5
height_m = 7.7
shifts_h = [[0.3, 1.1], [2.3, 7.7]]
outage = { mtbf_h = 77.7, mttr_h = 3.3 }
nuisance_per_h = 0.7

[[post]]
name = "south"
sensor = "rate"
position_xy_km = [501.1, 4132.7]

[[patrol]]
name = "night"
sensor = "sure"
waypoints_lon_lat = [[69.1, 37.1], [69.2, 37.3], [69.3, 37.1]]
movement = "naismith_langmuir"
circuit = "loop"
between = "straight"
teams = 3
spacing = "even"
direction = "random"
start_h = { exponential = { mean = 0.7 } }
range_m = 99.9
height_m = 2.2

people = 4
hours_a_day = 11.5

[[patrol]]
name = "relief"
sensor = "sure"
waypoints_xy_km = [[501.1, 4132.7], [503.3, 4133.1], [505.9, 4132.9]]
circuit = "one_way"
direction = "alternating"
headway_min = { gamma = { shape = 2.1, scale = 13.3 } }
dwell_min = { by_waypoint = [1.1, 0, 2.3] }

[[patrol]]
name = "wanderer"
sensor = "rate"
waypoints_xy_km = [[501.1, 4132.7], [503.3, 4133.1], [505.9, 4132.9]]
dwell_min = 0.7
shifts_h = [[0.1, 2.3], [3.7, 7.3]]
markov = { go_on = 0.7, turn_min = 1.3 }

[[patrol]]
name = "rested"
sensor = "rate"
waypoints_xy_km = [[501.1, 4132.7], [503.3, 4133.1]]
rest_min = { uniform = { min = 7.7, max = 11.1 } }
nuisance_per_h = 1.3
pursues = true
pursuit_reach_km = 3.7
pursuit_ready_min = 1.1
pursuit_handling_min = { exponential = { mean = 13.3 } }

[[drone]]
name = "circler"
sensor = "rate"
flight = { orbit = { centre_lon_lat = [69.3, 37.3], radius_km = 1.7, clockwise = false } }
speed_km_h = 77.7
height_m = 123.4
endurance_min = 33.3
turn_around_min = 44.4
relay = 3
hand_over_min = 0.7
people = 5

[[drone]]
name = "liner"
sensor = "rate"
flight = { legs = { waypoints_xy_km = [[501.1, 4132.7], [503.3, 4133.1]], circuit = "back_and_forth" } }
speed_km_h = 99.9
altitude_m = 2345.6
shifts_h = [[0.3, 1.7]]
start_h = { uniform = { min = 0.1, max = 0.2 } }

[[drone]]
name = "rover"
sensor = "sure"
flight = { random_legs = { box_xy_km = [501.1, 4132.7, 503.3, 4134.1], leg_km = 0.7, legs = 48 } }
speed_km_h = 33.3
start_h = 0.3
range_m = 111.1

[[team]]
name = "walkers"
base_lon_lat = [69.2, 37.2]
number = 2
movement = { tobler = { factor = 0.6, max_slope_deg = 40 } }
ready_min = { fixed = 3.3 }
handling_min = { normal = { mean = 33, sd = 7 } }
way_back = true

[[team]]
name = "drivers"
base_xy_km = [500.7, 4130.3]
movement = { vehicle = { slope_deg = [0, 7.7, 30], speed_km_h = [60, 33.3, 4.7], max_slope_deg = 35, roads = "roads.gpkg", off_road_factor = 0.3 } }

[[team]]
name = "fliers"
base_xy_km = [500.7, 4130.3]
response_time_min = { uniform = { min = 7, max = 13 } }
shifts_h = [[0.1, 2.3], [3.7, 7.3]]

[weather]
states = ["clear", "fog"]
probability = [0.7, 0.3]
visibility = { lognormal = { median = 0.9, sigma = 0.3 } }

[daylight]
utc_offset_h = 5.5
lon_lat = [69.1, 37.7]

[response]
report_delay_min = { exponential = { mean = 2.3 } }
link_probability = 0.97
confirm = 0.83
confirm_nuisance = 0.23
confirm_delay_min = { gamma = { shape = 2.1, scale = 1.3 } }
queue = "clear"
contact_success = 0.77
contact_success_by_light = [1.0, 0.7, 0.3]
contact_success_by_cover = { classes = [30, 80], factor = [0.7, 0] }
held_if_resists = 0.37

[[site]]
name = "camp"
title = "Builders"
kind = "work_site"
position_lon_lat = [69.7, 37.7]
radius_m = 333.3

[[site]]
name = "village"
position_xy_km = [500.3, 4133.9]

[[configuration]]
name = "base"
title = "as it is"
assets = ["north", "night", "walkers"]

[[configuration]]
name = "more"
extends = "base"
assets = ["south", "fliers"]
without = ["night"]

[[configuration]]
name = "nothing"
assets = []

[sampling]
replications = 160
batch = 8
latin_hypercube = true
confidence = 0.9
control_variates = true

[output]
maps = false
asset_values = false
line_every = 3
)";
}

}  // namespace panj::test
