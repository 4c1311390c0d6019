#include "results/text_columns.h"

#include <gtest/gtest.h>

#include <limits>

namespace panj {
namespace {

TEST(TextColumns, BreakAtBlanks) {
  EXPECT_EQ(wrapped("one two three", 7), "one two\nthree\n");
  EXPECT_EQ(wrapped("longer_than_that one", 7), "longer_than_that\none\n");
  EXPECT_EQ(wrapped("Шурообод два", 8), "Шурообод\nдва\n");
  EXPECT_EQ(wrapped(""), "\n");
  EXPECT_EQ(wrapped("chance < 0.1 %, no more", 12), "chance\n< 0.1 %, no\nmore\n");
}

TEST(TextColumns, NumbersHaveNoSignWhereTheyRoundToNothing) {
  EXPECT_EQ(number(-0.0001, 1, changes_of_percentages), "0.0");
  EXPECT_EQ(number(-0.001, 1, changes_of_percentages), "-0.1");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN(), 1, percentages), "-");
  EXPECT_EQ(with_commas(-1234567), "-1,234,567");
}

TEST(TextColumns, AreAsWideAsTheirWidestCell) {
  EXPECT_EQ(block_of({"a", "b"}, {{"x", "long"}, {"1", "22"}}),
            "\na       b\n──────────\nx       1\nlong    22\n");
}

}  // namespace
}  // namespace panj
