#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"
#include "model/response_counts.h"
#include "model/track.h"
#include "world/world.h"

namespace panj {

/// How an attempt ended: the first that holds.
enum class Outcome : std::uint8_t { intercepted, turned_back, detected_not_intercepted, undetected };

constexpr double never_happened_s = std::numeric_limits<double>::infinity();

/// One crossing attempt as it is drawn: the same under all configurations. Times count from the start of the
/// period.
struct Attempt {
  std::int32_t crosser = 0;  ///< index into World::crossers
  std::uint32_t number = 0;  ///< within its class and replication
  std::int32_t persons = 1;  ///< in the group
  double departure_s = 0.0;  ///< from then on it can be seen; its wait comes first
  double moving_s = 0.0;     ///< end of the drawn wait
  Point origin_m{0.0, 0.0};
  Point direction{0.0, 0.0};  ///< of a straight track; (0, 0) on the grid
  double time_factor = 1.0;
};

/// The way of an attempt under those configurations under which it goes the same way.
struct Walk {
  std::size_t attempt = 0;                          ///< index into Replication::attempts
  ConfigurationMask under = ~ConfigurationMask{0};  ///< configurations
  std::size_t begin = 0;                            ///< its stays: begin..end of Replication::cells
  std::size_t end = 0;
  double moving_s = 0.0;                ///< leaves its origin
  double end_s = 0.0;                   ///< when it ends
  double length_m = 0.0;                ///< of a straight track: how far it comes
  double crossed_s = never_happened_s;  ///< when its track first cuts the border
  std::int32_t segment = -1;            ///< of the border, where it does; -1 if it never does
  std::int32_t hour = 0;                ///< of the period, when it does (of departure, if it never does)
  bool finished = true;                 ///< false: `max_duration_h` ran out
};

/// What became of an attempt under one configuration.
struct Verdict {
  Outcome outcome = Outcome::undetected;
  double detected_s = never_happened_s;  ///< first detection
  std::int32_t detected_by = -1;         ///< index into World::assets
  CellId detected_in = no_cell;
  double reported_s = never_happened_s;  ///< first confirmed report: from then on somebody can be warned
  double contact_s = never_happened_s;
  CellId contact_in = no_cell;
  double contact_depth_m = 0.0;  ///< signed distance to the line: positive on the inner side
  std::int32_t team = -1;        ///< index into World::teams
  double p_detect = 0.0;         ///< 1 - exp(-H) over the whole track: conditional on it and the patrols
  bool leaked = false;           ///< reached its destination, not intercepted
  bool resisted = false;         ///< intercepted although it resisted
};

/// Everything that happened in one replication.
struct Replication {
  std::int64_t number = 0;
  std::vector<Attempt> attempts;
  std::vector<Walk> walks;                 ///< in the order of their attempts
  std::vector<std::size_t> walk_begin{0};  ///< attempts + 1 offsets into `walks`
  std::vector<Verdict> verdicts;           ///< [attempt][configuration]
  ResponseCounts calls;                    ///< what became of calls
  std::vector<CellId> cells;               ///< cells of all walks, one after the other
  std::vector<double> entered_s;           ///< when each was entered, parallel to `cells`
  std::vector<double> mark;                ///< see Track::mark, parallel to `cells`

  /// The ways of an attempt: every configuration is under one of them.
  std::span<const Walk> walks_of(std::size_t attempt) const {
    return {walks.data() + walk_begin[attempt], walks.data() + walk_begin[attempt + 1]};
  }
  const Walk& walk_of(std::size_t attempt, std::size_t configuration) const {
    std::size_t walk = walk_begin[attempt];
    while ((walks[walk].under >> configuration & 1U) == 0) ++walk;
    return walks[walk];
  }
  std::span<const CellId> track_cells(const Walk& walk) const {
    return {cells.data() + walk.begin, cells.data() + walk.end};
  }
};

/// The track of a walk.
Track track_of(const World& world, const Replication& replication, const Walk& walk);

struct Workspace;

/// Simulates replication `number`: the story is in replication.cpp. The result lives in the workspace until
/// the next call.
const Replication& simulate(const World& world, std::int64_t number, Workspace& workspace);

}  // namespace panj
