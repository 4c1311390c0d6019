#include "model/open_walks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "base/clones.h"
#include "base/units.h"
#include "base/way_crossings.h"
#include "model/straight_walk.h"

namespace panj {

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

/// A block of a column. A loop of a fixed length, which costs less than a call of what copies anything.
PANJ_CLONES
void copy_numbers(const double* __restrict from, double* __restrict to) {
  for (std::size_t i = 0; i < Ways::most; ++i) to[i] = from[i];
}

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

/// Times, and the same as TimedWays have them.
PANJ_CLONES
void put_going_times(const Ways::Numbers& __restrict times_s, double* __restrict at_s,
                     float* __restrict rounded_s) {
  for (std::size_t i = 0; i < Ways::most; ++i) {
    at_s[i] = times_s[i];
    rounded_s[i] = static_cast<float>(times_s[i]);
  }
}

/// The same of one coordinate of where walks would have been at time 0, and of their velocities.
PANJ_CLONES
void put_coordinate(const OpenWalks& __restrict walks, const Ways::Numbers& __restrict from,
                    const Ways::Numbers& __restrict direction, float* __restrict at_0_m,
                    float* __restrict velocity_m_s) {
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double to_m_s = walks.speed_m_s[i] * direction[i];
    at_0_m[i] = static_cast<float>(from[i] - walks.moving_s[i] * to_m_s);
    velocity_m_s[i] = static_cast<float>(to_m_s);
  }
}

/// Puts a block of walks into columns, from walk `first` on.
void put_block(const OpenWalks& walks, std::size_t first, OpenWays& open) {
  TimedWays& going = open.going;
  copy_numbers(walks.departure_s.data(), open.departure_s.data() + first);
  put_going_times(walks.moving_s, open.moving_s.data() + first, going.begin_s.data() + first);
  put_going_times(walks.end_s, open.end_s.data() + first, going.end_s.data() + first);
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
    read(first, count);
    find_ends(leg_, they_);
    find_speeds(they_);
    put_block(they_, first, replication_.open);
    find_first_crossings(world_.frontier.line, they_.ways, count, they_.crossings);
    find_passing_times(last_hour_, they_);
    find_segments(segments_, they_);
    OpenWays& open = replication_.open;
    put_in_bytes(they_, open.hour.data() + first, open.segment.data() + first, open.ends.data() + first);
    Walk* const walks = replication_.walks.data() + first;
    for (std::size_t i = 0; i < count; ++i) note(i, walks[i]);
  }

 private:
  using Numbers = Ways::Numbers;

  void read(std::size_t first, std::size_t count) {
    const DrawnStarts& starts = replication_.starts;
    if (starts.tell_of(replication_.attempts.size())) return read(starts, first);
    // The last stands in the lanes behind it, too, so that there are numbers.
    for (std::size_t i = 0; i < Ways::most; ++i)
      read(replication_.attempts[first + std::min(i, count - 1)], i);
  }
  /// Of attempts that are alike in all else.
  void read(const DrawnStarts& starts, std::size_t first) {
    static_assert(Ways::most <= DrawnStarts::room);
    const auto read_column = [first](const std::vector<double>& column, Numbers& numbers) {
      copy_numbers(column.data() + first, numbers.data());
    };
    read_column(starts.departure_s, they_.departure_s);
    read_column(starts.moving_s, they_.moving_s);
    read_column(starts.east_m, they_.ways.from_east);
    read_column(starts.north_m, they_.ways.from_north);
    if (is_common_known_) return;
    is_common_known_ = true;
    const Attempt& any = replication_.attempts[first];
    they_.time_factor.fill(any.time_factor);
    they_.east.fill(any.direction.x());
    they_.north.fill(any.direction.y());
  }
  void read(const Attempt& attempt, std::size_t i) {
    they_.departure_s[i] = attempt.departure_s;
    they_.moving_s[i] = attempt.moving_s;
    they_.time_factor[i] = attempt.time_factor;
    they_.ways.from_east[i] = attempt.origin_m.x();
    they_.ways.from_north[i] = attempt.origin_m.y();
    they_.east[i] = attempt.direction.x();
    they_.north[i] = attempt.direction.y();
  }

  /// Writes down what is found of one. All other members of walks in the open are always the same.
  void note(std::size_t i, Walk& walk) const {
    walk.sites_begin = 0;
    walk.sites_end = 0;
    walk.moving_s = they_.moving_s[i];
    walk.end_s = they_.end_s[i];
    walk.length_m = they_.length_m[i];
    walk.crossed_s = they_.crossed_s[i];
    walk.segment = they_.segment[i];
    walk.hour = they_.hour[i];
    walk.finished = they_.share[i] >= 1.0;
  }

  const World& world_;
  Replication& replication_;
  CommonLeg leg_;
  double last_hour_;
  Segments segments_;
  OpenWalks they_;
  bool is_common_known_ = false;  ///< what those that DrawnStarts tells of have in common
};

/// Makes a walk of each attempt: those of another replication stand, where they were in the open.
void let_walks_stand(Replication& replication) {
  std::vector<Walk>& walks = replication.walks;
  std::vector<std::size_t>& begin = replication.walk_begin;
  if (replication.open.size() != walks.size()) {
    walks.clear();
    begin.resize(1);
  }
  const std::size_t attempts = replication.attempts.size();
  const std::size_t stand = std::min(walks.size(), attempts);
  walks.resize(attempts);
  begin.resize(attempts + 1);
  for (std::size_t number = stand; number < attempts; ++number) {
    walks[number].attempt = number;
    begin[number + 1] = number + 1;
  }
}

}  // namespace

void walk_in_the_open(const World& world, Replication& replication) {
  const std::vector<Attempt>& attempts = replication.attempts;
  let_walks_stand(replication);
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
}

}  // namespace panj
