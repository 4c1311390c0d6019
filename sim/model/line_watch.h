#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "world/world.h"

namespace panj {

struct Conditions;
struct PatrolTeams;
struct Workspace;

/// A stretch of time, in whole milliseconds of the period, in which an asset watches a point.
struct WatchedTime {
  std::int64_t begin_ms = 0;
  std::int64_t end_ms = 0;
  ConfigurationMask held_by = 0;  ///< configurations that hold the asset
};

/// A stretch of time in which nobody watches a point.
struct UnwatchedTime {
  std::int64_t begin_ms = 0;
  std::int64_t end_ms = 0;
};

/// When the assets watch a point during the period, each while it is in the air or on duty and in order, in
/// the order of begin_ms. Exact times, rounded once to milliseconds.
void find_watched_times(const World& world, const PatrolTeams& teams, const Conditions& conditions,
                        const WatchPoint& point, std::vector<WatchedTime>& times);

/// When nobody of a configuration does, in order, those that the period's ends cut included.
void find_unwatched_times(std::span<const WatchedTime> times, std::size_t configuration,
                          std::int64_t period_ms, std::vector<UnwatchedTime>& gaps);

/// The period in whole milliseconds.
inline std::int64_t period_ms(const World& world) {
  return std::llround(world.scenario.period_s * 1000.0);
}

/// How the border was watched in one replication: at the middle of every segment.
struct LineWatch {
  std::vector<std::int64_t> watched_ms;  ///< [segment][configuration]; empty: it was not looked at
  /// Times between two visits, from the end of one to the beginning of the next; those that the period's ends
  /// cut are left out. Of the same place i: intervals_begin[i] .. intervals_begin[i + 1].
  std::vector<std::int64_t> intervals_ms;
  std::vector<std::size_t> intervals_begin{0};

  bool empty() const { return watched_ms.empty(); }
  void clear();
  std::span<const std::int64_t> intervals(std::size_t place) const {
    return {intervals_ms.data() + intervals_begin[place], intervals_ms.data() + intervals_begin[place + 1]};
  }
};

/// Memory that the line is watched in.
struct LineWatchScratch {
  std::vector<WatchedTime> times;
  std::vector<UnwatchedTime> gaps;
};

/// Finds how the border was watched, in the replications that `[output] line_every` asks for.
void watch_line(const World& world, Workspace& workspace);

}  // namespace panj
