#include "world/patrol_way.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "terrain/least_time.h"
#include "terrain/line_of_sight.h"
#include "world/places.h"

namespace panj {

WayFinder::WayFinder(WayRules rules, const PatrolGround& ground, Problems& problems)
    : rules_(std::move(rules)),
      ground_(ground),
      going_({ground.grid, ground.elevation_m, ground.neighbourhood, rules_.flies ? nullptr : ground.cover},
             rules_.movement, inner_ground(ground.frontier), rules_.flies ? 0 : ground.obstacles),
      problems_(problems) {}

std::vector<WayLeg> WayFinder::through(const std::vector<Point>& points) const {
  std::vector<WayLeg> legs;
  for (std::size_t leg = 0; leg + 1 < points.size(); ++leg) {
    legs.push_back(rules_.between == PatrolSpec::Between::straight
                       ? straight_leg(points[leg], points[leg + 1], leg)
                       : least_time_leg(points[leg], points[leg + 1], leg));
    if (legs.back().empty()) return {};
  }
  return legs;
}

std::string WayFinder::why_not(const Point& from, const Point& to) const {
  const CellId cell = ground_.grid.at(to);
  if (rules_.flies) return cell == no_cell ? "off the map" : "";
  if (!going_.is_open(cell)) return going_.why_closed(cell).reason;
  if (rules_.movement.kind != MovementLaw::Kind::vehicle || from == to) return "";
  const double rise_m = ground_height_m(ground_.grid, ground_.elevation_m, to) -
                        ground_height_m(ground_.grid, ground_.elevation_m, from);
  const bool goes = std::isfinite(step_time_s(rules_.movement, (to - from).norm(), rise_m));
  return goes ? "" : "too steep for the vehicle's speeds";
}

bool WayFinder::stand_at_obstacles(const Point& from, const Point& to, std::size_t leg,
                                   WayLeg& vertices) const {
  if (going_.held() == 0 || ground_.cover == nullptr) return true;
  const Obstacles& obstacles = ground_.cover->obstacles;
  for (const ObstacleCut& cut : obstacles.cuts_of_way(from, to, going_.held())) {
    const Obstacle& obstacle = obstacles.list[cut.obstacle];
    const Point at = from + cut.fraction * (to - from);
    if (!obstacle.delay_s) {
      report(
          leg,
          fmt::format("the straight line from waypoint {} to the next cuts obstacle \"{}\", which is closed",
                      leg + 1, obstacle.name),
          "move a waypoint, give the obstacle a gap, or leave out its patrols = true");
      return false;
    }
    const auto after = std::find_if(vertices.begin(), vertices.end(), [&](const WayVertex& vertex) {
      return (vertex.at_m - from).norm() > (at - from).norm();
    });
    vertices.insert(after, {at, no_cell, cut.times * obstacle.mean_delay_s});
  }
  return true;
}

WayLeg WayFinder::straight_leg(const Point& from, const Point& to, std::size_t leg) const {
  const double length_m = (to - from).norm();
  const double step_m = ground_.grid.cell_size_m;
  const auto fine = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(length_m / step_m - 1e-9)));
  Point before = from;
  for (std::size_t i = 0; i <= fine; ++i) {
    const Point at = from + (to - from) * (static_cast<double>(i) / static_cast<double>(fine));
    const std::string why = why_not(before, at);
    before = at;
    if (why.empty()) continue;
    report(leg,
           fmt::format("the straight line from {} {} to the next passes x = {:.3f}, y = {:.3f} km, {}",
                       rules_.flies ? "point" : "waypoint", leg + 1, at.x() / metres_per_km,
                       at.y() / metres_per_km, why),
           rules_.flies ? "keep it over the map, or enlarge frontier.size_km"
                        : "move a waypoint, add one between, or write between = \"least_time\"");
    return {};
  }
  const std::size_t pieces = ground_.fine_pieces ? fine : 1;
  WayLeg vertices;
  for (std::size_t i = 0; i <= pieces; ++i) {
    vertices.push_back(
        {from + (to - from) * (static_cast<double>(i) / static_cast<double>(pieces)), no_cell});
  }
  if (!stand_at_obstacles(from, to, leg, vertices)) return {};
  return vertices;
}

WayLeg WayFinder::least_time_leg(const Point& from, const Point& to, std::size_t leg) const {
  const CellId start = ground_.grid.at(from);
  const CellId end = ground_.grid.at(to);
  for (const auto& [cell, number] : {std::pair{start, leg}, std::pair{end, leg + 1}}) {
    if (going_.is_open(cell)) continue;
    const ClosedGround why = going_.why_closed(cell);
    report(number, fmt::format("waypoint {} stands {}", number + 1, why.reason), why.remedy);
    return {};
  }
  const Ground ground = going_.ground();
  const Seed seed{end, 0.0};
  // Most legs are short: a field that reaches a few times as far as the straight line nearly always will
  // do.
  const double near_s =
      4.0 * step_time_s(rules_.movement, (to - from).norm() + ground_.grid.cell_size_m, 0.0);
  std::vector<CellId> cells;
  for (const double limit_s : {near_s, never_s}) {
    const LeastTimeField field = least_time(ground, {&seed, 1}, Heading::to_seeds, limit_s);
    cells = least_time_path(field, ground_.grid, start, Heading::to_seeds);
    if (!cells.empty()) break;
  }
  WayLeg vertices;
  for (const CellId cell : cells) vertices.push_back({ground_.grid.centre(cell), cell});
  if (vertices.empty()) report_no_way(leg);
  return vertices;
}

void WayFinder::report_no_way(std::size_t leg) const {
  std::string ground = fmt::format("ground on the inner side that is not steeper than max_slope_deg = {:.6g}",
                                   rules_.movement.max_slope_deg);
  std::string remedy = "raise max_slope_deg";
  const ClosedGround closers = going_.closers();
  // Slopes alone are told with their limit.
  if (closers.remedy != remedy) {
    ground = "the inner side: it is closed by " + closers.reason;
    remedy = closers.remedy;
  }
  report(leg, fmt::format("no way leads from waypoint {} to the next over {}", leg + 1, ground),
         "move a waypoint, add one between, or " + remedy);
}

void WayFinder::report(std::size_t waypoint, std::string reason, std::string remedy) const {
  const Place& place = rules_.places[std::min(waypoint, rules_.places.size() - 1)];
  problems_.add(rules_.at->problem(rules_.key, text_of(place), std::move(reason), std::move(remedy)));
}

}  // namespace panj
