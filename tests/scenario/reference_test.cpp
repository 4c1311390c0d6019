#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "scenario/sample.h"
#include "scenario/schema.h"

namespace panj::test {
namespace {

constexpr const char* begin_mark = "<!-- keys: begin -->\n";
constexpr const char* end_mark = "<!-- keys: end -->\n";

std::string page() {
  std::ifstream file(PANJ_SOURCE_DIR "/scenarios/README.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(KeyReference, is_what_the_page_of_the_format_holds) {
  const std::string text = page();
  const std::size_t begin = text.find(begin_mark);
  const std::size_t end = text.find(end_mark);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + std::string(begin_mark).size();
  EXPECT_EQ(text.substr(from, end - from), key_reference())
      << "scenarios/README.md is behind the table of keys: put the output of `panj schema --markdown` "
         "between its two "
         "marks";
}

TEST(KeyReference, the_examples_of_the_page_are_faultless) {
  const std::string text = page();
  const std::string open = "```toml\nschema = 1";
  const std::size_t begin = text.find(open);
  ASSERT_NE(begin, std::string::npos);
  const std::size_t from = begin + std::string("```toml\n").size();
  EXPECT_EQ(messages(text.substr(from, text.find("```", from) - from)), "");
}

TEST(KeyReference, has_a_row_for_every_key_of_a_resolved_scenario) {
  const std::string reference = key_reference();
  for (const char* key : {"`period_h`", "`elevation.modelled.relief`", "`origin.box_xy_km`",
                          "`movement.constant.speed_km_h`", "`law.inverse_cube.kh_km3_per_h`",
                          "`response_time_min`", "`without`", "`confidence`", "`maps`", "`lognormal.sigma`"})
    EXPECT_NE(reference.find(key), std::string::npos) << key;
}

}  // namespace
}  // namespace panj::test
