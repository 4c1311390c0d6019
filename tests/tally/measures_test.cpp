#include "tally/measures.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "stats/fixed_point.h"
#include "tally/undetected_scores.h"

namespace panj {
namespace {

std::int64_t score(std::string_view name, const Verdict& verdict) {
  return measures[find_measure(name)].score(Attempt{}, verdict);
}

TEST(Measures, HaveNamesOfTheirOwnThatAreFound) {
  std::set<std::string_view> names;
  for (std::size_t m = 0; m < measure_count; ++m) {
    EXPECT_EQ(find_measure(measures[m].name), m);
    EXPECT_FALSE(measures[m].long_name.empty());
    names.insert(measures[m].name);
  }
  EXPECT_EQ(names.size(), measure_count);
  EXPECT_EQ(find_measure("p_detekt"), measure_count);
  EXPECT_EQ(find_measure(""), measure_count);
  for (const auto* name : {"p_detect", "p_intercept", "p_leak"}) EXPECT_TRUE(names.contains(name)) << name;
}

TEST(Measures, CountWhatBecameOfAnAttempt) {
  Verdict unseen;
  unseen.leaked = true;
  unseen.p_detect = 0.25;
  Verdict seen = unseen;
  seen.outcome = Outcome::detected_not_intercepted;
  seen.detected_s = 100.0;
  Verdict caught = seen;
  caught.outcome = Outcome::intercepted;
  caught.leaked = false;
  caught.p_detect = 1.0;
  Verdict fought = caught;
  fought.resisted = true;
  struct Row {
    const char* name;
    std::int64_t unseen, seen, caught, fought;
  };
  const std::int64_t one = std::int64_t{1} << 32;
  for (const Row& row :
       {Row{"p_detect", 0, 1, 1, 1}, Row{"p_intercept", 0, 0, 1, 1}, Row{"p_leak", 1, 1, 0, 0},
        Row{"p_detected_not_intercepted", 0, 1, 0, 0},
        Row{"p_detect_conditional", one / 4, one / 4, one, one}, Row{"p_resisted", 0, 0, 0, 1}}) {
    EXPECT_EQ(score(row.name, unseen), row.unseen) << row.name;
    EXPECT_EQ(score(row.name, seen), row.seen) << row.name;
    EXPECT_EQ(score(row.name, caught), row.caught) << row.name;
    EXPECT_EQ(score(row.name, fought), row.fought) << row.name;
  }
}

TEST(Measures, OfTheUndetectedAreKnownBefore) {
  const UndetectedScores known;
  for (const bool crosses : {false, true}) {
    const Verdict verdict{.crossed = crosses, .leaked = true};
    PackedScores scores;
    panj::score({}, {&verdict, 1}, &scores);
    const PackedScores quick = known.passed(crosses);
    EXPECT_EQ(quick.counts, scores.counts);
    EXPECT_EQ(quick.fixed, scores.fixed);
    EXPECT_EQ(quick.fixed, 0);  // only counts need adding
  }
}

/// By byte_of_measure, a row of [measure].
std::vector<std::int64_t> unpacked(const PackedScores& scores) {
  std::vector<std::int64_t> row;
  for (const std::size_t byte : byte_of_measure)
    row.push_back(byte == packed_counts ? scores.fixed
                                        : static_cast<std::int64_t>(scores.counts >> (8 * byte) & 0xffU));
  return row;
}

TEST(Measures, PackedAreThemselvesAndAddUp) {
  std::vector<Verdict> verdicts(4);
  verdicts[1].leaked = verdicts[1].crossed = true;
  verdicts[1].p_detect = 0.75;
  verdicts[2] = {.outcome = Outcome::intercepted, .resisted = true, .detected_s = 5.0};
  verdicts[3] = {.outcome = Outcome::turned_back, .site = 2, .detected_s = 5.0};
  std::vector<PackedScores> packed(verdicts.size());
  score(Attempt{}, verdicts, packed.data());
  PackedScores sum{0, 0};
  std::vector<std::int64_t> expected_sum(measure_count);
  for (std::size_t v = 0; v < verdicts.size(); ++v) {
    const std::vector<std::int64_t> row = unpacked(packed[v]);
    for (std::size_t m = 0; m < measure_count; ++m)
      EXPECT_EQ(row[m], measures[m].score(Attempt{}, verdicts[v])) << measures[m].name;
    for (std::size_t m = 0; m < measure_count; ++m)
      expected_sum[m] += (v == 1 ? most_packed - 3 : 1) * row[m];
    for (std::int64_t i = 0; i < (v == 1 ? most_packed - 3 : 1); ++i) sum += packed[v];
  }
  EXPECT_EQ(unpacked(sum), expected_sum);
}

TEST(Measures, CountLinesCrossedAndSitesReached) {
  Verdict stayed;
  Verdict went = stayed;
  went.crossed = true;
  Verdict arrived = went;
  arrived.site = 0;
  EXPECT_EQ(score("p_crossed", stayed), 0);
  EXPECT_EQ(score("p_crossed", went), 1);
  EXPECT_EQ(score("p_site_reached", went), 0);
  EXPECT_EQ(score("p_site_reached", arrived), 1);
  EXPECT_EQ(score("p_turned_back", arrived), 0);
}

TEST(Measures, WhoTurnedBackAfterADetectionIsDetectedOnly) {
  Verdict turned;
  turned.outcome = Outcome::turned_back;
  turned.detected_s = 5.0;
  EXPECT_EQ(score("p_detect", turned), 1);
  EXPECT_EQ(score("p_intercept", turned), 0);
  EXPECT_EQ(score("p_leak", turned), 0);
  EXPECT_EQ(score("p_detected_not_intercepted", turned), 0);
  EXPECT_EQ(score("p_turned_back", turned), 1);
}

}  // namespace
}  // namespace panj
