#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"
#include "model/drawn_starts.h"
#include "model/line_watch.h"
#include "model/open_sweep.h"
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
  std::int32_t draw = 0;     ///< which of the ways in which its class perceives the ground it has
  bool scored = true;        ///< false: of the warm-up
  double departure_s = 0.0;  ///< from then on it can be seen; its wait comes first
  double moving_s = 0.0;     ///< end of the drawn wait
  double time_factor = 1.0;
  Point origin_m{0.0, 0.0};
  Point direction{0.0, 0.0};  ///< of a straight track; (0, 0) on the grid
};

/// The way of an attempt under those configurations under which it goes the same way.
struct Walk {
  std::size_t attempt = 0;                          ///< index into Replication::attempts
  ConfigurationMask under = ~ConfigurationMask{0};  ///< configurations
  std::size_t begin = 0;                            ///< its stays: begin..end of Replication::cells
  std::size_t end = 0;
  std::uint32_t sites_begin = 0;  ///< protected sites that it leads to: of Replication::site_arrivals
  std::uint32_t sites_end = 0;
  double moving_s = 0.0;                ///< leaves its origin
  double end_s = 0.0;                   ///< when it ends
  double length_m = 0.0;                ///< of a straight track: how far it comes
  double crossed_s = never_happened_s;  ///< when its track first cuts the border
  double back_s = never_happened_s;     ///< when one that turned back leaves the inner side again
  std::int32_t segment = -1;            ///< of the border, where the planned way cuts it; -1 if it never does
  std::int32_t hour = 0;     ///< of the period, when the planned way does (of departure, if it never does)
  CellId refused = no_cell;  ///< on the grid: the cell that it was on the way to when its time ran out
  std::int32_t turn = -1;    ///< of one that turns back: index into Replication::turns
  bool finished = true;      ///< false: `max_duration_h` ran out
  double waits_s = never_happened_s;        ///< when it stands before the border, waiting, from
  double waits_until_s = never_happened_s;  ///< and until
  double weight = 1.0;                      ///< of the attempt, where the leaks of its class are rare
  double turned_s = never_happened_s;       ///< when it turns back

  bool turned() const { return turned_s < never_happened_s; }
};

/// Where a walk turns back.
struct Turn {
  std::size_t stay = no_turn;         ///< on the grid: its stay that ends there
  Point3 place_m{0.0, 0.0, 0.0};      ///< on the grid: the target's height included
  double along_m = never_happened_s;  ///< straight: how far it has come then
};

/// A walk comes to a protected site, whoever may intercept it before.
struct SiteArrival {
  std::size_t site = 0;  ///< index into World::sites
  double at_s = 0.0;
};

/// What became of an attempt under one configuration.
struct Verdict {
  Outcome outcome = Outcome::undetected;
  bool crossed = false;           ///< cut the line (contacts come after that)
  bool leaked = false;            ///< reached its destination, not intercepted
  bool resisted = false;          ///< intercepted although it resisted
  std::int32_t detected_by = -1;  ///< index into World::assets
  CellId detected_in = no_cell;
  CellId contact_in = no_cell;
  std::int32_t team = -1;                ///< index into World::teams
  std::int32_t site = -1;                ///< index into World::sites; of several at once the first by name
  double detected_s = never_happened_s;  ///< first detection
  double reported_s = never_happened_s;  ///< first confirmed report: from then on somebody can be warned
  double contact_s = never_happened_s;
  double contact_depth_m = 0.0;      ///< signed distance to the line: positive on the inner side
  double p_detect = 0.0;             ///< 1 - exp(-H) over the whole track: conditional on it and the patrols
  double site_s = never_happened_s;  ///< reached its first protected site, not intercepted before
};

/// What one asset adds to the detection of an attempt: see model/contributions.h.
struct Contribution {
  std::size_t walk = 0;         ///< index into Replication::walks
  ConfigurationMask under = 0;  ///< configurations under which it is this
  std::int32_t asset = -1;      ///< index into World::assets
  double value = 0.0;           ///< exp(-H_others) - exp(-H)
  double first = 0.0;           ///< probability that it is the first to detect, given track and patrols
};

/// What the exact sweep past the posts alone makes of an attempt under one configuration: control variates,
/// each with a mean of 0. See model/controls.h.
struct Control {
  double way = 0.0;     ///< chance of being seen on the way taken, less that from the origin on
  double origin = 0.0;  ///< chance of being seen from the origin on, less the mean over origins
};

/// The weather of a replication, shared by all sensors.
struct Weather {
  std::int32_t state = -1;  ///< index into WeatherSpec::states; -1: none are stated
  double visibility = 1.0;  ///< factor on the rate of the sensors that follow it
};

/// Walks that go straight on in one leg each, to their ends, number by number, in columns like those of
/// TimedWays.
struct OpenWays {
  std::vector<double> departure_s, moving_s, end_s;  ///< as Attempt and Walk have them
  TimedWays going;  ///< from when they leave their origins on, by the clock of the period

  // What is asked of all of them, in bytes: Walk::hour; Walk::segment, or `nowhere`; `crosses` and `finishes`
  // of those that do.
  std::vector<std::uint8_t> hour, segment, ends;
  bool has_bytes = false;  ///< false: there are more hours or segments than bytes tell; these hold nothing

  /// The `ends` of walks whose verdicts stand: no site has added to them, and those of walks that are not in
  /// Replication::seen tell that nobody has seen them, and how they ended so.
  std::vector<std::uint8_t> passed;

  static constexpr std::uint8_t nowhere = 255;
  static constexpr std::uint8_t crosses = 1;
  static constexpr std::uint8_t finishes = 2;

  std::size_t size() const { return going.size(); }
  void resize(std::size_t walks) {
    going.resize(walks);
    const std::size_t rows = going.begin_s.size();
    if (departure_s.size() == rows) return;
    for (std::vector<double>* times : {&departure_s, &moving_s, &end_s}) times->resize(rows);
    for (std::vector<std::uint8_t>* bytes : {&hour, &segment, &ends}) bytes->resize(rows);
  }
};

/// Everything that happened in one replication.
struct Replication {
  std::int64_t number = 0;
  Weather weather;
  std::vector<Attempt> attempts;
  /// Of all attempts, where all go in the open and every class is drawn as one run; else of none.
  DrawnStarts starts;
  std::vector<Walk> walks;                 ///< in the order of their attempts
  std::vector<std::size_t> walk_begin{0};  ///< attempts + 1 offsets into `walks`
  OpenWays open;                           ///< of all walks, where all go in the open; else empty
  std::vector<std::size_t> seen;     ///< walks that any asset sees, in order: all others pass, and no more
  std::vector<Verdict> verdicts;     ///< [attempt][configuration]
  ResponseCounts calls;              ///< what became of calls
  std::vector<CellId> cells;         ///< cells of all walks, one after the other
  std::vector<double> entered_s;     ///< when each was entered, parallel to `cells`
  std::vector<double> mark;          ///< see Track::mark, parallel to `cells`
  std::vector<std::uint8_t> traits;  ///< CellTraits of its class, parallel to `cells`
  std::vector<Turn> turns;           ///< of walks that turn back
  LineWatch line;                    ///< empty in replications in which it is not looked at
  std::vector<SiteArrival> site_arrivals;  ///< of all walks, one after the other

  /// [attempt][configuration]; empty where they are not asked for.
  std::vector<Control> controls;

  /// Of scored attempts that are no probes; empty where they are not asked for.
  std::vector<Contribution> contributions;

  /// Do the bytes of `open` tell of all walks?
  bool open_bytes_tell() const { return open.has_bytes && open.size() == walks.size(); }
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
  /// The protected sites that a walk leads to, each once.
  std::span<const SiteArrival> arrivals_of(const Walk& walk) const {
    return {site_arrivals.data() + walk.sites_begin, site_arrivals.data() + walk.sites_end};
  }
};

/// The track of a walk.
Track track_of(const World& world, const Replication& replication, const Walk& walk);

struct Workspace;

/// Simulates replication `number`: the story is in replication.cpp. The result lives in the workspace until
/// the next call.
const Replication& simulate(const World& world, std::int64_t number, Workspace& workspace);

}  // namespace panj
