#include "scenario/keys.h"

namespace panj {

namespace {

constexpr double lowest_ground_m = -500.0;   // the shore of the Dead Sea lies at -430 m
constexpr double highest_ground_m = 9000.0;  // Mount Everest: 8849 m

Key ground_height_key(std::string_view name, std::string_view text) {
  return {.name = name,
          .text = text,
          .unit = &unit_m,
          .min = lowest_ground_m,
          .max = highest_ground_m,
          .why = "dry land lies between -430 m and 8849 m"};
}

Key azimuth_key(std::string_view text) {
  return {.name = "azimuth_deg", .text = text, .unit = &unit_plain_deg, .min = -360.0, .max = 360.0};
}

void describe_flat(KeyVisitor& keys, FlatSurface& flat) {
  keys.number(ground_height_key("height_m", "its height"), flat.height_m);
}

void describe_ramp(KeyVisitor& keys, RampSurface& ramp) {
  keys.number(ground_height_key("height_m", "height at the south-west corner"), ramp.height_m);
  keys.number({.name = "slope_deg", .text = "its slope", .unit = &unit_plain_deg, .min = 0.0, .max = 80.0},
              ramp.slope_deg);
  keys.number(azimuth_key("the way uphill, clockwise from north"), ramp.azimuth_deg);
}

void describe_ridge(KeyVisitor& keys, RidgeSurface& ridge) {
  keys.number(ground_height_key("base_m", "height of the level ground"), ridge.base_m);
  keys.number({.name = "height_m",
               .text = "height of the crest over the base",
               .unit = &unit_m,
               .min = 0.0,
               .max = highest_ground_m},
              ridge.height_m);
  keys.number({.name = "half_width_m",
               .text = "from the crest to the foot",
               .unit = &unit_m,
               .min = 1.0,
               .max = 100000.0},
              ridge.half_width_m);
  std::optional<Place> crest = Place{Place::Kind::xy, ridge.crest_m};
  keys.place({.name = "crest", .text = "a point of the crest", .otherwise = "(0, 0)"}, PlaceForms::xy_only,
             crest);
  if (crest) ridge.crest_m = crest->value;
  keys.number(azimuth_key("the way along the crest, clockwise from north"), ridge.azimuth_deg);
}

void describe_raster(KeyVisitor& keys, RasterSurface& raster) {
  keys.text({.name = "path", .text = "file of elevations that GDAL reads", .required = true}, TextKind::path,
            raster.path);
  keys.choice_of({.name = "voids", .text = "what to do with cells without elevation"},
                 {{"refuse", "an error"}, {"interpolate", "from the cells around"}}, raster.voids);
}

void describe_modelled(KeyVisitor& keys, ModelledSurface& modelled) {
  keys.text({.name = "base", .text = "file of coarse elevations that GDAL reads", .otherwise = "none"},
            TextKind::path, modelled.base_path);
  keys.number(ground_height_key("base_m", "height of the base where there is no `base`"), modelled.base_m);
  keys.seed({.name = "seed", .text = "of the ridges; part of the terrain, not of the sampling"},
            modelled.seed);
  keys.number({.name = "relief", .text = "factor on the height of the ridges", .min = 0.0, .max = 3.0},
              modelled.relief);
  keys.number({.name = "valley_depth_m",
               .text = "how deep the valley along the border is cut in mountains",
               .unit = &unit_m,
               .min = 0.0,
               .max = 3000.0},
              modelled.valley_depth_m);
  keys.number({.name = "valley_width_m",
               .text = "width of the valley at half its depth",
               .unit = &unit_m,
               .min = 10.0,
               .max = 50000.0},
              modelled.valley_width_m);
}

SmallTable kinds_of_surface(Surface& surface) {
  SmallTable table;
  table.alternatives = {
      kind<FlatSurface>(surface, "flat", "level ground", describe_flat),
      kind<RampSurface>(surface, "ramp", "a plane that rises one way", describe_ramp),
      kind<RidgeSurface>(surface, "ridge", "one straight ridge of triangular section", describe_ridge),
      kind<RasterSurface>(surface, "raster", "a file of elevations, brought to the CRS and the cells",
                          describe_raster),
      kind<ModelledSurface>(
          surface, "modelled",
          "a modelled mountain frontier: coarse base, valley along the border, seeded ridges",
          describe_modelled)};
  table.alternatives[0].bare = true;
  table.alternatives[4].bare = true;
  table.chosen = [&surface] { return static_cast<int>(surface.index()); };
  table.other_string = [&surface](std::string path) { surface = RasterSurface{std::move(path)}; };
  return table;
}

void describe_extent(KeyVisitor& keys, FrontierSpec& frontier) {
  keys.one_of({"centre_lon_lat", "centre_xy_km", "corner_xy_km"}, false, "one of them places the rectangle");
  keys.place({.name = "centre", .text = "middle of the modelled rectangle"}, PlaceForms::xy_or_lon_lat,
             frontier.centre);
  keys.place({.name = "corner",
              .text = "south-west corner of the modelled rectangle",
              .otherwise = "(0, 0) on a local plane, if no centre is given"},
             PlaceForms::xy_only, frontier.corner);
  const bool stated = frontier.size_m != Eigen::Vector2d(0.0, 0.0);
  const Key size{.name = "size_km",
                 .text = "size of the modelled rectangle: east-west, north-south",
                 .unit = &unit_km,
                 .min = 0.01,
                 .max = 5000.0,
                 .otherwise = "the extent of the elevation raster"};
  if (!keys.wants(size, stated)) return;
  std::vector<double> sides{frontier.size_m.x(), frontier.size_m.y()};
  keys.numbers(size, 2, 2, sides);
  if (sides.size() == 2) frontier.size_m = {sides[0], sides[1]};
}

void describe_border(KeyVisitor& keys, FrontierSpec& frontier) {
  keys.one_of({"line", "line_xy_km", "line_lon_lat"}, true, "the border comes from one source");
  keys.text(
      {.name = "line", .text = "file with the border line that OGR reads", .otherwise = "see `line_xy_km`"},
      TextKind::path, frontier.line_path);
  keys.places({.name = "line", .text = "vertices of the border line, instead of a file"}, 2, frontier.line);
  keys.choice_of({.name = "inner", .text = "the protected side, looking along the line"},
                 {{"left", ""}, {"right", ""}}, frontier.inner);
  keys.number({.name = "segment_km",
               .text = "length of the segments that statistics are kept for",
               .unit = &unit_km,
               .min = 0.001,
               .max = 1000.0,
               .typical_min = 1.0,
               .typical_max = 20.0},
              frontier.segment_m);
  const Key depth{.unit = &unit_km,
                  .min = 0.0,
                  .max = 1000.0,
                  .typical_min = 1.0,
                  .typical_max = 100.0,
                  .otherwise = "to the edge of the ground (0)"};
  Key outer = depth;
  outer.name = "outer_depth_km";
  outer.text = "depth of the strip that is kept on the outer side";
  keys.number(outer, frontier.strip.outer_m);
  Key inner = depth;
  inner.name = "inner_depth_km";
  inner.text = "depth of the strip that is kept on the inner side";
  keys.number(inner, frontier.strip.inner_m);
}

void describe_grid_and_sight(KeyVisitor& keys, FrontierSpec& frontier) {
  int index = frontier.neighbourhood == Neighbourhood::eight ? 0 : 1;
  keys.choice(
      {.name = "neighbours", .text = "cells that a step can lead to"},
      {{"8", "king's moves: paths up to 8.2 % too long"}, {"16", "and knight's moves: up to 2.7 % too long"}},
      index);
  frontier.neighbourhood = index == 0 ? Neighbourhood::eight : Neighbourhood::sixteen;
  keys.flag({.name = "curvature", .text = "sight lines over a curved Earth"}, frontier.sight.curvature);
  keys.number({.name = "refraction",
               .text = "coefficient k of refraction: the Earth's radius becomes R / (1 - k); 0 for none",
               .min = 0.0,
               .max = 0.9,
               .why = "air near the ground has 0.13, give or take 0.1"},
              frontier.sight.refraction);
}

}  // namespace

void describe(KeyVisitor& keys, FrontierSpec& frontier) {
  keys.text({.name = "crs",
             .text = "projected coordinate reference system, as in EPSG:32642; `local` is a plane without a "
                     "place on Earth"},
            TextKind::free, frontier.crs);
  keys.number({.name = "cell_size_m",
               .text = "side of a cell",
               .unit = &unit_m,
               .min = 1.0,
               .max = 10000.0,
               .typical_min = 50.0,
               .typical_max = 1000.0},
              frontier.cell_size_m);
  describe_extent(keys, frontier);
  keys.small_table({.name = "elevation",
                    .text = "height of the ground; a bare string that is not a kind is the path of a raster"},
                   kinds_of_surface(frontier.elevation));
  describe_border(keys, frontier);
  describe_grid_and_sight(keys, frontier);
  describe_cover(keys, frontier);
}

}  // namespace panj
