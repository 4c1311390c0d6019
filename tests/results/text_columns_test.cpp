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

TEST(TextColumns, LinesAreBrokenOneByOneAndGoOnBehindABlank) {
  EXPECT_EQ(wrapped_lines("a line of twenty letters\nand one\n", 20), "a line of twenty\nletters\nand one\n");
  EXPECT_EQ(wrapped_lines("a title of many small words", 26, 4), "a title of many small\n    words\n");
  EXPECT_EQ(wrapped_lines("", 20), "");
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

TEST(TextColumns, GoOnInAFurtherBlockWhereTheLineEnds) {
  const Columns columns{{"x"}, {"11111"}, {"22222"}, {"33333"}};
  EXPECT_EQ(block_of({"n", "a", "b", "c"}, columns, 20),
            "\nn    a        b\n───────────────────\nx    11111    22222\n"
            "\nn    c\n──────────\nx    33333\n");
  EXPECT_EQ(block_of({"n", "a", "b", "c"}, columns, 3).find("22222    33333"), std::string::npos);
  EXPECT_NE(block_of({"n", "a", "b", "c"}, columns).find("11111    22222    33333"), std::string::npos);
}

TEST(TextColumns, BarsEndWhereTheIntervalDoes) {
  Estimate share;
  share.value = 0.25;
  share.low = 0.1875;
  share.high = 0.375;
  EXPECT_EQ(bar(share, 0.5, 8), "███░░░");
  share.low = 0.203125;  // 3 cells and a quarter
  EXPECT_EQ(bar(share, 0.5, 8), "███▎░░");
  share.low = share.high = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(bar(share, 0.5, 8), "████");
  share.value = share.low;
  EXPECT_EQ(bar(share, 0.5, 8), "");
}

}  // namespace
}  // namespace panj
