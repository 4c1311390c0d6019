// Drones that fly straight legs at random, with certain detection inside R (Koopman 1956, Operations Research
// 4, 324): over level ground, the eye as high as its target. Units: km and hours.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/known_answer.h"

namespace panj::test {
namespace {

using std::numbers::pi;
const std::string koopman_1956 = "Koopman 1956";

/// Ground of 16 x 16 km, the border just north of its middle; one crosser.
std::string ground(const std::string& crosser) {
  return "schema = 1\n[scenario]\nseed = 29\nperiod_h = 2.0\n" + level_frontier(16.0, 16.0, 8.0005, 250.0) +
         "[[crosser]]\nname = \"walker\"\nattempts = { fixed = 1 }\ndeparture_h = 0.0\norigin = { "
         "points_xy_km = [[8.0, 8.0]] "
         "}\n" +
         crosser;
}

std::string drone(double range_km, double speed_km_h, double side_km, double leg_km, int legs) {
  const double low = 8.0 - 0.5 * side_km;
  const double high = 8.0 + 0.5 * side_km;
  return "[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = " + toml(1000.0 * range_km) +
         " } }\nheight_m = 1.7\nline_of_sight = false\n[[drone]]\nname = \"searcher\"\nsensor = "
         "\"eye\"\nspeed_km_h = " +
         toml(speed_km_h) + "\nstart_h = 0.0\nflight = { random_legs = { box_xy_km = [" + toml(low) + ", " +
         toml(low) + ", " + toml(high) + ", " + toml(high) + "], leg_km = " + toml(leg_km) +
         ", legs = " + std::to_string(legs) +
         " } }\n[[configuration]]\nname = \"searched\"\nassets = [\"searcher\"]\n[sampling]\nbatch = "
         "1000\n[output]\nmaps = false\nline_every = 0\n";
}

TEST(RandomLegs, PastAWaitingCrosser) {
  // A = 20, l = .5, R = .1, 48 legs: each passes within R with probability (2 R l + pi R^2) / A. (Without the
  // end caps: 0.213372.)
  const double area = 20.0;
  const double leg = 0.5;
  const double range = 0.1;
  const std::string waits =
      "route = { straight = { heading_deg = 0.0, length_km = 0.001 } }\nmovement = { constant = { speed_km_h "
      "= "
      "4.0 } }\nwait_min = 30.0\n";
  const RunResult result = run_full(ground(waits) + drone(range, 60.0, std::sqrt(area), leg, 48), 1);
  const double one = (2.0 * range * leg + pi * range * range) / area;
  const double truth = 1.0 - std::pow(1.0 - one, 48);
  EXPECT_NEAR(truth, 0.271261, 5e-7);
  expect_share({"A1", "drone on 48 random legs, crosser who waits", koopman_1956 + ", with end caps"},
               share_of(result, "p_detect"), truth, 0.001);
}

void expect_both_moving(const std::string& who, double crosser_km_h, double drone_km_h, double digits) {
  // One leg of T = .5 h in a box of 100, R = .5, the crosser going from its centre for as long: the drone
  // sweeps 2 R w T and a disc of the ground as the crosser sees it, w the mean relative speed over headings.
  const double u = crosser_km_h;
  const double v = drone_km_h;
  const double time_h = 0.5;
  const double range = 0.5;
  const double m = 4.0 * u * v / ((u + v) * (u + v));
  const double speed = 2.0 / pi * (u + v) * std::comp_ellint_2(std::sqrt(m));
  const double truth = (pi * range * range + 2.0 * range * speed * time_h) / 100.0;
  EXPECT_NEAR(truth, digits, 5e-8);
  const std::string goes = "route = { straight = { length_km = " + toml(u * time_h) +
                           " } }\nmovement = { constant = { speed_km_h = " + toml(u) + " } }\n";
  const RunResult result = run_full(ground(goes) + drone(range, v, 10.0, v * time_h, 1), 1);
  expect_share({"A6", "random headings, " + who, koopman_1956}, share_of(result, "p_detect"), truth, 0.0004);
}

TEST(RandomLegs, PastACrosserOfTheSameSpeed) {
  expect_both_moving("both at 4 km/h", 4.0, 4.0, 0.0333188);
}

TEST(RandomLegs, PastASlowerCrosser) {
  expect_both_moving("crosser 3 km/h, drone 5 km/h", 3.0, 5.0, 0.0351599);
}

}  // namespace
}  // namespace panj::test
