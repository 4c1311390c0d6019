#include "tally/best_configuration.h"
#include "tally/p_detect.h"

#include <gtest/gtest.h>

#include <cmath>

namespace panj {
namespace {

const std::size_t leak = find_measure("p_leak");

/// Ten attempts a replication under four configurations; the third does what the first does. The second
/// detects one attempt more in most replications, the fourth one less.
SummarySums four_configurations(int replications) {
  SummarySums sums(4);
  for (int r = 0; r < replications; ++r) {
    for (int attempt = 0; attempt < 10; ++attempt) {
      std::vector<std::int64_t> scores(4 * measure_count);
      const auto detects = [&](std::size_t configuration, int up_to) {
        const bool is_detected = attempt < up_to;
        scores[configuration * measure_count + p_detect] = is_detected ? 1 : 0;
        scores[configuration * measure_count + leak] = is_detected ? 0 : 1;
      };
      const int base = 4 + r % 3;
      detects(0, base);
      detects(1, base + (r % 4 == 0 ? 0 : 1));
      detects(2, base);
      detects(3, base - (r % 5 == 0 ? 0 : 1));
      sums.shares.add_attempt(0, scores);
    }
    sums.end_unit();
  }
  return sums;
}

TEST(BestConfiguration, IsTheOneThatDetectsMostAndLeaksLeast) {
  const auto statements = best_configurations(four_configurations(200), 0.95);
  ASSERT_EQ(statements.size(), measure_count);
  for (const std::size_t measure : {p_detect, leak}) {
    const BestStatement& statement = *statements[measure];
    EXPECT_EQ(statement.leader, 1U);
    EXPECT_TRUE(statement.is_decided());
    EXPECT_NEAR(statement.lead[1].value, 0.075, 1e-12);  // positive: of leaks, as many fewer
    EXPECT_LT(statement.p_wrong, 1e-3);
    EXPECT_EQ(statement.same_as[2], 0U);
  }
}

TEST(BestConfiguration, IsNoneWhereNothingEverDiffers) {
  // Nobody is intercepted.
  const BestStatement statement =
      *best_configurations(four_configurations(50), 0.95)[find_measure("p_intercept")];
  for (std::size_t c = 0; c < 4; ++c) {
    EXPECT_TRUE(statement.is_like_leader(c));
    EXPECT_TRUE(statement.may_be_best[c]);
  }
}

TEST(BestConfiguration, IsNotToldByOneReplicationOrOneConfiguration) {
  EXPECT_FALSE(best_configurations(four_configurations(1), 0.95)[p_detect]);
  SummarySums alone(1);
  for (int r = 0; r < 5; ++r) {
    alone.shares.add_attempt(0, std::vector<std::int64_t>(measure_count, r % 2));
    alone.end_unit();
  }
  EXPECT_FALSE(best_configurations(alone, 0.95)[p_detect]);
}

}  // namespace
}  // namespace panj
