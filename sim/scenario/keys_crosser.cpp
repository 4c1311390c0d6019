#include "scenario/arrivals.h"
#include "scenario/asset_keys.h"
#include "scenario/keys.h"

namespace panj {

namespace {

void describe_box(KeyVisitor& keys, BoxOrigin& box) {
  std::vector<double> sides{box.low.value.x(), box.low.value.y(), box.high.value.x(), box.high.value.y()};
  keys.numbers({.name = "box_xy_km",
                .text = "west, south, east and north side",
                .unit = &unit_km,
                .min = -100000.0,
                .max = 100000.0,
                .required = true},
               4, 4, sides);
  if (sides.size() != 4) return;
  box.low.value = {sides[0], sides[1]};
  box.high.value = {sides[2], sides[3]};
}

SmallTable kinds_of_origin(Origin& origin) {
  SmallTable table;
  table.alternatives = {
      bare_kind<EdgeOrigin>(origin, "edge", "anywhere along the outer edge of the strip, or of the ground"),
      kind<LineOrigin>(origin, "line", "anywhere along a line",
                       [](KeyVisitor& keys, LineOrigin& line) {
                         keys.places({.name = "line", .text = "its vertices", .required = true}, 2,
                                     line.vertices);
                       }),
      kind<PointsOrigin>(origin, "points", "one of some points",
                         [](KeyVisitor& keys, PointsOrigin& points) {
                           keys.places({.name = "points", .text = "the points", .required = true}, 1,
                                       points.points);
                           keys.numbers({.name = "weights",
                                         .text = "how often each of them, one number for each point",
                                         .min = 0.0,
                                         .max = 1e9,
                                         .otherwise = "all alike"},
                                        0, SIZE_MAX, points.weights);
                         }),
      kind<BoxOrigin>(origin, "box", "anywhere in a rectangle", describe_box),
      kind<RasterOrigin>(
          origin, "raster", "a cell of the outer side by its weight in a raster, anywhere in it",
          [](KeyVisitor& keys, RasterOrigin& raster) {
            keys.text(
                {.name = "raster", .text = "file of weights, 0 or more, that GDAL reads", .required = true},
                TextKind::path, raster.path);
          })};
  table.alternatives[1].leads = {"line_xy_km", "line_lon_lat"};
  table.alternatives[2].leads = {"points_xy_km", "points_lon_lat"};
  table.alternatives[3].leads = {"box_xy_km"};
  table.alternatives[4].leads = {"raster"};
  table.chosen = [&origin] { return static_cast<int>(origin.index()); };
  return table;
}

SmallTable kinds_of_destination(Destination& destination) {
  SmallTable table;
  table.alternatives = {
      bare_kind<EdgeDestination>(destination, "inner_edge", "the inner edge of the strip, or of the ground"),
      kind<PointsDestination>(destination, "points", "the nearest (in time) of some points",
                              [](KeyVisitor& keys, PointsDestination& points) {
                                keys.places({.name = "points", .text = "the points", .required = true}, 1,
                                            points.points);
                              }),
      kind<PlacesDestination>(
          destination, "places", "the nearest (in time) of the populated places on the inner side",
          [](KeyVisitor& keys, PlacesDestination& places) {
            keys.text({.name = "places", .text = "file of points that OGR reads", .required = true},
                      TextKind::path, places.path);
            keys.number(
                {.name = "min_population", .text = "smaller places are left out", .min = 0.0, .max = 1e9},
                places.min_population);
          }),
      kind<RoadsDestination>(
          destination, "roads", "the nearest (in time) of the roads on the inner side",
          [](KeyVisitor& keys, RoadsDestination& roads) {
            keys.text({.name = "roads", .text = "file of lines that OGR reads", .required = true},
                      TextKind::path, roads.path);
          }),
      kind<SitesDestination>(destination, "sites", "the nearest (in time) of some protected sites",
                             [](KeyVisitor& keys, SitesDestination& sites) {
                               keys.names({.name = "sites", .text = "names of [[site]]s", .required = true},
                                          sites.sites);
                             })};
  table.alternatives[1].leads = {"points_xy_km", "points_lon_lat"};
  table.alternatives[2].leads = {"places"};
  table.alternatives[3].leads = {"roads"};
  table.alternatives[4].leads = {"sites"};
  table.chosen = [&destination] { return static_cast<int>(destination.index()); };
  return table;
}

void describe_straight(KeyVisitor& keys, StraightRoute& straight) {
  keys.optional_number({.name = "heading_deg",
                        .text = "clockwise from north",
                        .unit = &unit_deg,
                        .min = -360.0,
                        .max = 360.0,
                        .otherwise = "anew for every attempt, uniform over the circle"},
                       straight.heading_rad);
  keys.number({.name = "length_km",
               .text = "length of the way",
               .unit = &unit_km,
               .min = 0.001,
               .max = 2000.0,
               .required = true},
              straight.length_m);
}

void describe_logit(KeyVisitor& keys, LogitRoute& logit) {
  keys.one_of({"mean_excess", "theta_s"}, true, "one of them says how far paths stray");
  keys.optional_number({.name = "mean_excess",
                        .text = "how much longer than the least time the mean path takes: 0.05 is 5 %",
                        .min = 0.0001,
                        .max = 2.0,
                        .why = "a share of the least time: 5 % is 0.05",
                        .typical_min = 0.01,
                        .typical_max = 0.5,
                        .otherwise = "from `theta_s`"},
                       logit.mean_excess);
  keys.optional_number({.name = "theta_s",
                        .text = "or the scale of the logit itself (Dial 1971), for every step",
                        .unit = &unit_s,
                        .min = 0.01,
                        .max = 100000.0,
                        .otherwise = "from `mean_excess`"},
                       logit.theta_s);
}

SmallTable kinds_of_route(Route& route) {
  SmallTable table;
  table.alternatives = {
      kind<StraightRoute>(route, "straight", "one straight way over any ground, for checks against formulas",
                          describe_straight),
      bare_kind<LeastCostRoute>(route, "least_cost", "the path of least time"),
      kind<LogitRoute>(route, "logit", "paths around the path of least time, the quicker the likelier",
                       describe_logit),
      kind<PerceivedRoute>(route, "perceived",
                           "the path of least cost as one of some mistaken views of the ground has it",
                           describe_perceived)};
  table.chosen = [&route] { return static_cast<int>(route.index()); };
  return table;
}

void describe_way(KeyVisitor& keys, CrosserSpec& crosser) {
  keys.small_table({.name = "origin", .text = "where attempts start"}, kinds_of_origin(crosser.origin));
  keys.small_table({.name = "destination", .text = "what they make for"},
                   kinds_of_destination(crosser.destination));
  keys.small_table({.name = "route", .text = "how they go there"}, kinds_of_route(crosser.route));
  keys.small_table({.name = "movement", .text = "how fast they go"},
                   kinds_of(crosser.movement, {.min = 0.1,
                                               .max = 120.0,
                                               .why = "groups on foot go 1-8 km/h, vehicles up to 120",
                                               .typical_min = 1.0,
                                               .typical_max = 8.0}));
}

void describe_times(KeyVisitor& keys, CrosserSpec& crosser) {
  keys.distribution({.name = "time_factor",
                     .text = "factor on the time of every step, drawn for each attempt",
                     .min = 0.05,
                     .max = 20.0,
                     .why = "a twentieth of the usual time to twenty times as much"},
                    crosser.time_factor);
  keys.distribution({.name = "wait_min",
                     .text = "how long a group stands still at its origin first, where it can be seen",
                     .unit = &unit_min,
                     .min = 0.0,
                     .max = 10080.0,
                     .why = "a week at the most"},
                    crosser.wait_s);
  keys.distribution({.name = "wait_at_line_min",
                     .text = "how long it stands still before the border, where its way first comes to it",
                     .unit = &unit_min,
                     .min = 0.0,
                     .max = 10080.0,
                     .why = "a week at the most"},
                    crosser.wait_at_line_s);
  keys.number({.name = "target_height_m",
               .text = "how high it stands above the ground",
               .unit = &unit_m,
               .min = 0.0,
               .max = 20.0,
               .why = "a walker is 1.7 m tall",
               .typical_min = 0.5,
               .typical_max = 5.0},
              crosser.target_height_m);
  keys.number({.name = "max_duration_h",
               .text = "attempts that take longer are ended as unfinished",
               .unit = &unit_h,
               .min = 0.01,
               .max = 1000.0},
              crosser.max_duration_s);
  describe_signature(keys, crosser.signature);
}

}  // namespace

void describe(KeyVisitor& keys, CrosserSpec& crosser) {
  keys.text({.name = "name", .text = "its name: a-z, 0-9, _ and -", .required = true}, TextKind::name,
            crosser.name);
  keys.text({.name = "title", .text = "one line for tables and pictures"}, TextKind::free, crosser.title);
  describe_arrivals(keys, crosser);
  describe_way(keys, crosser);
  describe_times(keys, crosser);
  describe_decisions(keys, crosser);
  describe_rare_leaks(keys, crosser);
  describe_compliance(keys, crosser);
}

}  // namespace panj
