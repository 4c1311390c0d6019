// Classes that hardly ever come through: weighted attempts against the exact sweep and against plain
// sampling, and the weights alone on a chain with a known end (known answer F5).
#include <gtest/gtest.h>

#include <cmath>

#include "model/weighted_steps.h"
#include "rng/stream.h"
#include "support/known_answer.h"
#include "support/same_result.h"
#include "world/rare_leaks.h"
#include "world/route_sweep.h"
#include "world/static_hazard.h"

namespace panj::test {
namespace {

/// Attempts that crude sampling needs for a probability of 1 in 100 with a relative error of 10 %: (1 - p) /
/// (p 0.01).
constexpr std::int64_t crude_attempts = 9'900;

// --- The weights alone: a walk on 0, 1, ..., 20 that goes up with a probability of 0.4.

constexpr CellId top = 20;

/// The chain as a table of moves: east is up, 0 and 20 end it.
RouteField chain() {
  RouteField field;
  field.kind = RouteField::Kind::logit;
  field.offset[0] = 1;
  field.offset[1] = -1;
  field.time_to_go_s.assign(top + 1, 0.0F);
  field.logit.resize(top + 1);
  for (CellId cell = 1; cell < top; ++cell) {
    LogitRow& row = field.logit[static_cast<std::size_t>(cell)];
    row.moves = 2;
    row.below.fill(65535);
    row.below[0] = 26214;  // 0.4 of 65536
    row.direction.fill(1);
    row.direction[0] = 0;
  }
  return field;
}

/// Probability to reach the top before 0 from `cell`, r = (1 - p) / p.
double reaches_top(double r, CellId cell) {
  return (std::pow(r, cell) - 1.0) / (std::pow(r, top) - 1.0);
}

struct Weighed {
  WeightedSums sums;  ///< of single walks: their weights, and with y those that reach the top
  double steps = 0.0;
};

Weighed walk_chain(const RouteField& plain, const RouteField& tilted, double plain_share,
                   std::int64_t walks) {
  Weighed found;
  WeightedSums& sums = found.sums;
  for (std::int64_t i = 0; i < walks; ++i) {
    Stream stream({EntityKey{5}, Purpose::route, 0, static_cast<std::uint64_t>(i)});
    const double uniform = static_cast<double>(stream()) * 0x1.0p-64;
    WeightedSteps steps(plain, tilted, plain_share, uniform < plain_share);
    CellId at = 1;
    while (!is_destination(plain, at)) {
      at = steps.next(at, static_cast<std::uint16_t>(stream() >> 48)).to;
      found.steps += 1.0;
    }
    const double w = steps.weight();
    const double y = at == top ? w : 0.0;
    sums.w += w;
    sums.ww += w * w;
    sums.y += y;
    sums.yy += y * y;
    sums.squares_of_rest += (w - y) * (w - y);
  }
  sums.replications = sums.n = sums.nn = static_cast<double>(walks);
  sums.nw = sums.w;
  sums.ny = sums.y;
  sums.wy = sums.squares = sums.yy;
  sums.plain = plain_share * sums.n;
  return found;
}

TEST(RareLeaks, AChainReachesItsTopAsOftenAsItIsKnownTo) {
  const RouteField plain = chain();
  constexpr double r = 1.5;
  EXPECT_NEAR(reaches_top(r, 1), 1.504096e-4, 5e-11);
  const double truth = reaches_top(39322.0 / 26214.0, 1);  // of the table
  EXPECT_NEAR(truth / reaches_top(r, 1), 1.0, 1e-3);
  const RouteField perfect =
      tilted_field(plain, [&](CellId, CellId to, double) { return reaches_top(r, to); });
  const RouteField rough =
      tilted_field(plain, [](CellId from, CellId to, double) { return to > from ? 1.4 : 1.0; });
  const std::int64_t walks = samples(50'000);
  for (const RouteField* tilted : {&perfect, &rough}) {
    const bool is_perfect = tilted == &perfect;
    const Weighed found = walk_chain(plain, *tilted, 0.1, walks);
    const Estimate share = weighted_share(found.sums, 0.95);
    const std::string what = is_perfect ? "by its own chance from there" : "upwards more often";
    // Counting would leave a half-width of 0.7 of the value.
    expect_known({"F5", "a walk up with 0.4 reaches 20 before 0, drawn " + what, "gambler's ruin"},
                 {share.value, share.standard_error, share.half_width(), walks}, truth,
                 interval_width(is_perfect ? 2e-5 : 0.15, 50'000) * truth);
    const double w = found.sums.w / found.sums.n;
    const double of_w = std::sqrt((found.sums.ww / found.sums.n - w * w) / found.sums.n);
    EXPECT_LE(std::abs(w - 1.0), 4.0 * of_w);
  }
}

// --- Through the engine.

/// Walkers whose ways lead past a row of posts, and what `more` has. One class is weighted, one is
/// counted; both are probes beside ordinary traffic.
std::string past_a_row(double rate_per_h, const std::string& probes, const std::string& about_them,
                       const std::string& more = "", const std::string& more_assets = "",
                       const std::string& about_eyes = "") {
  const std::string crosser =
      "origin = { points_xy_km = [[2.1, 0.3], [4.3, 0.5]] }\ndestination = { points_xy_km = [[3.1, 6.7]] }\n"
      "route = { logit = { theta_s = 40.0 } }\nmovement = { constant = { speed_km_h = 4.0 } }\n" +
      about_them;
  const auto post = [](const std::string& name, double east_km, double north_km) {
    return "[[post]]\nname = \"" + name + "\"\nsensor = \"eye\"\nposition_xy_km = [" + toml(east_km) + ", " +
           toml(north_km) + "]\n";
  };
  return "schema = 1\n[scenario]\nseed = 29\nperiod_h = 6.0\n" + level_frontier(6.0, 7.0, 1.0, 200.0) +
         "[[crosser]]\nname = \"walker\"\nattempts = { fixed = 1 }\n" + crosser +
         "[[crosser]]\nname = \"weighted\"\nattempts = { probes = " + probes +
         ", per_period = 0.01 }\nrare_leaks = { plain_share = 0.1 }\n" + crosser +
         "[[crosser]]\nname = \"counted\"\nattempts = { probes = " + probes + ", per_period = 0.01 }\n" +
         crosser + "[[sensor]]\nname = \"eye\"\nlaw = { constant_rate = { rate_per_h = " + toml(rate_per_h) +
         ", range_m = 1300.0 } }\nheight_m = 4.0\n" + about_eyes +
         "[[sensor]]\nname = \"gate\"\nlaw = { definite_range = { "
         "range_m = 300.0 } }\nheight_m = 3.0\n" +
         post("west", 0.9, 3.5) + post("middle", 3.3, 3.1) + post("east", 5.5, 3.9) + post("far", 2.1, 5.1) +
         "[[post]]\nname = \"door\"\nsensor = \"gate\"\nposition_xy_km = [3.1, 4.1]\n" + more +
         "[[configuration]]\nname = \"row\"\nassets = [\"west\", \"middle\", \"east\"" + more_assets +
         "]\n[[configuration]]\nname = \"row_and_door\"\nextends = \"row\"\nassets = [\"far\", "
         "\"door\"]\n[sampling]\nbatch = 10\n[output]\nmaps = false\n";
}

constexpr std::size_t weighted_class = 1;
constexpr std::size_t counted_class = 2;

RunResult run_attempts(const World& world, std::int64_t replications) {
  RunOptions options;
  options.threads = 2;
  options.replications = replications;
  return run(world, options);
}

void expect_mean_weight_1(const RareTally& tally, std::size_t c) {
  const Estimate weight = tally.mean_weight(c, 0.95);
  EXPECT_LE(std::abs(weight.value - 1.0), 4.0 * weight.standard_error) << weight.value;
  EXPECT_GT(weight.standard_error, 0.0);
}

double from_origins(const World& world, const std::vector<double>& values) {
  return 0.5 * (values[static_cast<std::size_t>(world.grid.at({2100.0, 300.0}))] +
                values[static_cast<std::size_t>(world.grid.at({4300.0, 500.0}))]);
}

TEST(RareLeaks, AmongPostsAreTheSweepsDownToOneInAMillion) {
  struct Case {
    double rate_per_h;
    double about;
    std::string in_words;  ///< detections an hour in range
  };
  for (const Case& known : {Case{8.0, 1e-2, "8"}, Case{17.0, 1e-4, "17"}, Case{28.0, 1e-6, "28"}}) {
    const World world = world_of(past_a_row(known.rate_per_h, "100", ""));
    const CrosserPlan& crosser = world.crossers[weighted_class];
    ASSERT_EQ(crosser.rare_leaks->tilted.size(), 2U);
    // As many attempts as counting one in a hundred takes.
    const RunResult result = run_attempts(world, crude_attempts / 100);
    const RareTally& tally = result.tally.rare[weighted_class];
    for (const std::size_t c : {std::size_t{0}, std::size_t{1}}) {
      const double truth =
          from_origins(world, sweep_survival(crosser.route, static_hazard(world, crosser, c)));
      const double steps =
          from_origins(world, sweep_sum(crosser.route, [](CellId, CellId, double) { return 1.0; }));
      const Estimate found = tally.share(c, RareTally::undetected, 0.95);
      if (c == 0) {
        EXPECT_LT(std::abs(std::log(truth / known.about)), std::log(3.0)) << truth;
      }
      // Asked for are 10 % within 20 times the steps; what is left is that origins differ.
      EXPECT_LE(found.standard_error, 0.02 * found.value);
      const std::string among = c == 0 ? "undetected among posts" : "undetected among more posts and a gate";
      expect_known({"F5", among + ", " + known.in_words + " detections an hour", "exact sweep"},
                   {found.value, found.standard_error, found.half_width(), crude_attempts}, truth,
                   0.04 * truth);
      EXPECT_LE(static_cast<double>(tally.path_steps(c)), 1.1 * crude_attempts * steps);
      EXPECT_GT(static_cast<double>(tally.path_steps(c)), 0.9 * crude_attempts * steps);
      expect_mean_weight_1(tally, c);
    }
  }
}

/// Two estimates of the same from different attempts.
void expect_alike(const Estimate& a, const Estimate& b, double widest_relative) {
  const double error = std::hypot(a.standard_error, b.standard_error);
  EXPECT_LE(std::abs(a.value - b.value), 4.0 * error)
      << a.value << " +- " << a.standard_error << ", " << b.value << " +- " << b.standard_error;
  EXPECT_GT(error, 0.0);
  EXPECT_LE(error, widest_relative * b.value);
}

/// A patrol across the ways.
std::string patrol_across() {
  return "[[patrol]]\nname = \"round\"\nsensor = \"eye\"\nwaypoints_xy_km = [[1.0, 2.1], [5.0, "
         "2.1]]\nbetween = \"straight\"\ncircuit = \"back_and_forth\"\nmovement = { constant = { speed_km_h "
         "= "
         "3.0 } }\n";
}

TEST(RareLeaks, PatrolsWeatherAndPacesLeaveThemUnbiased) {
  const std::string weather = "[weather]\nstates = [\"clear\", \"rain\"]\nprobability = [0.7, 0.3]\n";
  const std::string in_rain = "weather = { states = [\"rain\"], rate_factor = [0.7] }\n";
  const std::string pace =
      "time_factor = { lognormal = { median = 1.0, sigma = 0.2 } }\nsignature = { rate_factor = 0.9, "
      "persons_exponent = 0.5 }\ngroup_size = { uniform = { min = 1, max = 3 } }\n";
  const World world =
      world_of(past_a_row(4.0, "100", pace, weather + patrol_across(), ", \"round\"", in_rain));
  const RunResult result = run_attempts(world, samples(600, 100));
  const RareTally& tally = result.tally.rare[weighted_class];
  const std::size_t conditional = find_measure("p_detect_conditional");
  for (const std::size_t c : {std::size_t{0}, std::size_t{1}}) {
    const Estimate weighted = tally.share(c, RareTally::undetected, 0.95);
    const Estimate counted = complement(result.tally.class_share(counted_class, c, conditional, 0.95));
    expect_alike(weighted, counted, interval_width(0.05, 600, 100));
    EXPECT_LE(weighted.standard_error, counted.standard_error);
    // What /classes tells is the same, from the same weights.
    const Estimate share = complement(result.tally.class_share(weighted_class, c, conditional, 0.95));
    EXPECT_NEAR(share.value, weighted.value, 1e-7);
    expect_mean_weight_1(tally, c);
  }
}

TEST(RareLeaks, PatrolsLeaveMostOfTheGain) {
  const World world = world_of(past_a_row(14.0, "100", "", patrol_across(), ", \"round\""));
  const RunResult result = run_attempts(world, samples(600, 100));
  const RareTally& tally = result.tally.rare[weighted_class];
  const std::size_t conditional = find_measure("p_detect_conditional");
  for (const std::size_t c : {std::size_t{0}, std::size_t{1}}) {
    const Estimate weighted = tally.share(c, RareTally::undetected, 0.95);
    const Estimate counted = complement(result.tally.class_share(counted_class, c, conditional, 0.95));
    EXPECT_LT(weighted.value, 1e-3);
    expect_alike(weighted, counted, interval_width(0.5, 600, 100));
    EXPECT_LE(weighted.standard_error, interval_width(0.05, 600, 100) * weighted.value);
  }
}

TEST(RareLeaks, WithTeamsTheyLeakAsOftenAsCounted) {
  const std::string teams =
      "[[team]]\nname = \"guard\"\nbase_xy_km = [3.1, 5.9]\nresponse_time_min = { uniform = { min = 5.0, max "
      "= "
      "40.0 } }\n[response]\ncontact_success = 0.9\n";
  const World world = world_of(past_a_row(5.0, "100", "", teams, ", \"guard\""));
  const RunResult result = run_attempts(world, samples(600, 100));
  const RareTally& tally = result.tally.rare[weighted_class];
  const std::size_t leak = find_measure("p_leak");
  const std::size_t intercept = find_measure("p_intercept");
  for (const std::size_t c : {std::size_t{0}, std::size_t{1}}) {
    const Estimate counted = result.tally.class_share(counted_class, c, leak, 0.95);
    EXPECT_GT(counted.value, 0.001);
    EXPECT_LT(counted.value, 0.5);
    expect_alike(tally.share(c, RareTally::leaks, 0.95), counted, interval_width(0.05, 600, 100));
    EXPECT_EQ(result.tally.class_share(weighted_class, c, leak, 0.95).value,
              tally.share(c, RareTally::leaks, 0.95).value);
    expect_alike(result.tally.class_share(weighted_class, c, intercept, 0.95),
                 result.tally.class_share(counted_class, c, intercept, 0.95), interval_width(0.05, 600, 100));
  }
}

TEST(RareLeaks, TouchNobodyElseAndAreTheSameFromAnyNumberOfThreads) {
  const std::string text = past_a_row(5.0, "10", "", patrol_across(), ", \"round\"");
  const World world = world_of(text);
  RunOptions options;
  options.threads = 1;
  options.replications = 60;
  const RunResult alone = run(world, options);
  options.threads = 3;
  expect_same(run(world, options), alone);

  std::string unweighted = text;
  const std::string key = "rare_leaks = { plain_share = 0.1 }\n";
  unweighted.erase(unweighted.find(key), key.size());
  const RunResult plain = run(world_of(unweighted), options);
  expect_same(plain.tally.summary, alone.tally.summary, "summary");
  for (const std::size_t crosser : {std::size_t{0}, counted_class})
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t m = 0; m < measure_count; ++m)
        EXPECT_TRUE(same(plain.tally.crossers.sums(crosser, c, m), alone.tally.crossers.sums(crosser, c, m)));
  EXPECT_TRUE(plain.tally.rare[weighted_class].empty());
  EXPECT_EQ(plain.tally.persons, alone.tally.persons);
}

}  // namespace
}  // namespace panj::test
