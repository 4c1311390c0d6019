#include "world/cell_traits.h"

#include <algorithm>
#include <utility>

#include "world/world.h"

namespace panj {

namespace {

/// What a class's traits depend on, beside the ground.
struct TraitsKey {
  std::size_t sight_layer;
  ObstacleMask obstacles;
  const Lookout* lookout;  ///< null: it does not turn back

  bool operator==(const TraitsKey&) const = default;
};

TraitsKey key_of(const World& world, const CrosserPlan& crosser) {
  return {crosser.sight_layer, crosser.obstacles,
          crosser.turn_back ? &world.lookouts[crosser.turn_back->lookout] : nullptr};
}

/// Marks the cells from which a move may be held up by areas: those that a move touches lie in two rows and
/// columns around the first.
void mark_near_areas(const World& world, ObstacleMask held, std::vector<std::uint8_t>& traits) {
  const Layer<ObstacleMask>& areas = world.cover.obstacles.areas;
  if (areas.size() == 0) return;
  constexpr std::int32_t reach = 2;
  const Grid& grid = world.grid;
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    if ((areas.data()[cell] & held) == 0) continue;
    const std::int32_t last_row = std::min(grid.row(cell) + reach, grid.rows - 1);
    const std::int32_t last_column = std::min(grid.column(cell) + reach, grid.columns - 1);
    for (std::int32_t row = std::max(grid.row(cell) - reach, 0); row <= last_row; ++row)
      for (std::int32_t column = std::max(grid.column(cell) - reach, 0); column <= last_column; ++column)
        traits[static_cast<std::size_t>(grid.cell(row, column))] |= CellTraits::holds_up;
  }
}

void mark_near_obstacles(const World& world, ObstacleMask held, std::vector<std::uint8_t>& traits) {
  if (held == 0) return;
  world.cover.obstacles.cuts.for_each([&](CellId cell, int, ObstacleMask cut) {
    if ((cut & held) != 0) traits[static_cast<std::size_t>(cell)] |= CellTraits::holds_up;
  });
  mark_near_areas(world, held, traits);
}

CellTraits find_traits(const World& world, const TraitsKey& key) {
  const auto cells = static_cast<std::size_t>(world.grid.cells());
  std::vector<std::uint8_t> traits(cells, 0);
  const Coverage& coverage = world.coverage[key.sight_layer];
  const bool any_line = world.line_cells.entries() > 0;
  const auto mark = [&traits](CellId cell, std::uint8_t trait, bool has_it) {
    if (has_it) traits[static_cast<std::size_t>(cell)] |= trait;
  };
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    mark(cell, CellTraits::seen_by_posts, coverage.posts.any(cell));
    mark(cell, CellTraits::seen_by_patrols, coverage.patrols.any(cell));
    mark(cell, CellTraits::near_lines, any_line && world.line_cells.any(cell));
    mark(cell, CellTraits::inner, world.frontier.side_of(cell) == Side::inner);
    mark(cell, CellTraits::sees_patrols, key.lookout != nullptr && key.lookout->spans.any(cell));
  }
  for (const SitePlan& site : world.sites)
    for (const CellId cell : site.cells) mark(cell, CellTraits::in_site, true);
  mark_near_obstacles(world, key.obstacles, traits);
  return {std::move(traits)};
}

}  // namespace

void compile_cell_traits(World& world) {
  if (!world.tracks_need_cells) {
    world.traits.assign(1, {});
    return;
  }
  std::vector<TraitsKey> known;
  for (CrosserPlan& crosser : world.crossers) {
    const TraitsKey key = key_of(world, crosser);
    const auto same = std::find(known.begin(), known.end(), key);
    crosser.traits = static_cast<std::size_t>(same - known.begin());
    if (same != known.end()) continue;
    known.push_back(key);
    world.traits.push_back(find_traits(world, key));
  }
}

}  // namespace panj
