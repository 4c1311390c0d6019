#include "scenario/asset_keys.h"
#include "scenario/keys.h"

// Sensors, the lines that carry them, and what changes what they see.
namespace panj {

namespace {

Key factor_key(std::string_view name, std::string_view text) {
  return {.name = name, .text = text, .min = 0.0, .max = 1000.0, .why = "a factor: 1 changes nothing"};
}

void describe_glimpse(KeyVisitor& keys, Glimpse& glimpse, GlimpseTable& table) {
  keys.number({.name = "period_s",
               .text = "time from one look to the next; the first is at a random moment",
               .unit = &unit_s,
               .min = 1.0,
               .max = 1e6,
               .why = "looks are counted one by one: for a sensor that looks all the time give a rate",
               .required = true},
              glimpse.period_s);
  keys.numbers({.name = "distance_m",
                .text = "distances at which it is stated, increasing; beyond the last it sees nothing",
                .unit = &unit_m,
                .min = 0.0,
                .max = 100000.0,
                .why = "beyond 100 km nothing on the ground shows over the horizon",
                .required = true},
               1, SIZE_MAX, table.distance_m);
  keys.numbers(required(probability_key("probability", "of one look at each of them; linear between")), 1,
               SIZE_MAX, table.probability);
  if (!table.distance_m.empty()) glimpse.range_m = table.distance_m.back();
}

SmallTable kinds_of_law(SensorSpec& sensor) {
  SensorLaw& law = sensor.law;
  SmallTable table;
  table.alternatives = {
      kind<DefiniteRange>(law, "definite_range", "certain inside the range",
                          [](KeyVisitor& keys, DefiniteRange& definite) {
                            keys.number(required(range_key("the range")), definite.range_m);
                          }),
      kind<ConstantRate>(law, "constant_rate", "the same rate of detection everywhere inside the range",
                         [](KeyVisitor& keys, ConstantRate& constant) {
                           keys.number({.name = "rate_per_h",
                                        .text = "detections an hour of a target that stays in range",
                                        .unit = &unit_per_h,
                                        .min = 1e-9,
                                        .max = 1e6,
                                        .required = true},
                                       constant.rate_per_s);
                           keys.number(required(range_key("the range")), constant.range_m);
                         }),
      kind<InverseCube>(law, "inverse_cube", "rate kh / r^3 at distance r (Koopman 1956)",
                        [](KeyVisitor& keys, InverseCube& cube) {
                          keys.number({.name = "kh_km3_per_h",
                                       .text = "the constant kh",
                                       .unit = &unit_km3_per_h,
                                       .min = 1e-12,
                                       .max = 1e6,
                                       .required = true},
                                      cube.kh_m3_s);
                          keys.number(required(range_key("where it is cut off")), cube.range_m);
                        }),
      kind<ExponentialRate>(law, "exponential", "rate falling off as exp(-r / scale) with distance r",
                            [](KeyVisitor& keys, ExponentialRate& exponential) {
                              keys.number({.name = "rate_per_h",
                                           .text = "detections an hour of a target at distance 0",
                                           .unit = &unit_per_h,
                                           .min = 1e-9,
                                           .max = 1e6,
                                           .required = true},
                                          exponential.rate_per_s);
                              keys.number({.name = "scale_m",
                                           .text = "distance over which the rate falls by a factor e",
                                           .unit = &unit_m,
                                           .min = 0.1,
                                           .max = 100000.0,
                                           .required = true},
                                          exponential.scale_m);
                              keys.number(required(range_key("where it is cut off")), exponential.range_m);
                            }),
      kind<Glimpse>(law, "glimpse", "looks from time to time",
                    [&sensor](KeyVisitor& keys, Glimpse& glimpse) {
                      describe_glimpse(keys, glimpse, sensor.glimpse_table);
                    }),
      kind<TripLine>(law, "trip_line", "of line sensors: each crossing of the line detects",
                     [](KeyVisitor& keys, TripLine& trip) {
                       keys.number(probability_key("probability", "of each crossing"), trip.probability);
                     })};
  table.chosen = [&law] { return static_cast<int>(law.index()); };
  return table;
}

void optional_numbers(KeyVisitor& keys, const Key& key, std::size_t least, std::size_t most,
                      std::vector<double>& values) {
  if (keys.wants(key, !values.empty())) keys.numbers(key, least, most, values);
}

void describe_weather_factors(KeyVisitor& keys, WeatherFactors& weather) {
  keys.names({.name = "states", .text = "states of [weather] that change what it sees", .required = true},
             weather.states);
  Key range = factor_key("range_factor", "in each of them, on distances: 0.5 halves its range");
  range.otherwise = "1";
  optional_numbers(keys, range, 1, SIZE_MAX, weather.range);
  Key rate =
      factor_key("rate_factor", "in each of them, on its rate (looks, crossings: on their -ln(1 - p))");
  rate.otherwise = "1";
  optional_numbers(keys, rate, 1, SIZE_MAX, weather.rate);
  Key nuisance = factor_key("nuisance_factor", "in each of them, on the rate of its nuisance alarms");
  nuisance.otherwise = "1";
  optional_numbers(keys, nuisance, 1, SIZE_MAX, weather.nuisance);
}

void describe_light_factors(KeyVisitor& keys, SensorSpec& sensor) {
  const Key key{.name = "light",
                .text = "what it sees by day, in civil twilight and at night",
                .otherwise = "the same"};
  if (!keys.wants(key, sensor.light.has_value())) return;
  if (!sensor.light) sensor.light.emplace();
  LightFactors& light = *sensor.light;
  SmallTable table;
  Alternative only;
  only.name = "range_factor";
  only.leads = {"range_factor", "rate_factor"};
  only.choose = [&light] { light = LightFactors{}; };
  only.keys = [&light](KeyVisitor& inner) {
    Key range = factor_key("range_factor", "three factors on distances");
    range.otherwise = "1, 1, 1";
    optional_numbers(inner, range, 3, 3, light.range);
    Key rate = factor_key("rate_factor", "three factors on its rate");
    rate.otherwise = "1, 1, 1";
    optional_numbers(inner, rate, 3, 3, light.rate);
  };
  table.alternatives = {std::move(only)};
  table.chosen = [] { return 0; };
  keys.small_table(key, table);
}

}  // namespace

void describe(KeyVisitor& keys, SensorSpec& sensor) {
  keys.text({.name = "name", .text = "its name: a-z, 0-9, _ and -", .required = true}, TextKind::name,
            sensor.name);
  keys.small_table({.name = "law", .text = "rate of detection at a distance", .required = true},
                   kinds_of_law(sensor));
  keys.number(height_key("height of the eye above the ground"), sensor.height_m);
  keys.flag({.name = "line_of_sight", .text = "the ground hides what lies behind it (not from trip lines)"},
            sensor.line_of_sight);
  keys.optional_table<WeatherFactors>(
      {.name = "weather", .text = "what it sees in some states of the weather", .otherwise = "the same"},
      "states", sensor.weather, describe_weather_factors);
  describe_light_factors(keys, sensor);
  keys.flag({.name = "follows_visibility",
             .text = "its rate is multiplied by `weather.visibility` (a definite range has none)"},
            sensor.follows_visibility);
}

void describe(KeyVisitor& keys, LineSensorSpec& line) {
  keys.text(asset_name_key, TextKind::name, line.name);
  keys.text({.name = "sensor", .text = "name of its [[sensor]], a trip_line", .required = true},
            TextKind::name, line.sensor);
  keys.places({.name = "vertices", .text = "places along it, in order", .required = true}, 2, line.vertices);
  describe_shifts(keys, line.shifts, "when it is on");
  describe_outage(keys, line.outage);
  describe_nuisance(keys, line.nuisance_per_s, "nuisance alarms an hour, each anywhere along it");
  describe_effort(keys, line.effort, "people that it takes at a time");
}

void describe(KeyVisitor& keys, WeatherSpec& weather) {
  keys.names({.name = "states", .text = "names of the states that the weather may be in for a whole period"},
             weather.states);
  Key probability = probability_key("probability", "of each state; they add up to 1");
  probability.otherwise = "given with `states`";
  optional_numbers(keys, probability, 1, SIZE_MAX, weather.probability);
  keys.optional_distribution({.name = "visibility",
                              .text = "factor on the rates of all sensors, drawn once for the period",
                              .min = 0.0,
                              .max = 1000.0,
                              .why = "a factor: 1 changes nothing",
                              .otherwise = "1"},
                             weather.visibility);
}

void describe(KeyVisitor& keys, DaylightSpec& daylight) {
  const Key offset{.name = "utc_offset_h",
                   .text = "local time of `scenario.start` less UTC",
                   .unit = &unit_h,
                   .min = -12.0,
                   .max = 14.0,
                   .why = "clocks are 12 hours behind to 14 hours ahead of UTC",
                   .required = true};
  double offset_s = daylight.utc_offset_s.value_or(0.0);
  keys.number(offset, offset_s);
  daylight.utc_offset_s = offset_s;
  Key place{.name = "lon_lat",
            .text = "longitude and latitude at which the sun is looked at, in degrees",
            .min = -180.0,
            .max = 180.0,
            .otherwise = "the middle of the ground"};
  optional_numbers(keys, place, 2, 2, daylight.lon_lat_deg);
}

void describe_outage(KeyVisitor& keys, std::optional<Outage>& outage) {
  const Key key{
      .name = "outage", .text = "when it is out of order and sees nothing", .otherwise = "it always works"};
  if (!keys.wants(key, outage.has_value())) return;
  if (!outage) outage.emplace();
  SmallTable table;
  table.alternatives = {
      kind<OutageByChance>(*outage, "probability", "for a whole period",
                           [](KeyVisitor& inner, OutageByChance& chance) {
                             inner.number(required(probability_key("probability", "of being out")),
                                          chance.probability);
                           }),
      kind<OutageByTime>(*outage, "mtbf_h", "from time to time", [](KeyVisitor& inner, OutageByTime& times) {
        Key time{.name = "mtbf_h",
                 .text = "mean time from being mended to the next failure, exponential",
                 .unit = &unit_h,
                 .min = 0.01,
                 .max = 1e6,
                 .required = true};
        inner.number(time, times.mtbf_s);
        time.name = "mttr_h";
        time.text = "mean time to mend it, exponential";
        inner.number(time, times.mttr_s);
      })};
  table.alternatives[0].leads = {"probability"};
  table.alternatives[1].leads = {"mtbf_h", "mttr_h"};
  table.chosen = [&outage] { return static_cast<int>(outage->index()); };
  keys.small_table(key, table);
}

void describe_signature(KeyVisitor& keys, SignatureSpec& signature) {
  const Key key{.name = "signature",
                .text = "how conspicuous its groups are to all sensors",
                .otherwise = "as the sensors' laws are stated"};
  const bool plain = signature.factors.are_one() && signature.persons_exponent == 0.0;
  if (!keys.wants(key, !plain)) return;
  SmallTable table;
  Alternative only;
  only.name = "range_factor";
  only.leads = {"range_factor", "rate_factor", "persons_exponent"};
  only.choose = [&signature] { signature = SignatureSpec{}; };
  only.keys = [&signature](KeyVisitor& inner) {
    inner.number(factor_key("range_factor", "on distances: 0.5 halves the range of every sensor"),
                 signature.factors.range);
    inner.number(factor_key("rate_factor", "on rates"), signature.factors.rate);
    inner.number({.name = "persons_exponent",
                  .text = "exponent a: the rate is also multiplied by persons^a",
                  .min = 0.0,
                  .max = 3.0,
                  .why = "0: a group is seen as one person is; 1: as so many persons alone"},
                 signature.persons_exponent);
  };
  table.alternatives = {std::move(only)};
  table.chosen = [] { return 0; };
  keys.small_table(key, table);
}

}  // namespace panj
