#include "scenario/asset_keys.h"
#include "scenario/keys.h"

namespace panj {

Key range_key(std::string_view text) {
  return {.name = "range_m",
          .text = text,
          .unit = &unit_m,
          .min = 0.1,
          .max = 100000.0,
          .why = "beyond 100 km nothing on the ground shows over the horizon",
          .typical_min = 10.0,
          .typical_max = 50000.0};
}

Key minutes_key(std::string_view name, std::string_view text) {
  return {
      .name = name, .text = text, .unit = &unit_min, .min = 0.0, .max = 10080.0, .why = "a week at the most"};
}

Key probability_key(std::string_view name, std::string_view text) {
  return {.name = name, .text = text, .min = 0.0, .max = 1.0, .why = "a probability"};
}

Key height_key(std::string_view text) {
  return {.name = "height_m",
          .text = text,
          .unit = &unit_m,
          .min = 0.0,
          .max = 500.0,
          .why = "above the ground, not above the sea",
          .typical_min = 0.5,
          .typical_max = 100.0};
}

Key required(Key key) {
  key.required = true;
  return key;
}

Key otherwise(Key key, std::string_view text) {
  key.otherwise = text;
  return key;
}

void describe_effort(KeyVisitor& keys, EffortSpec& effort, std::string_view people) {
  keys.optional_number({.name = "people",
                        .text = people,
                        .min = 0.0,
                        .max = 10000.0,
                        .otherwise = "not stated: a configuration that holds it has no total effort"},
                       effort.people);
  keys.number({.name = "hours_a_day",
               .text = "hours a day that they are taken up",
               .min = 0.0,
               .max = 24.0,
               .why = "a day has 24 hours"},
              effort.hours_a_day);
}

void describe_shifts(KeyVisitor& keys, std::vector<TimeSpan>& shifts, std::string_view text) {
  keys.spans({.name = "shifts_h",
              .text = text,
              .unit = &unit_h,
              .min = -8784.0,
              .max = 8784.0,
              .why = "hours from the start of the period (before it: of the warm-up), a year at the most",
              .otherwise = "always"},
             shifts);
}

namespace {

void describe_answer(KeyVisitor& keys, TeamSpec& team) {
  const Key movement{
      .name = "movement", .text = "how fast it goes from its base", .otherwise = "see `response_time_min`"};
  keys.one_of({"movement", "response_time_min"}, true,
              "a team's time to a place follows from its movement, or is drawn");
  if (keys.wants(movement, team.movement.has_value())) {
    if (!team.movement) team.movement.emplace();
    keys.small_table(movement,
                     kinds_of(*team.movement, {.min = 0.1,
                                               .max = 300.0,
                                               .why = "on foot 1-8 km/h, by vehicle up to 120, by air 300",
                                               .typical_min = 1.0,
                                               .typical_max = 120.0}));
  }
  Key time{.name = "response_time_min",
           .text = "or the time to any place",
           .unit = &unit_min,
           .min = 0.0,
           .max = 10080.0,
           .why = "a week at the most",
           .otherwise = "from `movement`"};
  keys.optional_distribution(time, team.response_time_s);
  time.name = "ready_min";
  time.text = "from the order to leaving the base";
  time.otherwise = {};
  keys.distribution(time, team.ready_s);
  time.name = "handling_min";
  time.text = "from contact until the team is free again, the way back included unless `way_back`";
  keys.distribution(time, team.handling_s);
  describe_duty(keys, team);
}

}  // namespace

void describe(KeyVisitor& keys, PostSpec& post) {
  keys.text(asset_name_key, TextKind::name, post.name);
  keys.text(asset_sensor_key, TextKind::name, post.sensor);
  std::optional<Place> position = post.position;
  keys.place({.name = "position", .text = "where it stands", .required = true}, PlaceForms::xy_or_lon_lat,
             position);
  if (position) post.position = *position;
  keys.optional_number(otherwise(range_key("range, instead of the sensor's"), "the sensor's"), post.range_m);
  keys.optional_number(otherwise(height_key("height of the eye, instead of the sensor's"), "the sensor's"),
                       post.height_m);
  describe_shifts(keys, post.shifts, "when it is on duty");
  describe_outage(keys, post.outage);
  describe_nuisance(keys, post.nuisance_per_s, "nuisance alarms an hour");
  describe_effort(keys, post.effort, "people that it takes at a time");
}

void describe(KeyVisitor& keys, TeamSpec& team) {
  keys.text(asset_name_key, TextKind::name, team.name);
  std::optional<Place> base = team.base;
  keys.place({.name = "base", .text = "where it waits", .required = true}, PlaceForms::xy_or_lon_lat, base);
  if (base) team.base = *base;
  keys.small_integer({.name = "number", .text = "teams at the base", .min = 1, .max = 1000}, team.number);
  describe_answer(keys, team);
  describe_effort(keys, team.effort, "people that each of its teams takes at a time");
}

}  // namespace panj
