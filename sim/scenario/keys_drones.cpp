#include "scenario/asset_keys.h"
#include "scenario/keys.h"

namespace panj {

namespace {

void describe_orbit(KeyVisitor& keys, OrbitFlight& orbit) {
  std::optional<Place> centre = orbit.centre;
  keys.place({.name = "centre", .text = "its centre", .required = true}, PlaceForms::xy_or_lon_lat, centre);
  if (centre) orbit.centre = *centre;
  keys.number({.name = "radius_km",
               .text = "its radius",
               .unit = &unit_km,
               .min = 0.01,
               .max = 100.0,
               .why = "ten metres to 100 km",
               .required = true},
              orbit.radius_m);
  keys.flag({.name = "clockwise", .text = "seen from above"}, orbit.clockwise);
}

void describe_legs(KeyVisitor& keys, LegsFlight& legs) {
  keys.places({.name = "waypoints", .text = "places along its way, in order", .required = true}, 2,
              legs.waypoints);
  keys.choice_of({.name = "circuit", .text = "how the way goes on at its end"},
                 {{"loop", "from the last waypoint to the first"}, {"back_and_forth", "the same way back"}},
                 legs.circuit);
}

void describe_random_legs(KeyVisitor& keys, RandomLegsFlight& legs) {
  std::vector<double> sides{legs.low.value.x(), legs.low.value.y(), legs.high.value.x(), legs.high.value.y()};
  keys.numbers({.name = "box_xy_km",
                .text = "west, south, east and north side of the rectangle that the legs' middles lie in",
                .unit = &unit_km,
                .min = -100000.0,
                .max = 100000.0,
                .required = true},
               4, 4, sides);
  if (sides.size() == 4) {
    legs.low.value = {sides[0], sides[1]};
    legs.high.value = {sides[2], sides[3]};
  }
  keys.number({.name = "leg_km",
               .text = "length of a leg",
               .unit = &unit_km,
               .min = 0.001,
               .max = 1000.0,
               .required = true},
              legs.leg_m);
  keys.small_integer({.name = "legs",
                      .text = "how many of them in each flight; 0: as many as it has time for",
                      .min = 0,
                      .max = 1e6},
                     legs.legs);
}

SmallTable kinds_of_flight(Flight& flight) {
  SmallTable table;
  table.alternatives = {
      kind<OrbitFlight>(flight, "orbit", "round a place, in legs so short that it looks round",
                        describe_orbit),
      kind<LegsFlight>(flight, "legs", "straight from waypoint to waypoint", describe_legs),
      kind<RandomLegsFlight>(
          flight, "random_legs",
          "straight legs end to end in time, each with its middle anywhere in a rectangle and any heading",
          describe_random_legs)};
  table.chosen = [&flight] { return static_cast<int>(flight.index()); };
  return table;
}

void describe_flight(KeyVisitor& keys, DroneSpec& drone) {
  keys.small_table({.name = "flight", .text = "where it flies", .required = true},
                   kinds_of_flight(drone.flight));
  keys.number({.name = "speed_km_h",
               .text = "over the ground",
               .unit = &unit_km_h,
               .min = 0.1,
               .max = 1000.0,
               .why = "a drone flies 20 to 300 km/h",
               .typical_min = 20.0,
               .typical_max = 300.0,
               .required = true},
              drone.speed_m_s);
  keys.one_of({"height_m", "altitude_m"}, false, "it follows the ground, or stays level");
  Key height = otherwise(height_key("height of the eye above the ground beneath"), "the sensor's");
  height.max = 10000.0;
  height.typical_max = 5000.0;
  keys.optional_number(height, drone.height_m);
  keys.optional_number({.name = "altitude_m",
                        .text = "or its height above the sea",
                        .unit = &unit_m,
                        .min = -400.0,
                        .max = 15000.0,
                        .why = "from the Dead Sea to the ceiling of large drones",
                        .otherwise = "see `height_m`"},
                       drone.altitude_m);
}

void describe_endurance(KeyVisitor& keys, DroneSpec& drone) {
  Key endurance = otherwise(minutes_key("endurance_min", "how long a drone is on station"), "for ever");
  endurance.min = 0.1;
  endurance.why = "6 seconds to a week";
  keys.optional_number(endurance, drone.endurance_s);
  keys.optional_number(
      otherwise(minutes_key("turn_around_min", "how long it is away then, both ways included"),
                "needed with `endurance_min`"),
      drone.turn_around_s);
  keys.small_integer({.name = "relay",
                      .text = "drones that hold the station in turn: one comes as another leaves",
                      .min = 1,
                      .max = 1000},
                     drone.relay);
  keys.number(minutes_key("hand_over_min", "time between two of a relay, in which neither watches"),
              drone.hand_over_s);
}

}  // namespace

void describe(KeyVisitor& keys, DroneSpec& drone) {
  keys.text(asset_name_key, TextKind::name, drone.name);
  keys.text(asset_sensor_key, TextKind::name, drone.sensor);
  describe_flight(keys, drone);
  describe_endurance(keys, drone);
  keys.optional_distribution(
      {.name = "start_h",
       .text = "when the first flight begins, from the start of the period or of each shift",
       .unit = &unit_h,
       .min = 0.0,
       .max = 8784.0,
       .otherwise = "always in the air or away in turn, at a random time of it; with shifts 0"},
      drone.start_s);
  describe_shifts(keys, drone.shifts,
                  "when it is on duty: at the start of each a flight begins, at the end it stops watching");
  keys.optional_number(otherwise(range_key("range, instead of the sensor's"), "the sensor's"), drone.range_m);
  describe_outage(keys, drone.outage);
  describe_effort(keys, drone.effort, "people that the station takes at a time, all its drones together");
}

}  // namespace panj
