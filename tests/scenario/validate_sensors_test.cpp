#include <gtest/gtest.h>

#include "scenario/sample.h"

namespace panj::test {
namespace {

constexpr const char* law = "law = { constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }";

/// The sample with something more about its sensor, and more at its end.
std::string sensor(const std::string& more, const std::string& end = "") {
  return with(sample_text(), law, law + ("\n" + more)) + end;
}

std::string of_law(const std::string& written, const std::string& more = "") {
  return with(sample_text(), law, "law = " + written + "\n" + more);
}

constexpr const char* weather = "\n[weather]\nstates = [\"clear\", \"fog\"]\nprobability = [0.7, 0.3]\n";

TEST(ValidateSensors, GlimpseTablesAreTables) {
  EXPECT_EQ(
      messages(of_law("{ glimpse = { period_s = 10, distance_m = [100, 200], probability = [0.5] } }")),
      "s.toml:23:7: sensor \"camera\".law (2 distances and 1 probabilities); give one probability for each "
      "distance");
  EXPECT_EQ(
      messages(of_law("{ glimpse = { period_s = 10, distance_m = [200, 100], probability = [0.5, 0.5] } }")),
      "s.toml:23:7: sensor \"camera\".law (its distances do not increase); give the nearest first");
  EXPECT_EQ(messages(of_law("{ glimpse = { period_s = 10, distance_m = [0], probability = [0.5] } }")),
            "s.toml:23:7: sensor \"camera\".law (it sees at no distance); give distances greater than 0");
}

TEST(ValidateSensors, TripLinesAreOfLineSensors) {
  const std::string text = of_law("{ trip_line = { probability = 0.5 } }", "height_m = 3.0");
  EXPECT_EQ(
      messages(text),
      "s.toml:24:12: sensor \"camera\".height_m = 3 (a trip line lies on the ground); leave it out\n"
      "s.toml:28:10: post \"north\".sensor = \"camera\" (a trip line is of line sensors alone); write a "
      "[[line_sensor]], or choose a sensor that looks\n"
      "s.toml:33:10: patrol \"night\".sensor = \"camera\" (a trip line is of line sensors alone); write a "
      "[[line_sensor]], or choose a sensor that looks");
  const std::string line =
      "\n[[line_sensor]]\nname = \"wire\"\nsensor = \"camera\"\nvertices_xy_km = [[1, 1], "
      "[1, 1]]\nshifts_h = [[3, 1]]\n";
  EXPECT_EQ(
      messages(sample_text() + line),
      "s.toml:51:10: line_sensor \"wire\".sensor = \"camera\" (a line on the ground sees nothing); choose a "
      "sensor with a trip_line law, or write a [[post]]\n"
      "s.toml:52:18: line_sensor \"wire\".vertices_xy_km (all its vertices are the same place); give the "
      "line's vertices\n"
      "s.toml:53:12: line_sensor \"wire\".shifts_h = [3, 1] (it ends before it begins); hours count from "
      "the start of the period, beyond midnight too");
}

TEST(ValidateSensors, WeatherFactorsAreOfStatesThatThereAre) {
  EXPECT_EQ(messages(sensor("weather = { states = [\"fog\"], range_factor = [0.5] }", weather)), "");
  EXPECT_EQ(
      messages(sensor("weather = { states = [\"fgo\"], range_factor = [0.5] }", weather)),
      "s.toml:24:11: sensor \"camera\".weather = \"fgo\" (no state of [weather] has this name); did you mean "
      "\"fog\"?");
  EXPECT_EQ(messages(sensor("weather = { states = [\"fog\"], range_factor = [0.5] }")),
            "s.toml:24:11: sensor \"camera\".weather = \"fog\" (no state of [weather] has this name); add "
            "[weather] "
            "with its states and their probability");
  EXPECT_EQ(
      messages(sensor("weather = { states = [\"fog\"], rate_factor = [0.5, 0.1] }", weather)),
      "s.toml:24:11: sensor \"camera\".weather (1 states and 2 numbers in rate_factor); give one number for "
      "each state");
  EXPECT_EQ(messages(sensor("weather = { states = [\"fog\"] }", weather)),
            "s.toml:24:11: sensor \"camera\".weather (nothing says what changes in these states); add "
            "range_factor, rate_factor or nuisance_factor");
}

TEST(ValidateSensors, WeatherAddsUp) {
  EXPECT_EQ(
      messages(sample_text() + "\n[weather]\nstates = [\"clear\", \"fog\"]\nprobability = [0.7, 0.2]\n"),
      "s.toml:51:15: weather.probability (the probabilities add up to 0.9, not 1); make them add up to 1");
  EXPECT_EQ(messages(sample_text() + "\n[weather]\nstates = [\"clear\", \"clear\"]\nprobability = [1.0]\n"),
            "s.toml:50:10: weather.states = \"clear\" (it is listed twice); remove one of them\n"
            "s.toml:51:15: weather.probability (2 states and 1 probabilities); give one probability for each "
            "state");
}

TEST(ValidateSensors, ALawIsGivenTheFactorsThatItKnows) {
  EXPECT_EQ(
      messages(of_law("{ definite_range = { range_m = 100 } }",
                      "weather = { states = [\"fog\"], rate_factor = [0.5] }") +
               weather),
      "s.toml:24:11: sensor \"camera\".weather (inside a definite range detection is certain at any rate); "
      "give range_factor alone");
}

TEST(ValidateSensors, LightNeedsAClockAndAPlace) {
  const std::string light = "light = { range_factor = [1.0, 0.5, 0.2] }";
  const std::string daylight = "\n[daylight]\nutc_offset_h = 5\n";
  EXPECT_EQ(messages(sensor(light)),
            "s.toml:24:9: sensor \"camera\".light (nothing says when it is light); add "
            "[daylight] with utc_offset_h, and scenario.start");
  EXPECT_EQ(
      messages(sensor(light, daylight)),
      "s.toml:50:1: daylight.lon_lat (a local plane has no place on Earth); add lon_lat = [longitude, "
      "latitude]\n"
      "s.toml:51:16: daylight.utc_offset_h (the sun's place needs a date and time); state scenario.start, as "
      "in start = 2025-06-21T19:00:00");
  const std::string clock = with(sensor(light, daylight + "lon_lat = [37.6, 169.8]\n"), "seed = 7",
                                 "seed = 7\nstart = 2025-06-21T19:00:00");
  EXPECT_EQ(messages(clock),
            "s.toml:53:11: daylight.lon_lat (a latitude is -90 to 90 degrees); write the longitude "
            "first, then the latitude");
  EXPECT_EQ(messages(with(clock, "[37.6, 169.8]", "[69.8, 37.6]")), "");
  EXPECT_EQ(
      messages(with(with(clock, "[37.6, 169.8]", "[69.8, 37.6]"), "0.5, 0.2]", "0.5]")),
      "s.toml:25:26: sensor \"camera\".light.range_factor = [1.0, 0.5] (it must have 3 numbers, this has 2); "
      "meaning: three factors on distances");
}

}  // namespace
}  // namespace panj::test
