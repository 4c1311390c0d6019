#include "tally/event_table.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace panj {
namespace {

/// Replication r: r events of 10, 20, ... in bin 0, and in every second one an event of 7 in bin 1.
void add_event_replication(EventTable& table, int r) {
  for (int i = 1; i <= r; ++i) table.add(0, 10 * i);
  if (r % 2 == 0) table.add(1, 7);
  table.end_unit();
}

TEST(EventTable, SumsEventsOfEachBinByReplication) {
  EventTable table(3);
  for (int r = 1; r <= 3; ++r) add_event_replication(table, r);
  // Bin 0: n = 1, 2, 3; y = 10, 30, 60.
  const RatioSums sums = table.sums(0, 0.1);
  EXPECT_EQ(sums.replications, 3.0);
  EXPECT_EQ(sums.n, 6.0);
  EXPECT_EQ(sums.nn, 14.0);
  EXPECT_DOUBLE_EQ(sums.y, 10.0);
  EXPECT_DOUBLE_EQ(sums.yy, 1.0 + 9.0 + 36.0);
  EXPECT_DOUBLE_EQ(sums.ny, 1.0 + 6.0 + 18.0);
  EXPECT_EQ(table.events(1), 1);
  EXPECT_EQ(static_cast<std::int64_t>(table.total(1)), 7);
  EXPECT_EQ(table.events(2), 0);
}

TEST(EventTable, AddsUpInAnyOrder) {
  EventTable whole(2);
  EventTable first(2);
  EventTable second(2);
  for (int r = 1; r <= 9; ++r) {
    add_event_replication(whole, r);
    add_event_replication(r % 3 == 0 ? first : second, r);
  }
  second += first;
  for (std::size_t bin = 0; bin < 2; ++bin) {
    EXPECT_EQ(second.sums(bin, 1.0).replications, whole.sums(bin, 1.0).replications);
    EXPECT_EQ(second.sums(bin, 1.0).yy, whole.sums(bin, 1.0).yy);
    EXPECT_EQ(second.sums(bin, 1.0).ny, whole.sums(bin, 1.0).ny);
  }
  EXPECT_THROW(second += EventTable(3), std::invalid_argument);
}

}  // namespace
}  // namespace panj
