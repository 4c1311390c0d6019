#include "model/line_watch.h"

#include <algorithm>
#include <cmath>

#include "model/workspace.h"

namespace panj {

namespace {

/// Gathers the times in which one point is watched.
class TimeGatherer {
 public:
  TimeGatherer(const World& world, const Conditions& conditions, std::vector<WatchedTime>& times)
      : world_(world), conditions_(conditions), period_s_(world.scenario.period_s), times_(times) {}

  /// While its sensor is on duty and in order.
  void add(std::uint16_t asset, std::uint16_t team, double begin_s, double end_s) {
    if (!world_.assets[asset].conditioned) return add_on(asset, begin_s, end_s);
    for (const TimeSpan& works : conditions_.spans_of(conditions_.of(asset, team)))
      add_on(asset, std::max(begin_s, works.begin_s), std::min(end_s, works.end_s));
  }

  void add_on(std::uint16_t asset, double begin_s, double end_s) {
    if (begin_s >= end_s) return;
    const std::int64_t from_ms = std::llround(std::max(begin_s, 0.0) * 1000.0);
    const std::int64_t to_ms = std::llround(std::min(end_s, period_s_) * 1000.0);
    if (from_ms < to_ms) times_.push_back({from_ms, to_ms, world_.assets[asset].held_by});
  }

  /// Every round of a cycle brings the window again.
  void on_stretch(const WatchWindow& window, std::uint16_t team, const Stretch& stretch) {
    const PatrolPlan& plan = world_.patrols[world_.assets[window.asset].plan];
    const double round_s = plan.cycles[window.cycle].period_s;
    const TimeSpan out{std::max(0.0, stretch.from_s), std::min(period_s_, stretch.until_s)};
    if (out.begin_s >= out.end_s) return;
    const double earliest = std::ceil((out.begin_s + stretch.offset_s - window.end_s) / round_s);
    const double latest = std::floor((out.end_s + stretch.offset_s - window.begin_s) / round_s);
    for (double round = earliest; round <= latest; round += 1.0) {
      const double shift_s = round * round_s - stretch.offset_s;
      add(window.asset, team, std::max(out.begin_s, window.begin_s + shift_s),
          std::min(out.end_s, window.end_s + shift_s));
    }
  }

  void by_drawn_legs(const DrawnLegs& drawn, const Point3& target_m) {
    const Asset& asset = world_.assets[drawn.asset];
    if (!world_.patrols[asset.plan].reach.contains(target_m.head<2>())) return;
    for (const PatrolPiece& leg : drawn.cycle.pieces) {
      const TimeSpan within =
          time_within(target_m - leg.from_m, -leg.velocity_m_s(), leg.end_s - leg.begin_s, asset.range_m);
      if (!within.empty()) add(drawn.asset, 0, leg.begin_s + within.begin_s, leg.begin_s + within.end_s);
    }
  }

 private:
  const World& world_;
  const Conditions& conditions_;
  double period_s_;
  std::vector<WatchedTime>& times_;
};

}  // namespace

void find_watched_times(const World& world, const PatrolTeams& teams, const Conditions& conditions,
                        const WatchPoint& point, std::vector<WatchedTime>& times) {
  times.clear();
  TimeGatherer gatherer(world, conditions, times);
  for (const std::uint16_t post : point.posts) gatherer.add(post, 0, 0.0, world.scenario.period_s);
  for (const WatchWindow& window : point.windows) {
    std::uint16_t number = 0;
    for (const PatrolTeam& team : teams.of(world.assets[window.asset].plan)) {
      for (const Stretch& stretch : teams.between(team, 0.0, world.scenario.period_s)) {
        if (stretch.cycle == window.cycle) gatherer.on_stretch(window, number, stretch);
      }
      ++number;
    }
  }
  for (const DrawnLegs& drawn : teams.drawn) gatherer.by_drawn_legs(drawn, point.target_m);
  std::sort(times.begin(), times.end(),
            [](const WatchedTime& a, const WatchedTime& b) { return a.begin_ms < b.begin_ms; });
}

void find_unwatched_times(std::span<const WatchedTime> times, std::size_t configuration,
                          std::int64_t period_ms, std::vector<UnwatchedTime>& gaps) {
  // Two pieces of one visit that meet are each rounded by themselves.
  constexpr std::int64_t rounding_ms = 1;
  gaps.clear();
  std::int64_t seen_until_ms = 0;
  for (const WatchedTime& time : times) {
    if ((time.held_by >> configuration & 1U) == 0) continue;
    if (time.begin_ms > seen_until_ms + rounding_ms) gaps.push_back({seen_until_ms, time.begin_ms});
    seen_until_ms = std::max(seen_until_ms, time.end_ms);
  }
  if (seen_until_ms < period_ms) gaps.push_back({seen_until_ms, period_ms});
}

void LineWatch::clear() {
  watched_ms.clear();
  intervals_ms.clear();
  intervals_begin.assign(1, 0);
}

void watch_line(const World& world, Workspace& workspace) {
  LineWatch& line = workspace.replication.line;
  line.clear();
  const std::int64_t every = world.scenario.output.line_every;
  if (world.watch_points.empty() || workspace.replication.number % every != 0) return;
  const std::int64_t whole_ms = period_ms(world);
  LineWatchScratch& scratch = workspace.line;
  for (const WatchPoint& point : world.watch_points) {
    find_watched_times(world, workspace.teams, workspace.conditions, point, scratch.times);
    for (std::size_t c = 0; c < world.configurations.size(); ++c) {
      find_unwatched_times(scratch.times, c, whole_ms, scratch.gaps);
      std::int64_t watched_ms = whole_ms;
      for (const UnwatchedTime& gap : scratch.gaps) {
        watched_ms -= gap.end_ms - gap.begin_ms;
        if (gap.begin_ms > 0 && gap.end_ms < whole_ms) line.intervals_ms.push_back(gap.end_ms - gap.begin_ms);
      }
      line.watched_ms.push_back(watched_ms);
      line.intervals_begin.push_back(line.intervals_ms.size());
    }
  }
}

}  // namespace panj
