// Latin hypercubes over the replications of a batch: the same bits however a run is cut up, and a replication
// is the same one whoever asks for it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/run.h"
#include "model/workspace.h"
#include "support/everything.h"
#include "support/same_result.h"
#include "support/sittings.h"
#include "support/world_of.h"
#include "tally/state.h"

namespace panj::test {
namespace {

/// 20 batches of 8, of something of everything; every batch looks at the border twice.
const World& stratified() {
  static const World world = world_of(
      everything_at_once(),
      {{"sampling.latin_hypercube", "true"}, {"sampling.replications", "160"}, {"output.line_every", "4"}});
  return world;
}

const RunResult& whole_stratified() {
  static const RunResult result = run_with(stratified(), 2);
  return result;
}

TEST(Hypercubes, UnitsAreBatches) {
  const Tally& tally = whole_stratified().tally;
  EXPECT_EQ(whole_stratified().completed_replications, 160);
  EXPECT_EQ(tally.summary.shares.replications(), 160);
  EXPECT_EQ(tally.periods.replications(), 160);
  EXPECT_EQ(tally.line.replications(), 40);
  const ExactSums sums = tally.summary.shares.exact_sums(0, 0, 0);
  EXPECT_EQ(sums.units, 20);
  EXPECT_EQ(sums.replications, 160);
  EXPECT_EQ(sums.in_shares(1.0).per_unit, 8.0);
  EXPECT_EQ(tally.by_replication.exact_sums(0, 0, 0).units, 160);
  for (std::size_t m = 0; m < measure_count; ++m) {
    const ExactSums by_batch = tally.summary.shares.exact_sums(0, 2, m);
    const ExactSums by_replication = tally.by_replication.exact_sums(0, 2, m);
    EXPECT_EQ(by_batch.n, by_replication.n);
    EXPECT_TRUE(by_batch.y == by_replication.y);
  }
  for (const BatchRecord& batch : whole_stratified().batches) {
    EXPECT_EQ(batch.sums.shares.replications(), 8);
    EXPECT_EQ(batch.sums.shares.exact_sums(0, 0, 0).units, 1);
  }
  for (std::size_t m = 0; m < measure_count; ++m)
    EXPECT_EQ(tally.hypercube_gains(m).size(), stratified().configurations.size());
}

TEST(Hypercubes, AnyNumberOfThreads) {
  for (const int threads : {1, 3}) expect_same(whole_stratified(), run_with(stratified(), threads));
}

TEST(Hypercubes, AnyNumberOfSittings) {
  RunResult so_far;
  for (const std::int64_t replications : {8, 48, 56, 160})
    so_far = kept(stratified(), run_with(stratified(), static_cast<int>(replications % 3) + 1, replications,
                                         {}, std::move(so_far)));
  expect_same(whole_stratified(), so_far);
  EXPECT_EQ(state_of(whole_stratified()), state_of(so_far));
  // Their intervals rest on sums that only units of several replications have.
  for (std::size_t m = 0; m < period_measure_count; ++m) {
    const Estimate one = whole_stratified().tally.periods.difference(2, 0, m, 0.95);
    const Estimate other = so_far.tally.periods.difference(2, 0, m, 0.95);
    EXPECT_EQ(one.value, other.value);
    EXPECT_TRUE(one.high == other.high || (std::isnan(one.high) && std::isnan(other.high)));
  }
}

TEST(Hypercubes, ShardsAddUpToTheSame) {
  RunResult all;
  all.tally = Tally(stratified());
  for (std::int64_t number = 1; number <= 3; ++number) {
    const RunResult part = kept(stratified(), run_with(stratified(), 2, 0, {number, 3}));
    add_shard(all, part);
  }
  expect_same(whole_stratified(), all);
  EXPECT_EQ(state_of(whole_stratified()), state_of(all));
}

/// All that is drawn together, of one replication.
std::vector<double> drawn(const Workspace& workspace) {
  std::vector<double> numbers{static_cast<double>(workspace.replication.weather.state),
                              workspace.replication.weather.visibility};
  for (const Attempt& attempt : workspace.replication.attempts)
    numbers.insert(numbers.end(), {attempt.departure_s, attempt.moving_s, attempt.origin_m.x(),
                                   attempt.origin_m.y(), attempt.time_factor, 1.0 * attempt.persons});
  for (const Stretch& stretch : workspace.teams.stretches)
    numbers.insert(numbers.end(), {1.0 * stretch.cycle, stretch.offset_s, stretch.from_s, stretch.until_s});
  for (const TeamConditions& team : workspace.conditions.teams) numbers.push_back(team.look_phase);
  return numbers;
}

TEST(Hypercubes, AReplicationIsTheSameByItself) {
  Workspace in_order;
  std::vector<std::vector<double>> all;
  for (std::int64_t number = 0; number < 24; ++number) {
    simulate(stratified(), number, in_order);
    all.push_back(drawn(in_order));
  }
  for (const std::int64_t number : {23, 5, 8, 0}) {
    Workspace alone;
    simulate(stratified(), number, alone);
    EXPECT_EQ(drawn(alone), all[static_cast<std::size_t>(number)]) << number;
  }
}

// Weather, the first departure, phases: of a batch of 8, one in each eighth.
TEST(Hypercubes, SpreadABatchEvenly) {
  Workspace workspace;
  std::vector<double> departures;
  std::vector<double> starts;
  int fog = 0;
  for (std::int64_t number = 40; number < 48; ++number) {
    const Replication& replication = simulate(stratified(), number, workspace);
    fog += replication.weather.state == 1 ? 1 : 0;
    for (const Attempt& attempt : replication.attempts) {
      const CrosserPlan& crosser = stratified().crossers[static_cast<std::size_t>(attempt.crosser)];
      if (crosser.name != "drifter" || attempt.number != 0) continue;
      // Departures of the class are normal, mean 2 h and standard deviation 0.5 h; origins in a box.
      departures.push_back(
          std::floor(8.0 * 0.5 * std::erfc(-(attempt.departure_s / 3600.0 - 2.0) / 0.5 / std::sqrt(2.0))));
      starts.push_back(std::floor(8.0 * (attempt.origin_m.x() - 1000.0) / 10000.0));
    }
  }
  // 0.3 of 8 is between 2 and 3.
  EXPECT_GE(fog, 2);
  EXPECT_LE(fog, 3);
  const std::vector<double> one_each{0, 1, 2, 3, 4, 5, 6, 7};
  std::sort(departures.begin(), departures.end());
  std::sort(starts.begin(), starts.end());
  EXPECT_EQ(departures, one_each);
  EXPECT_EQ(starts, one_each);
}

TEST(Hypercubes, AreLookedAtAfterThirtyBatches) {
  EXPECT_EQ(next_look(0, 1), 32);
  RunOptions options;
  options.replications = 320;
  std::vector<std::int64_t> looks;
  options.precise_enough = [&looks](const Tally& tally) {
    looks.push_back(tally.summary.shares.replications() / 8);
    return false;
  };
  run(world_of(
          everything_at_once(),
          {{"sampling.latin_hypercube", "true"}, {"sampling.replications", "320"}, {"output.maps", "false"}}),
      options);
  EXPECT_EQ(looks, (std::vector<std::int64_t>{32, 40}));
}

TEST(Hypercubes, AreKnownToTheRecordOfAttempts) {
  const World plain = world_of(everything_at_once());
  const World others = world_of(
      everything_at_once(),
      {{"sampling.latin_hypercube", "true"}, {"sampling.batch", "16"}, {"sampling.replications", "320"}});
  EXPECT_NE(plain.attempts_text, stratified().attempts_text);
  EXPECT_NE(others.attempts_text, stratified().attempts_text);
  EXPECT_TRUE(plain.hypercube.none());
  // Where they are off, a batch is nothing that attempts depend on.
  EXPECT_EQ(plain.attempts_text, world_of(everything_at_once(), {{"sampling.batch", "16"}}).attempts_text);
}

}  // namespace
}  // namespace panj::test
