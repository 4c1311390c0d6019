// Tallies of several workers, added up.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "tally/sampled.h"
#include "tally/tally.h"

namespace panj {
namespace {

using Numbers = std::vector<std::int64_t>;

/// Every number of a tally that its interface shows, in one row.
Numbers numbers_of(const Tally& tally) {
  Numbers all;
  const auto append = [&all](const Numbers& more) { all.insert(all.end(), more.begin(), more.end()); };
  for (const ShareTable* table : {&tally.summary.shares, &tally.segments, &tally.hours, &tally.crossers})
    for (std::size_t bin = 0; bin < table->bins(); ++bin)
      for (std::size_t i = 0; i < 3 * measure_count; ++i) {
        const ExactSums sums = table->exact_sums(bin, i / measure_count, i % measure_count);
        for (const Int128 sum : {Int128{sums.n}, sums.nn, sums.y, sums.yy, sums.ny})
          append({static_cast<std::int64_t>(sum >> 64), static_cast<std::int64_t>(sum)});
        append({sums.replications});
      }
  append(tally.persons);
  append(tally.first_detections);
  append(tally.interceptions_by);
  const auto append_wide = [&append](Int128 sum) {
    append({static_cast<std::int64_t>(sum >> 64), static_cast<std::int64_t>(sum)});
  };
  for (const EventTable* table : {&tally.detection_mean, &tally.interception_mean, &tally.depth_mean,
                                  &tally.sites.reached, &tally.sites.warning})
    for (std::size_t bin = 0; bin < table->bins(); ++bin) {
      append({table->events(bin)});
      append_wide(table->total(bin));
    }
  for (std::size_t m = 0; m < period_measure_count; ++m)
    for (std::size_t a = 0; a < 3; ++a) {
      append_wide(tally.periods.exact_sum(a, m));
      for (std::size_t b = 0; b <= a; ++b) append_wide(tally.periods.exact_product(a, b, m));
    }
  append(tally.sites.unwarned);
  for (const auto* histograms :
       {&tally.detection_time, &tally.interception_time, &tally.contact_depth, &tally.sites.warning_time})
    for (const Histogram& histogram : *histograms) {
      append(histogram.counts());
      append({histogram.below(), histogram.above()});
    }
  append(tally.unfinished);
  append(tally.unfinished_by_class);
  append(tally.maps.attempts());
  append(tally.maps.detections);
  append(tally.maps.interceptions);
  append(tally.maps.leaks());
  return all;
}

/// Replications dealt out to workers in turn, the workers added up from the last to the first.
Tally tally_of_workers(const World& world, std::size_t workers,
                       Replication (*make)(const World&, std::uint64_t) = sampled::make_replication) {
  std::vector<Tally> tallies(workers, Tally(world));
  for (std::uint64_t number = 0; number < 90; ++number) {
    Tally& tally = tallies[number * 7 % workers];
    SummarySums batch(3);
    tally.add(world, make(world, number), batch);
    tally.end_unit(batch);
    tally.summary += batch;
  }
  Tally whole(world);
  for (std::size_t worker = workers; worker-- > 0;) whole += tallies[worker];
  return whole;
}

TEST(Tally, IsTheSameToTheBitForAnyNumberOfWorkers) {
  const World world = sampled::make_world();
  const Numbers alone = numbers_of(tally_of_workers(world, 1));
  EXPECT_GT(std::count_if(alone.begin(), alone.end(), [](std::int64_t number) { return number != 0; }), 500);
  for (const std::size_t workers : {2U, 3U, 8U})
    EXPECT_EQ(numbers_of(tally_of_workers(world, workers)), alone);
  const Numbers split = numbers_of(tally_of_workers(world, 1, sampled::make_split_replication));
  EXPECT_NE(split, alone);
  for (const std::size_t workers : {2U, 3U})
    EXPECT_EQ(numbers_of(tally_of_workers(world, workers, sampled::make_split_replication)), split);
}

TEST(Tally, RefusesTheTallyOfAnotherWorld) {
  World other = sampled::make_world();
  other.assets.resize(5);
  Tally tally(sampled::make_world());
  EXPECT_THROW(tally += Tally(other), std::invalid_argument);
  other = sampled::make_world();
  other.sites.resize(1);
  EXPECT_THROW(tally += Tally(other), std::invalid_argument);
  other = sampled::make_world();
  other.crossers[0].max_duration_s = 99999.0;
  EXPECT_THROW(tally += Tally(other), std::invalid_argument);
}

}  // namespace
}  // namespace panj
