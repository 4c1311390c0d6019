// Search and detection on flat ground without masking: parallel sweeps, lateral range curves, sweep widths.
// The searcher stands still and the targets pass him straight, which is the same relative motion. Units: km
// and hours.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <sstream>

#include "support/known_answer.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_swept = 100;
using std::numbers::pi;
const std::string koopman_1980 = "Koopman 1980";

/// Crossers that go north past whatever stands there.
std::string walkers_north(const std::string& origin, double length_km, double speed_km_h) {
  return "[[crosser]]\nname = \"walker\"\nattempts = { fixed = 100 }\norigin = { " + origin +
         " }\nroute = { straight = { heading_deg = 0.0, length_km = " + toml(length_km) +
         " } }\nmovement = { constant = { speed_km_h = " + toml(speed_km_h) + " } }\n";
}

/// A sensor as high as its target: ranges are horizontal.
std::string level_sensor(const std::string& law) {
  return "[[sensor]]\nname = \"eye\"\nlaw = { " + law + " }\nheight_m = 1.7\nline_of_sight = false\n";
}

std::string post_at(const std::string& name, double east_km, double north_km) {
  return "[[post]]\nname = \"" + name + "\"\nsensor = \"eye\"\nposition_xy_km = [" + toml(east_km) + ", " +
         toml(north_km) + "]\n";
}

std::string sweep_scenario(const std::string& parts, const std::string& assets = "\"post\"") {
  return "schema = 1\n[scenario]\nseed = 7\nperiod_h = 1.0\n" + parts +
         "[[configuration]]\nname = \"all\"\nassets = [" + assets +
         "]\n[sampling]\nbatch = 50\n[output]\nmaps = false\nasset_values = false\n";
}

std::string line_origin(double from_km, double to_km, double north_km) {
  return "line_xy_km = [[" + toml(from_km) + ", " + toml(north_km) + "], [" + toml(to_km) + ", " +
         toml(north_km) + "]]";
}

/// Posts 5 km apart, targets uniform over two spacings.
RunResult parallel_sweeps(double range_km) {
  const std::string law = "definite_range = { range_m = " + toml(1000.0 * range_km) + " }";
  return run_full(sweep_scenario(level_frontier(20.0, 10.0, 3.0, 250.0) +
                                     walkers_north(line_origin(5.0, 15.0, 1.0), 8.0, 4.0) +
                                     level_sensor(law) + post_at("west", 5.0, 5.0) +
                                     post_at("middle", 10.0, 5.0) + post_at("east", 15.0, 5.0),
                                 "\"west\", \"middle\", \"east\""),
                  attempts_swept);
}

TEST(ParallelSweeps, DefiniteRangeCoversItsShareOfTheSpacing) {
  // W / S = 2 R / S.
  expect_share({"A2", "parallel sweeps, definite range, W/S = 0.4", koopman_1980},
               share_of(parallel_sweeps(1.0), "p_detect"), 0.4, 0.001, attempts_swept);
}

TEST(ParallelSweeps, DefiniteRangeThatOverlapsMissesNobody) {
  const Estimate found = share_of(parallel_sweeps(3.125), "p_detect");
  expect_exactly({"A2", "parallel sweeps that overlap, W/S = 1.25", koopman_1980}, found.value, 1.0, 0.0);
  EXPECT_GT(found.low, 0.99);
  EXPECT_LT(found.low, 1.0);
}

/// 42 posts 1 km apart, paths of +-50 km between the middle two: each post adds m / x^2 Y / sqrt(x^2 + Y^2)
/// with m = 2 kh / w = W^2 / (4 pi) (infinite paths and posts: erf(sqrt(pi) / 2 W / S)).
void expect_inverse_cube_by_many_posts(double width_over_spacing, double digits,
                                       std::int64_t attempts = full_attempts) {
  constexpr int posts = 42;
  const double m = width_over_spacing * width_over_spacing / (4.0 * pi);
  const double speed_km_h = 100.0;
  std::string text = level_frontier(50.0, 110.0, 40.0, 1000.0) +
                     walkers_north(line_origin(24.5, 25.5, 5.0), 100.0, speed_km_h) +
                     level_sensor("inverse_cube = { kh_km3_per_h = " + toml(m * speed_km_h / 2.0) +
                                  ", range_m = 100000.0 }");
  std::string names;
  for (int i = 0; i < posts; ++i) {
    const std::string name = "p" + std::to_string(i);
    text += post_at(name, 24.5 + i - (posts / 2 - 1), 55.0);
    names += (i > 0 ? ", \"" : "\"") + name + "\"";
  }
  const double truth = integral(
      [&](double x) {
        double hazard = 0.0;
        for (int i = 0; i < posts; ++i) {
          const double side = x - (i - (posts / 2 - 1));
          if (side == 0.0) return 1.0;
          hazard += m / (side * side) * 50.0 / std::sqrt(side * side + 2500.0);
        }
        return 1.0 - std::exp(-hazard);
      },
      0.0, 1.0);
  EXPECT_NEAR(truth, digits, 1e-6);
  const RunResult result = run_full(sweep_scenario(text, names), attempts_swept, attempts);
  const double wider = std::sqrt(static_cast<double>(full_attempts / attempts));
  std::ostringstream what;
  what << "parallel sweeps, inverse cube law, W/S = " << width_over_spacing;
  expect_share({"A3", what.str(), koopman_1980}, share_of(result, "p_detect"), truth, 0.001 * wider,
               attempts_swept, attempts);
  expect_share({"A3", what.str() + ", conditional estimate", koopman_1980},
               share_of(result, "p_detect_conditional"), truth, 0.0007 * wider, attempts_swept, attempts);
}

TEST(ParallelSweeps, InverseCubeByManyPosts) {
  expect_inverse_cube_by_many_posts(1.0, 0.788175, full_or_fewer_attempts());
}

TEST(ParallelSweeps, InverseCubeByManyPostsHalfAsWide) {
  expect_inverse_cube_by_many_posts(0.5, 0.468024, full_attempts / 5);
}

TEST(ParallelSweeps, InverseCubeByManyPostsTwiceAsWide) {
  expect_inverse_cube_by_many_posts(2.0, 0.987404, full_attempts / 5);
}

TEST(SweepWidth, InverseCube) {
  // m = .25, paths of +-50 km, uniform over +-50 km.
  const double m = 0.25;
  const auto lateral = [m](double x) {
    return x == 0.0 ? 1.0 : 1.0 - std::exp(-m / (x * x) * 50.0 / std::sqrt(x * x + 2500.0));
  };
  const double width = 2.0 * integral(lateral, 0.0, 50.0, 200000);
  EXPECT_NEAR(width, 1.7584, 5e-7);
  EXPECT_NEAR(lateral(0.5), 0.632102, 5e-7);
  const std::string law =
      "inverse_cube = { kh_km3_per_h = " + toml(m * 100.0 / 2.0) + ", range_m = 100000.0 }";
  const std::string ground = level_frontier(100.0, 110.0, 40.0, 1000.0);
  const RunResult all =
      run_full(sweep_scenario(ground + walkers_north(line_origin(0.0, 100.0, 5.0), 100.0, 100.0) +
                              level_sensor(law) + post_at("post", 50.0, 55.0)),
               attempts_swept);
  Measured found = measured(share_of(all, "p_detect"), attempts_swept, full_attempts);
  expect_known({"A4", "inverse cube law: sweep width [km]", koopman_1980}, found.times(100.0), width,
               interval_width(0.03, full_attempts / attempts_swept, attempts_swept));

  const std::string aside = "points_xy_km = [[50.5, 5.0]]";
  const World world = world_of(sweep_scenario(ground + walkers_north(aside, 100.0, 100.0) +
                                              level_sensor(law) + post_at("post", 50.0, 55.0)));
  RunOptions few;
  few.replications = 20;
  expect_exactly({"A4", "inverse cube law: lateral range at 0.5 km", koopman_1980},
                 share_of(run(world, few), "p_detect_conditional").value, lateral(0.5), 1e-9);
}

/// A constant rate inside 1 km, passed at 4 km/h.
std::string past_constant_rate(double rate_per_h, const std::string& origin) {
  const std::string law = "constant_rate = { rate_per_h = " + toml(rate_per_h) + ", range_m = 1000.0 }";
  return sweep_scenario(level_frontier(10.0, 10.0, 3.0, 250.0) + walkers_north(origin, 8.0, 4.0) +
                        level_sensor(law) + post_at("post", 5.0, 5.0));
}

TEST(ConstantRate, LateralRangeCurve) {
  const double z = 2.0 * 3.0 / 4.0;  // 2 lambda R / w
  for (const double aside : {0.0, 0.5}) {
    const std::string origin = "points_xy_km = [[" + toml(5.0 + aside) + ", 1.0]]";
    const double truth = 1.0 - std::exp(-z * std::sqrt(1.0 - aside * aside));
    const RunResult result = run_full(past_constant_rate(3.0, origin), attempts_swept);
    const std::string where = aside == 0.0 ? "through the middle" : "half the range aside";
    expect_exactly({"A5", "constant rate, " + where + ", conditional estimate", koopman_1980},
                   share_of(result, "p_detect_conditional").value, truth, 1e-9);
    expect_share({"A5", "constant rate, " + where, koopman_1980}, share_of(result, "p_detect"), truth, 0.001,
                 attempts_swept);
  }
}

TEST(ConstantRate, SweepWidth) {
  // pi R (I1(z) - L1(z)), I1 the modified Bessel and L1 the modified Struve function (series: DLMF 11.2.2).
  const double z = 1.5;
  double struve = 0.0;
  double term = z * z / 4.0 / (std::tgamma(1.5) * std::tgamma(2.5));
  for (int k = 0; k < 40; ++k) {
    struve += term;
    term *= z * z / 4.0 / ((k + 1.5) * (k + 2.5));
  }
  const double width = pi * (std::cyl_bessel_i(1.0, z) - struve);
  const RunResult result = run_full(past_constant_rate(3.0, line_origin(3.5, 6.5, 1.0)), attempts_swept);
  EXPECT_NEAR(width, 1.344003, 5e-7);
  const std::string struve_function = "Bessel and Struve functions";
  const double widest = interval_width(0.003, full_attempts / attempts_swept, attempts_swept);
  expect_known({"A5", "constant rate: sweep width [km], conditional estimate", struve_function},
               measured(share_of(result, "p_detect_conditional"), attempts_swept, full_attempts).times(3.0),
               width, widest);
  expect_known({"A5", "constant rate: sweep width [km]", struve_function},
               measured(share_of(result, "p_detect"), attempts_swept, full_attempts).times(3.0), width,
               widest);
}

TEST(ConstantRate, WeakRateMeasuresTheMeanChord) {
  // P w / lambda tends to the mean chord of the disc, pi R / 2: at lambda = 1e-6 w / R it is short of it by
  // 1e-6 of its value. Each share is rounded to 2^-32, 1.5e-4 of it, as often up as down.
  const RunResult result = run_full(past_constant_rate(4e-6, line_origin(4.0, 6.0, 1.0)), attempts_swept);
  const Estimate found = share_of(result, "p_detect_conditional");
  expect_known({"A7", "mean chord of a disc of radius 1, from a weak rate", "Cauchy's formula"},
               measured(found, attempts_swept, full_attempts).times(1e6), pi / 2.0,
               normal_95 * interval_width(0.0005, full_attempts / attempts_swept, attempts_swept));
}

TEST(StraightRoutes, AreCutWhereTheirTimeRunsOut) {
  // 8 km at 4 km/h with 1 h to go: the way ends at y = 5 km, in the middle of the range of 1 km around it.
  for (const char* maps : {"false", "true"}) {
    const World world = world_of(past_constant_rate(3.0, "points_xy_km = [[5.0, 1.0]]"),
                                 {{"output.maps", maps}, {"crosser.walker.max_duration_h", "1.0"}});
    RunOptions options;
    options.replications = 20;
    const RunResult result = run(world, options);
    EXPECT_EQ(result.tally.unfinished.front(), 2000);
    EXPECT_EQ(share_of(result, "p_leak").value, 0.0);
    EXPECT_NEAR(share_of(result, "p_detect_conditional").value, -std::expm1(-3.0 / 4.0), 1e-9) << maps;
  }
}

TEST(StraightRoutes, AWaitTakesOfTheTime) {
  // 1 h of the 2 h is spent at the origin, in range: H = 3 * (1 h + 1 km / 4 km/h).
  for (const char* wait_min : {"60.0", "600.0"}) {
    const World world = world_of(past_constant_rate(3.0, "points_xy_km = [[5.0, 5.0]]"),
                                 {{"frontier.line_xy_km", "[[0.0, 5.5], [10.0, 5.5]]"},
                                  {"crosser.walker.route.straight.length_km", "4.5"},
                                  {"crosser.walker.wait_min", wait_min},
                                  {"crosser.walker.max_duration_h", "2.0"}});
    RunOptions options;
    options.replications = 20;
    const RunResult result = run(world, options);
    EXPECT_EQ(result.tally.unfinished.front(), 2000);
    const double in_range_h = wait_min[2] == '.' ? 1.25 : 2.0;
    EXPECT_NEAR(share_of(result, "p_detect_conditional").value, -std::expm1(-3.0 * in_range_h), 1e-9);
  }
}

TEST(ContinuousTime, LosesNothingOfTheSweepWidth) {
  // 72 km/h past a range of 100 m: 10 s. A clock of 5 s (s = w dt / 2R = 1/2) would find
  // sqrt(1 - s^2) / 2 + arcsin(s) / (2 s) = 0.956611 of the sweep width.
  const std::string law = "definite_range = { range_m = 100.0 }";
  const RunResult result = run_full(sweep_scenario(level_frontier(10.0, 10.0, 3.0, 250.0) +
                                                   walkers_north(line_origin(4.875, 5.125, 1.0), 8.0, 72.0) +
                                                   level_sensor(law) + post_at("post", 5.0, 5.0)),
                                    attempts_swept);
  expect_known({"A8", "effective sweep width over the true one", "continuous time"},
               measured(share_of(result, "p_detect"), attempts_swept, full_attempts).times(0.25 / 0.2), 1.0,
               interval_width(0.00125, full_attempts / attempts_swept, attempts_swept));
}

}  // namespace
}  // namespace panj::test
