#include "scenario/keys.h"

#include <limits>

namespace panj {

namespace {

constexpr double largest_seed = 9.223372036854775807e18;

// An array of tables whose elements describe themselves.
template <class Spec>
void visit_list(KeyVisitor& keys, const Key& key, std::vector<Spec>& list) {
  TableList access;
  access.size = [&list] { return list.size(); };
  access.add = [&list] { list.emplace_back(); };
  access.places = [&list](std::size_t index) -> KeyPlaces& { return list[index].at; };
  access.describe = [&list](KeyVisitor& inner, std::size_t index) { describe(inner, list[index]); };
  keys.tables(key, access);
}

template <class Spec>
void visit_table(KeyVisitor& keys, const Key& key, Spec& spec) {
  keys.table(key, spec.at, [&spec](KeyVisitor& inner) { describe(inner, spec); });
}

template <class Spec>
void visit_if_stated(KeyVisitor& keys, const Key& key, Spec& spec) {
  if (keys.wants(key, spec.stated())) visit_table(keys, key, spec);
}

void describe_head(KeyVisitor& keys, Scenario& scenario) {
  keys.text({.name = "name",
             .text = "name of the scenario, and of its results file",
             .otherwise = "the file's name without .toml"},
            TextKind::file_name, scenario.name);
  keys.text({.name = "title", .text = "one line for tables and pictures"}, TextKind::free, scenario.title);
  keys.text({.name = "description", .text = "what the scenario is about"}, TextKind::free,
            scenario.description);
  keys.seed({.name = "seed", .text = "of the random numbers: the same seed, the same results"},
            scenario.seed);
  keys.number(
      {.name = "period_h",
       .text = "length of the period that a replication covers; attempts that depart in it are scored",
       .unit = &unit_h,
       .min = 0.01,
       .max = 8784.0,
       .why = "half a minute to a year",
       .typical_min = 1.0,
       .typical_max = 168.0},
      scenario.period_s);
  keys.number(
      {.name = "warm_up_h",
       .text = "how long before the period attempts depart already, which take teams but are not scored",
       .unit = &unit_h,
       .min = 0.0,
       .max = 8784.0,
       .why = "a year at the most",
       .typical_min = 1.0,
       .typical_max = 48.0},
      scenario.warm_up_s);
  keys.text({.name = "start",
             .text = "local date and time at which the period starts, as in 2025-06-21T19:00:00",
             .otherwise = "not stated"},
            TextKind::date_time, scenario.start);
}

}  // namespace

void describe_schema(KeyVisitor& keys) {
  std::int64_t schema = schema_version;
  keys.integer({.name = "schema",
                .text = "number of the file format",
                .min = static_cast<double>(schema_version),
                .max = static_cast<double>(schema_version),
                .why = "this build reads schema 1",
                .required = true},
               schema);
}

void describe(KeyVisitor& keys, Scenario& scenario) {
  describe_schema(keys);
  keys.table({.name = "scenario", .text = "what the scenario is called and which period it covers"},
             scenario.at, [&scenario](KeyVisitor& inner) { describe_head(inner, scenario); });
  visit_table(keys, {.name = "frontier", .text = "the ground and the border", .required = true},
              scenario.frontier);
  visit_list(
      keys,
      {.name = "obstacle",
       .text =
           "a line (river, fence, wire, ditch) or an area (marsh, mines) that holds up whoever crosses it"},
      scenario.obstacles);
  visit_list(keys, {.name = "crosser", .text = "a class of groups that attempt to cross", .required = true},
             scenario.crossers);
  visit_list(keys, {.name = "sensor", .text = "a type of sensor that posts, patrols and drones carry"},
             scenario.sensors);
  visit_list(keys, {.name = "post", .text = "an asset that stays in its place and watches"}, scenario.posts);
  visit_list(keys, {.name = "patrol", .text = "teams that go along a route and watch"}, scenario.patrols);
  visit_list(keys, {.name = "drone", .text = "a station in the air that one drone or several in turn hold"},
             scenario.drones);
  visit_list(keys, {.name = "line_sensor", .text = "a line on the ground that notices who crosses it"},
             scenario.line_sensors);
  visit_list(keys, {.name = "team", .text = "response teams at a base, sent to intercept"}, scenario.teams);
  visit_if_stated(keys, {.name = "weather", .text = "weather of a period, one draw shared by all sensors"},
                  scenario.weather);
  visit_if_stated(
      keys, {.name = "daylight", .text = "what the height of the sun follows from, beside `scenario.start`"},
      scenario.daylight);
  visit_table(keys, {.name = "response", .text = "how detections become interceptions"}, scenario.response);
  visit_list(keys, {.name = "site", .text = "a place on the inner side that is to be protected"},
             scenario.sites);
  visit_list(keys,
             {.name = "configuration",
              .text = "a named set of assets; all configurations meet the same attempts",
              .required = true},
             scenario.configurations);
  visit_table(keys, {.name = "sampling", .text = "how much is sampled"}, scenario.sampling);
  visit_table(keys, {.name = "output", .text = "what is written beside the statistics"}, scenario.output);
}

void describe(KeyVisitor& keys, ConfigurationSpec& configuration) {
  keys.text({.name = "name", .text = "its name: a-z, 0-9, _ and -", .required = true}, TextKind::name,
            configuration.name);
  keys.text({.name = "title", .text = "one line for tables and pictures"}, TextKind::free,
            configuration.title);
  keys.text({.name = "extends",
             .text = "name of an earlier configuration whose assets it starts from",
             .otherwise = "none"},
            TextKind::name, configuration.extends);
  keys.names({.name = "assets", .text = "names of the assets that it holds (beside those of `extends`)"},
             configuration.assets);
  keys.names({.name = "without", .text = "names taken out of those of `extends`"}, configuration.without);
}

void describe(KeyVisitor& keys, SamplingSpec& sampling) {
  keys.integer(
      {.name = "replications", .text = "how many independent periods are simulated", .min = 1, .max = 1e9},
      sampling.replications);
  keys.small_integer(
      {.name = "batch",
       .text = "replications that are worked on together; part of what makes results repeatable",
       .min = 1,
       .max = 100000},
      sampling.batch);
  keys.flag(
      {.name = "latin_hypercube",
       .text = "draw the replications of a batch together, spread evenly over weather, patrols, origins "
               "and departures; the batch is then what intervals count; see "
               "[below](#latin-hypercubes)"},
      sampling.latin_hypercube);
  keys.number({.name = "confidence",
               .text = "confidence level of the intervals",
               .min = 0.5,
               .max = 0.9999,
               .why = "a share: 95 % is 0.95",
               .typical_min = 0.5,
               .typical_max = 0.9999},
              sampling.confidence);
  const Key precision{.name = "precision",
                      .text =
                          "how narrow intervals must become, such as `\"p_intercept<0.01@95%\"`: "
                          "sampling ends once all of these hold, and `replications` is the most; see "
                          "[below](#sampling-until-it-is-precise-enough)",
                      .otherwise = "all replications are sampled"};
  if (keys.wants(precision, !sampling.precision.empty())) keys.texts(precision, sampling.precision);
  keys.flag({.name = "control_variates",
             .text = "find shares also with what an exact sweep past the posts alone says of each way taken: "
                     "narrower intervals from the same attempts; see "
                     "[below](#shares-with-control-variates)"},
            sampling.control_variates);
}

void describe(KeyVisitor& keys, OutputSpec& output) {
  keys.flag(
      {.name = "maps", .text = "write maps: attempts, detections, interceptions, leaks and coverage by cell"},
      output.maps);
  keys.flag(
      {.name = "asset_values",
       .text =
           "write the value of each asset and its share of first detection, by segment of the border too"},
      output.asset_values);
  keys.small_integer({.name = "line_every",
                      .text = "find how the border is watched in every n-th replication; 0: not at all",
                      .min = 0,
                      .max = 1e6},
                     output.line_every);
}

void KeyVisitor::distribution(const Key& key, Distribution& value) {
  small_table(key, kinds_of(key, value));
}

void KeyVisitor::optional_number(const Key& key, std::optional<double>& value) {
  if (!wants(key, value.has_value())) return;
  if (!value) value = 0.0;
  number(key, *value);
}

void KeyVisitor::optional_distribution(const Key& key, std::optional<Distribution>& value) {
  if (!wants(key, value.has_value())) return;
  if (!value) value = Fixed{};
  distribution(key, *value);
}

void KeyVisitor::small_integer(const Key& key, std::int32_t& value) {
  std::int64_t wide = value;
  integer(key, wide);
  value = static_cast<std::int32_t>(wide);
}

void KeyVisitor::seed(const Key& key, std::uint64_t& value) {
  Key bounded = key;
  bounded.min = 0.0;
  bounded.max = largest_seed;
  std::int64_t number = static_cast<std::int64_t>(value);
  integer(bounded, number);
  value = static_cast<std::uint64_t>(number);
}

}  // namespace panj
