#include "scenario/spelling.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(EditDistance, counts_insertions_deletions_replacements_and_swaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("seed", "seed"), 0U);
  EXPECT_EQ(edit_distance("sead", "seed"), 1U);
  EXPECT_EQ(edit_distance("sede", "seed"), 1U);
  EXPECT_EQ(edit_distance("sed", "seed"), 1U);
  EXPECT_EQ(edit_distance("", "seed"), 4U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Nearest, offers_a_word_only_where_one_is_near) {
  const std::vector<std::string> known{"range_m", "height_m", "sensor"};
  EXPECT_EQ(nearest("rang_m", known), "range_m");
  EXPECT_EQ(nearest("sensro", known), "sensor");
  EXPECT_EQ(nearest("colour", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest(std::string(100000, 'a'), known), "");
  EXPECT_EQ(nearest("x", {}), "");
}

TEST(Listed, reads_as_a_sentence) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a or b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b or c");
}

}  // namespace
}  // namespace panj
