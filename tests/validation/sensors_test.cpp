// Sensor laws, and what changes them from night to night, whose answers are known. Walkers go straight north
// at 1 m/s from y = 8.5 to 11.5 km: through the middle of a range R they are in it for 2 R / 1 m/s.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/known_answer.h"
#include "support/share_of_light.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_past_sensors = 10;

std::string sensors_head(double period_h, const std::string& more = "") {
  return "schema = 1\n[scenario]\nseed = 17\nperiod_h = " + toml(period_h) + "\n" + more +
         level_frontier(20.0, 20.0, 10.0, 250.0);
}

std::string walkers_by_the_post(std::int64_t number, const std::string& more = "") {
  return "[[crosser]]\nname = \"walker\"\nattempts = { fixed = " + std::to_string(number) +
         " }\norigin = { points_xy_km = [[10.0, 8.5]] }\nroute = { straight = { heading_deg = 0.0, "
         "length_km = 3.0 } }\nmovement = { constant = { speed_km_h = 3.6 } }\n" +
         more;
}

std::string sensor(const std::string& name, const std::string& law, const std::string& more = "") {
  return "[[sensor]]\nname = \"" + name + "\"\nlaw = { " + law + " }\n" +
         (law.starts_with("trip_line") ? "" : "height_m = 1.7\nline_of_sight = false\n") + more;
}

std::string post_in_the_middle(const std::string& name, const std::string& sensor,
                               const std::string& more = "") {
  return "[[post]]\nname = \"" + name + "\"\nsensor = \"" + sensor + "\"\nposition_xy_km = [10.0, 10.0]\n" +
         more;
}

std::string line(const std::string& name, const std::string& sensor, double north_km,
                 const std::string& more = "") {
  return "[[line_sensor]]\nname = \"" + name + "\"\nsensor = \"" + sensor + "\"\nvertices_xy_km = [[0.0, " +
         toml(north_km) + "], [20.0, " + toml(north_km) + "]]\n" + more;
}

std::string configuration(const std::string& name, const std::string& assets) {
  return "[[configuration]]\nname = \"" + name + "\"\nassets = [" + assets + "]\n";
}

std::string sensors_tail() {
  return "[sampling]\nbatch = 1000\n[output]\nmaps = false\n";
}

std::string constant_rate(double rate_per_s, double range_m) {
  return "constant_rate = { rate_per_h = " + toml(3600.0 * rate_per_s) + ", range_m = " + toml(range_m) +
         " }";
}

double miss(double hazard) {
  return std::exp(-hazard);
}

TEST(TripLine, DetectsItsShareOfCrossings) {
  const RunResult result =
      run_full(sensors_head(1.0) + walkers_by_the_post(attempts_past_sensors) +
                   sensor("wire", "trip_line = { probability = 0.3 }") + line("wire", "wire", 9.0) +
                   line("second", "wire", 11.0) + configuration("one", "\"wire\"") +
                   configuration("both", "\"wire\", \"second\"") + sensors_tail(),
               attempts_past_sensors);
  const std::string law = "law of the sensor";
  expect_share({"S1", "one trip line", law}, share_of(result, "p_detect", 0), 0.3, 0.001,
               attempts_past_sensors);
  expect_share({"S1", "two trip lines", law}, share_of(result, "p_detect", 1), 0.51, 0.0011,
               attempts_past_sensors);
  expect_exactly({"S1", "two trip lines, conditional estimate", law},
                 share_of(result, "p_detect_conditional", 1).value, 0.51, 1e-9);
}

// Known answer A7 (Buffon's needle): legs of 1 km, any heading and origin, lines 2 km apart.
TEST(TripLine, MeetsBuffonsNeedles) {
  const std::string needles =
      "[[crosser]]\nname = \"needle\"\nattempts = { fixed = 10 }\norigin = { box_xy_km = [9.0, 9.0, 11.0, "
      "11.0] }\nroute = { straight = { length_km = 1.0 } }\nmovement = { constant = { speed_km_h = 3.6 } }\n";
  const RunResult result =
      run_full("schema = 1\n[scenario]\nseed = 23\nperiod_h = 1.0\n" +
                   level_frontier(20.0, 20.0, 15.0, 250.0) + needles + sensor("wire", "trip_line = {}") +
                   line("south", "wire", 8.0) + line("middle", "wire", 10.0) + line("north", "wire", 12.0) +
                   configuration("lines", "\"south\", \"middle\", \"north\"") + sensors_tail(),
               attempts_past_sensors);
  expect_share({"A7", "a needle of 1 km meets lines 2 km apart", "Buffon 1777"}, share_of(result, "p_detect"),
               1.0 / std::numbers::pi, 0.001, attempts_past_sensors);
}

// Looks far apart against a passage of 1000 s: the rate form would give 0.50 for the true 0.27.
TEST(Glimpse, FewLooksAreLooks) {
  const auto glimpse = [](double period_s, const std::string& distances, const std::string& probability) {
    return "glimpse = { period_s = " + toml(period_s) + ", distance_m = " + distances +
           ", probability = " + probability + " }";
  };
  const RunResult result =
      run_full(sensors_head(4.0) + walkers_by_the_post(attempts_past_sensors) +
                   sensor("rare", glimpse(1000.0 / 0.3, "[500.0]", "[0.9]")) +
                   sensor("fading", glimpse(1000.0 / 0.3, "[0.0, 500.0]", "[0.8, 0.0]")) +
                   sensor("often", glimpse(100.0, "[500.0]", "[0.1]")) +
                   sensor("sure", glimpse(2000.0, "[500.0]", "[1.0]")) + post_in_the_middle("rare", "rare") +
                   post_in_the_middle("fading", "fading") + post_in_the_middle("often", "often") +
                   post_in_the_middle("sure", "sure") + configuration("rare", "\"rare\"") +
                   configuration("fading", "\"fading\"") + configuration("often", "\"often\"") +
                   configuration("sure", "\"sure\"") + sensors_tail(),
               attempts_past_sensors);
  const std::string looks = "number of looks";
  expect_share({"S2", "rare looks", looks}, share_of(result, "p_detect", 0), 0.27, 0.001,
               attempts_past_sensors);
  expect_share({"S2", "rare looks that fade with distance", looks}, share_of(result, "p_detect", 1),
               0.3 * 0.4, 0.001, attempts_past_sensors);
  expect_share({"S2", "many looks", looks}, share_of(result, "p_detect", 2), 1.0 - std::pow(0.9, 10), 0.001,
               attempts_past_sensors);
  expect_share({"S2", "rare looks that miss nothing", looks}, share_of(result, "p_detect", 3), 0.5, 0.0012,
               attempts_past_sensors);
}

TEST(Exponential, DetectsWhatItsIntegralSays) {
  const double hazard = integral([](double x_m) { return 0.002 * std::exp(-std::hypot(x_m, 100.0) / 400.0); },
                                 -std::sqrt(1200.0 * 1200.0 - 1e4), std::sqrt(1200.0 * 1200.0 - 1e4));
  constexpr std::int64_t fewer = full_attempts / 5;  // a quadrature for each
  const RunResult result =
      run_full(sensors_head(1.0) + walkers_by_the_post(attempts_past_sensors) +
                   sensor("eye", "exponential = { rate_per_h = 7.2, scale_m = 400.0, range_m = 1200.0 }") +
                   "[[post]]\nname = \"aside\"\nsensor = \"eye\"\nposition_xy_km = [10.1, 10.0]\n" +
                   configuration("aside", "\"aside\"") + sensors_tail(),
               attempts_past_sensors, fewer);
  expect_share({"S3", "exponential law, 100 m aside", "integral over the way"}, share_of(result, "p_detect"),
               1.0 - miss(hazard), 0.002, attempts_past_sensors, fewer);
  expect_exactly({"S3", "exponential law, 100 m aside, conditional estimate", "integral over the way"},
                 share_of(result, "p_detect_conditional").value, 1.0 - miss(hazard), 1e-8);
}

// Known answer C10: visibility is a gamma factor (shape 0.5, mean 1) on H = 1 of each look, the same for all
// looks of a night; independent looks would both miss with 1/3.
TEST(Visibility, CorrelatesLooks) {
  const std::string wire = sensor("wire", "trip_line = { probability = " + toml(-std::expm1(-1.0)) + " }");
  const RunResult result = run_full(sensors_head(1.0) + walkers_by_the_post(1) +
                                        "[weather]\nvisibility = { gamma = { shape = 0.5, scale = 2.0 } }\n" +
                                        wire + line("first", "wire", 9.0) + line("second", "wire", 11.0) +
                                        configuration("one", "\"first\"") +
                                        configuration("both", "\"first\", \"second\"") + sensors_tail(),
                                    1);
  // E exp(-n X) = (1 + 2 n)^(-1/2).
  const double one = 1.0 - 1.0 / std::sqrt(3.0);
  const double neither = 1.0 / std::sqrt(5.0);
  EXPECT_NEAR(one, 0.422650, 5e-7);
  EXPECT_NEAR(neither, 0.447214, 5e-7);
  const std::string gamma = "gamma mixture";
  expect_share({"C10", "one look detects, visibility of the night", gamma}, share_of(result, "p_detect", 0),
               one, 0.001);
  expect_share({"C10", "both of two looks miss", gamma}, complement(share_of(result, "p_detect", 1)), neither,
               0.001);
  expect_share({"C10", "both of two looks miss, conditional estimate", gamma},
               complement(share_of(result, "p_detect_conditional", 1)), neither, 0.001);
}

TEST(WeatherStates, MixTheirAnswers) {
  // In the middle of 1000 m for 2000 s at 1/2000 s: H = 1; in fog half of it, in rain a quarter; the second
  // sensor does not mind fog. In one state they are independent.
  const std::string eye = sensor(
      "eye", constant_rate(1.0 / 2000.0, 1000.0),
      "weather = { states = [\"fog\", \"rain\"], range_factor = [0.5, 1.0], rate_factor = [1.0, 0.25] }\n");
  const RunResult result = run_full(
      sensors_head(1.0) + walkers_by_the_post(1) +
          "[weather]\nstates = [\"clear\", \"rain\", \"fog\"]\nprobability = [0.6, 0.1, 0.3]\n" + eye +
          sensor("radar", constant_rate(1.0 / 2000.0, 1000.0)) + post_in_the_middle("eye", "eye") +
          post_in_the_middle("radar", "radar") + configuration("eye", "\"eye\"") +
          configuration("both", "\"eye\", \"radar\"") + sensors_tail(),
      1);
  const double missed = 0.6 * miss(1.0) + 0.3 * miss(0.5) + 0.1 * miss(0.25);
  const std::string mixture = "mixture over the states";
  expect_share({"S4", "clear, rain or fog", mixture}, share_of(result, "p_detect", 0), 1.0 - missed, 0.001);
  expect_share({"S4", "clear, rain or fog, conditional estimate", mixture},
               share_of(result, "p_detect_conditional", 0), 1.0 - missed, 0.001);
  expect_share({"S4", "clear, rain or fog, and a radar that minds none", mixture},
               share_of(result, "p_detect", 1), 1.0 - miss(1.0) * missed, 0.001);
}

TEST(Outages, TakeAwayTheirShareOfTime) {
  // Crossing a line takes no time: it is up with 3 / 4. A range takes 2000 s: in it, what is down at first is
  // mended with 1 - exp(-2000 s / 1 h).
  const std::string by_time = "outage = { mtbf_h = 3.0, mttr_h = 1.0 }\n";
  const RunResult result = run_full(
      sensors_head(24.0) + walkers_by_the_post(1) + sensor("wire", "trip_line = { probability = 0.6 }") +
          sensor("eye", "definite_range = { range_m = 1000.0 }") +
          line("often", "wire", 9.0, "outage = { probability = 0.25 }\n") +
          line("times", "wire", 9.0, by_time) + post_in_the_middle("post", "eye", by_time) +
          configuration("often", "\"often\"") + configuration("times", "\"times\"") +
          configuration("post", "\"post\"") + sensors_tail(),
      1);
  const std::string outage = "alternating renewal process";
  expect_share({"S5", "outages by chance, trip line", outage}, share_of(result, "p_detect", 0), 0.75 * 0.6,
               0.001);
  expect_share({"S5", "outages by times, trip line", outage}, share_of(result, "p_detect", 1), 0.75 * 0.6,
               0.001);
  expect_share({"S5", "outages by times, post mended meanwhile", outage}, share_of(result, "p_detect", 2),
               0.75 + 0.25 * (1.0 - miss(2000.0 / 3600.0)), 0.001);
}

TEST(Signature, ShrinksRangesAndRaisesRates) {
  // Half of 2000 s, at double the rate of 1/2000 s: H = 1.
  const RunResult result = run_full(
      sensors_head(1.0) +
          walkers_by_the_post(attempts_past_sensors,
                              "signature = { range_factor = 0.5, rate_factor = 2.0 }\n") +
          sensor("eye", constant_rate(1.0 / 2000.0, 1000.0)) +
          sensor("sure", "definite_range = { range_m = 1000.0 }") + post_in_the_middle("eye", "eye") +
          "[[post]]\nname = \"near\"\nsensor = \"sure\"\nposition_xy_km = [10.4, 10.0]\n[[post]]\nname = "
          "\"far\"\nsensor = \"sure\"\nposition_xy_km = [10.6, 10.0]\n" +
          configuration("eye", "\"eye\"") + configuration("near", "\"near\"") +
          configuration("far", "\"far\"") + sensors_tail(),
      attempts_past_sensors);
  expect_share({"S6", "signature of half the range, twice the rate", "law of the sensor"},
               share_of(result, "p_detect", 0), 1.0 - miss(1.0), 0.001, attempts_past_sensors);
  EXPECT_EQ(share_of(result, "p_detect", 1).value, 1.0);
  EXPECT_EQ(share_of(result, "p_detect", 2).value, 0.0);
}

TEST(Light, BlindAtNightSeesByDay) {
  // Departures are uniform over 24 h; the line is reached 500 s later.
  const std::string text =
      sensors_head(24.0, "start = 2025-06-21T19:00:00\n") +
      "[daylight]\nutc_offset_h = 5.0\nlon_lat = [69.85, 37.6]\n" +
      walkers_by_the_post(attempts_past_sensors) +
      sensor("wire", "trip_line = {}", "light = { rate_factor = [1.0, 0.0, 0.0] }\n") +
      sensor("dusk", "trip_line = { probability = 0.5 }", "light = { rate_factor = [1.0, 2.0, 0.0] }\n") +
      line("wire", "wire", 9.0) + line("dusk", "dusk", 9.0) + configuration("wire", "\"wire\"") +
      configuration("dusk", "\"dusk\"") + sensors_tail();
  const World world = world_of(text);
  const RunResult result = run_full(world, attempts_past_sensors);
  const double day = share_of_light(world, Light::day, 500.0, 86900.0);
  const double twilight = share_of_light(world, Light::twilight, 500.0, 86900.0);
  // At midsummer the sun is up for 14.8 h on 37.6 degrees north; twilight lasts 31 minutes.
  EXPECT_NEAR(day, 14.8 / 24.0, 0.01);
  EXPECT_NEAR(twilight, 2.0 * 0.52 / 24.0, 0.005);
  expect_share({"S7", "a sensor that sees by day", "hours of light"}, share_of(result, "p_detect", 0), day,
               0.0011, attempts_past_sensors);
  expect_share({"S7", "a sensor that sees better at dusk", "hours of light"}, share_of(result, "p_detect", 1),
               0.5 * day + 0.75 * twilight, 0.0011, attempts_past_sensors);
}

}  // namespace
}  // namespace panj::test
