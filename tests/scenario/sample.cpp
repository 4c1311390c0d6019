#include "scenario/sample.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <stdexcept>

#include "scenario/keys.h"

namespace panj::test {

namespace {

// Writes down what the structs hold, in SI units and hexadecimal digits.
class Recorder : public KeyVisitor {
 public:
  std::string record_text;

  void table(const Key& key, KeyPlaces&, const Describe& describe) override {
    line(key.name, "");
    describe(*this);
  }
  void tables(const Key& key, const TableList& list) override {
    for (std::size_t i = 0; i < list.size(); ++i) {
      line(key.name, std::to_string(i));
      list.describe(*this, i);
    }
  }
  void number(const Key& key, double& value) override { line(key.name, bits(value)); }
  void numbers(const Key& key, std::size_t, std::size_t, std::vector<double>& values) override {
    for (const double value : values) line(key.name, bits(value));
  }
  void spans(const Key& key, std::vector<TimeSpan>& values) override {
    for (const TimeSpan& span : values) line(key.name, bits(span.begin_s) + " " + bits(span.end_s));
  }
  void integer(const Key& key, std::int64_t& value) override { line(key.name, std::to_string(value)); }
  void text(const Key& key, TextKind, std::string& value) override { line(key.name, value); }
  void names(const Key& key, std::vector<std::string>& values) override {
    for (const std::string& value : values) line(key.name, value);
  }
  void texts(const Key& key, std::vector<std::string>& values) override { names(key, values); }
  void flag(const Key& key, bool& value) override { line(key.name, value ? "true" : "false"); }
  void choice(const Key& key, const std::vector<Option>&, int& index) override {
    line(key.name, std::to_string(index));
  }
  void place(const Key& key, PlaceForms, std::optional<Place>& value) override {
    if (value) record(key, *value);
  }
  void places(const Key& key, std::size_t, std::vector<Place>& values) override {
    for (const Place& value : values) record(key, value);
  }
  void small_table(const Key& key, const SmallTable& table) override {
    const int chosen = table.chosen();
    line(key.name, std::to_string(chosen));
    if (chosen >= 0) table.alternatives[static_cast<std::size_t>(chosen)].keys(*this);
  }
  void one_of(const std::vector<std::string_view>&, bool, std::string_view) override {}
  bool wants(const Key&, bool has_value) override { return has_value; }

 private:
  static std::string bits(double value) {
    char digits[40];
    std::snprintf(digits, sizeof digits, "%a", value);
    return digits;
  }
  void record(const Key& key, const Place& value) {
    line(key.name, std::to_string(static_cast<int>(value.kind)) + " " + bits(value.value.x()) + " " +
                       bits(value.value.y()));
  }
  void line(std::string_view key, const std::string& value) {
    record_text += std::string(key) + " " + value + "\n";
  }
};

}  // namespace

std::string sample_text() {
  return R"(schema = 1

[scenario]
title = "A valley"
seed = 7
period_h = 10.0

[frontier]
cell_size_m = 250.0
size_km = [20.0, 20.0]
elevation = "flat"
line_xy_km = [[0.0, 10.0], [20.0, 10.0]]

[[crosser]]
name = "walker"
attempts = { poisson = 6.0 }
route = { logit = { mean_excess = 0.05 } }
movement = { tobler = { factor = 0.6 } }
wait_min = { exponential = { mean = 20.0 } }

[[sensor]]
name = "camera"
law = { constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }

[[post]]
name = "north"
sensor = "camera"
position_xy_km = [5.0, 11.0]

[[patrol]]
name = "night"
sensor = "camera"
waypoints_xy_km = [[1.0, 11.0], [19.0, 11.0]]
movement = { constant = { speed_km_h = 4.0 } }
teams = 2

[[team]]
name = "reserve"
base_xy_km = [10.0, 15.0]
movement = "tobler"

[[configuration]]
name = "all"
assets = ["north", "night", "reserve"]

[sampling]
replications = 100
)";
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::invalid_argument("the sample does not hold: " + from);
  return text.replace(at, from.size(), to);
}

std::string messages(const std::string& text, const std::vector<Override>& overrides) {
  Problems problems;
  parse_scenario(text, "s.toml", "/scenarios", overrides, problems);
  try {
    problems.throw_if_any();
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

void expect_messages(const std::vector<Mistake>& mistakes) {
  for (const Mistake& mistake : mistakes)
    EXPECT_EQ(messages(with(sample_text(), mistake.instead_of, mistake.written)), mistake.message)
        << mistake.written;
}

Scenario parsed(const std::string& text, const std::vector<Override>& overrides) {
  Problems problems;
  Scenario scenario = parse_scenario(text, "s.toml", "/scenarios", overrides, problems);
  EXPECT_EQ(messages(text, overrides), "");
  return scenario;
}

std::string recorded(Scenario scenario) {
  Recorder recorder;
  describe(recorder, scenario);
  return recorder.record_text;
}

}  // namespace panj::test
