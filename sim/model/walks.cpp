#include "model/walks.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/units.h"
#include "model/controls.h"
#include "model/line_wait.h"
#include "model/obstacle_delay.h"
#include "model/straight_walk.h"
#include "model/turning_back.h"
#include "model/walk_notes.h"
#include "model/weighted_steps.h"

namespace panj {

namespace {

Address choices_of(const CrosserPlan& crosser, const Attempt& attempt, const Replication& replication) {
  return {crosser.key, Purpose::route, attempt.number, static_cast<std::uint64_t>(replication.number)};
}

/// Steps that were all found before.
class KnownSteps {
 public:
  explicit KnownSteps(std::span<const Step> steps) : steps_(steps) {}
  bool end(CellId /*here*/) const { return next_ == steps_.size(); }
  Step next(CellId /*here*/) { return steps_[next_++]; }

 private:
  std::span<const Step> steps_;
  std::size_t next_ = 0;
};

/// Steps that have weights, which are of those really taken: found one by one.
class StepsWithWeights {
 public:
  StepsWithWeights(const RouteField& route, WeightedSteps& steps, const Address& choices)
      : route_(route), steps_(steps), choices_(choices) {}
  bool end(CellId here) const { return is_destination(route_, here); }
  Step next(CellId here) { return steps_.next(here, choices_.next()); }

 private:
  const RouteField& route_;
  WeightedSteps& steps_;
  Choices choices_;
};

/// What holds up a class at a step on the grid.
struct Hold {
  double mean_s = 0.0;   ///< that the route's table has counted into the step
  double drawn_s = 0.0;  ///< that the attempt stands
};
Hold hold_at(const World& world, const CrosserPlan& crosser, const Attempt& attempt,
             const Replication& replication, CellId here, CellId to) {
  const Obstacles& obstacles = world.cover.obstacles;
  const ObstacleMask cut = obstacles.cut_by(here, to, crosser.obstacles);
  Hold hold;
  if (cut != 0)
    hold = {obstacles.mean_delay_s(cut), drawn_delay_s(world, crosser, attempt, replication.number, cut)};
  obstacles.for_each_area_between(here, to, crosser.obstacles, [&](std::size_t k, double over_m) {
    hold.mean_s += over_m * obstacles.list[k].mean_delay_s;
    hold.drawn_s += over_m * drawn_delay_at(world, crosser, attempt, replication.number, k);
  });
  return hold;
}

/// A walk on the grid by tree or logit.
template <class Steps>
void walk_grid(const World& world, const CrosserPlan& crosser, Steps steps, Replication& replication,
               Walk& walk) {
  const Attempt& attempt = replication.attempts[walk.attempt];
  const StayWriter stays{replication};
  const double latest_s = attempt.departure_s + crosser.max_duration_s;
  const bool waits = crosser.waits_at_line();

  CellId here = world.grid.at(attempt.origin_m);
  double time_s = walk.moving_s;
  bool outside_yet = world.frontier.side_of(here) != Side::inner;
  stays.add(here, attempt.departure_s, time_s);
  while (!steps.end(here)) {
    const Step step = steps.next(here);
    Hold hold;
    if (crosser.obstacles != 0 && world.cover.obstacles.any_at(here))
      hold = hold_at(world, crosser, attempt, replication, here, step.to);
    double step_s = attempt.time_factor * (static_cast<double>(step.time_s) - hold.mean_s);
    if (replication.cells.size() - walk.begin == 1) {
      // The first step leads from the origin, not from the centre of its cell.
      const Point centre = world.grid.centre(step.to);
      step_s *= (centre - attempt.origin_m).norm() / (centre - world.grid.centre(here)).norm();
    }
    if (outside_yet && waits && world.frontier.side_of(step.to) == Side::inner) {
      // Before the line it waits first, then sets out over what stands there.
      const double wait_s = line_wait_s(crosser, attempt, replication.number);
      note_wait(walk, time_s, std::min(time_s + wait_s, latest_s));
      hold.drawn_s += wait_s;
    }
    if (hold.drawn_s > 0.0) {
      // A second stay in the cell: it stands where it has come to.
      time_s = std::min(time_s + hold.drawn_s, latest_s);
      stays.add(here, time_s, time_s);
    }
    if (time_s + step_s > latest_s) {
      walk.finished = false;
      walk.refused = step.to;
      break;
    }
    const double entered_s = time_s + 0.5 * step_s;
    time_s += step_s;
    here = step.to;
    stays.add(here, entered_s, time_s);
    if (outside_yet && world.frontier.side_of(here) == Side::inner) {
      outside_yet = false;
      note_crossing(world, walk, entered_s, static_cast<double>(world.frontier.chainage_m.data()[here]));
    }
  }
  walk.end_s = walk.finished ? time_s : latest_s;
}

std::int32_t hour_of(const World& world, const Walk& walk, double departure_s) {
  const double time_s = std::isfinite(walk.crossed_s) ? walk.crossed_s : departure_s;
  const double last = std::ceil(world.scenario.period_s / seconds_per_hour) - 1.0;
  // Held to the period first: then cutting off the fraction rounds down.
  return static_cast<std::int32_t>(std::clamp(time_s / seconds_per_hour, 0.0, std::max(last, 0.0)));
}

/// Adds the walk of an attempt under some configurations. \param go lays it down.
template <class Go>
void add_walk(const World& world, std::size_t number, const SettingOut& leaves, Replication& replication,
              const Go& go) {
  const Attempt& attempt = replication.attempts[number];
  const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  Walk walk;
  walk.attempt = number;
  walk.under = leaves.under;
  walk.begin = replication.cells.size();
  walk.moving_s = leaves.moving_s;
  go(crosser, walk);
  walk.end = replication.cells.size();
  walk.hour = hour_of(world, walk, attempt.departure_s);
  replication.walks.push_back(walk);
}

/// The same of one whose steps on the grid, if it goes there, are known.
void add_known_walk(const World& world, std::span<const Step> steps, std::size_t number,
                    const SettingOut& leaves, Replication& replication) {
  add_walk(world, number, leaves, replication, [&](const CrosserPlan& crosser, Walk& walk) {
    if (crosser.straight) return walk_straight(world, crosser, replication, walk);
    walk_grid(world, crosser, KnownSteps(steps), replication, walk);
  });
}

/// The walks of an attempt whose class has rare leaks: all by its class's own tables, or all by tilted ones.
void walk_weighted(const World& world, const RareLeaks& rare, std::size_t number, Replication& replication) {
  const Attempt& attempt = replication.attempts[number];
  const CrosserPlan& its = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  const double uniform = uniform_pair({its.key, Purpose::rare_leaks, attempt.number,
                                       static_cast<std::uint64_t>(replication.number)})
                             .first;
  for (const TiltedRoute& tilted : rare.tilted) {
    const RouteField& route = its.route_under(first_configuration(tilted.under));
    WeightedSteps steps(route, tilted.field, rare.plain_share, uniform < rare.plain_share);
    add_walk(world, number, {tilted.under, attempt.moving_s}, replication,
             [&](const CrosserPlan& crosser, Walk& walk) {
               const Address choices = choices_of(crosser, attempt, replication);
               walk_grid(world, crosser, StepsWithWeights(route, steps, choices), replication, walk);
               walk.weight = steps.weight();
             });
  }
}

/// Calls visit(configurations, table) for the tables that an attempt without weights goes by, if it goes on
/// the grid.
template <class Visit>
void for_each_route(const World& world, const Attempt& attempt, const Visit& visit) {
  const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  if (crosser.choices.empty()) return visit(~ConfigurationMask{0}, crosser.route);
  for (const RouteSet& set : crosser.choices)
    visit(set.under, set.draws[static_cast<std::size_t>(attempt.draw)]);
}

/// Walks attempts first..last, whose steps on the grid are found together.
class WalkGroup {
 public:
  WalkGroup(const World& world, const PatrolTeams& teams, Replication& replication, WalkScratch& scratch)
      : world_(world), teams_(teams), replication_(replication), scratch_(scratch) {}

  void walk(std::size_t first, std::size_t last) {
    find_steps(first, last);
    std::size_t path = 0;
    for (std::size_t number = first; number < last; ++number) {
      const CrosserPlan& crosser = crosser_of(number);
      const std::size_t first_walk = replication_.walks.size();
      if (crosser.rare_leaks) {
        walk_weighted(world_, *crosser.rare_leaks, number, replication_);
      } else {
        walk_plain(number, path);
      }
      // Of the ways as planned: where they are cut short depends on what they look ahead to.
      if (crosser.swept) add_controls(world_, number, first_walk, replication_);
      if (crosser.turn_back) turn_back(world_, crosser, teams_, replication_, first_walk, scratch_.turning);
      replication_.walk_begin.push_back(replication_.walks.size());
    }
  }

 private:
  const CrosserPlan& crosser_of(std::size_t number) const {
    return world_.crossers[static_cast<std::size_t>(replication_.attempts[number].crosser)];
  }

  void find_steps(std::size_t first, std::size_t last) {
    scratch_.paths.clear();
    for (std::size_t number = first; number < last; ++number) {
      const Attempt& attempt = replication_.attempts[number];
      const CrosserPlan& crosser = crosser_of(number);
      if (crosser.rare_leaks || crosser.straight) continue;
      for_each_route(world_, attempt, [&](ConfigurationMask, const RouteField& route) {
        scratch_.paths.add(route, world_.grid.at(attempt.origin_m),
                           choices_of(crosser, attempt, replication_));
      });
    }
    scratch_.paths.go();
  }

  /// \param path the number of its first one; counted on.
  void walk_plain(std::size_t number, std::size_t& path) {
    const Attempt& attempt = replication_.attempts[number];
    const CrosserPlan& crosser = crosser_of(number);
    for_each_route(world_, attempt, [&](ConfigurationMask under, const RouteField&) {
      const std::span<const Step> steps =
          crosser.straight ? std::span<const Step>{} : scratch_.paths.of(path++);
      if (!crosser.after_patrol)
        return add_known_walk(world_, steps, number, {under, attempt.moving_s}, replication_);
      for (const SettingOut& leaves :
           set_out_after_patrol(world_, crosser, teams_, attempt, under, scratch_.setting_out))
        add_known_walk(world_, steps, number, leaves, replication_);
    });
  }

  const World& world_;
  const PatrolTeams& teams_;
  Replication& replication_;
  WalkScratch& scratch_;
};

}  // namespace

void walk_tracks(const World& world, const PatrolTeams& teams, Replication& replication,
                 WalkScratch& scratch) {
  replication.walks.clear();
  replication.walk_begin.assign(1, 0);
  replication.cells.clear();
  replication.entered_s.clear();
  replication.mark.clear();
  replication.controls.clear();
  if (world.scenario.sampling.control_variates)
    replication.controls.resize(replication.attempts.size() * world.configurations.size());
  WalkGroup group(world, teams, replication, scratch);
  const std::size_t attempts = replication.attempts.size();
  for (std::size_t first = 0; first < attempts; first += Paths::at_once)
    group.walk(first, std::min(first + Paths::at_once, attempts));
}

Track track_of(const World& world, const Replication& replication, const Walk& walk) {
  const Attempt& attempt = replication.attempts[walk.attempt];
  const std::size_t count = walk.end - walk.begin;
  Track track;
  track.cells = {replication.cells.data() + walk.begin, count};
  track.entered_s = {replication.entered_s.data() + walk.begin, count};
  track.mark = {replication.mark.data() + walk.begin, count};
  track.origin_m = attempt.origin_m;
  track.direction = attempt.direction;
  track.length_m = walk.length_m;
  track.departure_s = attempt.departure_s;
  track.moving_s = walk.moving_s;
  track.end_s = walk.end_s;
  track.turn_stay = walk.turn_stay;
  track.turn_m = walk.turn_m;
  track.turn_along_m = walk.turn_along_m;
  track.turned_s = walk.turned_s;
  track.target_height_m = world.crossers[static_cast<std::size_t>(attempt.crosser)].target_height_m;
  return track;
}

}  // namespace panj
