#include <type_traits>
#include <variant>

#include "scenario/keys.h"

namespace panj {

namespace {

using LawKind = MovementLaw::Kind;

void describe_slope_limit(KeyVisitor& keys, MovementLaw& law) {
  keys.number({.name = "max_slope_deg",
               .text = "steeper cells are closed",
               .unit = &unit_plain_deg,
               .min = 1.0,
               .max = 90.0,
               .otherwise = "none (90)"},
              law.max_slope_deg);
}

Alternative movement_kind(MovementLaw& law, LawKind which, std::string_view name, std::string_view text) {
  Alternative alternative;
  alternative.name = name;
  alternative.text = text;
  alternative.bare = true;
  alternative.choose = [&law, which] { law = MovementLaw{.kind = which}; };
  alternative.keys = [&law](KeyVisitor& keys) {
    keys.number({.name = "factor",
                 .text = "factor on speed; Tobler gives 0.6 off paths",
                 .min = 0.05,
                 .max = 5.0,
                 .why = "a twentieth of the usual speed to five times as fast"},
                law.factor);
    describe_slope_limit(keys, law);
  };
  return alternative;
}

void describe_vehicle(KeyVisitor& keys, MovementLaw& law, const Key& speed) {
  keys.numbers({.name = "slope_deg",
                .text = "slopes of a step, up or down, increasing; beyond the last the vehicle can not go",
                .unit = &unit_plain_deg,
                .min = 0.0,
                .max = 60.0,
                .why = "no vehicle climbs 60 degrees",
                .required = true},
               1, SIZE_MAX, law.by_slope.slope_deg);
  keys.numbers({.name = "speed_km_h",
                .text = "speed at each of them; linear between",
                .unit = &unit_km_h,
                .min = 0.0,
                .max = speed.max,
                .why = speed.why,
                .required = true},
               1, SIZE_MAX, law.by_slope.speed_m_s);
  describe_slope_limit(keys, law);
  keys.text({.name = "roads",
             .text = "file of roads (lines) that OGR reads: cells within 1.1 cells of one are on it",
             .otherwise = "it needs no roads"},
            TextKind::path, law.roads_path);
  keys.optional_number({.name = "off_road_factor",
                        .text = "factor on speed off the roads; 0: closed",
                        .min = 0.0,
                        .max = 1.0,
                        .why = "no faster than on the road",
                        .otherwise = "with roads 0"},
                       law.off_road_factor);
}

// A parameter of a distribution that is a value of the quantity itself.
Key parameter(const Key& quantity, std::string_view name, std::string_view text) {
  Key key = quantity;
  key.name = name;
  key.text = text;
  key.required = true;
  key.otherwise = {};
  return key;
}

// A parameter that spreads: as large as the quantity may be, and never negative.
Key spread(const Key& quantity, std::string_view name, std::string_view text) {
  Key key = parameter(quantity, name, text);
  key.min = 0.0;
  return key;
}

constexpr Key sigma{.name = "sigma",
                    .text = "standard deviation of the logarithm",
                    .min = 0.0,
                    .max = 5.0,
                    .why = "of the natural logarithm: 0.2 is about 20 %",
                    .required = true};
constexpr Key shape{.name = "shape",
                    .text = "its shape; mean = shape * scale",
                    .min = 0.01,
                    .max = 10000.0,
                    .required = true};
constexpr Key weights{.name = "weights",
                      .text = "how often each of them; they need not add up to 1",
                      .min = 0.0,
                      .max = 1e9,
                      .required = true};

template <class T>
Alternative one_number(Distribution& value, const Key& key, std::string_view name, std::string_view text,
                       double T::*member) {
  return kind<T>(value, name, text,
                 [key, member](KeyVisitor& keys, T& one) { keys.number(key, one.*member); });
}

template <class T>
Alternative two_numbers(Distribution& value, std::string_view name, std::string_view text, const Key& first,
                        double T::*first_member, const Key& second, double T::*second_member) {
  return kind<T>(value, name, text, [=](KeyVisitor& keys, T& both) {
    keys.number(first, both.*first_member);
    keys.number(second, both.*second_member);
  });
}

Alternative table_kind(Distribution& value, const Key& key) {
  return kind<Empirical>(value, "table", "one of some values", [key](KeyVisitor& keys, Empirical& table) {
    keys.numbers(parameter(key, "values", "the values"), 1, SIZE_MAX, table.values);
    keys.numbers(weights, 1, SIZE_MAX, table.weights);
  });
}

}  // namespace

SmallTable kinds_of(MovementLaw& law, const Key& speed) {
  SmallTable table;
  table.alternatives = {
      movement_kind(law, LawKind::tobler, "tobler", "on foot: 6 exp(-3.5 |slope + 0.05|) km/h (Tobler 1993)"),
      movement_kind(law, LawKind::naismith_langmuir, "naismith_langmuir",
                    "on foot, by Langmuir's (1984) rule"),
      movement_kind(law, LawKind::constant, "constant", "the same speed on any slope"),
      movement_kind(law, LawKind::vehicle, "vehicle",
                    "a vehicle, by the slope; along roads if it needs them")};
  Key key = speed;
  key.name = "speed_km_h";
  key.text = "the speed";
  key.unit = &unit_km_h;
  key.required = true;
  table.alternatives[2].bare = false;
  table.alternatives[2].keys = [&law, key](KeyVisitor& keys) {
    keys.number(key, law.speed_m_s);
    describe_slope_limit(keys, law);
  };
  table.alternatives[3].bare = false;
  table.alternatives[3].keys = [&law, key](KeyVisitor& keys) { describe_vehicle(keys, law, key); };
  table.chosen = [&law] { return static_cast<int>(law.kind); };
  return table;
}

SmallTable kinds_of(const Key& key, Distribution& value) {
  SmallTable table;
  Alternative fixed = one_number(value, parameter(key, "fixed", "the number"), "fixed",
                                 "always the same number; a bare number means this", &Fixed::value);
  fixed.leads = {"fixed"};
  table.alternatives = {
      std::move(fixed),
      two_numbers(value, "uniform", "anything between two numbers", parameter(key, "min", "the smallest"),
                  &Uniform::min, parameter(key, "max", "the largest"), &Uniform::max),
      two_numbers(value, "normal", "normal; what would be negative is 0", parameter(key, "mean", "its mean"),
                  &Normal::mean, spread(key, "sd", "its standard deviation"), &Normal::sd),
      two_numbers(value, "lognormal", "lognormal", parameter(key, "median", "its median"), &Lognormal::median,
                  sigma, &Lognormal::sigma),
      one_number(value, parameter(key, "mean", "its mean"), "exponential", "exponential", &Exponential::mean),
      two_numbers(value, "gamma", "gamma", shape, &Gamma::shape, spread(key, "scale", "its scale"),
                  &Gamma::scale)};
  constexpr int geometric_index = 6;
  static_assert(std::is_same_v<std::variant_alternative_t<geometric_index, Distribution>, Geometric>);
  // Whole numbers of minutes or hours are no quantity that the model counts in.
  const bool counts = key.unit->dimension == Unit::Dimension::none;
  if (counts) {
    table.alternatives.push_back(one_number(value, parameter(key, "mean", "its mean, from 1"), "geometric",
                                            "whole numbers from 1", &Geometric::mean));
  }
  table.alternatives.push_back(table_kind(value, key));
  table.chosen = [&value, counts] {
    const auto index = static_cast<int>(value.index());
    if (counts || index < geometric_index) return index;
    return index == geometric_index ? -1 : index - 1;
  };
  table.number_means = "fixed";
  return table;
}

}  // namespace panj
