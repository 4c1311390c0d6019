#include "model/walks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/units.h"
#include "model/controls.h"
#include "model/line_wait.h"
#include "model/obstacle_delay.h"
#include "model/setting_out.h"
#include "model/turning_back.h"
#include "model/weighted_steps.h"
#include "terrain/line_of_sight.h"

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

/// Adds stays to the end of a replication's arrays.
struct StayWriter {
  Replication& replication;

  void add(CellId cell, double entered_s, double mark) const {
    replication.cells.push_back(cell);
    replication.entered_s.push_back(entered_s);
    replication.mark.push_back(mark);
  }
};

void note_crossing(const World& world, Walk& walk, double time_s, double chainage_m) {
  walk.crossed_s = time_s;
  walk.segment = world.frontier.segment_of(chainage_m);
}

void note_wait(Walk& walk, double from_s, double until_s) {
  if (until_s <= from_s) return;
  walk.waits_s = from_s;
  walk.waits_until_s = until_s;
}

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

/// A straight track that stays one leg.
void leave_whole(const CrosserPlan& crosser, const Attempt& attempt, Walk& walk) {
  const double length_m = crosser.straight->length_m;
  const double leg_s = attempt.time_factor * step_time_s(crosser.movement, length_m, 0.0);
  double time_s = walk.moving_s;
  walk.length_m = go_on(attempt.departure_s + crosser.max_duration_s, leg_s, time_s, walk) * length_m;
  walk.end_s = time_s;
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

void walk_straight(const World& world, const CrosserPlan& crosser, Replication& replication, Walk& walk) {
  const Attempt& attempt = replication.attempts[walk.attempt];
  if (world.tracks_need_cells) {
    cut_straight(world, crosser, replication, walk);
  } else {
    leave_whole(crosser, attempt, walk);
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
