#include "world/ground_cover.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/units.h"
#include "terrain/line_cuts.h"
#include "terrain/raster.h"
#include "terrain/vector_file.h"
#include "world/obstacle_areas.h"

namespace panj {

namespace {

/// A step along a road must not be closed by the cells beside it: the two at the corner of a diagonal move
/// lie up to 1.06 cells from a road at 45 degrees.
constexpr double road_reach_cells = 1.1;

void note_input(std::vector<std::string>& inputs, const std::string& path) {
  if (std::find(inputs.begin(), inputs.end(), path) == inputs.end()) inputs.push_back(path);
}

/// Reads what stands in `[frontier]` and the movement laws.
class CoverCompiler {
 public:
  CoverCompiler(const Scenario& scenario, const Grid& grid, std::vector<std::string>& inputs,
                Problems& problems)
      : scenario_(scenario), grid_(grid), inputs_(inputs), problems_(problems) {}

  void lay_land_cover(GroundCover& cover) {
    const FrontierSpec& frontier = scenario_.frontier;
    if (!frontier.land_cover) return;
    const LandCoverSpec& spec = *frontier.land_cover;
    note_input(inputs_, spec.path);
    RasterFault fault;
    const auto classes = read_raster(spec.path, grid_, frontier.crs, Resampling::classes, fault);
    if (!classes) {
      problems_.add(frontier.at.problem("land_cover", '"' + spec.path + '"', fault.reason, fault.remedy));
      return;
    }
    cover.friction = friction_of(spec, *classes);
    if (scenario_.response.success_by_cover)
      cover.contact_factor = contact_factor_of(*scenario_.response.success_by_cover, *classes);
  }

  Layer<float> friction_of(const LandCoverSpec& spec, const Layer<double>& classes) {
    std::map<double, float> friction;
    for (const double number : spec.closed) friction[number] = 0.0F;
    for (std::size_t i = 0; i < spec.classes.size(); ++i)
      friction[spec.classes[i]] = static_cast<float>(spec.friction[i]);
    Layer<float> layer(grid_.rows, grid_.columns);
    std::map<std::string, int> unknown;
    for (CellId cell = 0; cell < grid_.cells(); ++cell) {
      const double number = classes.data()[cell];
      const auto found = std::isnan(number) ? friction.end() : friction.find(number);
      if (found == friction.end() && !spec.other_friction)
        ++unknown[std::isnan(number) ? "no class" : fmt::format("class {:.6g}", number)];
      layer.data()[cell] =
          found != friction.end() ? found->second : static_cast<float>(spec.other_friction.value_or(1.0));
    }
    if (!unknown.empty()) report_unknown(unknown);
    return layer;
  }

  Layer<float> contact_factor_of(const CoverSuccess& success, const Layer<double>& classes) const {
    Layer<float> layer = Layer<float>::Ones(grid_.rows, grid_.columns);
    for (std::size_t i = 0; i < success.classes.size(); ++i)
      layer = (classes == success.classes[i]).select(static_cast<float>(success.factor[i]), layer);
    return layer;
  }

  void add_roads(const MovementLaw& law, const KeyPlaces& at, GroundCover& cover) {
    const std::string& path = law.roads_path;
    const bool known = std::any_of(cover.roads.begin(), cover.roads.end(),
                                   [&path](const auto& roads) { return roads.first == path; });
    if (path.empty() || known) return;
    note_input(inputs_, path);
    Layer<std::uint8_t> marks = Layer<std::uint8_t>::Zero(grid_.rows, grid_.columns);
    for (const auto& line : read_lines(path, scenario_.frontier.crs, "movement", at, problems_))
      mark_cells_near(line, grid_, road_reach_cells * grid_.cell_size_m, marks);
    cover.roads.emplace_back(path, std::move(marks));
  }

 private:
  void report_unknown(const std::map<std::string, int>& unknown) {
    constexpr int most_told = 5;
    std::string list;
    int told = 0;
    for (const auto& [name, cells] : unknown) {
      if (told++ == most_told) break;
      list += fmt::format("{}{} ({} cells)", list.empty() ? "" : ", ", name, cells);
    }
    if (told > most_told) list += ", ...";
    problems_.add(scenario_.frontier.at.problem(
        "land_cover", "", "nothing is said of " + list,
        "add them to classes and friction, or to closed, or give other_friction"));
  }

  const Scenario& scenario_;
  const Grid& grid_;
  std::vector<std::string>& inputs_;
  Problems& problems_;
};

std::vector<std::vector<Point>> lines_of(const ObstacleSpec& spec, const std::string& crs,
                                         const std::vector<Point>& border, const Places& places,
                                         std::vector<std::string>& inputs, Problems& problems) {
  if (spec.border) return {border};
  if (!spec.line_path.empty()) {
    note_input(inputs, spec.line_path);
    return read_lines(spec.line_path, crs, "line", spec.at, problems);
  }
  std::vector<Point> line;
  for (const Place& place : spec.line) {
    if (const auto point = places.point(place, spec.at, Places::key_of(place, "line")))
      line.push_back(*point);
  }
  return {line};
}

/// Gaps lie on the line: half a gap's width beside it at the most, or a cell's size, as people read maps.
void check_gaps(const ObstacleSpec& spec, const Obstacle& obstacle, const Grid& grid, Problems& problems) {
  for (std::size_t i = 0; i < obstacle.gaps_m.size(); ++i) {
    double least_m = never_s;
    for (const auto& line : obstacle.lines)
      least_m = std::min(least_m, distance_to_line_m(line, obstacle.gaps_m[i]));
    if (least_m <= std::max(obstacle.gap_half_width_m, grid.cell_size_m)) continue;
    problems.add(
        spec.at.problem(Places::key_of(spec.gaps[i], "gaps"), text_of(spec.gaps[i]),
                        fmt::format("it lies {:.3f} km from the obstacle's line", least_m / metres_per_km),
                        "give a place on the line"));
  }
}

}  // namespace

const Layer<std::uint8_t>& GroundCover::roads_of(const std::string& path) const {
  return std::find_if(roads.begin(), roads.end(), [&path](const auto& one) { return one.first == path; })
      ->second;
}

GroundCover compile_cover(const Scenario& scenario, const Grid& grid, const std::vector<Point>& border,
                          const Places& places, std::vector<std::string>& inputs, Problems& problems) {
  GroundCover cover;
  CoverCompiler compiler(scenario, grid, inputs, problems);
  compiler.lay_land_cover(cover);
  cover.snow = scenario.frontier.snow;
  for (const CrosserSpec& spec : scenario.crossers) compiler.add_roads(spec.movement, spec.at, cover);
  for (const PatrolSpec& spec : scenario.patrols) compiler.add_roads(spec.movement, spec.at, cover);
  for (const TeamSpec& spec : scenario.teams) {
    if (spec.movement) compiler.add_roads(*spec.movement, spec.at, cover);
  }
  for (const ObstacleSpec& spec : scenario.obstacles) {
    Obstacle obstacle;
    obstacle.name = spec.name;
    obstacle.key = entity_key(scenario.seed, "obstacle", spec.name);
    obstacle.is_area = spec.is_area();
    if (!obstacle.is_area)
      obstacle.lines = lines_of(spec, scenario.frontier.crs, border, places, inputs, problems);
    obstacle.delay_s = obstacle.is_area ? spec.delay_s_per_m : spec.delay_s;
    if (obstacle.delay_s) obstacle.mean_delay_s = mean(*obstacle.delay_s);
    obstacle.gap_half_width_m = 0.5 * spec.gap_width_m;
    if (!spec.gaps.empty())
      obstacle.gaps_m = places.all_on_map(spec.gaps, spec.at, Places::key_of(spec.gaps.front(), "gaps"));
    if (obstacle.gaps_m.size() == spec.gaps.size() && !obstacle.lines.empty())
      check_gaps(spec, obstacle, grid, problems);
    const std::size_t number = cover.obstacles.list.size();
    cover.obstacles.list.push_back(std::move(obstacle));
    if (spec.is_area())
      lay_areas(spec, number, grid, scenario.frontier.crs, places, cover.obstacles, inputs, problems);
  }
  find_cuts(grid, cover.obstacles);
  return cover;
}

ObstacleMask obstacles_of_class(const Scenario& scenario, const std::string& crosser) {
  ObstacleMask held = 0;
  for (std::size_t k = 0; k < scenario.obstacles.size(); ++k) {
    const std::vector<std::string>& names = scenario.obstacles[k].crossers;
    const bool holds = names.empty() || std::find(names.begin(), names.end(), crosser) != names.end();
    if (holds) held |= ObstacleMask{1} << k;
  }
  return held;
}

ObstacleMask obstacles_of_patrols(const Scenario& scenario) {
  ObstacleMask held = 0;
  for (std::size_t k = 0; k < scenario.obstacles.size(); ++k) {
    if (scenario.obstacles[k].patrols) held |= ObstacleMask{1} << k;
  }
  return held;
}

}  // namespace panj
