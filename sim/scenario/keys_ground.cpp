#include "scenario/keys.h"

namespace panj {

namespace {

constexpr double most_classes = 65535.0;

void describe_land_cover(KeyVisitor& keys, LandCoverSpec& cover) {
  keys.text({.name = "path", .text = "raster of class numbers that GDAL reads", .required = true},
            TextKind::path, cover.path);
  const Key numbers{.name = "classes",
                    .text = "numbers of classes that can be crossed",
                    .min = 0.0,
                    .max = most_classes,
                    .why = "the number of a class"};
  keys.numbers(numbers, 0, SIZE_MAX, cover.classes);
  keys.numbers({.name = "friction",
                .text = "factor on the time of a step over each of them",
                .min = 1.0,
                .max = 100.0,
                .why = "1 is open ground; what can't be crossed stands in `closed`"},
               0, SIZE_MAX, cover.friction);
  Key closed = numbers;
  closed.name = "closed";
  closed.text = "numbers of classes that nobody can cross: water, say";
  keys.numbers(closed, 0, SIZE_MAX, cover.closed);
  keys.optional_number({.name = "other_friction",
                        .text = "the factor of all other classes, and of cells without one",
                        .min = 1.0,
                        .max = 100.0,
                        .otherwise = "they are an error"},
                       cover.other_friction);
}

void describe_snow(KeyVisitor& keys, SnowSpec& snow) {
  keys.number({.name = "line_m",
               .text = "cells above it lie under snow",
               .unit = &unit_m,
               .min = -500.0,
               .max = 9000.0,
               .required = true},
              snow.line_m);
  const Key factor{.min = 0.0, .max = 1.0, .why = "snow makes nobody faster; 0 closes", .required = true};
  Key foot = factor;
  foot.name = "foot_factor";
  foot.text = "factor on the speed of whoever is no vehicle; 0: closed";
  keys.number(foot, snow.foot_factor);
  Key vehicle = factor;
  vehicle.name = "vehicle_factor";
  vehicle.text = "factor on the speed of vehicles; 0: closed";
  keys.number(vehicle, snow.vehicle_factor);
}

/// A flag that is written only where it is set: it stands for one of several ways to say something.
void set_flag(KeyVisitor& keys, const Key& key, bool& value) {
  if (keys.wants(key, value)) keys.flag(key, value);
}

void describe_obstacle_line(KeyVisitor& keys, ObstacleSpec& obstacle) {
  keys.one_of({"border", "line", "line_xy_km", "line_lon_lat", "area", "area_xy_km", "area_lon_lat"}, true,
              "an obstacle is a line or an area");
  set_flag(keys, {.name = "border", .text = "true: it runs along the border"}, obstacle.border);
  keys.text({.name = "line", .text = "file with its lines that OGR reads", .otherwise = "see `line_xy_km`"},
            TextKind::path, obstacle.line_path);
  keys.places({.name = "line", .text = "its vertices, instead of a file"}, 2, obstacle.line);
  keys.text({.name = "area",
             .text = "or file with its areas (marsh, reeds, mines) that OGR reads",
             .otherwise = "see `area_xy_km`"},
            TextKind::path, obstacle.area_path);
  keys.places({.name = "area", .text = "the vertices of its outline, instead of a file"}, 3, obstacle.area);
}

void describe_passing(KeyVisitor& keys, ObstacleSpec& obstacle) {
  keys.one_of({"delay_min", "delay_min_per_km", "closed"}, true, "it holds people up, or is closed");
  keys.optional_distribution({.name = "delay_min",
                              .text = "of a line: how long crossing it takes, drawn once for each attempt; "
                                      "the group stands and can be seen",
                              .unit = &unit_min,
                              .min = 0.0,
                              .max = 10080.0,
                              .why = "a week at the most",
                              .otherwise = "see `closed`"},
                             obstacle.delay_s);
  keys.optional_distribution(
      {.name = "delay_min_per_km",
       .text =
           "of an area: how much longer each kilometre of way over its cells takes, drawn and stood likewise",
       .unit = &unit_min_per_km,
       .min = 0.0,
       .max = 10080.0,
       .why = "a week a kilometre at the most",
       .otherwise = "see `closed`"},
      obstacle.delay_s_per_m);
  set_flag(keys, {.name = "closed", .text = "true: nobody gets across but at the gaps"}, obstacle.closed);
  keys.places({.name = "gaps",
               .text = "bridges, fords, gates on it (of an area: clearings), free to pass",
               .otherwise = "none"},
              1, obstacle.gaps);
  const Key width{
      .name = "gap_width_m",
      .text =
          "width of each gap along the line, or across; steps on the grid find it 1.5 cells wide at least",
      .unit = &unit_m,
      .min = 0.1,
      .max = 100000.0};
  if (keys.wants(width, !obstacle.gaps.empty())) keys.number(width, obstacle.gap_width_m);
}

}  // namespace

void describe_cover(KeyVisitor& keys, FrontierSpec& frontier) {
  keys.optional_table<LandCoverSpec>(
      {.name = "land_cover",
       .text = "what grows or stands on the ground, which slows or stops steps",
       .otherwise = "open ground"},
      "path", frontier.land_cover, describe_land_cover);
  keys.optional_table<SnowSpec>(
      {.name = "snow", .text = "the season: ground above a snow line", .otherwise = "no snow"}, "line_m",
      frontier.snow, describe_snow);
}

void describe(KeyVisitor& keys, ObstacleSpec& obstacle) {
  keys.text({.name = "name", .text = "its name: a-z, 0-9, _ and -", .required = true}, TextKind::name,
            obstacle.name);
  describe_obstacle_line(keys, obstacle);
  describe_passing(keys, obstacle);
  const Key crossers{
      .name = "crossers", .text = "names of the classes that it holds for", .otherwise = "all of them"};
  if (keys.wants(crossers, !obstacle.crossers.empty())) keys.names(crossers, obstacle.crossers);
  keys.flag({.name = "patrols", .text = "patrols and teams have to cross it as well, in its mean time"},
            obstacle.patrols);
}

}  // namespace panj
