#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/grid.h"
#include "rng/distribution.h"
#include "rng/stream.h"
#include "scenario/scenario.h"
#include "terrain/frontier_line.h"
#include "world/coverage.h"
#include "world/patrol_plan.h"
#include "world/pursuit_plan.h"
#include "world/route_field.h"
#include "world/start.h"

namespace panj {

/// Bit c is set where configuration c holds the asset: 64 configurations at most.
using ConfigurationMask = std::uint64_t;
constexpr std::size_t max_configurations = 64;

/// What carries a sensor: posts first, then patrols, then drones, each in the scenario's order.
struct Asset {
  enum class Kind : std::uint8_t { post, patrol, drone };
  std::string name;
  Kind kind = Kind::post;
  std::size_t plan = 0;  ///< index into World::posts, or into World::patrols of what moves
  ConfigurationMask held_by = 0;
  EntityKey key;
  SensorLaw law;
  double range_m = 0.0;       ///< beyond it the law gives nothing
  double eye_height_m = 0.0;  ///< above the ground
  bool line_of_sight = true;
  double nuisance_per_s = 0.0;      ///< rate of nuisance alarms; of a patrol, of all its teams together
  std::vector<CellId> alarm_cells;  ///< of a post that has nuisance alarms: where they can be
  std::optional<double> person_hours_a_day;  ///< that it takes; empty: not stated
};

/// Does it move: is its plan one of World::patrols?
constexpr bool is_mobile(Asset::Kind kind) {
  return kind == Asset::Kind::patrol || kind == Asset::Kind::drone;
}

/// A post on the ground.
struct PostPlan {
  Point3 eye_m{0.0, 0.0, 0.0};
};

/// Response teams at one base.
struct TeamPlan {
  std::string name;
  EntityKey key;
  ConfigurationMask held_by = 0;
  Point base_m{0.0, 0.0};
  std::int32_t number = 1;
  std::vector<float> travel_s;  ///< from the base to each cell; empty where a response time is drawn
  std::vector<float> home_s;    ///< from each cell back to the base; empty where handling includes it
  std::optional<Distribution> response_time_s;
  Distribution ready_s;
  Distribution handling_s;
  std::vector<TimeSpan> shifts;              ///< empty: always on duty
  std::optional<double> person_hours_a_day;  ///< that all of them take; empty: not stated
};

/// A crosser class, compiled.
struct CrosserPlan {
  std::string name;
  EntityKey key;
  AttemptsPerPeriod attempts;
  Distribution departure_s;
  Distribution time_factor;
  Distribution wait_s;
  double target_height_m = 1.7;
  double max_duration_s = 0.0;
  double complies = 1.0;  ///< probability that a group gives itself up to a team
  Start start;
  MovementLaw movement;
  std::optional<StraightRoute> straight;  ///< off the grid; else by `route`
  RouteField route;
  /// Cells in which a start may lie but no way leads on (too steep, say), each with the open cell nearest to
  /// it, where the attempt starts instead. Sorted.
  std::vector<std::pair<CellId, CellId>> moved_starts;
  std::size_t sight_layer = 0;  ///< which coverage layer holds for its target height
};

/// Everything that sampling needs, computed once from a Scenario and constant from then on.
struct World {
  Scenario scenario;
  Grid grid;
  std::string crs_wkt;  ///< "" for a local plane
  Layer<double> elevation_m;
  Frontier frontier;
  std::vector<std::string> configurations;
  std::vector<Asset> assets;
  std::vector<PostPlan> posts;
  std::vector<PatrolPlan> patrols;
  std::vector<PursuitPlan> pursuits;  ///< of each patrol of the scenario, the first of `patrols`
  std::vector<TeamPlan> teams;
  std::vector<CrosserPlan> crossers;
  std::vector<Coverage> coverage;  ///< one per target height among the crossers
  bool tracks_need_cells =
      true;  ///< false: no sensor is masked and no map is asked, straight tracks stay one leg
  std::vector<std::string> inputs;  ///< files that were read (elevation, border, places), absolute paths
  std::string
      attempts_text;  ///< all of the scenario that determines the attempts, as canonical TOML (paths left
                      ///< out: the inputs' contents stand for them); results hash it with the inputs
};

}  // namespace panj
