#include "world/patrol_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "terrain/least_time.h"
#include "terrain/line_of_sight.h"

namespace panj {

namespace {

/// A vertex of a patrol's way; `cell` where it is the centre of one.
struct Vertex {
  Point at_m{0.0, 0.0};
  CellId cell = no_cell;
};

/// Joins waypoints to vertices, one way.
class WayFinder {
 public:
  WayFinder(const PatrolSpec& spec, const PatrolGround& ground, const Layer<std::uint8_t>& open,
            const Layer<std::uint8_t>& inner, Problems& problems)
      : spec_(spec), ground_(ground), open_(open), inner_(inner), problems_(problems) {}

  std::vector<Vertex> through(const std::vector<Point>& waypoints) const {
    std::vector<Vertex> way;
    for (std::size_t leg = 0; leg + 1 < waypoints.size(); ++leg) {
      const std::vector<Vertex> part = spec_.between == PatrolSpec::Between::straight
                                           ? straight_leg(waypoints[leg], waypoints[leg + 1], leg)
                                           : least_time_leg(waypoints[leg], waypoints[leg + 1], leg);
      if (part.empty()) return {};
      way.insert(way.end(), way.empty() ? part.begin() : part.begin() + 1, part.end());
    }
    return way;
  }

 private:
  std::vector<Vertex> straight_leg(const Point& from, const Point& to, std::size_t leg) const {
    const double length_m = (to - from).norm();
    const double step_m = ground_.grid.cell_size_m;
    const auto fine = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(length_m / step_m - 1e-9)));
    for (std::size_t i = 0; i <= fine; ++i) {
      const Point at = from + (to - from) * (static_cast<double>(i) / static_cast<double>(fine));
      const CellId cell = ground_.grid.at(at);
      if (is_open(cell)) continue;
      report(
          leg,
          fmt::format("the straight line from waypoint {} to the next passes x = {:.3f}, y = {:.3f} km, {}",
                      leg + 1, at.x() / metres_per_km, at.y() / metres_per_km, why_shut(cell).reason),
          "move a waypoint, add one between, or write between = \"least_time\"");
      return {};
    }
    const std::size_t pieces = ground_.fine_pieces ? fine : 1;
    std::vector<Vertex> vertices;
    for (std::size_t i = 0; i <= pieces; ++i) {
      vertices.push_back(
          {from + (to - from) * (static_cast<double>(i) / static_cast<double>(pieces)), no_cell});
    }
    return vertices;
  }

  std::vector<Vertex> least_time_leg(const Point& from, const Point& to, std::size_t leg) const {
    const CellId start = ground_.grid.at(from);
    const CellId end = ground_.grid.at(to);
    for (const auto& [cell, number] : {std::pair{start, leg}, std::pair{end, leg + 1}}) {
      if (is_open(cell)) continue;
      const ClosedGround why = why_shut(cell);
      report(number, fmt::format("waypoint {} stands {}", number + 1, why.reason), why.remedy);
      return {};
    }
    const Ground ground{ground_.grid, &ground_.elevation_m, nullptr,
                        &open_,       spec_.movement,       ground_.neighbourhood};
    const Seed seed{end, 0.0};
    // Most legs are short: a field that reaches a few times as far as the straight line nearly always will
    // do.
    const double near_s =
        4.0 * step_time_s(spec_.movement, (to - from).norm() + ground_.grid.cell_size_m, 0.0);
    std::vector<CellId> cells;
    for (const double limit_s : {near_s, never_s}) {
      const LeastTimeField field = least_time(ground, {&seed, 1}, Heading::to_seeds, limit_s);
      cells = least_time_path(field, ground_.grid, start, Heading::to_seeds);
      if (!cells.empty()) break;
    }
    std::vector<Vertex> vertices;
    for (const CellId cell : cells) vertices.push_back({ground_.grid.centre(cell), cell});
    if (vertices.empty())
      report(
          leg,
          fmt::format("no way leads from waypoint {} to the next over ground on the inner side that is not "
                      "steeper than max_slope_deg = {:.6g}",
                      leg + 1, spec_.movement.max_slope_deg),
          "move a waypoint, add one between, or raise max_slope_deg");
    return vertices;
  }

  bool is_open(CellId cell) const { return cell != no_cell && open_.data()[cell] != 0; }

  ClosedGround why_shut(CellId cell) const {
    return why_closed(cell == no_cell ? std::uint8_t{0} : inner_.data()[cell], spec_.movement);
  }

  void report(std::size_t waypoint, std::string reason, std::string remedy) const {
    const Place& place = spec_.waypoints[std::min(waypoint, spec_.waypoints.size() - 1)];
    problems_.add(spec_.at.problem(Places::key_of(place, "waypoints"), text_of(place), std::move(reason),
                                   std::move(remedy)));
  }

  const PatrolSpec& spec_;
  const PatrolGround& ground_;
  const Layer<std::uint8_t>& open_;
  const Layer<std::uint8_t>& inner_;
  Problems& problems_;
};

/// Lays pieces with times along a closed way.
class CycleBuilder {
 public:
  CycleBuilder(const PatrolSpec& spec, const PatrolGround& ground, double eye_height_m)
      : law_(spec.movement), ground_(ground), eye_height_m_(eye_height_m) {}

  PatrolCycle along(const std::vector<Vertex>& way) {
    PatrolCycle cycle;
    for (std::size_t i = 0; i + 1 < way.size(); ++i) add_leg(cycle, way[i], way[i + 1]);
    return cycle;
  }

 private:
  void add_leg(PatrolCycle& cycle, const Vertex& from, const Vertex& to) const {
    const Point3 begin = eye(from.at_m);
    const Point3 end = eye(to.at_m);
    const double distance_m = (to.at_m - from.at_m).norm();
    if (distance_m == 0.0) return;
    const double duration_s = step_time_s(law_, distance_m, end.z() - begin.z());
    if (from.cell == no_cell) {
      add_piece(cycle, begin, end, duration_s, 0.5 * (from.at_m + to.at_m));
      return;
    }
    // A move from centre to centre is seen from the first cell for its first half, from the second for the
    // other.
    const Point3 middle = 0.5 * (begin + end);
    add_piece(cycle, begin, middle, 0.5 * duration_s, from.at_m);
    add_piece(cycle, middle, end, 0.5 * duration_s, to.at_m);
  }

  static void add_piece(PatrolCycle& cycle, const Point3& from, const Point3& to, double duration_s,
                        const Point& observer) {
    const double begin_s = cycle.period_s;
    cycle.period_s += duration_s;
    cycle.pieces.push_back({from, to, begin_s, cycle.period_s, observer});
  }

  Point3 eye(const Point& at) const {
    return {at.x(), at.y(), ground_height_m(ground_.grid, ground_.elevation_m, at) + eye_height_m_};
  }

  const MovementLaw& law_;
  const PatrolGround& ground_;
  double eye_height_m_;
};

}  // namespace

Point3 PatrolPiece::velocity_m_s() const {
  const double duration_s = end_s - begin_s;
  return duration_s > 0.0 ? Point3((to_m - from_m) / duration_s) : Point3(0.0, 0.0, 0.0);
}

Point3 PatrolPiece::at(double time_s) const {
  const double duration_s = end_s - begin_s;
  if (duration_s <= 0.0) return from_m;
  return from_m + (to_m - from_m) * std::clamp((time_s - begin_s) / duration_s, 0.0, 1.0);
}

std::size_t PatrolCycle::piece_at(double time_s) const {
  const auto after =
      std::upper_bound(pieces.begin(), pieces.end(), time_s,
                       [](double time, const PatrolPiece& piece) { return time < piece.end_s; });
  return after == pieces.end() ? pieces.size() - 1 : static_cast<std::size_t>(after - pieces.begin());
}

PatrolPlan plan_patrol(const PatrolSpec& spec, double eye_height_m, double range_m,
                       const PatrolGround& ground, const Places& places, Problems& problems) {
  PatrolPlan plan;
  plan.direction = spec.direction;
  plan.spacing = spec.spacing;
  plan.teams = spec.teams;
  plan.start_s = spec.start_s;

  std::vector<Point> waypoints = places.all_on_map(
      spec.waypoints, spec.at,
      spec.waypoints.empty() ? "waypoints" : Places::key_of(spec.waypoints.front(), "waypoints"));
  if (waypoints.size() != spec.waypoints.size() || waypoints.size() < 2) return plan;
  if (spec.circuit == PatrolSpec::Circuit::loop) waypoints.push_back(waypoints.front());

  const Layer<std::uint8_t> inner = inner_ground(ground.frontier);
  const Layer<std::uint8_t> open = open_cells(ground.grid, ground.elevation_m, &inner, spec.movement);
  const WayFinder finder(spec, ground, open, inner, problems);
  std::vector<Point> backwards(waypoints.rbegin(), waypoints.rend());
  std::vector<Vertex> there = finder.through(waypoints);
  std::vector<Vertex> back = there.empty() ? std::vector<Vertex>{} : finder.through(backwards);
  if (there.empty() || back.empty()) return plan;

  CycleBuilder builder(spec, ground, eye_height_m);
  if (spec.circuit == PatrolSpec::Circuit::back_and_forth) {
    // Out and back is one cycle; the reverse begins at the far end.
    const auto joined = [](std::vector<Vertex> first, const std::vector<Vertex>& second) {
      first.insert(first.end(), second.begin() + 1, second.end());
      return first;
    };
    plan.cycles.push_back(builder.along(joined(there, back)));
    if (spec.direction != PatrolSpec::Direction::forward)
      plan.cycles.push_back(builder.along(joined(back, there)));
  } else {
    plan.cycles.push_back(builder.along(there));
    if (spec.direction != PatrolSpec::Direction::forward) plan.cycles.push_back(builder.along(back));
  }
  if (plan.cycles.front().pieces.empty()) {
    problems.add(spec.at.problem("", "", "all its waypoints stand in the same cell, so it goes nowhere",
                                 "put them apart, or make it a post"));
    plan.cycles.clear();
    return plan;
  }
  for (const PatrolCycle& cycle : plan.cycles) {
    for (const PatrolPiece& piece : cycle.pieces) {
      plan.reach.extend(piece.from_m.head<2>());
      plan.reach.extend(piece.to_m.head<2>());
    }
  }
  plan.reach = plan.reach.grown(range_m);
  return plan;
}

}  // namespace panj
