#include "world/obstacle_areas.h"

#include <algorithm>

#include "terrain/area_cells.h"
#include "terrain/vector_file.h"

namespace panj {

namespace {

std::vector<Area> areas_of(const ObstacleSpec& spec, const std::string& crs, const Places& places,
                           std::vector<std::string>& inputs, Problems& problems) {
  if (!spec.area_path.empty()) {
    if (std::find(inputs.begin(), inputs.end(), spec.area_path) == inputs.end())
      inputs.push_back(spec.area_path);
    return read_areas(spec.area_path, crs, "area", spec.at, problems);
  }
  Area area{{{}}};
  for (const Place& place : spec.area) {
    const auto point = places.point(place, spec.at, Places::key_of(place, "area"));
    if (!point) return {};
    area.rings[0].push_back(*point);
  }
  return {area};
}

/// Takes the cells at a gap out; false where there are none.
bool open_gap(const Grid& grid, const Point& gap_m, double half_width_m, Layer<std::uint8_t>& marks) {
  bool any = false;
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    if (marks.data()[cell] == 0 || (grid.centre(cell) - gap_m).norm() > half_width_m) continue;
    marks.data()[cell] = 0;
    any = true;
  }
  return any;
}

}  // namespace

void lay_areas(const ObstacleSpec& spec, std::size_t obstacle, const Grid& grid, const std::string& crs,
               const Places& places, Obstacles& obstacles, std::vector<std::string>& inputs,
               Problems& problems) {
  const std::size_t so_far = problems.size();
  Layer<std::uint8_t> marks = Layer<std::uint8_t>::Zero(grid.rows, grid.columns);
  for (const Area& area : areas_of(spec, crs, places, inputs, problems)) mark_cells_inside(area, grid, marks);
  if (problems.size() > so_far) return;
  if ((marks == 0).all()) {
    const std::string key = !spec.area_path.empty() ? "area" : Places::key_of(spec.area.front(), "area");
    return problems.add(
        spec.at.problem(key, spec.area_path.empty() ? "" : '"' + spec.area_path + '"',
                        "no cell's centre lies in it: it is off the map, or narrower than a cell",
                        "move it, give what is narrow as a line, or make frontier.cell_size_m smaller"));
  }
  const Obstacle& compiled = obstacles.list[obstacle];
  const double half_width_m =
      std::max(compiled.gap_half_width_m, least_gap_half_width_cells * grid.cell_size_m);
  for (std::size_t i = 0; i < compiled.gaps_m.size(); ++i) {
    if (open_gap(grid, compiled.gaps_m[i], half_width_m, marks)) continue;
    problems.add(spec.at.problem(Places::key_of(spec.gaps[i], "gaps"), text_of(spec.gaps[i]),
                                 "no cell of the obstacle's area lies there", "give a place in the area"));
  }
  if (obstacles.areas.size() == 0) obstacles.areas = Layer<ObstacleMask>::Zero(grid.rows, grid.columns);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    if (marks.data()[cell] != 0) obstacles.areas.data()[cell] |= ObstacleMask{1} << obstacle;
  }
}

}  // namespace panj
