#include "model/contributions.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "model/first_detection.h"

namespace panj {

namespace {

bool is_in(ConfigurationMask mask, std::size_t configuration) {
  return (mask >> configuration & 1U) != 0;
}

/// What each asset gathers over the whole track, in the order in which they come to see it.
void gather(std::span<const Exposure> exposures, std::vector<SeenBy>& seen_by) {
  seen_by.clear();
  SeenBy* last = nullptr;
  for (const Exposure& exposure : exposures) {
    if (last == nullptr || last->asset != exposure.asset) {
      const auto known = std::find_if(seen_by.begin(), seen_by.end(), [&exposure](const SeenBy& seen) {
        return seen.asset == exposure.asset;
      });
      if (known == seen_by.end()) {
        last = &seen_by.emplace_back();
        last->asset = exposure.asset;
      } else {
        last = &*known;
      }
    }
    last->hazard += exposure.hazard.finite;
    last->certain = last->certain || exposure.hazard.certain;
  }
}

/// Splits configurations into those that hold the same of the assets seen.
void split(const World& world, const std::vector<SeenBy>& seen_by, ConfigurationMask under,
           std::vector<ConfigurationMask>& groups) {
  const std::size_t count = world.configurations.size();
  const ConfigurationMask all =
      count < max_configurations ? (ConfigurationMask{1} << count) - 1 : ~ConfigurationMask{0};
  groups.assign(1, under & all);
  for (const SeenBy& seen : seen_by) {
    const ConfigurationMask held_by = world.assets[static_cast<std::size_t>(seen.asset)].held_by;
    const std::size_t before = groups.size();
    for (std::size_t g = 0; g < before; ++g) {
      const ConfigurationMask without = groups[g] & ~held_by;
      groups[g] &= held_by;
      if (groups[g] == 0) {
        groups[g] = without;
      } else if (without != 0) {
        groups.push_back(without);
      }
    }
  }
}

/// exp(-H_others) - exp(-H) of an asset under a configuration.
double value_of(const World& world, const std::vector<SeenBy>& seen_by, std::size_t number,
                std::size_t configuration) {
  double others = 0.0;
  for (std::size_t i = 0; i < seen_by.size(); ++i) {
    if (i == number ||
        !is_in(world.assets[static_cast<std::size_t>(seen_by[i].asset)].held_by, configuration))
      continue;
    if (seen_by[i].certain) return 0.0;
    others += seen_by[i].hazard;
  }
  const double missed = std::exp(-others);
  return seen_by[number].certain ? missed : -missed * std::expm1(-seen_by[number].hazard);
}

/// One asset alone has seen the walk, as of most that any has: it is the first wherever it detects.
void add_alone(const World& world, const Replication& replication, std::size_t walk, const SeenBy& seen,
               std::vector<Contribution>& contributions) {
  const ConfigurationMask held_by = world.assets[static_cast<std::size_t>(seen.asset)].held_by;
  const ConfigurationMask group = replication.walks[walk].under & held_by;
  const double value = seen.certain ? 1.0 : -std::expm1(-seen.hazard);
  if (group != 0) contributions.push_back({walk, group, seen.asset, value, value});
}

/// The same of several exposures. By itself, so that one alone has less to set up.
[[gnu::noinline]] void add_several(const World& world, const Replication& replication, std::size_t walk,
                                   std::span<const Exposure> exposures, ContributionScratch& scratch,
                                   std::vector<Contribution>& contributions) {
  std::vector<SeenBy>& seen_by = scratch.seen_by;
  gather(exposures, seen_by);
  if (seen_by.size() == 1) return add_alone(world, replication, walk, seen_by.front(), contributions);
  split(world, seen_by, replication.walks[walk].under, scratch.groups);
  for (const ConfigurationMask group : scratch.groups) {
    if (group == 0) continue;
    const auto configuration = static_cast<std::size_t>(std::countr_zero(group));
    const auto is_held = [&](const SeenBy& seen) {
      return is_in(world.assets[static_cast<std::size_t>(seen.asset)].held_by, configuration);
    };
    const auto held = std::count_if(seen_by.begin(), seen_by.end(), is_held);
    if (held > 1) find_first_shares(world, exposures, configuration, scratch);
    for (std::size_t i = 0; i < seen_by.size(); ++i) {
      if (!is_held(seen_by[i])) continue;
      const double value = value_of(world, seen_by, i, configuration);
      // Alone it is the first wherever it detects.
      contributions.push_back({walk, group, seen_by[i].asset, value, held > 1 ? seen_by[i].first : value});
    }
  }
}

}  // namespace

void add_contributions(const World& world, const Replication& replication, std::size_t walk,
                       std::span<const Exposure> exposures, ContributionScratch& scratch,
                       std::vector<Contribution>& contributions) {
  if (exposures.empty()) return;
  if (exposures.size() > 1) return add_several(world, replication, walk, exposures, scratch, contributions);
  const Hazard& hazard = exposures.front().hazard;
  add_alone(world, replication, walk, {exposures.front().asset, hazard.finite, hazard.certain, 0.0},
            contributions);
}

}  // namespace panj
