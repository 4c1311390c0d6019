#include "results/result_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/units.h"
#include "results/hdf5_file.h"
#include "results/sealed_file.h"
#include "results/words.h"

namespace panj {

namespace {

/// A group of a file, and which variables it has.
struct HeldGroup {
  explicit HeldGroup(const Hdf5Group& root, const std::string& name) : group(root.open_group(name)) {
    for (const VariableShape& shape : group.shapes()) names.push_back(shape.name);
  }
  bool has(const std::string& name) const {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
  std::vector<double> numbers(const std::string& name) const { return group.read<double>(name); }
  std::vector<std::string> texts(const std::string& name) const { return group.read<std::string>(name); }
  std::vector<std::int64_t> counts(const std::string& name) const { return group.read<std::int64_t>(name); }

  Hdf5Group group;
  std::vector<std::string> names;
};

// --- maps

Grid grid_of(const HeldGroup& maps) {
  const std::vector<double> x_m = maps.numbers("x");
  const std::vector<double> y_m = maps.numbers("y");
  Grid grid;
  // One row or column alone does not tell how wide it is; the other does.
  const std::vector<double>& longer = x_m.size() > 1 ? x_m : y_m;
  grid.cell_size_m =
      longer.size() > 1 ? (longer.back() - longer.front()) / static_cast<double>(longer.size() - 1) : 1.0;
  grid.corner_m = {x_m.front() - 0.5 * grid.cell_size_m, y_m.front() - 0.5 * grid.cell_size_m};
  grid.rows = static_cast<std::int32_t>(y_m.size());
  grid.columns = static_cast<std::int32_t>(x_m.size());
  return grid;
}

RasterFile raster_of(const HeldGroup& maps, const std::string& name, const std::string& title,
                     const std::string& units, RasterType type) {
  return {name, title, units, type, {{title, maps.numbers(name)}}};
}

/// A band for each configuration.
RasterFile bands_of(const HeldGroup& maps, const std::string& name, const std::string& title,
                    RasterType type) {
  const std::vector<std::string> configurations = maps.texts("configuration");
  const std::vector<double> values = maps.numbers(name);
  const std::size_t cells = values.size() / configurations.size();
  RasterFile raster{name, title, "1", type, {}};
  for (std::size_t c = 0; c < configurations.size(); ++c) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(c * cells);
    raster.bands.push_back({configurations[c], {begin, begin + static_cast<std::ptrdiff_t>(cells)}});
  }
  return raster;
}

// --- features

std::vector<Point> points_of(const HeldGroup& geometry, const std::string& kind) {
  const std::vector<double> x_m = geometry.numbers(kind + "_x");
  const std::vector<double> y_m = geometry.numbers(kind + "_y");
  std::vector<Point> points;
  for (std::size_t i = 0; i < x_m.size(); ++i) points.emplace_back(x_m[i], y_m[i]);
  return points;
}

/// Names of the configurations that hold each of some assets: "as_is, two_more_posts".
std::vector<std::string> holders_of(const HeldGroup& geometry, const std::string& kind, std::size_t count) {
  const std::vector<std::string> configurations = geometry.texts("configuration");
  const std::vector<std::int64_t> held = geometry.counts(kind + "_held");
  std::vector<std::string> holders(count);
  for (std::size_t i = 0; i < held.size(); ++i)
    if (held[i] != 0)
      holders[i % count] += (holders[i % count].empty() ? "" : ", ") + configurations[i / count];
  return holders;
}

/// A variable of a kind of asset, and the field that it becomes.
struct Told {
  const char* variable;
  Field field;
};

FieldValue value_of(const HeldGroup& geometry, const Told& told, std::size_t at) {
  if (told.field.kind == Field::Kind::whole) return geometry.counts(told.variable)[at];
  return geometry.numbers(told.variable)[at];
}

/// The closed edge of the box that the middles of random legs lie in; empty for those that fly a round.
std::vector<Point> box_of(const HeldGroup& geometry, const std::string& kind, std::size_t at) {
  if (!geometry.has(kind + "_west")) return {};
  const auto edge = [&](const char* name) { return geometry.numbers(kind + name)[at]; };
  const double west = edge("_west");
  const double east = edge("_east");
  const double south = edge("_south");
  const double north = edge("_north");
  if (std::isnan(west)) return {};
  return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

/// One feature for each asset of a kind: its point, or the line of its vertices (of random legs: their box).
FeatureLayer asset_features(const HeldGroup& geometry, const std::string& layer_name, const std::string& kind,
                            FeatureLayer::Kind shape, const std::vector<Told>& more) {
  const std::vector<std::string> names = geometry.texts(kind);
  const bool is_held = geometry.has(kind + "_held");
  FeatureLayer layer{layer_name, shape, {{"name", Field::Kind::text}}, {}};
  for (const Told& told : more) layer.fields.push_back(told.field);
  if (is_held) layer.fields.push_back({"held_by", Field::Kind::text});
  const std::vector<std::string> holders =
      is_held ? holders_of(geometry, kind, names.size()) : std::vector<std::string>{};
  const bool is_line = shape == FeatureLayer::Kind::lines;
  const std::vector<Point> points =
      is_line && !geometry.has(kind + "_x") ? std::vector<Point>{} : points_of(geometry, kind);
  const std::vector<std::int64_t> whose =
      is_line && !points.empty() ? geometry.counts(kind + "_index") : std::vector<std::int64_t>{};
  for (std::size_t i = 0; i < names.size(); ++i) {
    Feature feature{{}, {names[i]}};
    for (const Told& told : more) feature.values.push_back(value_of(geometry, told, i));
    if (is_held) feature.values.emplace_back(holders[i]);
    for (std::size_t v = 0; v < points.size(); ++v)
      if (is_line ? whose[v] == static_cast<std::int64_t>(i) : v == i)
        feature.vertices_m.push_back(points[v]);
    if (is_line && feature.vertices_m.empty()) feature.vertices_m = box_of(geometry, kind, i);
    if (feature.vertices_m.size() >= (is_line ? 2U : 1U)) layer.features.push_back(std::move(feature));
  }
  return layer;
}

/// The border with its chainage.
struct Border {
  std::vector<Point> vertices_m;
  std::vector<double> chainage_km;

  Point at(double km) const {
    const auto after = std::upper_bound(chainage_km.begin() + 1, chainage_km.end() - 1, km);
    const auto i = static_cast<std::size_t>(after - chainage_km.begin());
    const double share = (km - chainage_km[i - 1]) / (chainage_km[i] - chainage_km[i - 1]);
    return vertices_m[i - 1] + std::clamp(share, 0.0, 1.0) * (vertices_m[i] - vertices_m[i - 1]);
  }
  /// The stretch between two chainages, its ends included.
  std::vector<Point> between(double from_km, double to_km) const {
    std::vector<Point> stretch{at(from_km)};
    for (std::size_t i = 0; i < vertices_m.size(); ++i)
      if (from_km < chainage_km[i] && chainage_km[i] < to_km) stretch.push_back(vertices_m[i]);
    stretch.push_back(at(to_km));
    return stretch;
  }
};

FeatureLayer layer_of(const Border& border) {
  FeatureLayer layer{"border",
                     FeatureLayer::Kind::lines,
                     {{"begin_km", Field::Kind::real}, {"end_km", Field::Kind::real}},
                     {}};
  layer.features.push_back({border.vertices_m, {border.chainage_km.front(), border.chainage_km.back()}});
  return layer;
}

/// What was found on the border's segments under each configuration, a layer each.
void add_segments(const HeldGroup& segments, const Border& border, const std::vector<std::string>& measures,
                  std::vector<FeatureLayer>& layers) {
  const std::vector<std::string> configurations = segments.texts("configuration");
  const std::vector<double> bounds_km = segments.numbers("chainage_bounds");
  const std::vector<std::int64_t> attempts = segments.counts("n_attempts");
  const std::size_t count = bounds_km.size() / 2;
  FeatureLayer empty{
      "",
      FeatureLayer::Kind::lines,
      {{"begin_km", Field::Kind::real}, {"end_km", Field::Kind::real}, {"n_attempts", Field::Kind::whole}},
      {}};
  struct Found {
    std::vector<double> value, ci;
  };
  std::vector<Found> found;
  for (const std::string& measure : measures) {
    if (!segments.has(measure)) continue;
    for (const char* ending : {"", "_low", "_high"})
      empty.fields.push_back({measure + ending, Field::Kind::real});
    found.push_back({segments.numbers(measure), segments.numbers(measure + "_ci")});
  }
  for (std::size_t c = 0; c < configurations.size(); ++c) {
    FeatureLayer layer = empty;
    layer.name = "segments_" + configurations[c];
    for (std::size_t s = 0; s < count; ++s) {
      const std::size_t at = c * count + s;
      const double from_km = bounds_km[2 * s];
      const double to_km = bounds_km[2 * s + 1];
      Feature feature{border.between(from_km, to_km), {from_km, to_km, attempts[at]}};
      for (const Found& of : found)
        for (const double value : {of.value[at], of.ci[2 * at], of.ci[2 * at + 1]})
          feature.values.emplace_back(value);
      layer.features.push_back(std::move(feature));
    }
    layers.push_back(std::move(layer));
  }
}

void add_assets(const HeldGroup& geometry, std::vector<FeatureLayer>& layers) {
  constexpr auto points = FeatureLayer::Kind::points;
  constexpr auto lines = FeatureLayer::Kind::lines;
  constexpr auto real = Field::Kind::real;
  constexpr auto whole = Field::Kind::whole;
  const auto add = [&](const std::string& name, const std::string& kind, FeatureLayer::Kind shape,
                       const std::vector<Told>& more) {
    if (geometry.has(kind)) layers.push_back(asset_features(geometry, name, kind, shape, more));
  };
  add("posts", "post", points,
      {{"post_range", {"range_km", real}}, {"post_eye_height", {"eye_height_m", real}}});
  add("patrols", "patrol", lines,
      {{"patrol_range", {"range_km", real}},
       {"patrol_period", {"period_h", real}},
       {"patrol_teams", {"teams", whole}}});
  add("drones", "drone", lines, {{"drone_range", {"range_km", real}}, {"drone_period", {"period_h", real}}});
  add("line_sensors", "line_sensor", lines, {});
  add("bases", "team", points, {{"team_number", {"teams", whole}}});
  add("sites", "site", points, {{"site_radius", {"radius_km", real}}});
}

}  // namespace

ResultRasters result_rasters(const std::filesystem::path& path) {
  check_seal(path);
  Hdf5File file = Hdf5File::open(path);
  const HeldGroup maps(file.root(), "maps");
  ResultRasters rasters{grid_of(maps), file.root().text_attribute("crs_wkt"), {}};
  rasters.files.push_back(raster_of(maps, "elevation", "elevation", "m", RasterType::real));
  rasters.files.push_back(
      raster_of(maps, "side", "side of the border: 0 outer, 1 inner, 2 outside", "1", RasterType::whole));
  rasters.files.push_back(
      raster_of(maps, "chainage", "chainage of the border's nearest point", "km", RasterType::real));
  const auto add = [&](const char* name, const char* title, RasterType type) {
    if (maps.has(name)) rasters.files.push_back(bands_of(maps, name, title, type));
  };
  add("attempts", "attempts that entered the cell, up to their contact", RasterType::whole);
  add("detections", "attempts first detected in the cell", RasterType::whole);
  add("interceptions", "attempts intercepted in the cell", RasterType::whole);
  add("leaks", "attempts that entered the cell and leaked", RasterType::whole);
  add("coverage", "share of the period in which who stands in the cell is watched", RasterType::real);
  return rasters;
}

ResultFeatures result_features(const std::filesystem::path& path) {
  check_seal(path);
  Hdf5File file = Hdf5File::open(path);
  const Hdf5Group& root = file.root();
  const std::vector<std::string> groups = root.groups();
  ResultFeatures features{root.text_attribute("crs_wkt"), {}};
  const HeldGroup geometry(root, "geometry");
  if (geometry.has("vertex")) {
    const Border border{points_of(geometry, "border"), geometry.numbers("border_chainage")};
    features.layers.push_back(layer_of(border));
    if (std::find(groups.begin(), groups.end(), "segments") != groups.end())
      add_segments(HeldGroup(root, "segments"), border,
                   words_of(root.open_group("summary").text_attribute("measures")), features.layers);
  }
  add_assets(geometry, features.layers);
  return features;
}

}  // namespace panj
