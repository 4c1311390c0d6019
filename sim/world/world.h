#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/grid.h"
#include "rng/distribution.h"
#include "rng/latin_hypercube.h"
#include "rng/stream.h"
#include "scenario/scenario.h"
#include "terrain/frontier_line.h"
#include "world/cell_traits.h"
#include "world/coverage.h"
#include "world/daylight.h"
#include "world/ground_cover.h"
#include "world/line_plan.h"
#include "world/lookout.h"
#include "world/patrol_plan.h"
#include "world/pursuit_plan.h"
#include "world/route_field.h"
#include "world/sensor_conditions.h"
#include "world/start.h"
#include "world/watch_points.h"

namespace panj {

/// Bit c is set where configuration c holds the asset: 64 configurations at most.
using ConfigurationMask = std::uint64_t;
constexpr std::size_t max_configurations = 64;

/// The first configuration of a mask that has one.
inline std::size_t first_configuration(ConfigurationMask mask) {
  return static_cast<std::size_t>(std::countr_zero(mask));
}

/// What carries a sensor: posts first, then patrols, drones, lines, each in the scenario's order.
struct Asset {
  enum class Kind : std::uint8_t { post, patrol, drone, line };
  std::string name;
  Kind kind = Kind::post;
  /// Index into World::posts or World::lines, or into World::patrols of what moves.
  std::size_t plan = 0;
  ConfigurationMask held_by = 0;
  EntityKey key;
  SensorLaw law;
  double range_m = 0.0;              ///< beyond it the law gives nothing, in whatever weather and light
  double eye_height_m = 0.0;         ///< above the ground
  std::optional<double> altitude_m;  ///< of the eye above the sea, instead
  bool line_of_sight = true;
  bool conditioned = false;     ///< something changes what it sees: see World::conditions
  double nuisance_per_s = 0.0;  ///< rate of nuisance alarms; of a patrol, of all its teams together
  std::vector<double> nuisance_by_weather;  ///< factors on it, per state of the weather; empty: 1 in all
  std::vector<CellId> alarm_cells;          ///< of a post or line that has nuisance alarms: where they can be
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

/// A protected site, compiled.
struct SitePlan {
  std::string name;
  Point centre_m{0.0, 0.0};
  double radius_m = 0.0;
  /// Its cells on the inner side: those whose centres lie within the radius, and the one of its middle.
  /// Sorted.
  std::vector<CellId> cells;
};

/// Routes of a class under those configurations under which it knows of the same hazards.
struct RouteSet {
  ConfigurationMask under = ~ConfigurationMask{0};
  std::vector<RouteField> draws;  ///< of which an attempt has one; more than one where routes are perceived
};

/// A class that waits until a patrol has gone by.
struct WatchPlan {
  double patience_s = 0.0;
  std::size_t lookout = 0;  ///< index into World::lookouts
};

/// A class that may turn back when it notices a patrol.
struct TurnBackPlan {
  double probability = 0.0;
  std::size_t lookout = 0;  ///< index into World::lookouts
};

/// Probabilities in favour of moves from which a class comes through unseen, under configurations with the
/// same posts.
struct TiltedRoute {
  ConfigurationMask under = ~ConfigurationMask{0};
  RouteField field;  ///< moves of the class's own table; without times to go
};

/// A class whose leaks are rare: an attempt goes by its class's own table with a probability of
/// `plain_share`, else by the tilted one, and has a weight that makes up for it.
struct RareLeaks {
  double plain_share = 0.1;
  std::vector<TiltedRoute> tilted;  ///< every configuration is under one of them
};

/// Ways of a class under configurations under which it goes by the same tables past the same posts.
struct SweptSet {
  ConfigurationMask under = 0;
  std::size_t posts = 0;                     ///< which of the hazards of SweptWays hold
  std::vector<std::vector<float>> survival;  ///< [draw of its view of the ground][cell]: to come through
  double mean_detection = 0.0;               ///< of an attempt, over its law of origins and draws
};

/// What the exact sweep past the posts alone knows of a class that walks routes on the grid: the survival
/// from every cell, and the hazards of moves that it was found with. See world/swept_ways.h.
struct SweptWays {
  std::vector<std::int32_t> row;    ///< by cell: of its moves in `hazards`; -1: no post sees any of them
  std::vector<float> hazards;       ///< [row][direction][sets of posts]: integrated along the move
  std::size_t sets_of_posts = 0;    ///< that differ
  std::array<CellId, 17> offset{};  ///< per direction: change of the cell number
  std::vector<SweptSet> sets;       ///< configurations without posts in the class's sight are in none

  /// Hazards of a move by sets of posts; null: none sees it. \param to a neighbour of `from`.
  const float* hazards_of(CellId from, CellId to) const {
    const std::int32_t at = row[static_cast<std::size_t>(from)];
    if (at < 0) return nullptr;
    std::size_t direction = 0;
    while (offset[direction] != to - from) ++direction;
    return hazards.data() + (static_cast<std::size_t>(at) * 16 + direction) * sets_of_posts;
  }
  std::size_t bytes() const;
};

/// A crosser class, compiled.
struct CrosserPlan {
  std::string name;
  EntityKey key;
  AttemptsPerPeriod attempts;
  Distribution departure_s;
  std::vector<double> hour_ends;  ///< share of the attempts by the end of each hour; empty: no hourly numbers
  Distribution group_size = Fixed{1.0};
  Distribution time_factor;
  Distribution wait_s;
  Distribution wait_at_line_s = Fixed{0.0};
  double target_height_m = 1.7;
  SignatureSpec signature;
  double max_duration_s = 0.0;
  double complies = 1.0;  ///< probability that a group gives itself up to a team
  Start start;
  MovementLaw movement;
  ObstacleMask obstacles = 0;             ///< that hold it up
  std::optional<StraightRoute> straight;  ///< off the grid; else by `route`
  RouteField route;  ///< by time alone; without its tables where `choices` are gone by instead
  /// Routes of a class that shuns hazards or perceives costs; every configuration is under one of them. Empty
  /// for others.
  std::vector<RouteSet> choices;
  double route_compile_s = 0.0;  ///< wall time of computing routes, added up over threads
  std::optional<WatchPlan> after_patrol;
  std::optional<TurnBackPlan> turn_back;
  std::optional<RareLeaks> rare_leaks;
  std::optional<SweptWays> swept;  ///< where control variates are asked for and its ways lead past posts
  /// Cells in which a start may lie but no way leads on (too steep, say), each with the open cell nearest to
  /// it, where the attempt starts instead. Sorted.
  std::vector<std::pair<CellId, CellId>> moved_starts;
  std::size_t sight_layer = 0;  ///< which coverage layer holds for its target height
  std::size_t traits = 0;       ///< which of World::traits are its own

  /// May it stand before the border?
  bool waits_at_line() const { return !is_constant(wait_at_line_s) || mean(wait_at_line_s) > 0.0; }
  /// The field that attempts with a draw go by under a configuration.
  const RouteField& route_under(std::size_t configuration, std::size_t draw = 0) const;
  /// Views of the ground that attempts have one of.
  std::size_t draws() const { return choices.empty() ? 1 : choices.front().draws.size(); }
  /// Memory of all its route tables.
  std::size_t route_bytes() const;
};

/// Are this class's attempts probes? They meet ordinary traffic, alarms and busy teams, but occupy nothing
/// and never meet each other; only /classes reports them.
inline bool is_probe(const CrosserPlan& crosser) {
  return crosser.attempts.kind == AttemptsPerPeriod::Kind::probes;
}

/// Everything that sampling needs, computed once from a Scenario and constant from then on.
struct World {
  Scenario scenario;
  LatinHypercube hypercube;  ///< over the replications of each batch, where that is asked
  Grid grid;
  std::string crs_wkt;  ///< "" for a local plane
  Layer<double> elevation_m;
  Frontier frontier;
  GroundCover cover;
  std::vector<std::string> configurations;
  std::vector<Asset> assets;
  std::vector<PostPlan> posts;
  std::vector<PatrolPlan> patrols;
  std::vector<LinePlan> lines;
  CellRows<LinePiece> line_cells;  ///< pieces of lines near each cell; empty where tracks need no cells
  std::vector<SensorConditions> conditions;  ///< by asset; of those that are `conditioned`
  std::vector<LightChange> light;            ///< over all that is simulated; empty where it is not stated
  std::vector<PursuitPlan> pursuits;         ///< of each patrol of the scenario, the first of `patrols`
  std::vector<TeamPlan> teams;
  std::vector<SitePlan> sites;
  std::vector<CrosserPlan> crossers;
  std::vector<Coverage> coverage;  ///< one per target height among the crossers
  std::vector<WatchPoint>
      watch_points;                ///< one per segment of the border, where coverage of the line is asked
  std::vector<Lookout> lookouts;   ///< from where crossers see patrols
  std::vector<CellTraits> traits;  ///< that differ among the classes; see CrosserPlan::traits
  bool tracks_need_cells =
      true;  ///< false: no sensor is masked and no map is asked, straight tracks stay one leg
  std::vector<std::string> inputs;  ///< files that were read (elevation, border, places), absolute paths
  std::string attempts_text;  ///< what determines the attempts (see AttemptsRecord); results hash it with
  std::vector<std::string> attempt_inputs;  ///< the contents of these, some of `inputs`

  // Made once, in world.cpp: every file that holds one would compile them anew.
  World();
  ~World();
  World(const World&);
  World(World&&) noexcept;
  World& operator=(const World&);
  World& operator=(World&&) noexcept;
};

}  // namespace panj
