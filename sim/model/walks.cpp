#include "model/walks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <type_traits>

#include "base/marked_bytes.h"
#include "base/units.h"
#include "model/controls.h"
#include "model/line_wait.h"
#include "model/obstacle_delay.h"
#include "model/open_walks.h"
#include "model/straight_walk.h"
#include "model/turning_back.h"
#include "model/walk_notes.h"
#include "model/weighted_steps.h"

namespace panj {

namespace {

Address choices_of(const CrosserPlan& crosser, const Attempt& attempt, const Replication& replication) {
  return {crosser.key, Purpose::route, attempt.number, static_cast<std::uint64_t>(replication.number)};
}

/// Steps and the traits of the cells that they lead to.
struct StepsAndTraits {
  std::span<const Step> steps;
  std::span<const std::uint8_t> traits;
};

/// Steps that were all found before.
class KnownSteps {
 public:
  explicit KnownSteps(const StepsAndTraits& known) : known_(known) {}
  bool end(CellId /*here*/) const { return next_ == known_.steps.size(); }
  Step next(CellId /*here*/) { return known_.steps[next_++]; }
  StepsAndTraits left() const { return {known_.steps.subspan(next_), known_.traits.subspan(next_)}; }
  void pass(std::size_t number) { next_ += number; }

 private:
  StepsAndTraits known_;
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
class GridWalk {
 public:
  GridWalk(const World& world, const CrosserPlan& crosser, Replication& replication, Walk& walk)
      : world_(world),
        crosser_(crosser),
        replication_(replication),
        attempt_(replication.attempts[walk.attempt]),
        walk_(walk),
        traits_(world.traits[crosser.traits]),
        stays_(replication, traits_),
        latest_s_(attempt_.departure_s + crosser.max_duration_s),
        waits_(crosser.waits_at_line()),
        here_(world.grid.at(attempt_.origin_m)),
        traits_here_(traits_.of(here_)),
        outside_yet_((traits_here_ & CellTraits::inner) == 0),
        time_s_(walk.moving_s) {}

  template <class Steps>
  void go(Steps steps) {
    stays_.add(here_, attempt_.departure_s, time_s_);
    for (bool first = true; !steps.end(here_); first = false) {
      if (!take(steps.next(here_), first)) break;
      if constexpr (std::is_same_v<Steps, KnownSteps>) steps.pass(take_plain(steps.left()));
    }
    walk_.end_s = walk_.finished ? time_s_ : latest_s_;
  }

 private:
  /// Takes one step, the first or another. \return false where the time runs out
  bool take(const Step& step, bool first) {
    const std::uint8_t traits = traits_.of(step.to);
    const bool crosses = outside_yet_ && (traits & CellTraits::inner) != 0;
    const double step_s = begin_step(step, first, crosses && waits_);
    if (time_s_ + step_s > latest_s_) {
      walk_.finished = false;
      walk_.refused = step.to;
      return false;
    }
    const double entered_s = time_s_ + 0.5 * step_s;
    time_s_ += step_s;
    here_ = step.to;
    traits_here_ = traits;
    stays_.add(here_, entered_s, time_s_);
    if (crosses) {
      outside_yet_ = false;
      note_crossing(world_, walk_, entered_s, static_cast<double>(world_.frontier.chainage_m.data()[here_]));
    }
    return true;
  }

  /// Takes steps after the first in one go while nothing holds them up: until one that does, that crosses the
  /// border or for which there is no time. \return how many: as `take` would
  std::size_t take_plain(const StepsAndTraits& left) {
    const std::size_t plain = plain_steps(left.traits);
    if (plain == 0) return 0;
    const ManyStays::Place stays = stays_.place_for(plain);
    const double factor = attempt_.time_factor;
    double time_s = time_s_;
    for (std::size_t k = 0; k < plain; ++k) {
      const Step step = left.steps[k];
      const double step_s = factor * static_cast<double>(step.time_s);
      stays.cells[k] = step.to;
      stays.entered_s[k] = time_s + 0.5 * step_s;
      stays.mark[k] = time_s += step_s;
    }
    std::copy_n(left.traits.begin(), plain, stays.traits);
    std::size_t taken = plain;
    if (time_s > latest_s_)  // as of few
      taken =
          static_cast<std::size_t>(std::upper_bound(stays.mark, stays.mark + plain, latest_s_) - stays.mark);
    stays_.used(taken);
    if (taken == 0) return 0;
    time_s_ = stays.mark[taken - 1];
    here_ = stays.cells[taken - 1];
    traits_here_ = stays.traits[taken - 1];
    return taken;
  }

  /// How many steps to cells with these traits come before one that may be held up, or that crosses the
  /// border.
  std::size_t plain_steps(std::span<const std::uint8_t> traits) const {
    if ((traits_here_ & CellTraits::holds_up) != 0) return 0;
    const std::uint8_t ends = CellTraits::holds_up | (outside_yet_ ? CellTraits::inner : 0);
    const std::size_t first = first_marked(traits, ends);
    if (first == traits.size() || (traits[first] & ends & CellTraits::inner) != 0) return first;
    return first + 1;  // it is held up when it leaves the cell again
  }

  /// Stands where it is before a step, if it must. \return what the step takes then
  double begin_step(const Step& step, bool first, bool waits) {
    const CellId here = here_;
    Hold hold;
    if ((traits_here_ & CellTraits::holds_up) != 0)
      hold = hold_at(world_, crosser_, attempt_, replication_, here, step.to);
    double step_s = attempt_.time_factor * (static_cast<double>(step.time_s) - hold.mean_s);
    if (first) {
      // The first step leads from the origin, not from the centre of its cell.
      const Point centre = world_.grid.centre(step.to);
      step_s *= (centre - attempt_.origin_m).norm() / (centre - world_.grid.centre(here)).norm();
    }
    if (waits) {
      // Before the line it waits first, then sets out over what stands there.
      const double wait_s = line_wait_s(crosser_, attempt_, replication_.number);
      note_wait(walk_, time_s_, std::min(time_s_ + wait_s, latest_s_));
      hold.drawn_s += wait_s;
    }
    if (hold.drawn_s > 0.0) {
      // A second stay in the cell: it stands where it has come to.
      time_s_ = std::min(time_s_ + hold.drawn_s, latest_s_);
      stays_.add(here, time_s_, time_s_);
    }
    return step_s;
  }

  const World& world_;
  const CrosserPlan& crosser_;
  Replication& replication_;
  const Attempt& attempt_;
  Walk& walk_;
  const CellTraits& traits_;
  ManyStays stays_;
  double latest_s_;
  bool waits_;  ///< before the line
  CellId here_;
  std::uint8_t traits_here_;
  bool outside_yet_;
  double time_s_;
};

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
void add_known_walk(const World& world, const StepsAndTraits& known, std::size_t number,
                    const SettingOut& leaves, Replication& replication) {
  add_walk(world, number, leaves, replication, [&](const CrosserPlan& crosser, Walk& walk) {
    if (crosser.straight) return walk_straight(world, crosser, replication, walk);
    GridWalk(world, crosser, replication, walk).go(KnownSteps(known));
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
               GridWalk(world, crosser, replication, walk).go(StepsWithWeights(route, steps, choices));
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

  /// The steps of a path. \return holds until the next call
  StepsAndTraits with_traits(const CrosserPlan& crosser, std::size_t path) {
    const std::span<const Step> steps = scratch_.paths.of(path);
    const std::uint8_t* const of_cell = world_.traits[crosser.traits].of_cell.data();
    std::vector<std::uint8_t>& traits = scratch_.traits;
    if (traits.size() < steps.size()) traits.resize(2 * steps.size());
    for (std::size_t k = 0; k < steps.size(); ++k) traits[k] = of_cell[steps[k].to];
    return {steps, {traits.data(), steps.size()}};
  }

  /// \param path the number of its first one; counted on.
  void walk_plain(std::size_t number, std::size_t& path) {
    const Attempt& attempt = replication_.attempts[number];
    const CrosserPlan& crosser = crosser_of(number);
    for_each_route(world_, attempt, [&](ConfigurationMask under, const RouteField&) {
      const StepsAndTraits steps = crosser.straight ? StepsAndTraits{} : with_traits(crosser, path++);
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
  replication.cells.clear();
  replication.entered_s.clear();
  replication.mark.clear();
  replication.traits.clear();
  replication.turns.clear();
  replication.controls.clear();
  if (world.scenario.sampling.control_variates)
    replication.controls.resize(replication.attempts.size() * world.configurations.size());
  if (all_go_in_the_open(world)) return walk_in_the_open(world, replication);
  replication.open.resize(0);
  replication.walks.clear();
  replication.walk_begin.assign(1, 0);
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
  track.traits = {replication.traits.data() + walk.begin, count};
  track.origin_m = attempt.origin_m;
  track.direction = attempt.direction;
  track.length_m = walk.length_m;
  track.departure_s = attempt.departure_s;
  track.moving_s = walk.moving_s;
  track.end_s = walk.end_s;
  track.turned_s = walk.turned_s;
  if (walk.turn >= 0) {
    const Turn& turn = replication.turns[static_cast<std::size_t>(walk.turn)];
    track.turn_stay = turn.stay;
    track.turn_m = turn.place_m;
    track.turn_along_m = turn.along_m;
  }
  track.target_height_m = world.crossers[static_cast<std::size_t>(attempt.crosser)].target_height_m;
  return track;
}

}  // namespace panj
