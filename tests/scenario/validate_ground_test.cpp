// What is said of obstacles, land cover, snow and vehicles that contradict themselves.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenario/sample.h"
#include "scenario/validate.h"

namespace panj::test {
namespace {

// A mistake put into the faultless sample, and all that is said about it.
const std::vector<Mistake> ground_contradictions = {
    // clang-format off
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 5\ncrossers = [\"wakler\"]\n\n[[sensor]]",
     "s.toml:25:12: obstacle \"river\".crossers = \"wakler\" (no crosser of this name); did you mean \"walker\"?"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\n\n[[sensor]]",
     "s.toml:21:1: obstacle \"river\".delay_min (missing; it holds people up, or is closed); add delay_min, delay_min_per_km or closed"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\nclosed = true\ndelay_min = 3\n\n[[sensor]]",
     "s.toml:24:1: obstacle \"river\".closed (delay_min and closed are both given; it holds people up, or is closed); remove all but one of them"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = false\nclosed = true\n\n[[sensor]]",
     "s.toml:23:10: obstacle \"river\".border = false (then it has no line); write true, or give its line"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\nclosed = false\n\n[[sensor]]",
     "s.toml:24:10: obstacle \"river\".closed = false (then nothing says how long crossing it takes); give delay_min (of an area delay_min_per_km) instead"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nclosed = true\n\n[[sensor]]",
     "s.toml:21:1: obstacle \"river\".border (missing; an obstacle is a line or an area); add border, line, line_xy_km, line_lon_lat, area, area_xy_km or area_lon_lat"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\nline_xy_km = [[0, 1], [1, 1]]\nclosed = true\n\n[[sensor]]",
     "s.toml:24:1: obstacle \"river\".line_xy_km (border and line_xy_km are both given; an obstacle is a line or an area); remove all but one of them"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = { uniform = { min = 5, max = 3 } }\n\n[[sensor]]",
     "s.toml:24:13: obstacle \"river\".delay_min (min is greater than max); exchange them"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 5\ngap_width_m = 20\n\n[[sensor]]",
     "s.toml:25:15: obstacle \"river\".gap_width_m (it has no gaps); add gaps_xy_km or gaps_lon_lat"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 5\ngaps_lon_lat = [[69.0, 37.0]]\n\n[[sensor]]",
     "s.toml:25:16: obstacle \"river\".gaps_lon_lat (a local plane has no longitude and latitude); state frontier.crs, as in crs = \"EPSG:32642\", or give kilometres (_xy_km)"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nline_lon_lat = [[69.0, 37.0], [69.1, 37.0]]\ndelay_min = 5\n\n[[sensor]]",
     "s.toml:23:16: obstacle \"river\".line_lon_lat (a local plane has no longitude and latitude); state frontier.crs, as in crs = \"EPSG:32642\", or give kilometres (_xy_km)"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 5\n\n[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 7\n\n[[sensor]]",
     "s.toml:27:8: obstacle \"river\".name = \"river\" (the obstacle in line 21 has this name already); give each its own name"},
    {"route = { logit = { mean_excess = 0.05 } }\nmovement = { tobler = { factor = 0.6 } }\nwait_min = { exponential = { mean = 20.0 } }",
     "route = { straight = { length_km = 2 } }\nmovement = { constant = { speed_km_h = 4 } }\n\n[[obstacle]]\nname = \"fence\"\nborder = true\nclosed = true",
     "s.toml:23:10: obstacle \"fence\".closed = true (class \"walker\" goes straight on and looks for no way round what is closed); give a delay, or list in crossers the classes that it holds for"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"marsh\"\narea_xy_km = [[0, 1], [1, 1], [1, 2]]\ndelay_min = 5\n\n[[sensor]]",
     "s.toml:24:13: obstacle \"marsh\".delay_min (an area holds up by the way over it); give delay_min_per_km, or a line"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min_per_km = 5\n\n[[sensor]]",
     "s.toml:24:20: obstacle \"river\".delay_min_per_km (a line has no way over it); give delay_min, or an area"},
    {"[[sensor]]",
     "[[obstacle]]\nname = \"marsh\"\narea_lon_lat = [[69.0, 37.0], [69.1, 37.0], [69.1, 37.1]]\ndelay_min_per_km = { uniform = { min = 5, max = 3 } }\n\n[[sensor]]",
     "s.toml:23:16: obstacle \"marsh\".area_lon_lat (a local plane has no longitude and latitude); state frontier.crs, as in crs = \"EPSG:32642\", or give kilometres (_xy_km)\n"
     "s.toml:24:20: obstacle \"marsh\".delay_min_per_km (min is greater than max); exchange them"},
    {"elevation = \"flat\"",
     "land_cover = { path = \"cover.tif\", classes = [10, 20.5, 10], friction = [1, 2], closed = [20.5] }",
     "s.toml:11:14: frontier.land_cover (3 classes and 2 frictions); give one friction for each class\n"
     "s.toml:11:14: frontier.land_cover (class 20.5 is not a whole number); give the number of a class\n"
     "s.toml:11:14: frontier.land_cover (class 10 stands in it twice); take one of them out\n"
     "s.toml:11:14: frontier.land_cover (class 20.5 is not a whole number); give the number of a class"},
    {"elevation = \"flat\"",
     "land_cover = { path = \"cover.tif\", classes = [10], friction = [0.5] }",
     "s.toml:11:64: frontier.land_cover.friction[0] = 0.5 (must be 1 to 100; 1 is open ground; what can't be crossed stands in `closed`); choose a value in that range"},
    {"elevation = \"flat\"",
     "land_cover = { classes = [10] }",
     "s.toml:11:16: frontier.land_cover.classes (no such kind); its kinds are path"},
    {"elevation = \"flat\"",
     "snow = { line_m = 3000, foot_factor = 0.5 }",
     "s.toml:11:8: frontier.snow.vehicle_factor (missing); add vehicle_factor: factor on the speed of vehicles; 0: closed"},
    {"movement = \"tobler\"",
     "movement = { vehicle = { slope_deg = [0, 10], speed_km_h = [40] } }",
     "s.toml:40:12: team \"reserve\".movement (2 slopes and 1 speeds); give one speed for each slope"},
    {"movement = \"tobler\"",
     "movement = { vehicle = { slope_deg = [10, 0], speed_km_h = [40, 10] } }",
     "s.toml:40:12: team \"reserve\".movement (slope_deg does not increase from each to the next); put the slopes in order, each once"},
    {"movement = \"tobler\"",
     "movement = { vehicle = { slope_deg = [0, 10], speed_km_h = [0, 0] } }",
     "s.toml:40:12: team \"reserve\".movement (all its speeds are 0); give one of them a speed"},
    {"movement = \"tobler\"",
     "movement = { vehicle = { slope_deg = [0, 10], speed_km_h = [40, 10], off_road_factor = 0.5 } }",
     "s.toml:40:12: team \"reserve\".movement (off_road_factor says nothing without roads); add roads, or leave it out"},
    {"movement = \"tobler\"",
     "movement = { vehicle = { speed_km_h = [40, -10] } }",
     "s.toml:40:24: team \"reserve\".movement.vehicle.slope_deg (missing); add slope_deg: slopes of a step, up or down, increasing; beyond the last the vehicle can not go\n"
     "s.toml:40:44: team \"reserve\".movement.vehicle.speed_km_h[1] = -10 (must be 0 to 300 km/h; on foot 1-8 km/h, by vehicle up to 120, by air 300); choose a value in that range"},
    {"movement = \"tobler\"",
     "movement = \"vehicle\"",
     "s.toml:40:12: team \"reserve\".movement = \"vehicle\" (vehicle needs its keys); write movement = { vehicle = { ... } }"},
    // clang-format on
};

TEST(ValidateGround, tells_what_contradicts_itself) {
  expect_messages(ground_contradictions);
}

TEST(ValidateGround, holds_as_many_obstacles_as_a_word_has_bits) {
  std::string obstacles;
  for (std::size_t k = 0; k <= most_obstacles; ++k)
    obstacles += "[[obstacle]]\nname = \"o" + std::to_string(k) + "\"\nborder = true\ndelay_min = 1\n";
  const std::string told = messages(with(sample_text(), "[[sensor]]", obstacles + "[[sensor]]"));
  EXPECT_NE(told.find("a scenario holds 64 obstacles at the most, this one has 65"), std::string::npos)
      << told;
}

}  // namespace
}  // namespace panj::test
