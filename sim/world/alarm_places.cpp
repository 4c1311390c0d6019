#include "world/alarm_places.h"

#include <algorithm>
#include <cmath>

#include "world/road_cells.h"
#include "world/sensor_hazard.h"

namespace panj {

namespace {

/// Alarms of a line are on the cells that it passes.
void place_on_line(const World& world, Asset& asset) {
  const std::vector<Point>& vertices = world.lines[asset.plan].vertices_m;
  for (std::size_t i = 1; i < vertices.size(); ++i)
    add_passed_cells(world.grid, vertices[i - 1], vertices[i], asset.alarm_cells);
  std::sort(asset.alarm_cells.begin(), asset.alarm_cells.end());
  asset.alarm_cells.erase(std::unique(asset.alarm_cells.begin(), asset.alarm_cells.end()),
                          asset.alarm_cells.end());
  std::erase_if(asset.alarm_cells,
                [&world](CellId cell) { return world.frontier.side_of(cell) != Side::inner; });
}

}  // namespace

void place_alarms(World& world) {
  const auto raises_any = [](const Asset& asset) {
    return asset.kind == Asset::Kind::post && asset.nuisance_per_s > 0.0;
  };
  if (!world.coverage.empty()) {
    for (Asset& asset : world.assets)
      if (asset.kind == Asset::Kind::line && asset.nuisance_per_s > 0.0) place_on_line(world, asset);
  }
  if (world.coverage.empty() || std::none_of(world.assets.begin(), world.assets.end(), raises_any)) return;
  // What stands out to a sensor is taken to be as tall as the class that is first by name.
  const auto& first =
      *std::min_element(world.crossers.begin(), world.crossers.end(),
                        [](const CrosserPlan& a, const CrosserPlan& b) { return a.name < b.name; });
  const CellRows<std::uint16_t>& posts = world.coverage[first.sight_layer].posts;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    if (world.frontier.side_of(cell) != Side::inner) continue;
    for (const std::uint16_t number : posts.row(cell)) {
      Asset& asset = world.assets[number];
      const double from_m = (world.grid.centre(cell) - world.posts[asset.plan].eye_m.head<2>()).norm();
      if (raises_any(asset) && from_m <= range_of(asset.law)) asset.alarm_cells.push_back(cell);
    }
  }
}

}  // namespace panj
