#include "world/static_hazard.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace panj {

namespace {

/// Posts that have a cell in which they may see a class.
std::vector<bool> posts_that_see(const World& world, const CrosserPlan& crosser) {
  std::vector<bool> sees(world.assets.size());
  for (CellId cell = 0; cell < world.grid.cells(); ++cell)
    for (const std::uint16_t post : world.coverage[crosser.sight_layer].posts.row(cell)) sees[post] = true;
  return sees;
}

}  // namespace

PostHazards::PostHazards(const World& world, const CrosserPlan& crosser)
    : world_(world), crosser_(crosser), factor_(mean(crosser.time_factor)) {
  Factors target = crosser.signature.factors;
  target.rate *= std::pow(mean(crosser.group_size), crosser.signature.persons_exponent);
  for (const Asset& asset : world.assets)
    laws_.push_back(target.are_one() ? asset.law : with_factors(asset.law, target));
}

Point3 PostHazards::target_at(CellId cell) const {
  const Point centre = world_.grid.centre(cell);
  return {centre.x(), centre.y(), world_.elevation_m.data()[cell] + crosser_.target_height_m};
}

MoveTerm static_hazard(const World& world, const CrosserPlan& crosser, std::size_t configuration) {
  return [posts = PostHazards(world, crosser), held_by = ConfigurationMask{1} << configuration](
             CellId from, CellId to, double time_s) {
    std::array<double, 2> sums{};
    posts.for_each(from, to, time_s, held_by,
                   [&sums](std::size_t half, std::uint16_t, double hazard) { sums[half] += hazard; });
    return sums[0] + sums[1];
  };
}

std::vector<AlikeSet> sets_alike(const World& world, const CrosserPlan& crosser) {
  const std::vector<bool> sees = posts_that_see(world, crosser);
  std::map<std::pair<const RouteField*, std::vector<std::uint16_t>>, ConfigurationMask> masks;
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    std::vector<std::uint16_t> held;
    for (std::size_t a = 0; a < world.assets.size(); ++a)
      if (sees[a] && (world.assets[a].held_by >> c & 1U) != 0) held.push_back(static_cast<std::uint16_t>(a));
    masks[{&crosser.route_under(c), std::move(held)}] |= ConfigurationMask{1} << c;
  }
  std::vector<AlikeSet> sets;
  for (const auto& [what, mask] : masks) sets.push_back({mask, what.second});
  // By their first configuration, wherever the tables lie in memory.
  std::sort(sets.begin(), sets.end(), [](const AlikeSet& a, const AlikeSet& b) {
    return first_configuration(a.under) < first_configuration(b.under);
  });
  return sets;
}

}  // namespace panj
