#include "world/patrol_way.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "terrain/least_time.h"
#include "world/places.h"

namespace panj {

WayFinder::WayFinder(WayRules rules, const PatrolGround& ground, Problems& problems)
    : rules_(std::move(rules)),
      ground_(ground),
      inner_(inner_ground(ground.frontier)),
      open_(open_cells(ground.grid, ground.elevation_m, &inner_, rules_.movement)),
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

WayLeg WayFinder::straight_leg(const Point& from, const Point& to, std::size_t leg) const {
  const double length_m = (to - from).norm();
  const double step_m = ground_.grid.cell_size_m;
  const auto fine = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(length_m / step_m - 1e-9)));
  for (std::size_t i = 0; i <= fine; ++i) {
    const Point at = from + (to - from) * (static_cast<double>(i) / static_cast<double>(fine));
    const CellId cell = ground_.grid.at(at);
    if (is_open(cell)) continue;
    const std::string why =
        cell == no_cell ? "off the map" : why_closed(inner_.data()[cell], rules_.movement).reason;
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
  return vertices;
}

WayLeg WayFinder::least_time_leg(const Point& from, const Point& to, std::size_t leg) const {
  const CellId start = ground_.grid.at(from);
  const CellId end = ground_.grid.at(to);
  for (const auto& [cell, number] : {std::pair{start, leg}, std::pair{end, leg + 1}}) {
    if (is_open(cell)) continue;
    const ClosedGround why =
        why_closed(cell == no_cell ? std::uint8_t{0} : inner_.data()[cell], rules_.movement);
    report(number, fmt::format("waypoint {} stands {}", number + 1, why.reason), why.remedy);
    return {};
  }
  const Ground ground{ground_.grid, &ground_.elevation_m, nullptr,
                      &open_,       rules_.movement,      ground_.neighbourhood};
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
  if (vertices.empty())
    report(leg,
           fmt::format("no way leads from waypoint {} to the next over ground on the inner side that is not "
                       "steeper than max_slope_deg = {:.6g}",
                       leg + 1, rules_.movement.max_slope_deg),
           "move a waypoint, add one between, or raise max_slope_deg");
  return vertices;
}

void WayFinder::report(std::size_t waypoint, std::string reason, std::string remedy) const {
  const Place& place = rules_.places[std::min(waypoint, rules_.places.size() - 1)];
  problems_.add(rules_.at->problem(rules_.key, text_of(place), std::move(reason), std::move(remedy)));
}

}  // namespace panj
