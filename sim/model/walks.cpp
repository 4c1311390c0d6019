#include "model/walks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/units.h"
#include "model/controls.h"
#include "model/line_wait.h"
#include "model/obstacle_delay.h"
#include "model/setting_out.h"
#include "model/straight_walk.h"
#include "model/turning_back.h"
#include "model/walk_notes.h"
#include "model/weighted_steps.h"

namespace panj {

namespace {

/// 16-bit choices of one walk, eight to a Philox block.
class Choices {
 public:
  Choices(const CrosserPlan& crosser, std::uint32_t attempt, std::int64_t replication)
      : address_{crosser.key, Purpose::route, attempt, static_cast<std::uint64_t>(replication)} {}

  std::uint16_t next() {
    if (used_ == 8) {
      words_ = philox_block(address_, block_++);
      used_ = 0;
    }
    const std::uint32_t word = words_[used_ / 2];
    return static_cast<std::uint16_t>(used_++ % 2 == 0 ? word : word >> 16);
  }

 private:
  Address address_;
  std::uint32_t block_ = 0;
  std::array<std::uint32_t, 4> words_{};
  std::size_t used_ = 8;
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

/// A walk on the grid by tree or logit. \param weighted takes its steps where they have weights; else null.
void walk_grid(const World& world, const CrosserPlan& crosser, const RouteField& route,
               WeightedSteps* weighted, Replication& replication, Walk& walk) {
  const Attempt& attempt = replication.attempts[walk.attempt];
  const StayWriter stays{replication};
  const double latest_s = attempt.departure_s + crosser.max_duration_s;
  Choices choices(crosser, attempt.number, replication.number);
  const bool chooses = route.kind == RouteField::Kind::logit;
  const bool waits = crosser.waits_at_line();

  CellId here = world.grid.at(attempt.origin_m);
  double time_s = walk.moving_s;
  bool outside_yet = world.frontier.side_of(here) != Side::inner;
  stays.add(here, attempt.departure_s, time_s);
  while (!is_destination(route, here)) {
    const std::uint16_t bits = chooses ? choices.next() : std::uint16_t{0};
    const Step step = weighted != nullptr ? weighted->next(here, bits) : next_step(route, here, bits);
    Hold hold;
    if (crosser.obstacles != 0) hold = hold_at(world, crosser, attempt, replication, here, step.to);
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

/// Adds the walk of an attempt under some configurations. \param weighted as for walk_grid.
void add_walk(const World& world, const RouteField& route, std::size_t number, const SettingOut& leaves,
              Replication& replication, WeightedSteps* weighted = nullptr) {
  const Attempt& attempt = replication.attempts[number];
  const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  Walk walk;
  walk.attempt = number;
  walk.under = leaves.under;
  walk.begin = replication.cells.size();
  walk.moving_s = leaves.moving_s;
  if (crosser.straight) {
    walk_straight(world, crosser, replication, walk);
  } else {
    walk_grid(world, crosser, route, weighted, replication, walk);
    if (weighted != nullptr) walk.weight = weighted->weight();
  }
  walk.end = replication.cells.size();
  walk.hour = hour_of(world, walk, attempt.departure_s);
  replication.walks.push_back(walk);
}

/// The walks of an attempt whose class has choices, or watches.
void walk_by_choice(const World& world, const PatrolTeams& teams, std::size_t number,
                    Replication& replication) {
  const Attempt& attempt = replication.attempts[number];
  const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  const auto draw = static_cast<std::size_t>(attempt.draw);
  const auto walk_under = [&](ConfigurationMask under, const RouteField& route) {
    if (!crosser.after_patrol) return add_walk(world, route, number, {under, attempt.moving_s}, replication);
    for (const SettingOut& leaves : set_out_after_patrol(world, crosser, teams, attempt, under))
      add_walk(world, route, number, leaves, replication);
  };
  if (crosser.choices.empty()) return walk_under(~ConfigurationMask{0}, crosser.route);
  for (const RouteSet& set : crosser.choices) walk_under(set.under, set.draws[draw]);
}

/// The walks of an attempt whose class has rare leaks: all by its class's own tables, or all by tilted ones.
void walk_weighted(const World& world, const RareLeaks& rare, std::size_t number, Replication& replication) {
  const Attempt& attempt = replication.attempts[number];
  const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  const double uniform = uniform_pair({crosser.key, Purpose::rare_leaks, attempt.number,
                                       static_cast<std::uint64_t>(replication.number)})
                             .first;
  for (const TiltedRoute& tilted : rare.tilted) {
    const RouteField& route = crosser.route_under(first_configuration(tilted.under));
    WeightedSteps steps(route, tilted.field, rare.plain_share, uniform < rare.plain_share);
    add_walk(world, route, number, {tilted.under, attempt.moving_s}, replication, &steps);
  }
}

}  // namespace

void walk_tracks(const World& world, const PatrolTeams& teams, Replication& replication) {
  replication.walks.clear();
  replication.walk_begin.assign(1, 0);
  replication.cells.clear();
  replication.entered_s.clear();
  replication.mark.clear();
  replication.controls.clear();
  if (world.scenario.sampling.control_variates)
    replication.controls.resize(replication.attempts.size() * world.configurations.size());
  if (all_go_in_the_open(world)) return walk_in_the_open(world, replication);
  for (std::size_t number = 0; number < replication.attempts.size(); ++number) {
    const Attempt& attempt = replication.attempts[number];
    const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
    const std::size_t first_walk = replication.walks.size();
    if (crosser.rare_leaks) {
      walk_weighted(world, *crosser.rare_leaks, number, replication);
    } else if (crosser.choices.empty() && !crosser.after_patrol) {
      add_walk(world, crosser.route, number, {~ConfigurationMask{0}, attempt.moving_s}, replication);
    } else {
      walk_by_choice(world, teams, number, replication);
    }
    // Of the ways as planned: where they are cut short depends on what they look ahead to.
    if (crosser.swept) add_controls(world, number, first_walk, replication);
    if (crosser.turn_back) turn_back(world, crosser, teams, replication, first_walk);
    replication.walk_begin.push_back(replication.walks.size());
  }
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
