#include "world/compile_ground.h"

#include <fmt/format.h>

#include <cmath>

#include "base/units.h"
#include "terrain/surface.h"
#include "terrain/vector_file.h"
#include "world/memory_need.h"
#include "world/places.h"

namespace panj {

namespace {

std::optional<Point> corner_of(const FrontierSpec& spec, const Projection& projection, Problems& problems) {
  const Places places(projection, Grid{}, problems);
  if (spec.centre) {
    const auto centre = places.point(*spec.centre, spec.at, Places::key_of(*spec.centre, "centre"));
    if (!centre) return std::nullopt;
    // Whole cells of the plane, so that scenarios over the same ground share their cells.
    const Point low = *centre - 0.5 * spec.size_m;
    return Point((low / spec.cell_size_m).array().round() * spec.cell_size_m);
  }
  if (spec.corner) return places.point(*spec.corner, spec.at, Places::key_of(*spec.corner, "corner"));
  return Point(0.0, 0.0);
}

std::optional<Grid> stated_grid(const FrontierSpec& spec, const Projection& projection, Problems& problems) {
  const std::optional<Point> corner = corner_of(spec, projection, problems);
  const Eigen::Vector2d cells = spec.size_m / spec.cell_size_m;
  const Eigen::Vector2d whole = cells.array().round();
  const std::string size =
      fmt::format("[{:.6g}, {:.6g}]", spec.size_m.x() / metres_per_km, spec.size_m.y() / metres_per_km);
  if ((cells - whole).cwiseAbs().maxCoeff() > 1e-6 || whole.minCoeff() < 3.0) {
    const Eigen::Vector2d better = whole.cwiseMax(3.0) * spec.cell_size_m / metres_per_km;
    problems.add(
        spec.at.problem("size_km", size,
                        fmt::format("must be whole cells of {:.6g} m, at least 3 each way", spec.cell_size_m),
                        fmt::format("write [{:.6g}, {:.6g}]", better.x(), better.y())));
    return std::nullopt;
  }
  if (!corner) return std::nullopt;
  return Grid{*corner, spec.cell_size_m, static_cast<std::int32_t>(whole.y()),
              static_cast<std::int32_t>(whole.x())};
}

std::optional<Grid> grid_of(const FrontierSpec& spec, const Projection& projection, Problems& problems) {
  if (spec.size_m.x() > 0.0) return stated_grid(spec, projection, problems);
  if (const auto* raster = std::get_if<RasterSurface>(&spec.elevation)) {
    return grid_of_raster(raster->path, spec.crs, spec.cell_size_m, spec.at, problems);
  }
  problems.add(spec.at.problem("size_km", "", "an extent is needed where the elevation is not a raster's",
                               "state size_km = [east-west, north-south]"));
  return std::nullopt;
}

std::vector<Point> border_of(const FrontierSpec& spec, const Projection& projection, const Grid& grid,
                             Problems& problems) {
  if (!spec.line_path.empty()) return read_line(spec.line_path, spec.crs, "line", spec.at, problems);
  const Places places(projection, grid, problems);
  std::vector<Point> line;
  for (const Place& place : spec.line) {
    if (const auto point = places.point(place, spec.at, Places::key_of(place, "line")))
      line.push_back(*point);
  }
  return line;
}

/// Terrain speaks of the line; it stands where the scenario gives its vertices.
KeyPlaces border_places(const FrontierSpec& spec) {
  KeyPlaces places = spec.at;
  if (!spec.line.empty()) places.keys["line"] = places.of(Places::key_of(spec.line.front(), "line"));
  return places;
}

void note_inputs(World& world) {
  const FrontierSpec& spec = world.scenario.frontier;
  if (const auto* raster = std::get_if<RasterSurface>(&spec.elevation)) world.inputs.push_back(raster->path);
  if (const auto* modelled = std::get_if<ModelledSurface>(&spec.elevation)) {
    if (!modelled->base_path.empty()) world.inputs.push_back(modelled->base_path);
  }
  if (!spec.line_path.empty()) world.inputs.push_back(spec.line_path);
}

}  // namespace

std::optional<Projection> compile_ground(World& world, int threads, Problems& problems) {
  const FrontierSpec& spec = world.scenario.frontier;
  std::string why_not;
  std::optional<Projection> projection = Projection::make(spec.crs, why_not);
  if (!projection) {
    problems.add(spec.at.problem("crs", '"' + spec.crs + '"', why_not,
                                 "state a projected, metric CRS such as \"EPSG:32642\", or \"local\""));
    return std::nullopt;
  }
  world.crs_wkt = projection->wkt();
  const std::optional<Grid> grid = grid_of(spec, *projection, problems);
  if (!grid) return std::nullopt;
  world.grid = *grid;
  const std::size_t so_far = problems.size();
  check_memory(world.scenario, *grid, threads, problems);
  if (problems.size() > so_far) return std::nullopt;
  note_inputs(world);

  const std::vector<Point> line = border_of(spec, *projection, *grid, problems);
  if (line.size() < 2) {
    if (problems.empty()) {
      problems.add(spec.at.problem("line", "", "a border has two vertices at least", "add vertices"));
    }
    return std::nullopt;
  }
  world.elevation_m = make_elevation(spec.elevation, *grid, spec.crs, Polyline(line), spec.at, problems);
  world.frontier =
      make_frontier(line, spec.inner, spec.segment_m, spec.strip, *grid, border_places(spec), problems);
  if (world.elevation_m.size() == 0 || world.frontier.side.size() == 0) return std::nullopt;
  return projection;
}

}  // namespace panj
