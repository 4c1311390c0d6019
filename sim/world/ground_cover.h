#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/grid.h"
#include "scenario/scenario.h"
#include "world/obstacles.h"
#include "world/places.h"

namespace panj {

/// Land cover, snow, roads and obstacles of a world, compiled once. What a mover makes of them is its Going.
struct GroundCover {
  Layer<float> friction;        ///< by land cover; 0: closed; no rows: open ground everywhere
  Layer<float> contact_factor;  ///< on the success of contacts, by land cover; no rows: 1 everywhere
  std::optional<SnowSpec> snow;
  std::vector<std::pair<std::string, Layer<std::uint8_t>>> roads;  ///< cells on the roads of each file
  Obstacles obstacles;

  const Layer<std::uint8_t>& roads_of(const std::string& path) const;
  /// May the going differ from place to place, obstacles left aside?
  bool varies() const { return friction.size() > 0 || snow || !roads.empty(); }
};

/// Reads land cover, roads and obstacles of a scenario. Faults go to `problems`. \param border of the
/// scenario. \param inputs the files read are added to it.
GroundCover compile_cover(const Scenario& scenario, const Grid& grid, const std::vector<Point>& border,
                          const Places& places, std::vector<std::string>& inputs, Problems& problems);

/// The obstacles that hold up a class, by its name; those that hold up patrols and teams.
ObstacleMask obstacles_of_class(const Scenario& scenario, const std::string& crosser);
ObstacleMask obstacles_of_patrols(const Scenario& scenario);

}  // namespace panj
