#include "scenario/asset_keys.h"
#include "scenario/keys.h"

namespace panj {

namespace {

SmallTable kinds_of_dwell(Dwell& dwell) {
  SmallTable table;
  table.alternatives = {
      kind<DwellAtEach>(dwell, "each", "the same at each",
                        [](KeyVisitor& keys, DwellAtEach& each) {
                          keys.number(required(minutes_key("each", "a bare number means this")), each.time_s);
                        }),
      kind<DwellByWaypoint>(
          dwell, "by_waypoint", "each its own", [](KeyVisitor& keys, DwellByWaypoint& times) {
            keys.numbers(required(minutes_key("by_waypoint", "one number for each waypoint")), 1, SIZE_MAX,
                         times.times_s);
          })};
  table.alternatives[0].leads = {"each"};
  table.alternatives[1].leads = {"by_waypoint"};
  table.chosen = [&dwell] { return static_cast<int>(dwell.index()); };
  table.number_means = "each";
  return table;
}

void describe_waits(KeyVisitor& keys, PatrolSpec& patrol) {
  Key headway = minutes_key("headway_min",
                            "one-way: time between one team's leaving the first waypoint and the next one's");
  headway.min = 0.1;
  headway.why = "6 seconds to a week";
  headway.otherwise = "each team passes once, at `start_h`";
  keys.optional_distribution(headway, patrol.headway_s);
  keys.optional_distribution(
      otherwise(minutes_key("rest_min", "rest at the first waypoint after each circuit, seeing nothing"),
                "none"),
      patrol.rest_s);
  keys.small_table(
      {.name = "dwell_min", .text = "how long it stands at its waypoints, watching", .unit = &unit_min},
      kinds_of_dwell(patrol.dwell_s));
}

void describe_route(KeyVisitor& keys, PatrolSpec& patrol) {
  keys.places({.name = "waypoints", .text = "places along its route, in order", .required = true}, 2,
              patrol.waypoints);
  keys.small_table(
      {.name = "movement", .text = "how fast it goes"},
      kinds_of(patrol.movement, {.min = 0.1,
                                 .max = 120.0,
                                 .why = "a foot patrol walks 1-8 km/h, a vehicle drives up to 120",
                                 .typical_min = 1.0,
                                 .typical_max = 8.0}));
  keys.choice_of({.name = "circuit", .text = "how the route goes on at its end"},
                 {{"loop", "from the last waypoint to the first"},
                  {"back_and_forth", "the same way back"},
                  {"one_way", "the team is gone, and another one leaves after `headway_min`"}},
                 patrol.circuit);
  keys.choice_of({.name = "between", .text = "how waypoints are joined"},
                 {{"least_time", "by paths of least time"}, {"straight", "by straight legs"}},
                 patrol.between);
}

void describe_timetable(KeyVisitor& keys, PatrolSpec& patrol) {
  keys.small_integer({.name = "teams", .text = "teams that go along the route", .min = 1, .max = 1000},
                     patrol.teams);
  keys.choice_of({.name = "spacing", .text = "how several teams are spread"},
                 {{"independent", "each on its own"},
                  {"even", "evenly in time around the circuit, or between two leavings"}},
                 patrol.spacing);
  keys.choice_of({.name = "direction", .text = "which way round"},
                 {{"forward", ""},
                  {"reverse", ""},
                  {"random", "drawn for every period and team (once for all if even)"},
                  {"alternating", "one circuit forward, the next in reverse"}},
                 patrol.direction);
  keys.optional_distribution(
      {.name = "start_h",
       .text = "when it leaves its first waypoint, from the start of the period or of each shift",
       .unit = &unit_h,
       .min = 0.0,
       .max = 8784.0,
       .otherwise = "always on its way, at a random place of its circuit; with shifts 0"},
      patrol.start_s);
  describe_waits(keys, patrol);
  describe_shifts(
      keys, patrol.shifts,
      "when it is on duty: at the start of each it leaves its first waypoint, at the end it stops "
      "watching");
  keys.optional_table<MarkovSpec>(
      {.name = "markov", .text = "it may turn at every waypoint", .otherwise = "it goes its circuit"},
      "go_on", patrol.markov, [](KeyVisitor& inner, MarkovSpec& markov) {
        inner.number(
            {.name = "go_on",
             .text = "probability of going on past a waypoint; else it turns, as it does at the ends",
             .min = 0.0,
             .max = 1.0,
             .why = "a probability",
             .required = true},
            markov.go_on);
        inner.number(minutes_key("turn_min", "time that turning takes"), markov.turn_s);
      });
}

}  // namespace

void describe(KeyVisitor& keys, PatrolSpec& patrol) {
  keys.text(asset_name_key, TextKind::name, patrol.name);
  keys.text(asset_sensor_key, TextKind::name, patrol.sensor);
  describe_route(keys, patrol);
  describe_timetable(keys, patrol);
  keys.optional_number(otherwise(range_key("range, instead of the sensor's"), "the sensor's"),
                       patrol.range_m);
  keys.optional_number(otherwise(height_key("height of the eye, instead of the sensor's"), "the sensor's"),
                       patrol.height_m);
  describe_outage(keys, patrol.outage);
  describe_pursuit(keys, patrol);
  describe_nuisance(keys, patrol.nuisance_per_s,
                    "nuisance alarms an hour, of all its teams together while they are on duty");
  describe_effort(keys, patrol.effort, "people that each of its teams takes at a time");
}

}  // namespace panj
