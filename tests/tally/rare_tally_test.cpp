#include "tally/rare_tally.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace panj {
namespace {

/// Two configurations, two attempts: the first walks alike under both, the second does not.
Replication two_attempts() {
  Replication replication;
  replication.attempts.resize(2);
  replication.cells = {0, 1, 1, 2, 0, 1, 2, 3, 0, 9};
  replication.walks.resize(3);
  replication.walks[0].end = 4;  // stands in cell 1
  replication.walks[0].weight = 0.25;
  replication.walks[1] = replication.walks[2] = {};
  replication.walks[1].attempt = replication.walks[2].attempt = 1;
  replication.walks[1].under = 1;
  replication.walks[1].begin = 4;
  replication.walks[1].end = 8;
  replication.walks[1].weight = 10.0;
  replication.walks[2].under = 2;
  replication.walks[2].begin = 8;
  replication.walks[2].end = 10;
  replication.walks[2].weight = 4.0;
  replication.walks[2].finished = false;
  replication.walk_begin = {0, 1, 3};
  replication.verdicts.resize(4);
  // First attempt: under the first configuration nobody sees it, under the second it is seen and leaks.
  replication.verdicts[0].p_detect = 0.75;
  replication.verdicts[0].leaked = true;
  replication.verdicts[1].p_detect = 0.875;
  replication.verdicts[1].detected_s = 5.0;
  replication.verdicts[1].leaked = true;
  replication.verdicts[1].outcome = Outcome::detected_not_intercepted;
  // Second: seen and intercepted, or runs out of time.
  replication.verdicts[2].p_detect = 0.5;
  replication.verdicts[2].detected_s = 5.0;
  replication.verdicts[2].outcome = Outcome::intercepted;
  replication.verdicts[3].p_detect = 0.5;
  return replication;
}

TEST(RareTally, WeighsWhatHappensUnderEachConfiguration) {
  RareTally tally(2, 0.1);
  const Replication replication = two_attempts();
  tally.add(replication, 0);
  tally.add(replication, 1);
  tally.end_unit();
  EXPECT_EQ(tally.attempts(), 2);
  EXPECT_EQ(tally.path_steps(0), 2 + 3);
  EXPECT_EQ(tally.path_steps(1), 2 + 1);

  const WeightedSums unseen = tally.sums(0, RareTally::undetected);
  EXPECT_EQ(unseen.n, 2.0);
  EXPECT_EQ(unseen.w, 10.25);
  EXPECT_EQ(unseen.y, 0.25 * 0.25 + 10.0 * 0.5);
  EXPECT_EQ(unseen.yy, unseen.y * unseen.y);
  EXPECT_EQ(unseen.wy, unseen.w * unseen.y);
  EXPECT_EQ(unseen.ny, 2.0 * unseen.y);
  EXPECT_EQ(unseen.nw, 2.0 * unseen.w);
  EXPECT_EQ(tally.sums(0, RareTally::leaks).y, unseen.y);  // the second was stopped
  EXPECT_EQ(tally.sums(1, RareTally::undetected).y, 0.25 * 0.125);
  EXPECT_EQ(tally.sums(1, RareTally::leaks).y, 0.25 * (0.125 + 1.0));
  EXPECT_EQ(tally.sums(0, find_measure("p_intercept")).y, 10.0);
  EXPECT_EQ(tally.sums(0, find_measure("p_detect_conditional")).y, 0.25 * 0.75 + 10.0 * 0.5);
  const double a = 0.25 * 0.25;
  EXPECT_NEAR(tally.effective_size(0, RareTally::undetected), (a + 5.0) * (a + 5.0) / (a * a + 25.0), 1e-9);
  const WeightedSums intercepted = tally.sums(0, find_measure("p_intercept"));
  EXPECT_EQ(intercepted.squares, 100.0);
  EXPECT_EQ(intercepted.squares_of_rest, 0.25 * 0.25);
  EXPECT_EQ(unseen.squares, a * a + 25.0);
  EXPECT_EQ(unseen.squares_of_rest, (0.25 - a) * (0.25 - a) + 25.0);
  EXPECT_EQ(unseen.plain, 0.1 * 2.0);
  EXPECT_EQ(tally.effective_size(1, find_measure("p_intercept")), 0.0);
}

TEST(RareTally, KeepsWhatIsOneInTenThousandMillion) {
  Replication replication = two_attempts();
  replication.walks[0].weight = 1e-10;
  RareTally tally(2, 0.1);
  for (int r = 0; r < 5; ++r) {
    tally.add(replication, 0);
    tally.end_unit();
  }
  const WeightedSums sums = tally.sums(0, RareTally::undetected);
  EXPECT_NEAR(sums.y / (5.0 * 0.25e-10), 1.0, 1e-8);
  EXPECT_NEAR(sums.yy / (5.0 * 0.25e-10 * 0.25e-10), 1.0, 0.01);
}

TEST(RareTally, AddsUpInAnyOrder) {
  RareTally whole(2, 0.1);
  RareTally first(2, 0.1);
  RareTally second(2, 0.1);
  for (int r = 0; r < 9; ++r) {
    Replication replication = two_attempts();
    for (Walk& walk : replication.walks) walk.weight *= 0.1 + 0.3 * r;
    for (RareTally* tally : {&whole, r % 3 == 0 ? &first : &second}) {
      tally->add(replication, 0);
      if (r % 2 == 0) tally->add(replication, 1);
      tally->end_unit();
    }
  }
  second += first;
  EXPECT_TRUE(second == whole);
  EXPECT_FALSE(first == whole);
  // Every sum is handed out, and what they are put into is the same.
  std::vector<Int128> handed;
  const auto take = [&handed](const auto& sum) { handed.push_back(sum); };
  RareTally::each_sum(whole, take);
  EXPECT_EQ(handed.size(), 4U + 2U * (4U + 6U * RareTally::quantities));
  RareTally again(2, 0.1);
  std::size_t next = 0;
  const auto put = [&](auto& sum) {
    sum = static_cast<std::remove_reference_t<decltype(sum)>>(handed[next++]);
  };
  RareTally::each_sum(again, put);
  EXPECT_TRUE(again == whole);
  EXPECT_THROW(second += RareTally(3, 0.1), std::invalid_argument);
  EXPECT_TRUE(RareTally().empty());
  EXPECT_GT(whole.mean_weight(0, 0.95).high, whole.mean_weight(0, 0.95).low);
}

}  // namespace
}  // namespace panj
