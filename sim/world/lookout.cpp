#include "world/lookout.h"

#include "world/world.h"

namespace panj {

namespace {

Lookout look_out(const World& world, double range_m, double target_height_m, int threads) {
  Lookout lookout{range_m, target_height_m, {}, {}, {}};
  std::vector<Asset> patrols;
  for (std::size_t a = 0; a < world.assets.size(); ++a) {
    const Asset& asset = world.assets[a];
    if (asset.kind != Asset::Kind::patrol) continue;
    lookout.assets.push_back(static_cast<std::uint16_t>(a));
    lookout.reach.push_back(reach_of(world.patrols[asset.plan].cycles, range_m));
    patrols.push_back(asset);
    patrols.back().range_m = range_m;
    patrols.back().line_of_sight = true;
  }
  if (!world.tracks_need_cells) return lookout;
  lookout.spans = cover({world.grid, world.elevation_m, world.scenario.frontier.sight}, patrols, world.posts,
                        world.patrols, target_height_m, threads)
                      .patrols;
  return lookout;
}

std::size_t lookout_for(World& world, double range_m, double target_height_m, int threads) {
  for (std::size_t i = 0; i < world.lookouts.size(); ++i) {
    const Lookout& known = world.lookouts[i];
    if (known.range_m == range_m && known.target_height_m == target_height_m) return i;
  }
  world.lookouts.push_back(look_out(world, range_m, target_height_m, threads));
  return world.lookouts.size() - 1;
}

}  // namespace

void compile_lookouts(World& world, int threads) {
  for (std::size_t c = 0; c < world.crossers.size(); ++c) {
    const CrosserSpec& spec = world.scenario.crossers[c];
    const double height_m = spec.target_height_m;
    if (spec.after_patrol)
      world.crossers[c].after_patrol = {spec.after_patrol->patience_s,
                                        lookout_for(world, spec.after_patrol->range_m, height_m, threads)};
    if (spec.turn_back && spec.turn_back->probability > 0.0)
      world.crossers[c].turn_back = {spec.turn_back->probability,
                                     lookout_for(world, spec.turn_back->notice_range_m, height_m, threads)};
  }
}

}  // namespace panj
