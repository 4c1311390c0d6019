#include <gtest/gtest.h>

#include "scenario/sample.h"
#include "scenario/validate.h"

namespace panj::test {
namespace {

std::string response(const std::string& keys) {
  return sample_text() + "[response]\n" + keys + "\n";
}

std::string covered(const std::string& keys) {
  return with(
      response(keys), "elevation = \"flat\"",
      "elevation = \"flat\"\nland_cover = { path = \"cover.tif\", classes = [1, 2], friction = [1, 2] }");
}

TEST(ValidateContact, LightNeedsTheSun) {
  EXPECT_EQ(messages(response("contact_success_by_light = [1.0, 0.8, 0.5]")),
            "s.toml:49:28: response.contact_success_by_light (nothing says when it is light); add [daylight] "
            "with utc_offset_h, and scenario.start");
}

TEST(ValidateContact, CoverNeedsGround) {
  EXPECT_EQ(messages(response("contact_success_by_cover = { classes = [2], factor = [0.5] }")),
            "s.toml:49:28: response.contact_success_by_cover (nothing says what covers the ground); add "
            "frontier.land_cover");
  EXPECT_EQ(messages(covered("contact_success_by_cover = { classes = [2], factor = [0.5] }")), "");
}

TEST(ValidateContact, ClassesAreThoseOfTheGround) {
  EXPECT_EQ(
      messages(covered("contact_success_by_cover = { classes = [2, 3, 2, 1.5], factor = [0.5] }")),
      "s.toml:50:28: response.contact_success_by_cover (4 classes and 1 factors); give one factor for "
      "each class\n"
      "s.toml:50:28: response.contact_success_by_cover (frontier.land_cover lists no class 3); correct "
      "it, or list it there\n"
      "s.toml:50:28: response.contact_success_by_cover (class 2 stands in it twice); take one of them "
      "out\n"
      "s.toml:50:28: response.contact_success_by_cover (class 1.5 is not a whole number); give the number "
      "of a class");
}

TEST(ValidateContact, FactorsLowerTheBestCase) {
  EXPECT_EQ(
      messages(response("contact_success_by_light = [1.2, 1.0, 0.5]")),
      "s.toml:49:29: response.contact_success_by_light[0] = 1.2 (must be 0 to 1; contact_success is the "
      "best case); choose a value in that range");
}

}  // namespace
}  // namespace panj::test
