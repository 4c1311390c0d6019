#include <algorithm>
#include <cmath>

#include "scenario/unit.h"
#include "scenario/validate.h"

// What drones may contradict themselves in.
namespace panj {

namespace {

std::string minutes(double time_s) {
  return shortest(to_12_digits(unit_min.from_si(time_s))) + " min";
}

void validate_legs(const Scenario& scenario, const DroneSpec& drone, const LegsFlight& legs,
                   Problems& problems) {
  const auto& waypoints = legs.waypoints;
  if (waypoints.empty()) return;
  validate_place(waypoints.front(), scenario, drone.at, "flight", problems);
  for (std::size_t i = 1; i < waypoints.size(); ++i) {
    if (waypoints[i].value != waypoints[i - 1].value) continue;
    problems.add(drone.at.problem("flight", "",
                                  "waypoint " + std::to_string(i + 1) + " is the same as the one before it",
                                  "remove one of them"));
    return;
  }
  if (legs.circuit == LegsFlight::Circuit::loop && waypoints.front().value == waypoints.back().value)
    problems.add(drone.at.problem("flight", "", "a loop closes by itself",
                                  "remove the last waypoint, which is the first again"));
}

void validate_random_legs(const Scenario& scenario, const DroneSpec& drone, const RandomLegsFlight& legs,
                          Problems& problems) {
  const auto report = [&](std::string_view key, std::string reason, std::string remedy) {
    problems.add(drone.at.problem(key, "", std::move(reason), std::move(remedy)));
  };
  if ((legs.high.value - legs.low.value).minCoeff() <= 0.0)
    report("flight", "the box ends before it begins", "write box_xy_km = [west, south, east, north]");
  constexpr double least_leg_s = 10.0;  // in a year and a half of them, each has a block of random numbers
  if (legs.leg_m > 0.0 && drone.speed_m_s > 0.0 && legs.leg_m / drone.speed_m_s < least_leg_s)
    report("flight", "a leg takes less than 10 seconds", "lengthen leg_km, or lower speed_km_h");
  if (legs.legs > 0 && drone.endurance_s)
    report("flight", "both legs and endurance_min say how long a flight takes", "leave one of them out");
  if (legs.legs > 0 && !drone.start_s && drone.shifts.empty())
    report("flight", "nothing says when its " + std::to_string(legs.legs) + " legs begin",
           "add start_h or shifts_h, or leave legs out");
  const auto sensor = std::find_if(scenario.sensors.begin(), scenario.sensors.end(),
                                   [&](const SensorSpec& spec) { return spec.name == drone.sensor; });
  if (sensor != scenario.sensors.end() && sensor->line_of_sight)
    report("sensor",
           "random legs are drawn anew in every period: what the ground hides from them is not worked out",
           "give it a sensor with line_of_sight = false, or let it fly legs or an orbit");
}

void validate_endurance(const DroneSpec& drone, Problems& problems) {
  const auto report = [&](std::string_view key, std::string reason, std::string remedy) {
    problems.add(drone.at.problem(key, "", std::move(reason), std::move(remedy)));
  };
  if (!drone.endurance_s) {
    for (const std::string_view key : {"turn_around_min", "relay", "hand_over_min"}) {
      const bool says = key == "turn_around_min" ? drone.turn_around_s.has_value()
                        : key == "relay"         ? drone.relay > 1
                                                 : drone.hand_over_s > 0.0;
      if (says) report(key, "without endurance_min it never comes down", "add endurance_min");
    }
    return;
  }
  if (!drone.turn_around_s)
    return report("endurance_min", "nothing says how long it is away then", "add turn_around_min");
  if (drone.relay == 1 && drone.hand_over_s > 0.0)
    return report("hand_over_min", "one drone alone has nobody to hand over to",
                  "write relay = 2 or more, or leave it out");
  // Every drone comes back in its turn, the others having been on station meanwhile.
  const double turn_s = *drone.endurance_s + drone.hand_over_s;
  const double away_s = (drone.relay - 1) * turn_s + drone.hand_over_s;
  if (drone.relay == 1 || *drone.turn_around_s <= away_s) return;
  const double enough = std::ceil((*drone.turn_around_s + *drone.endurance_s) / turn_s - 1e-9);
  report("relay",
         "its turn comes again after " + minutes(away_s) + ", when it is still away: that takes " +
             minutes(*drone.turn_around_s),
         "write relay = " + shortest(enough) + ", or shorten turn_around_min");
}

}  // namespace

void validate_drone(const Scenario& scenario, const DroneSpec& drone, Problems& problems) {
  if (const auto* orbit = std::get_if<OrbitFlight>(&drone.flight); orbit != nullptr && orbit->radius_m > 0.0)
    validate_place(orbit->centre, scenario, drone.at, "flight", problems);
  if (const auto* legs = std::get_if<LegsFlight>(&drone.flight))
    validate_legs(scenario, drone, *legs, problems);
  if (const auto* legs = std::get_if<RandomLegsFlight>(&drone.flight); legs != nullptr && legs->leg_m > 0.0)
    validate_random_legs(scenario, drone, *legs, problems);
  validate_endurance(drone, problems);
  if (drone.start_s) validate_distribution(*drone.start_s, drone.at, "start_h", problems);
  validate_shifts(drone.shifts, drone.at, problems);
}

}  // namespace panj
