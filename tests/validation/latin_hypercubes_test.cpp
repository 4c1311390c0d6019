// Latin hypercubes over the replications of a batch: what they narrow, that nothing else comes out of them
// than of replications drawn one by one, and that their intervals hold.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "support/everything.h"
#include "support/known_answer.h"
#include "support/small_scenarios.h"

namespace panj::test {
namespace {

/// Straight ways north on a line of 20 km past a post that sees 4 km and intercepts all that it sees, and
/// past a patrol that goes all along the line.
std::string past_a_post(int walkers) {
  return flat_head() + straight_walkers(walkers) + R"([[sensor]]
name = "eye"
law = { definite_range = { range_m = 4000.0 } }
height_m = 1.7
line_of_sight = false
[[sensor]]
name = "pair"
law = { definite_range = { range_m = 800.0 } }
height_m = 1.7
line_of_sight = false
[[post]]
name = "middle"
sensor = "eye"
position_xy_km = [10.0, 10.0]
[[patrol]]
name = "path"
sensor = "pair"
waypoints_xy_km = [[0.0, 10.0], [20.0, 10.0]]
between = "straight"
circuit = "back_and_forth"
movement = { constant = { speed_km_h = 10.0 } }
[[team]]
name = "team"
base_xy_km = [10.0, 12.0]
number = 50
response_time_min = 0.01
[[configuration]]
name = "post"
assets = ["middle", "team"]
[[configuration]]
name = "patrol"
assets = ["path", "team"]
[output]
maps = false
[sampling]
latin_hypercube = true
)";
}

constexpr double seen_by_post = 0.4;

double met_by_patrol() {
  const double missed = 1.0 - 0.8 * std::sqrt(1.0 + 2.5 * 2.5) / 20.0;
  return 1.0 - missed * missed;
}

RunResult run_of_world(const World& world) {
  RunOptions options;
  options.threads = 2;
  return run(world, options);
}

// Whoever starts between 6 and 14 km is seen. Of 16 parts of the line, six lie inside and two of them to
// four fifths outside: .32 is left of a variance of 16 x .24.
TEST(LatinHypercubes, NarrowWhatOneDrawDecides) {
  const std::int64_t batches = samples(4000);
  const World world = world_of(past_a_post(4), {{"sampling.replications", std::to_string(16 * batches)}});
  const RunResult result = run_of_world(world);
  const Estimate found = share_of(result, "p_detect");
  const double error = std::sqrt(0.32 / 4.0 / static_cast<double>(batches)) / 16.0;
  EXPECT_LE(std::abs(found.value - seen_by_post), 4.0 * error);
  EXPECT_NEAR(found.standard_error / error, 1.0, 4.0 / std::sqrt(static_cast<double>(batches)));
  const double gain = result.tally.hypercube_gains(find_measure("p_detect")).front();
  EXPECT_NEAR(gain / 12.0, 1.0, 6.0 / std::sqrt(static_cast<double>(batches)));
  // What is not stratified costs nothing.
  const double of_patrol = result.tally.hypercube_gains(find_measure("p_detect")).back();
  EXPECT_GT(of_patrol, 0.9);
  EXPECT_LE(std::abs(share_of(result, "p_detect", 1).value - met_by_patrol()),
            4.0 * share_of(result, "p_detect", 1).standard_error);
}

/// How often 95 % intervals hold the truth.
struct Held {
  std::string what;
  double truth = 0.0;
  std::int64_t held = 0;
  void add(const Estimate& estimate) { held += estimate.low <= truth && truth <= estimate.high ? 1 : 0; }
};

TEST(LatinHypercubes, IntervalsHold) {
  const std::int64_t runs = experiment_runs(200);
  std::vector<Held> all{{"P(detect), decided by the origin", seen_by_post},
                        {"P(detect) by a patrol", met_by_patrol()},
                        {"their paired difference", met_by_patrol() - seen_by_post},
                        {"the leaks of a period", 3.0 * (1.0 - seen_by_post)},
                        {"the chance that nothing leaks", std::pow(seen_by_post, 3)}};
  const std::size_t detect = find_measure("p_detect");
  for (std::int64_t number = 0; number < runs; ++number) {
    const World world = world_of(
        past_a_post(3), {{"sampling.replications", "512"}, {"scenario.seed", std::to_string(number + 1)}});
    const Tally tally = run_of_world(world).tally;
    all[0].add(tally.summary.shares.estimate(0, 0, detect, 0.95));
    all[1].add(tally.summary.shares.estimate(0, 1, detect, 0.95));
    all[2].add(paired(tally.summary, 1, 0, detect, 0.95).difference);
    all[3].add(tally.periods.estimate(0, find_period_measure("leaks"), 0.95));
    all[4].add(tally.periods.estimate(0, find_period_measure("p_no_leak"), 0.95));
  }
  const auto count = static_cast<double>(runs);
  const double error = std::sqrt(0.95 * 0.05 / count);
  for (const Held& one : all) {
    const double share = static_cast<double>(one.held) / count;
    expect_known({"F8", "intervals with Latin hypercubes hold " + one.what, "what 95 % means"},
                 {share, error, normal_95 * error, runs}, 0.95, 1.0);
  }
}

/// Compares a run with hypercubes with one of other replications, drawn one by one.
class Twins {
 public:
  void compare(const Estimate& a, const Estimate& b, const std::string& what) {
    const auto tells = [](const Estimate& one) {
      return one.standard_error > 0.0 && one.method != IntervalMethod::none &&
             one.method != IntervalMethod::clopper_pearson && one.method != IntervalMethod::gamma;
    };
    if (!tells(a) || !tells(b)) return;
    const double z = (a.value - b.value) / std::hypot(a.standard_error, b.standard_error);
    EXPECT_LE(std::abs(z), 4.0) << what << ": " << a.value << " and " << b.value;
    squares_ += z * z;
    ++compared_;
  }
  void compare(const RatioSums& a, const RatioSums& b, const std::string& what) {
    compare(ratio_mean(a, 0.95), ratio_mean(b, 0.95), what);
  }
  void compare(const ShareTable& a, const ShareTable& b, const std::string& what) {
    for (std::size_t bin = 0; bin < a.bins(); ++bin)
      for (std::size_t c = 0; c < a.configurations(); ++c)
        for (std::size_t m = 0; m < measure_count; ++m)
          compare(a.estimate(bin, c, m, 0.95), b.estimate(bin, c, m, 0.95),
                  what + ", bin " + std::to_string(bin) + ", " + std::string(measures[m].name));
  }
  void compare(const EventTable& a, const EventTable& b, const std::string& what) {
    for (std::size_t bin = 0; bin < a.bins(); ++bin) compare(a.sums(bin, 1e-3), b.sums(bin, 1e-3), what);
  }
  int compared() const { return compared_; }
  double mean_square() const { return squares_ / compared_; }

 private:
  int compared_ = 0;
  double squares_ = 0.0;
};

void compare_pairs(Twins& twins, const Tally& a, const Tally& b, std::size_t configurations) {
  for (std::size_t i = 1; i < configurations; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      for (std::size_t m = 0; m < measure_count; ++m)
        twins.compare(paired(a.summary, i, j, m, 0.95).difference,
                      paired(b.summary, i, j, m, 0.95).difference, std::string(measures[m].name) + " paired");
      for (std::size_t m = 0; m < period_measure_count; ++m)
        twins.compare(a.periods.difference(i, j, m, 0.95), b.periods.difference(i, j, m, 0.95),
                      std::string(period_measures[m].name) + " paired");
    }
}

void compare_assets(Twins& twins, const Tally& a, const Tally& b, const World& world) {
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (std::size_t asset = 0; asset < world.assets.size(); ++asset)
      for (const AssetMeasure measure :
           {AssetMeasure::value, AssetMeasure::first_conditional, AssetMeasure::first_counted}) {
        const std::string what = world.assets[asset].name;
        twins.compare(a.assets.estimate(a.summary.shares, 0, c, asset, measure, 0.95),
                      b.assets.estimate(b.summary.shares, 0, c, asset, measure, 0.95), what);
        for (std::size_t bin = 0; bin < a.segments.bins(); ++bin)
          twins.compare(a.assets_by_segment.estimate(a.segments, bin, c, asset, measure, 0.95),
                        b.assets_by_segment.estimate(b.segments, bin, c, asset, measure, 0.95), what);
      }
}

void compare_by_configuration(Twins& twins, const Tally& a, const Tally& b, const World& world) {
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    for (std::size_t m = 0; m < period_measure_count; ++m)
      twins.compare(a.periods.estimate(c, m, 0.95), b.periods.estimate(c, m, 0.95),
                    std::string(period_measures[m].name));
    for (std::size_t segment = 0; segment < world.watch_points.size(); ++segment)
      twins.compare(a.line.watched(segment, c, 0.95), b.line.watched(segment, c, 0.95), "watched");
    for (std::size_t k = 0; k < world.crossers.size(); ++k) {
      if (a.rare[k].empty()) continue;
      for (std::size_t q = 0; q < RareTally::quantities; ++q)
        twins.compare(a.rare[k].share(c, q, 0.95), b.rare[k].share(c, q, 0.95), "rare");
      twins.compare(a.rare[k].mean_weight(c, 0.95), b.rare[k].mean_weight(c, 0.95), "mean weight");
    }
  }
}

TEST(LatinHypercubes, GiveWhatReplicationsOneByOneGive) {
  const std::string text = everything_at_once() + R"([[crosser]]
name = "leaker"
attempts = { probes = 2, per_period = 0.1 }
origin = "edge"
destination = "inner_edge"
route = { logit = { mean_excess = 0.05 } }
movement = { tobler = {} }
rare_leaks = { plain_share = 0.3 }
[[crosser]]
name = "troop"
attempts = { waves = { poisson = 0.5 }, groups = { uniform = { min = 1, max = 3 } }, window_min = 30.0 }
origin = "edge"
destination = "inner_edge"
route = "least_cost"
movement = { tobler = {} }
[output]
maps = false
line_every = 4
)";
  // Of a dozen attempts each; by the floor of three, so that there are twenty hypercubes or more to tell
  // errors by.
  const std::int64_t replications = 16 * (samples(1000, 3) / 16);
  // Replications R to 2 R one by one, the same scenario and seed.
  RunOptions options;
  options.threads = 2;
  options.replications = 2 * replications;
  options.shard = {2, 2};
  const World plain = world_of(text);
  const Tally b = run(plain, options).tally;
  const World stratified =
      world_of(text, {{"sampling.latin_hypercube", "true"},
                      {"sampling.batch", "16"},
                      {"sampling.replications", std::to_string(std::max<std::int64_t>(replications, 320))}});
  const RunResult found = run_of_world(stratified);
  const Tally& a = found.tally;
  Twins twins;
  twins.compare(a.summary.shares, b.summary.shares, "summary");
  twins.compare(a.segments, b.segments, "segments");
  twins.compare(a.hours, b.hours, "hours");
  twins.compare(a.crossers, b.crossers, "classes");
  twins.compare(a.draws.shares, b.draws.shares, "draws");
  twins.compare(a.detection_mean, b.detection_mean, "detection");
  twins.compare(a.interception_mean, b.interception_mean, "interception");
  twins.compare(a.depth_mean, b.depth_mean, "depth");
  twins.compare(a.sites.reached, b.sites.reached, "sites reached");
  twins.compare(a.sites.warning, b.sites.warning, "warning");
  for (std::size_t k = 0; k < a.sites_of_probes.size(); ++k)
    twins.compare(a.sites_of_probes[k].reached, b.sites_of_probes[k].reached, "sites reached by probes");
  compare_by_configuration(twins, a, b, stratified);
  compare_pairs(twins, a, b, stratified.configurations.size());
  compare_assets(twins, a, b, stratified);
  EXPECT_GT(twins.compared(), 500);
  // Their errors are as large as they say, too.
  EXPECT_NEAR(twins.mean_square(), 1.0, 0.3);
  for (const double gain : a.hypercube_gains(find_measure("p_detect_conditional"))) EXPECT_GT(gain, 0.8);
}

}  // namespace
}  // namespace panj::test
