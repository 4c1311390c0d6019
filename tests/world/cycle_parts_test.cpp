#include "world/cycle_parts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace panj {
namespace {

TEST(CycleParts, TellThePartOfAnyRoundThatATimeIsIn) {
  EXPECT_EQ(part_of_a_cycle(0.0), 0);
  EXPECT_EQ(part_of_a_cycle(41.9), 41);
  EXPECT_EQ(part_of_a_cycle(65536.0 + 41.9), 41);
  EXPECT_EQ(part_of_a_cycle(-0.1), 65535);
  EXPECT_EQ(part_of_a_cycle(-65536.0), 0);
  EXPECT_EQ(part_of_a_cycle(3.0e12 + 7.5), static_cast<std::uint16_t>(3'000'000'000'007));
}

TEST(CycleParts, HoldTheStretchThatTheyAreOf) {
  const double period_s = 12'345.6;
  for (double begin_s = 0.0; begin_s < period_s; begin_s += 77.7) {
    for (double end_s = begin_s; end_s <= period_s; end_s += 333.3) {
      const CycleParts parts = parts_between(begin_s, end_s, period_s);
      const double part_s = period_s / 65536.0;
      EXPECT_LE(parts.begin * part_s, begin_s + 1e-9);
      EXPECT_GT((parts.begin + 1) * part_s, begin_s - 1e-9);
      EXPECT_GE((parts.begin + parts.length) * part_s, end_s - 1e-9);
      EXPECT_LT((parts.begin + parts.length - 1) * part_s, end_s + 1e-9);
    }
  }
}

TEST(CycleParts, OfAWholeCycleAreAll) {
  const CycleParts all = parts_between(0.0, 700.0, 700.0);
  EXPECT_EQ(all.begin, 0);
  EXPECT_EQ(all.length, 65535);
}

}  // namespace
}  // namespace panj
