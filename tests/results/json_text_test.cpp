#include "results/json_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace panj {
namespace {

TEST(JsonText, EscapesWhatWouldEndATextOrALine) {
  EXPECT_EQ(json_string("Шурообод"), "\"Шурообод\"");
  EXPECT_EQ(json_string("a \"b\" \\ c\n"), "\"a \\\"b\\\" \\\\ c\\u000a\"");
}

TEST(JsonText, HasNoNumberForWhatIsNone) {
  EXPECT_EQ(json_number(0.1), "0.1");
  EXPECT_EQ(json_number(1.0 / 3.0), "0.3333333333333333");
  EXPECT_EQ(json_number(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(json_number(std::numeric_limits<double>::infinity()), "null");
}

}  // namespace
}  // namespace panj
