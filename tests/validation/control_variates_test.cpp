// Shares with control variates: their controls have a mean of 0 whatever ends a walk, and with them shares
// are those of the exact sweep, in narrower intervals that hold the truth as often as they say.
#include <gtest/gtest.h>

#include <cmath>

#include "support/controlled_scenario.h"
#include "support/known_answer.h"
#include "support/temporary_file.h"
#include "tally/precision_goal.h"
#include "world/route_sweep.h"
#include "world/start_law.h"
#include "world/static_hazard.h"

namespace panj::test {
namespace {

// --- The controls.

/// Under both configurations the means of both controls are 0, by intervals that are narrow enough to tell.
/// \param steps walks choose among steps: the control of ways varies.
void expect_no_mean(const ControlledScenario& scenario, std::int64_t attempts_each, bool steps = true) {
  constexpr std::int64_t attempts = 60'000;
  const World world = world_of(scenario.text());
  const RunResult result = run_full(world, attempts_each, attempts);
  const Tally& tally = result.tally;
  for (const std::size_t c : {0U, 1U}) {
    for (const std::size_t which : {0U, 1U}) {
      SCOPED_TRACE("configuration " + std::to_string(c) + ", control " + std::to_string(which));
      const Estimate mean = tally.control.mean_control(tally.summary, c, which, 0.95);
      if (which == 0 && !steps) {
        EXPECT_LT(std::abs(mean.value), 1e-6);
        continue;
      }
      expect_agreement(measured(mean, attempts_each, attempts), 0.0, interval_width(0.006, attempts));
    }
  }
}

TEST(Controls, HaveNoMeanFromPoints) {
  expect_no_mean(ControlledScenario{}, 2);
}

TEST(Controls, HaveNoMeanFromALineAlongTheBordersOfCells) {
  ControlledScenario line;
  line.origin = "{ line_xy_km = [[0.3, 0.4], [5.1, 0.4], [5.5, 0.7]] }";
  expect_no_mean(line, 2);
}

TEST(Controls, HaveNoMeanFromABoxOrARaster) {
  ControlledScenario box;
  box.origin = "{ box_xy_km = [0.35, 0.05, 4.7, 0.9] }";
  expect_no_mean(box, 2);
  const TemporaryFile weights(
      "weights.asc", ascii_grid(3, 7, 1000.0 * 2.0, "0 0 0\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n1 5 2\n"));
  ControlledScenario raster;
  raster.origin = "{ raster = \"" + weights.path() + "\" }";
  expect_no_mean(raster, 2);
}

// Most walks are cut off, at whatever stage, by a time factor that is drawn.
TEST(Controls, HaveNoMeanWhereTimeRunsOut) {
  ControlledScenario cut;
  cut.about_walkers =
      "max_duration_h = 1.1\ntime_factor = { lognormal = { median = 1.0, sigma = 0.5 } }\n"
      "wait_min = { exponential = { mean = 20.0 } }\n";
  const World world = world_of(cut.text());
  const RunResult result = run_full(world, 2, 20'000);
  const auto all = static_cast<double>(result.tally.summary.shares.attempts(0));
  EXPECT_GT(static_cast<double>(result.tally.unfinished[0]) / all, 0.5);
  EXPECT_LT(static_cast<double>(result.tally.unfinished[0]) / all, 0.95);
  expect_no_mean(cut, 2);
}

TEST(Controls, HaveNoMeanInWeatherAndLightWhereGroupsTurnBackAndWait) {
  ControlledScenario all;
  all.about_walkers =
      "turn_back = { probability = 0.8, notice_range_m = 900.0 }\nafter_patrol = { range_m = "
      "1500.0, patience_min = 60.0 }\nwait_at_line_min = { exponential = { mean = 15.0 } }\n"
      "group_size = { uniform = { min = 1.0, max = 6.0 } }\nsignature = { rate_factor = 0.7, "
      "persons_exponent = 0.5 }\n";
  all.about_eyes = "weather = { states = [\"fog\"], rate_factor = [0.2] }\n";
  all.more =
      "[weather]\nstates = [\"clear\", \"fog\"]\nprobability = [0.6, 0.4]\n"
      "[[patrol]]\nname = \"round\"\nsensor = \"gate\"\nwaypoints_xy_km = [[0.1, 1.7], [5.9, 1.7]]\n"
      "between = \"straight\"\nmovement = { constant = { speed_km_h = 6.0 } }\nteams = 2\n";
  all.of_the_other = ", \"round\"";
  expect_no_mean(all, 2);
}

TEST(Controls, HaveNoMeanOverViewsOfTheGround) {
  ControlledScenario perceived;
  perceived.route = "{ perceived = { sigma = 0.6, correlation_km = 1.0, draws = 7 } }";
  expect_no_mean(perceived, 2, false);
  ControlledScenario tree;
  tree.route = "\"least_cost\"";
  expect_no_mean(tree, 2, false);
}

TEST(Controls, HaveNoMeanAcrossObstaclesOrWherePostsAreShunned) {
  ControlledScenario river;
  river.about_walkers = "risk = { beta_s = 1800.0 }\n";
  // A post that sees the outer side is known, and shunned under the other configuration.
  river.of_the_other = ", \"near\"";
  river.more =
      "[[post]]\nname = \"near\"\nsensor = \"eye\"\nposition_xy_km = [2.7, 1.5]\n[[obstacle]]\nname = "
      "\"river\"\nline_xy_km = [[0.0, 2.05], [6.0, 2.05]]\ndelay_min = { "
      "exponential = { mean = 12.0 } }\n";
  expect_no_mean(river, 2);
}

TEST(Controls, HaveNoMeanWhereAttemptsComeInWavesAndNumbersVary) {
  ControlledScenario waves;
  waves.attempts =
      "{ waves = { poisson = 1.5 }, groups = { uniform = { min = 1, max = 5 } }, window_min = 30.0 }";
  constexpr std::int64_t replications = 15'000;
  const World world = world_of(waves.text(), {{"scenario.warm_up_h", "3.0"}});
  RunOptions options;
  options.threads = 2;
  options.replications = samples(replications);
  const Tally tally = run(world, options).tally;
  for (const std::size_t which : {0U, 1U})
    expect_agreement(measured(tally.control.mean_control(tally.summary, 1, which, 0.95), 1, replications),
                     0.0, interval_width(0.006, replications));
}

// --- The shares.

/// Chance of being seen past the posts alone, by the exact sweep. \param of_eyes factor on their hazard.
double seen(const World& world, std::size_t configuration, double of_eyes = 1.0) {
  const CrosserPlan& crosser = world.crossers[0];
  const MoveTerm hazard = static_hazard(world, crosser, configuration);
  const std::vector<double> survival =
      sweep_survival(crosser.route, [&](CellId from, CellId to, double time_s) {
        const double all = hazard(from, to, time_s);
        return std::isinf(all) ? all : of_eyes * all;
      });
  double sum = 0.0;
  for (const WalkOrigin& origin : start_law(crosser, world.grid))
    sum += origin.walks * (1.0 - survival[static_cast<std::size_t>(origin.cell)]);
  return sum;
}

ControlledEstimate controlled(const RunResult& result, std::string_view measure, std::size_t configuration) {
  return result.tally.control.share(result.tally.summary, configuration, find_measure(measure), 0.95);
}

ControlledEstimate controlled_difference(const RunResult& result, std::string_view measure) {
  return result.tally.control.difference(result.tally.summary, 1, 0, find_measure(measure), 0.95);
}

/// Posts see a fifth in fog of what they see else: nothing but that is left out by the sweep.
ControlledScenario in_fog() {
  ControlledScenario fog;
  fog.about_eyes = "weather = { states = [\"fog\"], rate_factor = [0.2] }\n";
  fog.more = "[weather]\nstates = [\"clear\", \"fog\"]\nprobability = [0.7, 0.3]\n";
  return fog;
}
constexpr double share_of_fog = 0.3;
constexpr double rate_in_fog = 0.2;

double seen_in_weather(const World& world, std::size_t configuration) {
  return (1.0 - share_of_fog) * seen(world, configuration) +
         share_of_fog * seen(world, configuration, rate_in_fog);
}

const char* const source = "the exact sweep over Dial's (1971) logit";

TEST(ControlledShares, AreTheSweepsAmongPosts) {
  const World world = world_of(ControlledScenario{}.text());
  const RunResult result = run_full(world, 2);
  for (const std::size_t c : {0U, 1U}) {
    const double truth = seen(world, c);
    EXPECT_GT(truth, 0.2);
    EXPECT_LT(truth, 0.9);
    const ControlledEstimate found = controlled(result, "p_detect", c);
    const std::string among = c == 0 ? "rates" : "rates and a certain post";
    expect_share({"D7", "logit routes among " + among + ", with control variates", source}, found.estimate,
                 truth, c == 0 ? 0.00087 : 0.00068, 2);
    expect_share(share_of(result, "p_detect", c), truth, 0.0011, 2);
    EXPECT_GT(found.gain, 1.05);
    // Given the way all is known: what the sweep says of it is what the posts see.
    const ControlledEstimate conditional = controlled(result, "p_detect_conditional", c);
    EXPECT_NEAR(conditional.estimate.value, truth, 1e-6);
    EXPECT_GT(conditional.gain, 1e4);
    EXPECT_NEAR(conditional.coefficients[0], 1.0, 1e-3);
    EXPECT_NEAR(conditional.coefficients[1], 1.0, 1e-3);
  }
}

TEST(ControlledShares, AreTheSweepsInWeatherThatTheControlsLeaveOut) {
  const World world = world_of(in_fog().text());
  const RunResult result = run_full(world, 2);
  for (const std::size_t c : {0U, 1U}) {
    const double truth = seen_in_weather(world, c);
    const std::string in =
        c == 0 ? "posts in clear weather or fog" : "posts and a gate in clear weather or fog";
    expect_share({"D7", in + ", with control variates", source}, controlled(result, "p_detect", c).estimate,
                 truth, c == 0 ? 0.0011 : 0.00085, 2);
    const ControlledEstimate conditional = controlled(result, "p_detect_conditional", c);
    expect_share({"D7", in + ", conditional, with control variates", source}, conditional.estimate, truth,
                 c == 0 ? 0.00065 : 0.0005, 2);
    expect_share(share_of(result, "p_detect_conditional", c), truth, 0.001, 2);
    EXPECT_GT(conditional.gain, 1.1);
  }
  const double truth = seen_in_weather(world, 1) - seen_in_weather(world, 0);
  const ControlledEstimate counted = controlled_difference(result, "p_detect");
  expect_share({"D7", "what a gate adds, counted, with control variates", source}, counted.estimate, truth,
               0.00065, 2);
  const ControlledEstimate conditional = controlled_difference(result, "p_detect_conditional");
  expect_share({"D7", "what a gate adds, conditional, with control variates", source}, conditional.estimate,
               truth, 0.00035, 2);
  EXPECT_GT(counted.gain, 1.2);
  EXPECT_GT(conditional.gain, 1.5);
}

// --- The intervals.

/// Intervals of many runs against the truth.
struct Covered {
  std::string what;
  double truth = 0.0;
  std::int64_t runs = 0;
  std::int64_t holding = 0;

  void add(const Estimate& found) {
    ++runs;
    holding += found.low <= truth && truth <= found.high ? 1 : 0;
  }
  /// Within 4 standard errors of 95 %; a row of the validation table.
  void expect() const {
    const auto all = static_cast<double>(runs);
    const double error = std::sqrt(0.95 * 0.05 / all);
    const double share = static_cast<double>(holding) / all;
    constexpr std::int64_t enough = 200;  // for one of them to miss
    if (runs >= enough) {
      EXPECT_LE(share, 0.999) << what;
    }
    expect_known({"F8", "95 % intervals of " + what + " with control variates hold it", "what 95 % means"},
                 {share, error, normal_95 * error, runs}, 0.95, 1.0);
  }
};

TEST(ControlledShares, HaveIntervalsThatHoldTheTruthAsOftenAsTheySay) {
  const std::int64_t runs = experiment_runs(300);
  ControlledScenario fog = in_fog();
  fog.attempts = "{ poisson = 8.0 }";
  fog.sampling = "batch = 2\ncontrol_variates = true\n";
  const World world = world_of(fog.text());
  const double row = seen_in_weather(world, 0);
  const double with_door = seen_in_weather(world, 1);
  Covered counted{"P(detect)", with_door};
  Covered conditional{"P(detect), conditional,", with_door};
  Covered difference{"what a gate adds", with_door - row};
  double half_width = 0.0;
  double plain_half_width = 0.0;
  for (std::int64_t number = 0; number < runs; ++number) {
    fog.seed = 1000 + static_cast<int>(number);
    RunOptions options;
    options.replications = 100;
    const RunResult result = run(world_of(fog.text()), options);
    counted.add(controlled(result, "p_detect", 1).estimate);
    conditional.add(controlled(result, "p_detect_conditional", 1).estimate);
    difference.add(controlled_difference(result, "p_detect_conditional").estimate);
    half_width += controlled(result, "p_detect_conditional", 1).estimate.half_width();
    plain_half_width += share_of(result, "p_detect_conditional", 1).half_width();
  }
  for (const Covered& covered : {counted, conditional, difference}) covered.expect();
  EXPECT_LT(half_width, 0.95 * plain_half_width);
}

TEST(ControlledShares, EndARunThatAsksForThem) {
  const auto attempts_until = [](const std::string& goal) {
    ControlledScenario scenario;
    scenario.sampling += "replications = 100000\nprecision = [\"" + goal + "\"]\n";
    const World world = world_of(scenario.text());
    Problems problems;
    const std::vector<PrecisionGoal> goals = read_goals(world.scenario, problems);
    EXPECT_TRUE(problems.empty());
    RunOptions options;
    options.threads = 2;
    options.precise_enough = [&goals](const Tally& tally) { return all_reached(goals, tally); };
    const RunResult result = run(world, options);
    EXPECT_EQ(result.stop_reason, StopReason::precision);
    EXPECT_TRUE(all_reached(goals, result.tally));
    return result.tally.summary.shares.attempts(0);
  };
  const std::int64_t plain = attempts_until("p_detect_conditional<0.005");
  EXPECT_LT(attempts_until("controlled.p_detect_conditional<0.005"), plain / 2);
  EXPECT_LT(attempts_until("controlled.row_and_door-row.p_detect_conditional<0.005"), plain);
}

}  // namespace
}  // namespace panj::test
