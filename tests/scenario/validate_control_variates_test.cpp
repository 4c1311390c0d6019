#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "scenario/sample.h"

namespace panj::test {
namespace {

using testing::HasSubstr;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

std::string with_control_variates() {
  return replaced(sample_text(), "[sampling]\n", "[sampling]\ncontrol_variates = true\n");
}

TEST(ValidateControlVariates, TakesWaysPastPosts) {
  EXPECT_EQ(messages(with_control_variates()), "");
  EXPECT_TRUE(parsed(with_control_variates()).sampling.control_variates);
  EXPECT_FALSE(parsed(sample_text()).sampling.control_variates);
}

TEST(ValidateControlVariates, RefusesThemWhereNothingIsSwept) {
  const std::string logit = "{ logit = { mean_excess = 0.05 } }";
  const std::string straight = "{ straight = { heading_deg = 0.0, length_km = 3.0 } }";
  const char* const no_routes =
      "sampling.control_variates = true (no class of ordinary traffic goes by routes "
      "on the grid, which are what is swept)";
  EXPECT_THAT(messages(replaced(with_control_variates(), logit, straight)), HasSubstr(no_routes));
  EXPECT_THAT(
      messages(replaced(with_control_variates(), "{ poisson = 6.0 }", "{ probes = 6, per_period = 0.1 }")),
      HasSubstr(no_routes));
  std::string without = replaced(with_control_variates(), "[\"north\", ", "[");
  without = replaced(without,
                     "[[post]]\nname = \"north\"\nsensor = \"camera\"\nposition_xy_km = [5.0, 11.0]\n", "");
  EXPECT_THAT(messages(without),
              HasSubstr("there are no posts, and what they see is what is swept); add a [[post]], or leave "
                        "control_variates out"));
}

}  // namespace
}  // namespace panj::test
