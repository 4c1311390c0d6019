#include "world/drone_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/units.h"
#include "terrain/line_of_sight.h"
#include "world/sensor_hazard.h"
#include "world/world.h"

namespace panj {

namespace {

constexpr double pi = std::numbers::pi;

/// Plans one drone.
class DronePlanner {
 public:
  DronePlanner(const DroneSpec& spec, const Asset& carried, const PatrolGround& ground, const Places& places,
               Problems& problems)
      : spec_(spec),
        carried_(carried),
        ground_(ground),
        places_(places),
        problems_(problems),
        law_{.kind = MovementLaw::Kind::constant, .speed_m_s = spec.speed_m_s} {}

  void plan(PatrolPlan& plan) const {
    if (const auto* orbit = std::get_if<OrbitFlight>(&spec_.flight)) plan_orbit(*orbit, plan);
    if (const auto* legs = std::get_if<LegsFlight>(&spec_.flight)) plan_legs(*legs, plan);
    if (const auto* legs = std::get_if<RandomLegsFlight>(&spec_.flight)) plan_random_legs(*legs, plan);
  }

 private:
  void plan_orbit(const OrbitFlight& orbit, PatrolPlan& plan) const {
    const std::optional<Point> centre = places_.on_map(orbit.centre, spec_.at, "flight");
    if (!centre) return;
    const std::size_t legs = orbit_legs(orbit.radius_m, range_of(carried_.law));
    const double half_rad = pi / static_cast<double>(legs);
    const double vertex_m = orbit.radius_m * 2.0 / (1.0 + std::cos(half_rad));
    if (!stays_on_map(Box{*centre, *centre}.grown(vertex_m), "the orbit", "reduce radius_km")) return;
    std::vector<Point> vertices;
    for (std::size_t i = 0; i <= legs; ++i) {
      const double turned_rad = 2.0 * half_rad * static_cast<double>(i % legs);
      const double azimuth_rad = orbit.clockwise ? turned_rad : -turned_rad;
      vertices.push_back(*centre + vertex_m * Point(std::sin(azimuth_rad), std::cos(azimuth_rad)));
    }
    lay(vertices, {orbit.centre}, plan);
  }

  void plan_legs(const LegsFlight& legs, PatrolPlan& plan) const {
    std::vector<Point> vertices = places_.all_on_map(legs.waypoints, spec_.at, "flight");
    if (vertices.size() != legs.waypoints.size() || vertices.size() < 2) return;
    const std::size_t count = vertices.size();
    if (legs.circuit == LegsFlight::Circuit::loop) vertices.push_back(vertices.front());
    for (std::size_t i = count - 1; legs.circuit == LegsFlight::Circuit::back_and_forth && i-- > 0;)
      vertices.push_back(vertices[i]);
    lay(vertices, legs.waypoints, plan);
  }

  void lay(const std::vector<Point>& vertices, const std::vector<Place>& stated, PatrolPlan& plan) const {
    const WayFinder finder({PatrolSpec::Between::straight, law_, true, stated, &spec_.at, "flight"}, ground_,
                           problems_);
    const CycleBuilder builder(law_, ground_, carried_.eye_height_m, nullptr, carried_.altitude_m);
    PatrolCycle cycle;
    for (const WayLeg& leg : finder.through(vertices)) builder.add_leg(cycle, leg);
    for (const PatrolPiece& piece : cycle.pieces) {
      if (!clears(piece.from_m.head<2>()) || !clears(piece.observer_m)) return;
    }
    plan.cycles.push_back(std::move(cycle));
    plan.reach = reach_of(plan.cycles, carried_.range_m);
  }

  void plan_random_legs(const RandomLegsFlight& legs, PatrolPlan& plan) const {
    const Box middles{legs.low.value, legs.high.value};
    const Box ways = middles.grown(0.5 * legs.leg_m);
    if (!stays_on_map(ways, "what the legs may reach", "reduce box_xy_km or leg_km")) return;
    const Grid& grid = ground_.grid;
    for (CellId cell = 0; cell < grid.cells() && carried_.altitude_m; ++cell) {
      const Point centre = grid.centre(cell);
      if (ways.grown(grid.cell_size_m).contains(centre) && !clears(centre)) return;
    }
    plan.random_legs = RandomLegsPlan{middles, legs.leg_m, legs.leg_m / spec_.speed_m_s, legs.legs};
    plan.reach = ways.grown(carried_.range_m);
  }

  bool stays_on_map(const Box& box, const std::string& what, const std::string& remedy) const {
    const Box extent = ground_.grid.extent();
    if (extent.contains(box.low) && extent.contains(box.high)) return true;
    problems_.add(spec_.at.problem(
        "flight", "",
        fmt::format(
            "{} spans x {:.3f} to {:.3f}, y {:.3f} to {:.3f} km, the map x {:.3f} to {:.3f}, y {:.3f} "
            "to {:.3f} km",
            what, box.low.x() / metres_per_km, box.high.x() / metres_per_km, box.low.y() / metres_per_km,
            box.high.y() / metres_per_km, extent.low.x() / metres_per_km, extent.high.x() / metres_per_km,
            extent.low.y() / metres_per_km, extent.high.y() / metres_per_km),
        remedy + ", move it, or enlarge frontier.size_km"));
    return false;
  }

  /// Does a level flight pass above the ground?
  bool clears(const Point& at) const {
    if (!carried_.altitude_m) return true;
    const double ground_m = ground_height_m(ground_.grid, ground_.elevation_m, at);
    if (ground_m < *carried_.altitude_m) return true;
    problems_.add(
        spec_.at.problem("altitude_m", fmt::format("{:.6g}", *carried_.altitude_m),
                         fmt::format("the ground at x = {:.3f}, y = {:.3f} km on its way is {:.0f} m high",
                                     at.x() / metres_per_km, at.y() / metres_per_km, ground_m),
                         "fly higher, or state height_m to follow the ground"));
    return false;
  }

  const DroneSpec& spec_;
  const Asset& carried_;
  const PatrolGround& ground_;
  const Places& places_;
  Problems& problems_;
  MovementLaw law_;
};

std::optional<SortiePlan> sorties_of(const DroneSpec& spec) {
  constexpr double for_ever_s = std::numeric_limits<double>::infinity();
  if (spec.endurance_s) {
    const bool relay = spec.relay > 1;
    return SortiePlan{*spec.endurance_s, relay ? spec.hand_over_s : spec.turn_around_s.value_or(0.0), relay};
  }
  const auto* random = std::get_if<RandomLegsFlight>(&spec.flight);
  if (random == nullptr) return std::nullopt;
  return SortiePlan{for_ever_s, 0.0, false};
}

}  // namespace

std::size_t orbit_legs(double radius_m, double range_m) {
  // Vertices r 2 / (1 + c) out, middles r 2c / (1 + c), c = cos(pi / n): both r tan^2(pi / 2n) from the
  // circle.
  const double error_m = orbit_error_of_range * range_m;
  return std::max<std::size_t>(
      12, static_cast<std::size_t>(std::ceil(0.5 * pi / std::atan(std::sqrt(error_m / radius_m)))));
}

PatrolPlan plan_drone(const DroneSpec& spec, const Asset& carried, const PatrolGround& ground,
                      const Places& places, Problems& problems) {
  PatrolPlan plan;
  plan.start_s = spec.start_s;
  plan.shifts = spec.shifts;
  plan.sorties = sorties_of(spec);
  DronePlanner(spec, carried, ground, places, problems).plan(plan);
  return plan;
}

}  // namespace panj
