#include "model/controls.h"

#include <array>
#include <bit>
#include <cmath>

namespace panj {

namespace {

using Hazards = std::array<double, max_configurations>;  ///< by set of posts

/// Hazards of the moves of a walk, the one that it had no time for included.
Hazards hazards_along(const SweptWays& swept, const Walk& walk, std::span<const CellId> cells) {
  Hazards sums{};
  const auto add = [&](CellId from, CellId to) {
    if (from == to) return;  // it stands
    const float* const hazards = swept.hazards_of(from, to);
    if (hazards == nullptr) return;
    for (std::size_t s = 0; s < swept.sets_of_posts; ++s) sums[s] += static_cast<double>(hazards[s]);
  };
  for (std::size_t i = 1; i < cells.size(); ++i) add(cells[i - 1], cells[i]);
  if (walk.refused != no_cell) add(cells.back(), walk.refused);
  return sums;
}

}  // namespace

void add_controls(const World& world, std::size_t number, std::size_t first_walk, Replication& replication) {
  const Attempt& attempt = replication.attempts[number];
  const SweptWays& swept = *world.crossers[static_cast<std::size_t>(attempt.crosser)].swept;
  const auto draw = static_cast<std::size_t>(attempt.draw);
  Control* const controls = replication.controls.data() + number * world.configurations.size();
  for (std::size_t w = first_walk; w < replication.walks.size(); ++w) {
    const Walk& walk = replication.walks[w];
    const std::span<const CellId> cells = replication.track_cells(walk);
    const Hazards hazards = hazards_along(swept, walk, cells);
    const CellId end = walk.refused != no_cell ? walk.refused : cells.back();
    for (const SweptSet& set : swept.sets) {
      const ConfigurationMask under = set.under & walk.under;
      if (under == 0) continue;
      const std::vector<float>& survival = set.survival[draw];
      const auto from_origin = static_cast<double>(survival[static_cast<std::size_t>(cells.front())]);
      const auto from_end = static_cast<double>(survival[static_cast<std::size_t>(end)]);
      const Control control{from_origin - std::exp(-hazards[set.posts]) * from_end,
                            1.0 - from_origin - set.mean_detection};
      for (ConfigurationMask left = under; left != 0; left &= left - 1)
        controls[static_cast<std::size_t>(std::countr_zero(left))] = control;
    }
  }
}

}  // namespace panj
