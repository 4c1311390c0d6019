#include "world/alarm_places.h"

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

bool can_be_reached(const World& world, CellId cell) {
  return std::any_of(world.teams.begin(), world.teams.end(), [cell](const TeamPlan& team) {
    return team.response_time_s || std::isfinite(team.travel_s[static_cast<std::size_t>(cell)]);
  });
}

}  // namespace

void place_alarms(World& world) {
  const auto raises_any = [](const Asset& asset) {
    return asset.kind == Asset::Kind::post && asset.nuisance_per_s > 0.0;
  };
  if (world.coverage.empty() || std::none_of(world.assets.begin(), world.assets.end(), raises_any)) return;
  // What stands out to a sensor is taken to be as tall as the first class.
  const CellRows<std::uint16_t>& posts = world.coverage.front().posts;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    if (world.frontier.side_of(cell) != Side::inner || !can_be_reached(world, cell)) continue;
    for (const std::uint16_t number : posts.row(cell)) {
      Asset& asset = world.assets[number];
      if (raises_any(asset)) asset.alarm_cells.push_back(cell);
    }
  }
}

}  // namespace panj
