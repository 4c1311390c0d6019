#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "world/route_sweep.h"
#include "world/sensor_hazard.h"
#include "world/world.h"

namespace panj {

/// Integrated hazards that posts add to moves of a class between centres of cells, computed as exposures of
/// tracks are: the first half of a move by the posts that watch the first cell, the second half by those
/// that watch the second; +infinity where a detection is certain. A drawn time factor enters by its mean:
/// exact where it is constant; so do the persons of a group in its signature. Waits at the origin and before
/// the line, standing at obstacles, the way to the centre from an origin off it, patrols, lines, looks of
/// glimpse laws and what changes sensors (weather, light, outages) are left out. The world and the plan (one
/// of the world's) are views; the world has cells (`tracks_need_cells`).
class PostHazards {
 public:
  PostHazards(const World& world, const CrosserPlan& crosser);

  /// Calls visit(half, asset, hazard) for both halves (0 and 1) of a move and each post that watches them and
  /// is held by one of the configurations of the mask.
  template <class Visit>
  void for_each(CellId from, CellId to, double time_s, ConfigurationMask held_by, const Visit& visit) const {
    const Point3 begin = target_at(from);
    const Point3 end = target_at(to);
    const Point3 middle = 0.5 * (begin + end);
    const double half_s = 0.5 * factor_ * time_s;
    if (half_s <= 0.0) return;
    watch({0, from, begin, middle, half_s}, held_by, visit);
    watch({1, to, middle, end, half_s}, held_by, visit);
  }

 private:
  Point3 target_at(CellId cell) const;

  struct Half {
    std::size_t number = 0;
    CellId seen_in = no_cell;
    Point3 from_m;
    Point3 to_m;
    double duration_s = 0.0;
  };
  template <class Visit>
  void watch(const Half& half, ConfigurationMask held_by, const Visit& visit) const {
    const Point3 velocity = (half.to_m - half.from_m) / half.duration_s;
    for (const std::uint16_t number : world_.coverage[crosser_.sight_layer].posts.row(half.seen_in)) {
      const Asset& asset = world_.assets[number];
      if ((asset.held_by & held_by) == 0) continue;
      const Hazard found =
          hazard(laws_[number], {half.from_m - world_.posts[asset.plan].eye_m, velocity, half.duration_s});
      visit(half.number, number, found.certain ? std::numeric_limits<double>::infinity() : found.finite);
    }
  }

  const World& world_;
  const CrosserPlan& crosser_;
  double factor_;
  std::vector<SensorLaw> laws_;  ///< by asset, as they see the class
};

/// The sum of these under one configuration: the term that makes sweep_survival the exact survival of a class
/// that meets no patrols. What it looks at outlives it, as above.
MoveTerm static_hazard(const World& world, const CrosserPlan& crosser, std::size_t configuration);

/// Configurations under which a class goes by the same tables past the same posts in sight of its ways.
struct AlikeSet {
  ConfigurationMask under = 0;
  std::vector<std::uint16_t> posts;  ///< numbers of assets, increasing
};
/// All of them, by their first configuration. The world has coverage, and choices are compiled.
std::vector<AlikeSet> sets_alike(const World& world, const CrosserPlan& crosser);

}  // namespace panj
