#include "world/compile_sites.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

/// Cells of the inner side whose centres lie within the radius, and the cell of the middle.
std::vector<CellId> cells_of_site(const World& world, const Point& middle, double radius_m) {
  const Grid& grid = world.grid;
  const Eigen::Vector2d low = (middle.array() - radius_m - grid.corner_m.array()) / grid.cell_size_m;
  const Eigen::Vector2d high = (middle.array() + radius_m - grid.corner_m.array()) / grid.cell_size_m;
  const auto held = [](double index, std::int32_t count) {
    return static_cast<std::int32_t>(std::clamp(std::floor(index), 0.0, static_cast<double>(count - 1)));
  };
  const CellId own = grid.at(middle);
  std::vector<CellId> cells;
  for (std::int32_t row = held(low.y(), grid.rows); row <= held(high.y(), grid.rows); ++row) {
    for (std::int32_t column = held(low.x(), grid.columns); column <= held(high.x(), grid.columns);
         ++column) {
      const CellId cell = grid.cell(row, column);
      const bool within = cell == own || (grid.centre(cell) - middle).norm() <= radius_m;
      if (within && world.frontier.side_of(cell) == Side::inner) cells.push_back(cell);
    }
  }
  return cells;
}

SitePlan plan_site(const SiteSpec& spec, const World& world, const Places& places, Problems& problems) {
  SitePlan plan;
  plan.name = spec.name;
  plan.radius_m = spec.radius_m;
  const std::string key = Places::key_of(spec.position, "position");
  const std::optional<Point> middle = places.on_map(spec.position, spec.at, key);
  if (!middle) return plan;
  plan.centre_m = *middle;
  const Side side = world.frontier.side_of(world.grid.at(*middle));
  if (side != Side::inner) {
    problems.add(spec.at.problem(key, text_of(spec.position),
                                 side == Side::outer
                                     ? "on the outer side of the border: protected sites lie on the inner one"
                                     : "outside the strip along the border",
                                 side == Side::outer ? "move it, or check frontier.inner"
                                                     : "move it, or enlarge frontier.inner_depth_km"));
    return plan;
  }
  plan.cells = cells_of_site(world, *middle, spec.radius_m);
  return plan;
}

}  // namespace

void compile_sites(World& world, const Places& places, Problems& problems) {
  for (const SiteSpec& spec : world.scenario.sites)
    world.sites.push_back(plan_site(spec, world, places, problems));
}

}  // namespace panj
