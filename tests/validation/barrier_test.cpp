// Barrier patrols whose answers are known, with certain detection inside R. A patrol at v and a crosser at u,
// at right angles, meet within R while the patrol is on 2a of its way, a = R sqrt(1 + v^2 / u^2) (Koopman
// 1980, Search and Screening, chapter 8). Patrols are in steady state; crossers come from beyond R on one
// side and leave beyond R.
#include <gtest/gtest.h>

#include <cmath>

#include "support/known_answer.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_at_barrier = 20;
const std::string koopman_1980_ch_8 = "Koopman 1980, ch. 8";

struct Barrier {
  double length_km = 20.0;
  double patrol_km_h = 10.0;
  double crosser_km_h = 4.0;
  std::string law = "definite_range = { range_m = 1000.0 }";
  bool masked = false;  ///< over level ground without curvature: nothing is hidden, but everything is cut up
};

// 5 m/s against 1.2 m/s: 0.2027736.
const Barrier long_line{.length_km = 40.0, .patrol_km_h = 18.0, .crosser_km_h = 4.32};

double reach_km(const Barrier& barrier) {
  const double ratio = barrier.patrol_km_h / barrier.crosser_km_h;
  return std::sqrt(1.0 + ratio * ratio);
}

std::string crosser(double from_km, double to_km, double speed_km_h) {
  return "[[crosser]]\nname = \"walker\"\nattempts = { fixed = 20 }\norigin = { line_xy_km = [[" +
         toml(from_km) + ", 8.5], [" + toml(to_km) +
         ", 8.5]] }\nroute = { straight = { heading_deg = 0.0, length_km = 3.0 } }\nmovement = { constant = "
         "{ "
         "speed_km_h = " +
         toml(speed_km_h) + " } }\n";
}

std::string barrier_sensor(const Barrier& barrier) {
  return "[[sensor]]\nname = \"eye\"\nlaw = { " + barrier.law +
         " }\nheight_m = 1.7\nline_of_sight = " + (barrier.masked ? "true\n" : "false\n");
}

std::string barrier_patrol(const std::string& name, const std::string& waypoints, double speed_km_h,
                           const std::string& more) {
  return "[[patrol]]\nname = \"" + name + "\"\nsensor = \"eye\"\nwaypoints_xy_km = " + waypoints +
         "\nbetween = \"straight\"\nmovement = { constant = { speed_km_h = " + toml(speed_km_h) + " } }\n" +
         more;
}

std::string barrier_head(double period_h) {
  return "schema = 1\n[scenario]\nseed = 11\nperiod_h = " + toml(period_h) + "\n";
}

std::string barrier_tail(const std::string& configurations, bool maps) {
  return configurations + "[sampling]\nbatch = 100\n[output]\nmaps = " + (maps ? "true\n" : "false\n");
}

std::string configuration_of_one(const std::string& name) {
  return "[[configuration]]\nname = \"" + name + "\"\nassets = [\"" + name + "\"]\n";
}

std::string back_and_forth(const Barrier& barrier) {
  std::string frontier = level_frontier(barrier.length_km, 20.0, 10.0, 250.0);
  if (barrier.masked) frontier += "curvature = false\n";
  const std::string way = "[[0.0, 10.0], [" + toml(barrier.length_km) + ", 10.0]]";
  return barrier_head(2.0 * barrier.length_km / barrier.patrol_km_h) + frontier +
         crosser(0.0, barrier.length_km, barrier.crosser_km_h) + barrier_sensor(barrier) +
         barrier_patrol("team", way, barrier.patrol_km_h, "circuit = \"back_and_forth\"\n") +
         barrier_tail(configuration_of_one("team"), barrier.masked);
}

void expect_back_and_forth(const KnownAnswer& known, const Barrier& barrier) {
  const double missed = 1.0 - reach_km(barrier) / barrier.length_km;
  expect_share(known, share_of(run_full(back_and_forth(barrier), attempts_at_barrier), "p_detect"),
               1.0 - missed * missed, 0.0015, attempts_at_barrier);
}

TEST(BackAndForth, OneTeam) {
  expect_back_and_forth({"B1", "back-and-forth patrol, one team", koopman_1980_ch_8}, {});
}

TEST(BackAndForth, OneTeamCutIntoCells) {
  expect_back_and_forth({"B1", "the same on a grid with lines of sight and maps", koopman_1980_ch_8},
                        {.masked = true});
}

TEST(BackAndForth, LongLineSlowCrossers) {
  expect_back_and_forth({"R1", "back-and-forth patrol of 40 km, slow crossers", koopman_1980_ch_8},
                        long_line);
}

TEST(BackAndForth, LongLineInLatinHypercubes) {
  const std::int64_t unit = 64;
  const std::int64_t replications = replications_of(samples(replications_of(full_attempts, 20)), unit) * unit;
  const RunResult result = run_full(
      world_of(back_and_forth(long_line), {{"sampling.latin_hypercube", "true"},
                                           {"sampling.batch", std::to_string(unit)},
                                           {"sampling.replications", std::to_string(replications * 2)}}),
      attempts_at_barrier);
  const double missed = 1.0 - reach_km(long_line) / long_line.length_km;
  expect_share(
      {"R1", "back-and-forth patrol of 40 km, in Latin hypercubes over 64 replications", koopman_1980_ch_8},
      share_of(result, "p_detect"), 1.0 - missed * missed, 0.0015, attempts_at_barrier);
}

TEST(BackAndForth, LongLineLookedAtFromTimeToTime) {
  // A look every 10 s, at any phase of the crosser's way: a relative speed of w and s = w 10 s / (2 R) leave
  // sqrt(1 - s^2) / 2 + arcsin(s) / (2 s) of the sweep width (chords that the patrol's turn cuts are taken
  // for straight ones: 3e-7). Looks counted from a departure 10 km before the line, whose phase is always the
  // same, would give 0.2027457.
  const double period_s = 10.0;
  const double w_m_s = std::hypot(5.0, 1.2);
  const double s = w_m_s * period_s / 2000.0;
  const double left = std::sqrt(1.0 - s * s) / 2.0 + std::asin(s) / (2.0 * s);
  const double missed = 1.0 - left * reach_km(long_line) / long_line.length_km;
  const double truth = 1.0 - missed * missed;
  EXPECT_NEAR(truth, 0.2027528, 5e-7);
  Barrier barrier = long_line;
  barrier.law = "glimpse = { period_s = 10.0, distance_m = [1000.0], probability = [1.0] }";
  expect_share({"R1", "back-and-forth patrol of 40 km, looked at every 10 s", koopman_1980_ch_8},
               share_of(run_full(back_and_forth(barrier), attempts_at_barrier), "p_detect"), truth, 0.0015,
               attempts_at_barrier);
}

TEST(Loop, OneTeamThreeEvenThreeIndependent) {
  const Barrier barrier;
  const std::string way = "[[6.5, 10.0], [13.5, 10.0], [13.5, 13.0], [6.5, 13.0]]";
  const std::string loop = "circuit = \"loop\"\n";
  const RunResult result = run_full(
      barrier_head(2.0) + level_frontier(20.0, 20.0, 9.5, 250.0) + crosser(9.2, 10.8, barrier.crosser_km_h) +
          barrier_sensor(barrier) + barrier_patrol("one", way, barrier.patrol_km_h, loop) +
          barrier_patrol("even", way, barrier.patrol_km_h, loop + "teams = 3\nspacing = \"even\"\n") +
          barrier_patrol("independent", way, barrier.patrol_km_h,
                         loop + "teams = 3\ndirection = \"random\"\n") +
          barrier_tail(configuration_of_one("one") + configuration_of_one("even") +
                           configuration_of_one("independent"),
                       false),
      attempts_at_barrier);
  const double one = 2.0 * reach_km(barrier) / barrier.length_km;
  expect_share({"B3", "closed loop, one team", koopman_1980_ch_8}, share_of(result, "p_detect", 0), one,
               0.0015, attempts_at_barrier);
  expect_share({"B3", "closed loop, three teams evenly spaced", koopman_1980_ch_8},
               share_of(result, "p_detect", 1), 3.0 * one, 0.0015, attempts_at_barrier);
  expect_share({"B3", "closed loop, three teams with phases of their own", koopman_1980_ch_8},
               share_of(result, "p_detect", 2), 1.0 - std::pow(1.0 - one, 3), 0.0015, attempts_at_barrier);
}

}  // namespace
}  // namespace panj::test
