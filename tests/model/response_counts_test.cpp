#include "model/response_counts.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace panj {
namespace {

TEST(ResponseCounts, AddUpByConfiguration) {
  ResponseCounts counts(2, 2, 1);
  counts.assets[2] = {.nuisance_alarms = 9, .opened = 7, .dismissed = 4, .cleared = 2, .unanswered = 1};
  counts.assets[3] = {.nuisance_alarms = 0, .opened = 5, .dismissed = 1, .cleared = 0, .unanswered = 3};
  counts.bases[1] = {.answered = 6, .failed = 2, .busy_ms = 500};
  ResponseCounts sum(2, 2, 1);
  sum += counts;
  sum += ResponseCounts{};
  sum += counts;
  const CallTotals totals = totals_of(sum, 1, 2);
  EXPECT_EQ(totals.answered, 12);
  EXPECT_EQ(totals.cleared, 4);
  EXPECT_EQ(totals.unanswered, 8);
  EXPECT_EQ(totals.dismissed, 10);
  EXPECT_EQ(totals.confirmed(), 24);
  EXPECT_EQ(sum.assets[2].nuisance_alarms, 18);
  EXPECT_EQ(sum.bases[1].failed, 4);
  EXPECT_EQ(sum.bases[1].busy_ms, 1000);
  EXPECT_EQ(totals_of(sum, 0, 2).confirmed(), 0);
  EXPECT_THROW((sum += ResponseCounts(2, 1, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace panj
