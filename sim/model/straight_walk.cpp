#include "model/straight_walk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/clones.h"
#include "base/units.h"
#include "base/way_crossings.h"
#include "model/line_wait.h"
#include "model/obstacle_delay.h"
#include "model/walk_notes.h"
#include "terrain/line_of_sight.h"

namespace panj {

namespace {

/// Distances along a straight track at which it passes from cell to cell, in order.
void border_distances(const Grid& grid, const Point& origin, const Point& direction, double length_m,
                      std::vector<double>& distances_m) {
  distances_m.clear();
  for (const int axis : {0, 1}) {
    if (direction[axis] == 0.0) continue;
    const double begin = (origin[axis] - grid.corner_m[axis]) / grid.cell_size_m;
    const double end = begin + direction[axis] * length_m / grid.cell_size_m;
    const double low = std::min(begin, end);
    const double high = std::max(begin, end);
    for (double line = std::floor(low) + 1.0; line < high; line += 1.0) {
      distances_m.push_back((line - begin) * grid.cell_size_m / direction[axis]);
    }
  }
  std::sort(distances_m.begin(), distances_m.end());
}

/// A straight stretch of a walk, as far as its time reaches.
/// \return share of the stretch that is gone; the walk is unfinished where it is less than 1.
double go_on(double latest_s, double stretch_s, double& time_s, Walk& walk) {
  const double left_s = latest_s - time_s;
  walk.finished = stretch_s <= left_s;
  time_s += walk.finished ? stretch_s : left_s;
  return walk.finished ? 1.0 : left_s / stretch_s;
}

/// A place at which a straight track is held up.
struct Stop {
  double along_m = 0.0;
  double stand_s = 0.0;
  bool waits = false;  ///< before the border, of its own will
};
/// Where a straight track waits before the border, which it cuts at `crossing_m`: there, or before the first
/// cell that counts as on the inner side, so that nobody meets it while it waits.
double waits_along_m(const World& world, const Attempt& attempt, double crossing_m) {
  std::vector<double> borders_m;
  border_distances(world.grid, attempt.origin_m, attempt.direction, crossing_m, borders_m);
  borders_m.push_back(crossing_m);
  for (std::size_t i = 0; i + 1 < borders_m.size(); ++i) {
    const double middle_m = 0.5 * (borders_m[i] + borders_m[i + 1]);
    const CellId cell = world.grid.at(attempt.origin_m + middle_m * attempt.direction);
    if (world.frontier.side_of(cell) == Side::inner) return borders_m[i];
  }
  return crossing_m;
}

std::vector<Stop> stops_of(const World& world, const CrosserPlan& crosser, const Attempt& attempt,
                           const Replication& replication) {
  std::vector<Stop> stops;
  const double length_m = crosser.straight->length_m;
  const Point end_m = attempt.origin_m + length_m * attempt.direction;
  if (crosser.waits_at_line()) {
    if (const auto crossing = world.frontier.line.first_crossing(attempt.origin_m, end_m))
      stops.push_back({waits_along_m(world, attempt, crossing->fraction * length_m),
                       line_wait_s(crosser, attempt, replication.number), true});
  }
  if (crosser.obstacles == 0) return stops;
  for (const ObstacleCut& cut :
       world.cover.obstacles.cuts_of_way(attempt.origin_m, end_m, crosser.obstacles)) {
    const double stand_s =
        cut.times * drawn_delay_at(world, crosser, attempt, replication.number, cut.obstacle);
    stops.push_back({cut.fraction * length_m, stand_s});
  }
  std::stable_sort(stops.begin(), stops.end(),
                   [](const Stop& a, const Stop& b) { return a.along_m < b.along_m; });
  return stops;
}

/// A straight track cut at the borders of cells, and where it is held up.
void cut_straight(const World& world, const CrosserPlan& crosser, Replication& replication, Walk& walk) {
  const Attempt& attempt = replication.attempts[walk.attempt];
  const StayWriter stays{replication};
  const double latest_s = attempt.departure_s + crosser.max_duration_s;
  const double length_m = crosser.straight->length_m;
  std::vector<double> borders_m;
  border_distances(world.grid, attempt.origin_m, attempt.direction, length_m, borders_m);
  borders_m.push_back(length_m);
  const std::vector<Stop> stops = stops_of(world, crosser, attempt, replication);
  for (const Stop& stop : stops) borders_m.push_back(stop.along_m);
  if (!stops.empty()) std::sort(borders_m.begin(), borders_m.end());
  auto stop = stops.begin();
  const auto ground_m = [&](double along_m) {
    return ground_height_m(world.grid, world.elevation_m, attempt.origin_m + along_m * attempt.direction);
  };
  double entered_s = attempt.departure_s;
  double time_s = walk.moving_s;
  double gone_m = 0.0;
  double height_m = ground_m(0.0);
  const auto stand = [&] {
    // Who waits is in the cell that it comes from, also where the border runs between cells.
    const bool has_come = stop->waits && replication.cells.size() > walk.begin;
    const CellId cell =
        has_come ? replication.cells.back() : world.grid.at(attempt.origin_m + gone_m * attempt.direction);
    stays.add(cell, entered_s, gone_m);
    const double from_s = time_s;
    go_on(latest_s, stop->stand_s, time_s, walk);
    if (stop->waits) note_wait(walk, from_s, time_s);
    entered_s = time_s;
    ++stop;
  };
  for (const double border_m : borders_m) {
    if (border_m > gone_m) {
      const CellId cell = world.grid.at(attempt.origin_m + 0.5 * (gone_m + border_m) * attempt.direction);
      stays.add(cell, entered_s, gone_m);
      const double next_m = ground_m(border_m);
      const double stretch_s =
          attempt.time_factor * step_time_s(crosser.movement, border_m - gone_m, next_m - height_m);
      const double share = go_on(latest_s, stretch_s, time_s, walk);
      gone_m = walk.finished ? border_m : gone_m + share * (border_m - gone_m);
      entered_s = time_s;
      height_m = next_m;
    }
    while (walk.finished && stop != stops.end() && stop->along_m <= gone_m) stand();
    if (!walk.finished) break;
  }
  walk.end_s = time_s;
  walk.length_m = gone_m;
}

/// A straight track that stays one leg. \param leg_s that it takes at a time factor of 1.
void leave_whole(const CrosserPlan& crosser, double leg_s, const Attempt& attempt, Walk& walk) {
  double time_s = walk.moving_s;
  const double share =
      go_on(attempt.departure_s + crosser.max_duration_s, attempt.time_factor * leg_s, time_s, walk);
  walk.length_m = share * crosser.straight->length_m;
  walk.end_s = time_s;
}

double leg_time_s(const CrosserPlan& crosser) {
  return step_time_s(crosser.movement, crosser.straight->length_m, 0.0);
}

/// Time at which a straight track has gone a distance; where it stands there, the end of that.
double time_at_distance(const Replication& replication, const Walk& walk, double along_m) {
  const std::size_t first = walk.begin;
  std::size_t stay = first;
  while (stay + 1 < replication.mark.size() && replication.mark[stay + 1] <= along_m) ++stay;
  const bool has_cells = first < replication.mark.size();
  const bool last = !has_cells || stay + 1 == replication.mark.size();
  const double begin_m = has_cells ? replication.mark[stay] : 0.0;
  const double end_m = last ? walk.length_m : replication.mark[stay + 1];
  const double begin_s = !has_cells || stay == first ? walk.moving_s : replication.entered_s[stay];
  const double end_s = last ? walk.end_s : replication.entered_s[stay + 1];
  return end_m > begin_m ? begin_s + (end_s - begin_s) * (along_m - begin_m) / (end_m - begin_m) : begin_s;
}

}  // namespace

void walk_straight(const World& world, const CrosserPlan& crosser, Replication& replication, Walk& walk) {
  const Attempt& attempt = replication.attempts[walk.attempt];
  if (world.tracks_need_cells) {
    cut_straight(world, crosser, replication, walk);
  } else {
    leave_whole(crosser, leg_time_s(crosser), attempt, walk);
  }
  const auto crossing = world.frontier.line.first_crossing(
      attempt.origin_m, attempt.origin_m + walk.length_m * attempt.direction);
  if (!crossing) return;
  // An obstacle along the border, and a wait before it, are where the border is cut, but for rounding.
  const bool stops = world.tracks_need_cells && (crosser.obstacles != 0 || crosser.waits_at_line());
  const double rounding_m = stops ? Polyline::on_line_m : 0.0;
  const double along_m = crossing->fraction * walk.length_m + rounding_m;
  const bool stands_before_it = stops && !walk.finished && along_m >= walk.length_m;
  if (stands_before_it) return;
  note_crossing(world, walk, time_at_distance(replication, walk, along_m),
                world.frontier.chainage_begin_m + crossing->along_m);
}

bool all_go_in_the_open(const World& world) {
  return !world.tracks_need_cells &&
         std::all_of(world.crossers.begin(), world.crossers.end(), [](const CrosserPlan& crosser) {
           return crosser.straight && crosser.choices.empty() && !crosser.after_patrol &&
                  !crosser.turn_back && !crosser.rare_leaks && !crosser.swept;
         });
}

namespace {

/// Numbers of walks in the open, found together.
struct OpenWalks {
  using Numbers = Ways::Numbers;

  Ways ways;
  WayCrossings crossings;
  Numbers departure_s, moving_s, time_factor, east,
      north;                  ///< of the attempts; the last two: their directions
  Numbers stretch_s, left_s;  ///< time that the way takes, and that there is
  Numbers share;              ///< of the way that is gone; 1: it is finished
  Numbers end_s, length_m;
  Numbers speed_m_s;
  Numbers passes_s;   ///< when it passes the border; of one that never does, its departure
  Numbers crossed_s;  ///< the same, but never_happened_s
  std::array<std::int32_t, Ways::most> hour;  ///< of the period, held to its last one
  std::array<std::int32_t, Ways::most>
      segment;  ///< of the border, where it passes that, as segment_of has; -1
};

/// What the ways of a class have in common.
struct CommonLeg {
  double length_m;
  double time_s;  ///< at a time factor of 1
  double max_duration_s;
};

/// Where and when walks end, as leave_whole has it, in all lanes. Loops of a fixed length over plain arrays,
/// here and below: the compiler makes vectors of them, unless it comes to divide in some lanes only.
PANJ_CLONES
void find_ends(const CommonLeg leg, OpenWalks& __restrict walks) {
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double stretch_s = walks.time_factor[i] * leg.time_s;
    const double left_s = walks.departure_s[i] + leg.max_duration_s - walks.moving_s[i];
    walks.stretch_s[i] = stretch_s;
    walks.left_s[i] = left_s;
    walks.share[i] = left_s / stretch_s;
  }
  for (std::size_t i = 0; i < Ways::most; ++i)
    walks.share[i] = walks.stretch_s[i] <= walks.left_s[i] ? 1.0 : walks.share[i];
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double length_m = walks.share[i] * leg.length_m;
    const bool finished = walks.stretch_s[i] <= walks.left_s[i];
    walks.end_s[i] = walks.moving_s[i] + (finished ? walks.stretch_s[i] : walks.left_s[i]);
    walks.length_m[i] = length_m;
    walks.ways.to_east[i] = walks.ways.from_east[i] + length_m * walks.east[i];
    walks.ways.to_north[i] = walks.ways.from_north[i] + length_m * walks.north[i];
  }
}

/// How fast walks go on; those that never do, not at all.
PANJ_CLONES
void find_speeds(OpenWalks& __restrict walks) {
  for (std::size_t i = 0; i < Ways::most; ++i)
    walks.speed_m_s[i] = walks.length_m[i] / (walks.end_s[i] - walks.moving_s[i]);
  for (std::size_t i = 0; i < Ways::most; ++i)
    walks.speed_m_s[i] = walks.end_s[i] > walks.moving_s[i] ? walks.speed_m_s[i] : 0.0;
}

/// One coordinate of where walks would have been at time 0, and of their velocities.
PANJ_CLONES
void put_coordinate(const OpenWalks& __restrict walks, const Ways::Numbers& __restrict from,
                    const Ways::Numbers& __restrict direction, double* __restrict at_0_m,
                    double* __restrict velocity_m_s) {
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double to_m_s = walks.speed_m_s[i] * direction[i];
    at_0_m[i] = from[i] - walks.moving_s[i] * to_m_s;
    velocity_m_s[i] = to_m_s;
  }
}

/// Puts a block of walks into columns, from walk `first` on.
void put_block(const OpenWalks& walks, std::size_t first, OpenWays& open) {
  TimedWays& going = open.going;
  std::copy(walks.departure_s.begin(), walks.departure_s.end(), open.departure_s.data() + first);
  std::copy(walks.moving_s.begin(), walks.moving_s.end(), going.begin_s.data() + first);
  std::copy(walks.end_s.begin(), walks.end_s.end(), going.end_s.data() + first);
  put_coordinate(walks, walks.ways.from_east, walks.east, going.east_m.data() + first,
                 going.east_m_s.data() + first);
  put_coordinate(walks, walks.ways.from_north, walks.north, going.north_m.data() + first,
                 going.north_m_s.data() + first);
}

/// Segments of the border, as Frontier::segment_of needs them.
struct Segments {
  double chainage_begin_m;
  double segment_m;
  double last;
};

/// When walks pass the border.
PANJ_CLONES
void find_passing_times(double last_hour, OpenWalks& __restrict walks) {
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double length_m = walks.length_m[i];
    const double gone_m = walks.crossings.fraction[i] * length_m;
    const double whole_m = length_m > 0.0 ? length_m : 1.0;  // who gets nowhere is there at once
    walks.passes_s[i] = walks.moving_s[i] + (walks.end_s[i] - walks.moving_s[i]) * gone_m / whole_m;
  }
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const bool crosses = walks.crossings.fraction[i] >= 0.0;
    walks.crossed_s[i] = crosses ? walks.passes_s[i] : never_happened_s;
    walks.passes_s[i] = crosses ? walks.passes_s[i] : walks.departure_s[i];
    const double hour = walks.passes_s[i] / seconds_per_hour;
    const double begun = hour < 0.0 ? 0.0 : hour;
    walks.hour[i] = static_cast<std::int32_t>(begun > last_hour ? last_hour : begun);
  }
}

/// Which segments of the border walks pass.
PANJ_CLONES
void find_segments(const Segments segments, OpenWalks& __restrict walks) {
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double chainage_m = segments.chainage_begin_m + walks.crossings.along_m[i];
    const double segment = (chainage_m - segments.chainage_begin_m) / segments.segment_m;
    const double begun = segment > 0.0 ? segment : 0.0;
    const double passed = begun < segments.last ? begun : segments.last;
    walks.segment[i] = static_cast<std::int32_t>(walks.crossings.fraction[i] >= 0.0 ? passed : -1.0);
  }
}

/// Puts the same block into columns of bytes, from where these point.
PANJ_CLONES
void put_in_bytes(const OpenWalks& __restrict walks, std::uint8_t* __restrict hour,
                  std::uint8_t* __restrict segment, std::uint8_t* __restrict ends) {
  for (std::size_t i = 0; i < Ways::most; ++i) {
    hour[i] = static_cast<std::uint8_t>(walks.hour[i]);
    segment[i] = static_cast<std::uint8_t>(walks.segment[i]);  // -1 is `nowhere`
    const std::uint64_t crosses = walks.crossings.fraction[i] >= 0.0 ? OpenWays::crosses : 0;
    const std::uint64_t finishes = walks.share[i] >= 1.0 ? OpenWays::finishes : 0;
    ends[i] = static_cast<std::uint8_t>(crosses | finishes);
  }
}

/// Walks attempts of one class that go in the open, up to Ways::most at once: what walk_straight and hour_of
/// in walks.cpp make of them.
class OpenWalker {
 public:
  OpenWalker(const World& world, const CrosserPlan& crosser, Replication& replication)
      : world_(world),
        replication_(replication),
        leg_{crosser.straight->length_m, leg_time_s(crosser), crosser.max_duration_s},
        last_hour_(std::max(std::ceil(world.scenario.period_s / seconds_per_hour) - 1.0, 0.0)),
        segments_{world.frontier.chainage_begin_m, world.frontier.segment_m,
                  static_cast<double>(std::max(world.frontier.segments - 1, 0))} {}

  /// Do hours of the period and segments of the border fit into bytes?
  bool fits_bytes() const { return last_hour_ <= 255.0 && segments_.last < OpenWays::nowhere; }
  /// Room for Ways::most walks from `first` on is in the columns.
  void walk(std::size_t first, std::size_t count) {
    // The last stands in the lanes behind it, too, so that there are numbers.
    for (std::size_t i = 0; i < Ways::most; ++i)
      read(replication_.attempts[first + std::min(i, count - 1)], i);
    find_ends(leg_, they_);
    find_speeds(they_);
    put_block(they_, first, replication_.open);
    find_first_crossings(world_.frontier.line, they_.ways, count, they_.crossings);
    find_passing_times(last_hour_, they_);
    find_segments(segments_, they_);
    OpenWays& open = replication_.open;
    put_in_bytes(they_, open.hour.data() + first, open.segment.data() + first, open.ends.data() + first);
    for (std::size_t i = 0; i < count; ++i) note(i, first + i);
  }

 private:
  void read(const Attempt& attempt, std::size_t i) {
    they_.departure_s[i] = attempt.departure_s;
    they_.moving_s[i] = attempt.moving_s;
    they_.time_factor[i] = attempt.time_factor;
    they_.ways.from_east[i] = attempt.origin_m.x();
    they_.ways.from_north[i] = attempt.origin_m.y();
    they_.east[i] = attempt.direction.x();
    they_.north[i] = attempt.direction.y();
  }

  /// Writes down what is found of one.
  void note(std::size_t i, std::size_t number) {
    replication_.walks[number] = {.attempt = number,
                                  .moving_s = they_.moving_s[i],
                                  .end_s = they_.end_s[i],
                                  .length_m = they_.length_m[i],
                                  .crossed_s = they_.crossed_s[i],
                                  .segment = they_.segment[i],
                                  .hour = they_.hour[i],
                                  .finished = they_.share[i] >= 1.0};
  }

  const World& world_;
  Replication& replication_;
  CommonLeg leg_;
  double last_hour_;
  Segments segments_;
  OpenWalks they_;
};

}  // namespace

void walk_in_the_open(const World& world, Replication& replication) {
  const std::vector<Attempt>& attempts = replication.attempts;
  replication.walks.resize(attempts.size());
  static_assert(Ways::most <= TimedWays::room);
  replication.open.resize(attempts.size());
  replication.open.has_bytes = true;
  for (std::size_t number = 0; number < attempts.size();) {
    // Attempts of a class come one after the other, classes in their order.
    const std::int32_t whose = attempts[number].crosser;
    const auto behind =
        std::partition_point(attempts.begin() + static_cast<std::ptrdiff_t>(number), attempts.end(),
                             [whose](const Attempt& attempt) { return attempt.crosser == whose; });
    const auto end = static_cast<std::size_t>(behind - attempts.begin());
    OpenWalker walker(world, world.crossers[static_cast<std::size_t>(whose)], replication);
    replication.open.has_bytes &= walker.fits_bytes();
    for (; number < end; number += std::min(end - number, Ways::most))
      walker.walk(number, std::min(end - number, Ways::most));
  }
  replication.walk_begin.resize(attempts.size() + 1);
  std::iota(replication.walk_begin.begin(), replication.walk_begin.end(), std::size_t{0});
}

}  // namespace panj
