#include "tally/tally.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <vector>

#include "tally/sampled.h"

namespace panj {
namespace {

using Counts = std::vector<std::int64_t>;

TEST(Tally, HasTheAxesAndEdgesOfItsWorld) {
  const Tally tally(sampled::make_world());
  EXPECT_EQ(tally.segments.bins(), 3U);
  EXPECT_EQ(tally.hours.bins(), 5U);
  EXPECT_EQ(tally.crossers.bins(), 2U);
  EXPECT_EQ(tally.first_detections.size(), 6U);
  // 2 h in steps of 10 s, and the end itself inside.
  EXPECT_EQ(tally.detection_time.at(0).bins(), 721U);
  EXPECT_EQ(tally.detection_time.at(2).edge(721), 7210.0);
  // The farthest inner cell lies 250 m in.
  EXPECT_EQ(tally.contact_depth.at(1).edge(tally.contact_depth.at(1).bins()), 251.0);
  EXPECT_FALSE(tally.maps.empty());
}

TEST(Tally, KeepsNoMapsWhereNoneAreAsked) {
  World world = sampled::make_world();
  world.scenario.output.maps = false;
  Tally tally(world);
  SummarySums batch(3);
  tally.add(world, sampled::make_replication(world, 1), batch);
  tally.end_unit(batch);
  EXPECT_TRUE(tally.maps.empty());
}

TEST(Tally, TakesAWorldWithoutClassesBasesOrSegments) {
  World world;
  world.configurations = {"alone"};
  world.scenario.output.maps = false;
  world.scenario.period_s = 60.0;
  Tally tally(world);
  EXPECT_EQ(tally.hours.bins(), 1U);
  Replication nothing;
  SummarySums batch(1);
  tally.add(world, nothing, batch);
  tally.end_unit(batch);
  EXPECT_EQ(batch.shares.replications(), 1);
}

TEST(Tally, LongDurationsTakeCoarserSteps) {
  World world = sampled::make_world();
  world.crossers[1].max_duration_s = 72 * 3600.0;
  const Histogram times = Tally(world).detection_time.at(0);
  EXPECT_EQ(times.edge(1), 300.0);
  EXPECT_EQ(times.bins(), 865U);
}

TEST(Tally, ScoresOneAttemptEverywhere) {
  World world = sampled::make_world();
  Replication replication;
  replication.cells = {0, 8, 16};
  replication.entered_s = {1000.0, 1100.0, 1200.0};
  Attempt attempt;
  attempt.crosser = 1;
  attempt.departure_s = 1000.0;
  replication.attempts = {attempt};
  Walk walk;
  walk.end = 3;
  walk.segment = 2;
  walk.hour = 4;
  walk.finished = false;
  replication.walks = {walk};
  replication.walk_begin = {0, 1};
  replication.verdicts.resize(3);
  Verdict& caught = replication.verdicts[1];
  caught.outcome = Outcome::intercepted;
  caught.detected_s = 1105.0;
  caught.detected_by = 1;
  caught.detected_in = 8;
  caught.contact_s = 1200.0;
  caught.contact_in = 16;
  caught.contact_depth_m = 50.0;
  caught.team = 0;
  caught.p_detect = 0.5;

  Tally tally(world);
  SummarySums batch(3);
  tally.add(world, replication, batch);
  tally.end_unit(batch);
  EXPECT_EQ(batch.shares.attempts(0), 1);
  EXPECT_EQ(tally.summary.shares.attempts(0), 0);
  EXPECT_EQ(tally.crossers.attempts(1), 1);
  EXPECT_EQ(tally.hours.attempts(4), 1);
  EXPECT_EQ(tally.segments.attempts(2), 1);
  EXPECT_EQ(batch.shares.sums(0, 1, find_measure("p_detect_conditional")).y, 0.5);
  EXPECT_EQ(tally.segments.sums(2, 1, find_measure("p_intercept")).y, 1.0);
  EXPECT_EQ(tally.segments.sums(2, 0, find_measure("p_intercept")).y, 0.0);
  EXPECT_EQ(tally.first_detections, (Counts{0, 0, 0, 1, 0, 0}));
  EXPECT_EQ(tally.interceptions_by, (Counts{0, 0, 1, 0, 0, 0}));
  EXPECT_EQ(tally.detection_time[1].counts()[10], 1);
  EXPECT_EQ(tally.interception_time[1].counts()[20], 1);
  EXPECT_EQ(tally.contact_depth[1].counts()[50], 1);
  EXPECT_EQ(tally.detection_time[0].total(), 0);
  EXPECT_EQ(tally.unfinished, (Counts{1, 1, 1}));
  EXPECT_EQ(tally.unfinished_by_class, (Counts{0, 1, 0, 1, 0, 1}));
  EXPECT_EQ(tally.detection_mean.sums(1, thousandth).y, 105.0);
  EXPECT_EQ(tally.interception_mean.sums(1, thousandth).y, 200.0);
  EXPECT_EQ(tally.depth_mean.sums(1, thousandth).y, 50.0);
  EXPECT_EQ(tally.periods.estimate(0, find_period_measure("p_no_leak"), 0.95).value, 1.0);
  EXPECT_TRUE(tally.sites.unwarned == Counts(9));
}

TEST(Tally, KeepsTheSitesThatProbesReachApart) {
  World world = sampled::make_world();
  world.crossers[0].attempts.kind = AttemptsPerPeriod::Kind::probes;
  Tally tally(world);
  SummarySums batch(3);
  std::array<std::int64_t, 2> reached{};
  for (std::uint64_t number = 0; number < 40; ++number) {
    const Replication replication = sampled::make_replication(world, number);
    for (std::size_t a = 0; a < replication.attempts.size(); ++a)
      if (replication.attempts[a].scored && replication.verdicts[3 * a].site >= 0)
        ++reached[static_cast<std::size_t>(replication.attempts[a].crosser)];
    tally.add(world, replication, batch);
    tally.end_unit(batch);
  }
  EXPECT_GT(reached[0], 10);
  ASSERT_EQ(tally.sites_of_probes.size(), 2U);
  const std::size_t any = tally.sites.row(0, tally.sites.any_site);
  EXPECT_TRUE(tally.sites_of_probes[0].reached.total(any) == reached[0]);
  EXPECT_TRUE(tally.sites_of_probes[1].empty());
  EXPECT_TRUE(tally.sites.reached.total(any) == reached[1]);
  EXPECT_TRUE(tally.periods.exact_sum(0, find_period_measure("sites_reached")) == reached[1]);
}

TEST(Tally, CountsPersonsThroughAndSitesReachedByPeriod) {
  const World world = sampled::make_world();
  Tally tally(world);
  SummarySums batch(3);
  std::int64_t persons = 0;
  std::int64_t sites = 0;
  for (std::uint64_t number = 0; number < 40; ++number) {
    const Replication replication = sampled::make_replication(world, number);
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict& verdict = replication.verdicts[3 * a + 2];
      if (verdict.leaked) persons += replication.attempts[a].persons;
      if (verdict.site >= 0) ++sites;
    }
    tally.add(world, replication, batch);
    tally.end_unit(batch);
  }
  EXPECT_GT(sites, 20);
  EXPECT_EQ(tally.periods.replications(), 40);
  EXPECT_TRUE(tally.periods.exact_sum(2, find_period_measure("persons_through")) == persons);
  EXPECT_TRUE(tally.periods.exact_sum(2, find_period_measure("sites_reached")) == sites);
  EXPECT_TRUE(tally.sites.reached.total(tally.sites.row(2, tally.sites.any_site)) == sites);
  EXPECT_TRUE(batch.shares.exact_sums(0, 2, find_measure("p_site_reached")).y == sites);
}

/// One attempt of class 1 by three persons, seen and caught under configuration 1.
Replication caught_once() {
  Replication replication;
  replication.cells = {0, 8};
  replication.entered_s = {1000.0, 1100.0};
  Attempt attempt;
  attempt.crosser = 1;
  attempt.persons = 3;
  replication.attempts = {attempt};
  Walk walk;
  walk.end = 2;
  walk.segment = 2;
  walk.hour = 1;
  walk.finished = false;
  replication.walks = {walk};
  replication.walk_begin = {0, 1};
  replication.verdicts.resize(3);
  Verdict& caught = replication.verdicts[1];
  caught.outcome = Outcome::intercepted;
  caught.detected_s = 1050.0;
  caught.detected_by = 1;
  caught.detected_in = 8;
  caught.contact_s = 1100.0;
  caught.contact_in = 8;
  caught.team = 0;
  return replication;
}

/// Everything but classes and persons is as where nothing has happened.
void expect_nothing_else(const Tally& tally, const SummarySums& batch, const World& world,
                         std::int64_t replications = 1) {
  Tally nothing(world);
  SummarySums none(3);
  nothing.add(world, Replication{}, none);
  nothing.end_unit(none);
  EXPECT_EQ(batch.shares.attempts(0), 0);
  EXPECT_EQ(batch.shares.replications(), replications);
  EXPECT_EQ(tally.segments.attempts(2), 0);
  EXPECT_EQ(tally.hours.attempts(1), 0);
  EXPECT_EQ(tally.first_detections, nothing.first_detections);
  EXPECT_EQ(tally.interceptions_by, nothing.interceptions_by);
  EXPECT_EQ(tally.detection_time[1].total(), 0);
  EXPECT_EQ(tally.interception_time[1].total(), 0);
  EXPECT_EQ(tally.contact_depth[1].total(), 0);
  EXPECT_EQ(tally.unfinished, nothing.unfinished);
  EXPECT_EQ(tally.maps.attempts(), nothing.maps.attempts());
  EXPECT_EQ(tally.maps.detections, nothing.maps.detections);
}

TEST(Tally, CountsProbesByClassAlone) {
  World world = sampled::make_world();
  world.crossers[1].attempts.kind = AttemptsPerPeriod::Kind::probes;
  Tally tally(world);
  SummarySums batch(3);
  tally.add(world, caught_once(), batch);
  tally.end_unit(batch);
  EXPECT_EQ(tally.crossers.attempts(1), 1);
  EXPECT_EQ(tally.crossers.sums(1, 1, find_measure("p_intercept")).y, 1.0);
  EXPECT_EQ(tally.persons, (Counts{0, 3}));
  EXPECT_EQ(tally.unfinished_by_class, (Counts{0, 1, 0, 1, 0, 1}));
  expect_nothing_else(tally, batch, world);
}

TEST(Tally, TellsOfWeightedClassesWhatTheyKnowBest) {
  World world = sampled::make_world();
  world.crossers[1].attempts.kind = AttemptsPerPeriod::Kind::probes;
  world.crossers[1].rare_leaks = RareLeaks{0.2, {}};
  Tally tally(world);
  SummarySums batch(3);
  for (int r = 0; r < 40; ++r) {
    Replication replication = caught_once();
    replication.walks[0].finished = r % 4 != 0;
    replication.verdicts[0].p_detect = 0.5;
    replication.verdicts[0].leaked = r % 3 == 0;  // by chance; what is known is 1 - p_detect
    tally.add(world, replication, batch);
    tally.end_unit(batch);
  }
  EXPECT_EQ(tally.unfinished_by_class, (Counts{0, 10, 0, 10, 0, 10}));
  const Estimate leak = tally.class_share(1, 0, find_measure("p_leak"), 0.95);
  EXPECT_EQ(leak.value, tally.rare[1].share(0, RareTally::leaks, 0.95).value);
  EXPECT_NEAR(leak.value, 0.375, 1e-12);
  EXPECT_EQ(tally.class_share(1, 1, find_measure("p_intercept"), 0.95).value, 1.0);
  expect_nothing_else(tally, batch, world, 40);
}

TEST(Tally, CountsNothingOfTheWarmUp) {
  const World world = sampled::make_world();
  Replication replication = caught_once();
  replication.attempts[0].scored = false;
  Tally tally(world);
  SummarySums batch(3);
  tally.add(world, replication, batch);
  tally.end_unit(batch);
  EXPECT_EQ(tally.crossers.attempts(1), 0);
  EXPECT_EQ(tally.persons, (Counts{0, 0}));
  expect_nothing_else(tally, batch, world);

  replication.attempts[0].scored = true;
  tally.add(world, replication, batch);
  tally.end_unit(batch);
  EXPECT_EQ(batch.shares.attempts(0), 1);
  EXPECT_EQ(tally.segments.attempts(2), 1);
  EXPECT_EQ(tally.persons, (Counts{0, 3}));
}

TEST(Tally, AttemptsThatNeverCutTheLineAreLeftOutOfTheSegmentsAlone) {
  const World world = sampled::make_world();
  Tally tally(world);
  SummarySums batch(3);
  std::int64_t attempts = 0;
  std::int64_t cut = 0;
  for (std::uint64_t number = 0; number < 50; ++number) {
    const Replication replication = sampled::make_replication(world, number);
    for (const Walk& walk : replication.walks) {
      ++attempts;
      cut += walk.segment >= 0 ? 1 : 0;
    }
    tally.add(world, replication, batch);
    tally.end_unit(batch);
  }
  const auto total = [](const ShareTable& table) {
    std::int64_t sum = 0;
    for (std::size_t bin = 0; bin < table.bins(); ++bin) sum += table.attempts(bin);
    return sum;
  };
  EXPECT_EQ(total(batch.shares), attempts);
  EXPECT_EQ(total(tally.hours), attempts);
  EXPECT_EQ(total(tally.crossers), attempts);
  EXPECT_EQ(total(tally.segments), cut);
  EXPECT_LT(cut, attempts);
  EXPECT_EQ(tally.segments.replications(), 50);
}

TEST(Tally, CountsAttemptsWhereTheirWayUnderEachConfigurationCutsTheLine) {
  const World world = sampled::make_world();
  Tally tally(world);
  SummarySums batch(3);
  // [table][bin][configuration]: attempts and intercepted, and the squares of attempts a replication.
  std::vector<Counts> n(2, Counts(5 * 3));
  std::vector<Counts> nn(2, Counts(5 * 3));
  std::vector<Counts> y(2, Counts(5 * 3));
  Counts unfinished(3);
  for (std::uint64_t number = 0; number < 80; ++number) {
    const Replication replication = sampled::make_split_replication(world, number);
    std::vector<Counts> here(2, Counts(5 * 3));
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      for (std::size_t c = 0; c < 3; ++c) {
        const Walk& walk = replication.walk_of(a, c);
        const bool caught = replication.verdicts[a * 3 + c].outcome == Outcome::intercepted;
        const std::array<std::int32_t, 2> bins{walk.segment, walk.hour};
        for (std::size_t table = 0; table < 2; ++table) {
          if (bins[table] < 0) continue;
          const std::size_t at = static_cast<std::size_t>(bins[table]) * 3 + c;
          ++here[table][at];
          y[table][at] += caught ? 1 : 0;
        }
        unfinished[c] += walk.finished ? 0 : 1;
      }
    }
    for (std::size_t table = 0; table < 2; ++table) {
      for (std::size_t at = 0; at < here[table].size(); ++at) {
        n[table][at] += here[table][at];
        nn[table][at] += here[table][at] * here[table][at];
      }
    }
    tally.add(world, replication, batch);
    tally.end_unit(batch);
  }
  const std::size_t measure = find_measure("p_intercept");
  bool differ = false;
  for (std::size_t table = 0; table < 2; ++table) {
    const ShareTable& shares = table == 0 ? tally.segments : tally.hours;
    for (std::size_t bin = 0; bin < shares.bins(); ++bin) {
      for (std::size_t c = 0; c < 3; ++c) {
        const ExactSums sums = shares.exact_sums(bin, c, measure);
        EXPECT_EQ(shares.attempts(bin, c), n[table][bin * 3 + c]);
        EXPECT_EQ(sums.n, n[table][bin * 3 + c]);
        EXPECT_TRUE(sums.nn == nn[table][bin * 3 + c]);
        EXPECT_TRUE(sums.y == y[table][bin * 3 + c]);
        differ = differ || sums.n != shares.attempts(bin, 0);
      }
    }
  }
  EXPECT_TRUE(differ);
  EXPECT_EQ(tally.unfinished, unfinished);
}

}  // namespace
}  // namespace panj
