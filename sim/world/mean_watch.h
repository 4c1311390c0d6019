#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "world/world.h"

namespace panj {

/// How much a patrol or drone is on a cycle, in the long run.
struct CycleUse {
  double rounds_per_s = 0.0;   ///< whole rounds that begin in a second, of all teams
  double flights_per_s = 0.0;  ///< beside them: rounds that are broken off ...
  double broken_s = 0.0;       ///< ... at this cycle time
};

/// How a patrol or drone uses each of its cycles, on the average over the period: teams, headways, rests,
/// turns and flights in steady state, shifts by their share of the period, what stands out until a stated
/// start.
std::vector<CycleUse> cycle_uses(const PatrolPlan& plan, double period_s);

/// Share of the period in which a target that stands in a cell is watched: a sensor has it within range and
/// in sight, is in the air or on duty, and in order. As /line of a result file says of the border; here by
/// means, without sampling. Ranges are those of the assets, the largest that weather, light and classes
/// leave. Sight is that of the coverage: to the middle of the cell, from a piece's observer, for targets of
/// its height. Within range is the middle; where a range is under two cells, the mean over 3 x 3 points of
/// the cell. Each asset's share is by its means (`cycle_uses`). Evenly spaced teams are never there at once
/// before they always are (exact where a round brings one visit), others come independently of each other,
/// and so do assets. Lines and drones on drawn legs watch no cell. World and coverage (one of the world's)
/// are views.
class MeanWatch {
 public:
  MeanWatch(const World& world, const Coverage& coverage);

  /// \param shares [configuration]: is filled.
  void find(CellId cell, std::span<double> shares) const;

 private:
  double by_post(const Asset& asset, CellId cell) const;
  double by_span(const Asset& asset, const WatchedSpan& span, CellId cell) const;
  double by_its_teams(std::uint16_t asset, double share) const;
  template <class Time>
  double mean_over_cell(const Asset& asset, CellId cell, const Time& time) const;

  const World& world_;
  const Coverage& coverage_;
  std::vector<double> works_;                ///< by asset
  std::vector<std::vector<CycleUse>> uses_;  ///< [patrol][cycle]
};

/// The coverage that maps are drawn of: for targets of the height that is nearest to `watched_height_m` among
/// the classes'. Null where the world has none.
const Coverage* mapped_coverage(const World& world);

/// The same as MeanWatch finds, for all cells of the mapped coverage: [configuration][cell]. Empty where
/// there is none.
struct WatchMap {
  double target_height_m = 0.0;
  std::vector<std::vector<float>> shares;
};
WatchMap mean_watch_map(const World& world);

}  // namespace panj
