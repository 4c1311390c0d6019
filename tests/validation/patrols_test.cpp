// Patrols past crossers who wait on their line: certain detection within a metre, so that a crosser is seen
// when a patrol passes.
#include <gtest/gtest.h>

#include <cmath>

#include "support/known_answer.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_past_patrols = 1;
const std::string renewal = "renewal theory";

/// 20 km of line at y = 10 km, gone in 4 h; crossers wait on it and step off it.
std::string waiters(const std::string& wait_min, const std::string& departure_h, double from_km,
                    double to_km) {
  return "schema = 1\n[scenario]\nseed = 17\nperiod_h = 24.0\n" + level_frontier(20.0, 20.0, 10.0, 250.0) +
         "[[crosser]]\nname = \"waiter\"\nattempts = { fixed = 1 }\ndeparture_h = " + departure_h +
         "\norigin = { line_xy_km = [[" + toml(from_km) + ", 10.0], [" + toml(to_km) +
         ", 10.0]] }\nroute = { straight = { heading_deg = 0.0, length_km = 0.001 } }\nmovement = { constant "
         "= { speed_km_h = 100.0 } }\nwait_min = " +
         wait_min +
         "\nmax_duration_h = 10.0\n[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = 1.0 } "
         "}\nheight_m = "
         "1.7\nline_of_sight = false\n";
}

std::string patrol(const std::string& name, const std::string& more) {
  return "[[patrol]]\nname = \"" + name +
         "\"\nsensor = \"eye\"\nwaypoints_xy_km = [[0.0, 10.0], [20.0, 10.0]]\nbetween = "
         "\"straight\"\nmovement = { constant = { speed_km_h = 5.0 } }\n" +
         more + "[[configuration]]\nname = \"with_" + name + "\"\nassets = [\"" + name + "\"]\n";
}

const std::string patrols_tail = "[sampling]\nbatch = 100\n[output]\nmaps = false\n";

void expect_detected(const KnownAnswer& known, const RunResult& result, std::size_t configuration,
                     double truth) {
  expect_share(known, share_of(result, "p_detect", configuration), truth, 0.001, attempts_past_patrols);
}

TEST(WaitingOnTheLine, JumpBackAgainstBackAndForth) {
  // Waits Exp with a mean of one passage T = 4 h, uniform along the line. One-way at headway T: the next
  // patrol comes after U(0, T): 1 - 1/e. Back and forth comes back after two ways that add up to 2 T.
  const RunResult result = run_full(waiters("{ exponential = { mean = 240.0 } }", "0.0", 0.0, 20.0) +
                                        patrol("jump_back", "circuit = \"one_way\"\nheadway_min = 240.0\n") +
                                        patrol("there_and_back", "") + patrols_tail,
                                    attempts_past_patrols);
  expect_detected({"B4", "a wait on the line, jump-back patrol", renewal}, result, 0, 1.0 - std::exp(-1.0));
  expect_detected({"B4", "a wait on the line, back-and-forth patrol", renewal}, result, 1,
                  1.0 - (1.0 - std::exp(-2.0)) / 2.0);
}

TEST(WaitingOnTheLine, HeadwaysMatterLittleToThoseWhoDoNotWatch) {
  // Headways X ~ U(1, 3) h, a wait of tau = 1.5 h at a random time: E[min(X, tau)] / E[X]; every 2 h: .75.
  const RunResult result = run_full(
      waiters("90.0", "{ uniform = { min = 0.0, max = 12.0 } }", 10.0, 10.001) +
          patrol("irregular",
                 "circuit = \"one_way\"\nheadway_min = { uniform = { min = 60.0, max = 180.0 } }\n") +
          patrol("regular", "circuit = \"one_way\"\nheadway_min = 120.0\n") + patrols_tail,
      attempts_past_patrols);
  expect_detected({"B5", "a wait at a random time, headways U(1, 3) h", renewal}, result, 0, 0.71875);
  expect_detected({"B5", "a wait at a random time, every 2 h", renewal}, result, 1, 0.75);
}

TEST(WaitingOnTheLine, RestsAndDwellsShiftTheBalance) {
  // Somebody who waits for a time t at a random time meets an event of a stationary sequence with
  // E[min(X, t)] / E[X], X the time between events. A circuit of 8 h passes the middle every 4 h; with 2 h at
  // each end every 6 h, and with a rest of R ~ U(0, 4) h at the first end only after 4 h and 4 h + R in turn.
  const double wait_h = 5.0;
  const RunResult result =
      run_full(waiters("300.0", "{ uniform = { min = 0.0, max = 12.0 } }", 10.0, 10.001) +
                   patrol("dwells", "dwell_min = 120.0\n") +
                   patrol("rests", "rest_min = { uniform = { min = 0.0, max = 240.0 } }\n") + patrols_tail,
               attempts_past_patrols);
  expect_detected({"P1", "patrol that dwells at its ends", renewal}, result, 0, wait_h / 6.0);
  // X = 4 or 4 + R: E min(X, 5) = (4 + E min(4 + R, 5)) / 2, E min(R, 1) = 7/8.
  expect_detected({"P1", "patrol that rests for a random time", renewal}, result, 1,
                  (4.0 + 4.0 + 0.875) / 10.0);
}

TEST(WaitingOnTheLine, ShiftsLeaveTheRestOfTheTimeUnwatched) {
  // Leaves the west end at 2 h for a passage of 4 h and is back at 10 h. At a waits from t for an hour: seen
  // if t is within the hour before the patrol comes by.
  const RunResult result = run_full(waiters("60.0", "{ uniform = { min = 0.0, max = 20.0 } }", 10.0, 10.001) +
                                        patrol("whole", "shifts_h = [[2.0, 10.0]]\n") +
                                        patrol("half", "shifts_h = [[2.0, 7.0]]\n") + patrols_tail,
                                    attempts_past_patrols);
  expect_detected({"P2", "patrol out for a shift", "counted hours"}, result, 0, 2.0 / 20.0);
  expect_detected({"P2", "patrol out for a shift that cuts its way", "counted hours"}, result, 1, 1.0 / 20.0);
}

TEST(WaitingOnTheLine, TurningAtRandom) {
  // Waypoints at 0, 10 and 20 km, legs of 2 h, no time for turning; go on with p at the middle. A patrol that
  // just passed the middle is back there 4 h later for certain: it comes by every 4 h whatever p is.
  const std::string line =
      "[[patrol]]\nname = \"turner\"\nsensor = \"eye\"\nwaypoints_xy_km = [[0.0, 10.0], "
      "[10.0, 10.0], [20.0, 10.0]]\nbetween = \"straight\"\nmovement = { constant = { "
      "speed_km_h = 5.0 } }\nmarkov = { go_on = 0.3 }\n"
      "[[configuration]]\nname = \"with_turner\"\nassets = [\"turner\"]\n";
  const RunResult middle =
      run_full(waiters("60.0", "{ uniform = { min = 0.0, max = 20.0 } }", 10.0, 10.001) + line + patrols_tail,
               attempts_past_patrols);
  expect_detected({"P3", "patrol that turns at random, in the middle", renewal}, middle, 0, 0.25);
  // Half-way up the first leg it comes by 2 h after it was there going west (over the end), and, having gone
  // east, 2 h later with probability .7, else 4 h more for every time that it goes up and down the second
  // leg. E[min(X, 2.5)] = 2 (west) or .7 * 2 + .3 * 2.5 (east): means over X with E[X] = 4.
  const RunResult side =
      run_full(waiters("150.0", "{ uniform = { min = 0.0, max = 20.0 } }", 5.0, 5.001) + line + patrols_tail,
               attempts_past_patrols);
  expect_detected({"P3", "patrol that turns at random, half-way up a leg", renewal}, side, 0,
                  0.5 * (2.0 + 0.7 * 2.0 + 0.3 * 2.5) / 4.0);
}

}  // namespace
}  // namespace panj::test
