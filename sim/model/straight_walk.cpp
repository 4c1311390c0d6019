#include "model/straight_walk.h"

#include <algorithm>
#include <cmath>
#include <vector>

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
  const StayWriter stays{replication, world.traits[crosser.traits]};
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

double leg_time_s(const CrosserPlan& crosser) {
  return step_time_s(crosser.movement, crosser.straight->length_m, 0.0);
}

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

}  // namespace panj
