#include "world/patrol_plan.h"

#include <algorithm>
#include <cmath>

#include "terrain/line_of_sight.h"

namespace panj {

namespace {

double dwell_at(const Dwell& dwell, std::size_t waypoint) {
  if (const auto* each = std::get_if<DwellAtEach>(&dwell)) return each->time_s;
  return std::get<DwellByWaypoint>(dwell).times_s.at(waypoint);
}

/// A route gone in one direction: its legs, and how long it stands after each.
struct Way {
  std::vector<WayLeg> legs;
  std::vector<double> dwells_s;
  double first_dwell_s = 0.0;
};

/// Builds the cycles of a patrol.
class CyclePlanner {
 public:
  CyclePlanner(const PatrolSpec& spec, const WayFinder& finder, const CycleBuilder& builder)
      : spec_(spec), finder_(finder), builder_(builder) {}

  /// Finds both ways. \return whether both can be gone.
  bool find(const std::vector<Point>& waypoints) {
    std::vector<std::size_t> order(waypoints.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (spec_.circuit == PatrolSpec::Circuit::loop) order.push_back(0);
    there_ = way_through(waypoints, order);
    if (there_.legs.empty()) return false;
    std::reverse(order.begin(), order.end());
    back_ = way_through(waypoints, order);
    return !back_.legs.empty();
  }

  bool moves() const {
    return std::any_of(there_.legs.begin(), there_.legs.end(),
                       [](const WayLeg& leg) { return leg.size() > 1; });
  }

  bool moves_everywhere() const {
    return std::all_of(there_.legs.begin(), there_.legs.end(),
                       [](const WayLeg& leg) { return leg.size() > 1; });
  }

  void lay(PatrolPlan& plan) const {
    if (spec_.markov) return lay_markov(plan);
    const bool there_and_back = spec_.circuit == PatrolSpec::Circuit::back_and_forth;
    const bool alternating = spec_.direction == PatrolSpec::Direction::alternating;
    // A loop that alternates without a rest is one cycle, both ways round.
    const bool joined = there_and_back || (alternating && !spec_.rest_s && !plan.one_way);
    plan.cycles.push_back(joined ? laid({&there_, &back_}) : laid({&there_}));
    if (spec_.direction != PatrolSpec::Direction::forward)
      // Out and back is one cycle; the reverse begins at the far end.
      plan.cycles.push_back(joined ? laid({&back_, &there_}) : laid({&back_}));
    if (!plan.one_way) return;
    plan.lead_in_s = {there_.first_dwell_s, back_.first_dwell_s};
  }

 private:
  Way way_through(const std::vector<Point>& waypoints, const std::vector<std::size_t>& order) const {
    std::vector<Point> points;
    for (const std::size_t i : order) points.push_back(waypoints[i]);
    Way way;
    way.legs = finder_.through(points);
    for (std::size_t i = 1; i < order.size(); ++i) way.dwells_s.push_back(dwell_at(spec_.dwell_s, order[i]));
    // Whoever comes in a circuit has stood at its first waypoint before; whoever appears there has not.
    if (spec_.circuit == PatrolSpec::Circuit::one_way)
      way.first_dwell_s = dwell_at(spec_.dwell_s, order.front());
    return way;
  }

  PatrolCycle laid(std::initializer_list<const Way*> ways) const {
    PatrolCycle cycle;
    for (const Way* way : ways) {
      builder_.add_stand(cycle, way->legs.front().front(), way->first_dwell_s);
      for (std::size_t i = 0; i < way->legs.size(); ++i) {
        builder_.add_leg(cycle, way->legs[i]);
        builder_.add_stand(cycle, way->legs[i].back(), way->dwells_s[i]);
      }
    }
    return cycle;
  }

  void lay_markov(PatrolPlan& plan) const {
    MarkovPlan markov{
        spec_.markov->go_on, spec_.markov->turn_s, spec_.circuit == PatrolSpec::Circuit::loop, {}};
    for (const std::size_t way_number : {0U, 1U}) {
      const Way& way = way_number == 0 ? there_ : back_;
      PatrolCycle cycle;
      for (std::size_t i = 0; i < way.legs.size(); ++i) {
        markov.leaves_s[way_number].push_back(cycle.period_s);
        builder_.add_leg(cycle, way.legs[i]);
        builder_.add_stand(cycle, way.legs[i].back(), way.dwells_s[i]);
      }
      markov.leaves_s[way_number].push_back(cycle.period_s);
      plan.cycles.push_back(std::move(cycle));
    }
    for (std::size_t w = 0; w < spec_.waypoints.size() && markov.turn_s > 0.0; ++w) {
      PatrolCycle stand;
      const WayVertex& at = w < there_.legs.size() ? there_.legs[w].front() : there_.legs.back().back();
      builder_.add_stand(stand, at, markov.turn_s);
      plan.cycles.push_back(std::move(stand));
    }
    plan.markov = std::move(markov);
  }

  const PatrolSpec& spec_;
  const WayFinder& finder_;
  const CycleBuilder& builder_;
  Way there_;
  Way back_;
};

void add_piece(PatrolCycle& cycle, const Point3& from, const Point3& to, double duration_s,
               const Point& observer) {
  const double begin_s = cycle.period_s;
  cycle.period_s += duration_s;
  cycle.pieces.push_back({from, to, begin_s, cycle.period_s, observer});
}

}  // namespace

std::size_t PatrolCycle::piece_at(double time_s) const {
  const auto after =
      std::upper_bound(pieces.begin(), pieces.end(), time_s,
                       [](double time, const PatrolPiece& piece) { return time < piece.end_s; });
  return after == pieces.end() ? pieces.size() - 1 : static_cast<std::size_t>(after - pieces.begin());
}

void CycleBuilder::add_leg(PatrolCycle& cycle, const WayLeg& leg) const {
  for (std::size_t i = 0; i + 1 < leg.size(); ++i) add_step(cycle, leg[i], leg[i + 1]);
}

void CycleBuilder::add_stand(PatrolCycle& cycle, const WayVertex& at, double duration_s) const {
  if (duration_s > 0.0) add_piece(cycle, eye(at.at_m), eye(at.at_m), duration_s, at.at_m);
}

void CycleBuilder::add_step(PatrolCycle& cycle, const WayVertex& from, const WayVertex& to) const {
  const Point3 begin = eye(from.at_m);
  const Point3 end = eye(to.at_m);
  const double distance_m = (to.at_m - from.at_m).norm();
  // A place where it stands may be a vertex already.
  if (distance_m == 0.0) return add_stand(cycle, to, to.stand_s);
  double duration_s = step_time_s(law_, distance_m, end.z() - begin.z());
  if (from.cell == no_cell) {
    const Point middle = 0.5 * (from.at_m + to.at_m);
    if (going_ != nullptr) duration_s *= going_->friction_at(middle);
    add_piece(cycle, begin, end, duration_s, middle);
    add_stand(cycle, to, to.stand_s);
    return;
  }
  if (going_ != nullptr) duration_s *= going_->friction_of_move(from.cell, to.cell);
  // A move from centre to centre is seen from the first cell for its first half, from the second for the
  // other. Who has to stand at an obstacle does so before it moves.
  if (going_ != nullptr) add_stand(cycle, from, going_->toll_s(from.cell, to.cell));
  const Point3 middle = 0.5 * (begin + end);
  add_piece(cycle, begin, middle, 0.5 * duration_s, from.at_m);
  add_piece(cycle, middle, end, 0.5 * duration_s, to.at_m);
}

Point3 CycleBuilder::eye(const Point& at) const {
  if (altitude_m_) return {at.x(), at.y(), *altitude_m_};
  return {at.x(), at.y(), ground_height_m(ground_.grid, ground_.elevation_m, at) + eye_height_m_};
}

Box reach_of(const std::vector<PatrolCycle>& cycles, double range_m) {
  Box reach;
  for (const PatrolCycle& cycle : cycles) {
    for (const PatrolPiece& piece : cycle.pieces) {
      reach.extend(piece.from_m.head<2>());
      reach.extend(piece.to_m.head<2>());
    }
  }
  return reach.grown(range_m);
}

PatrolPlan plan_patrol(const PatrolSpec& spec, double eye_height_m, double range_m,
                       const PatrolGround& ground, const Places& places, Problems& problems) {
  PatrolPlan plan;
  plan.direction = spec.direction;
  plan.spacing = spec.spacing;
  plan.teams = spec.teams;
  plan.one_way = spec.circuit == PatrolSpec::Circuit::one_way;
  plan.start_s = spec.start_s;
  plan.headway_s = spec.headway_s;
  plan.rest_s = spec.rest_s;
  plan.shifts = spec.shifts;

  const std::string key =
      spec.waypoints.empty() ? "waypoints" : Places::key_of(spec.waypoints.front(), "waypoints");
  const std::vector<Point> waypoints = places.all_on_map(spec.waypoints, spec.at, key);
  if (waypoints.size() != spec.waypoints.size() || waypoints.size() < 2) return plan;

  const WayFinder finder({spec.between, spec.movement, false, spec.waypoints, &spec.at, key}, ground,
                         problems);
  const CycleBuilder builder(spec.movement, ground, eye_height_m, &finder.going());
  CyclePlanner planner(spec, finder, builder);
  if (!planner.find(waypoints)) return plan;
  if (!planner.moves()) {
    problems.add(spec.at.problem("", "", "all its waypoints stand in the same cell, so it goes nowhere",
                                 "put them apart, or make it a post"));
    return plan;
  }
  if (spec.markov && !planner.moves_everywhere()) {
    problems.add(spec.at.problem("", "", "two neighbouring waypoints stand in the same cell",
                                 "put them apart, so that turning between them leads somewhere"));
    return plan;
  }
  planner.lay(plan);
  plan.reach = reach_of(plan.cycles, range_m);
  return plan;
}

}  // namespace panj
