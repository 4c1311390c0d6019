#include "scenario/toml_text.h"

#include <gtest/gtest.h>

#include "scenario/toml_document.h"

namespace panj {
namespace {

std::string fault_of_text(std::string_view text) {
  const TextFault found = text_fault(text);
  return found.reason.empty()
             ? ""
             : std::to_string(found.line) + ":" + std::to_string(found.column) + " " + found.reason;
}

TEST(TextFault, lets_plain_toml_pass) {
  EXPECT_EQ(fault_of_text(""), "");
  EXPECT_EQ(fault_of_text("a = 1\r\nb = \"gr\xC3\xBC\xC3\x9F\" # \xE2\x82\xAC\n"), "");
  EXPECT_EQ(fault_of_text("\xEF\xBB\xBF"
                          "a = 1\n"),
            "");
  EXPECT_EQ(
      fault_of_text("a = '\xC3\xBC'\nb = \"\"\"\n\xC3\xBC \"quotes\" \\\"\"\"\"\nc = '''\n\xC3\xBC'''\n"),
      "");
  EXPECT_EQ(fault_of_text("a = \"\\\\\" # \xC3\xBC\n"), "");
}

TEST(TextFault, finds_letters_outside_strings_and_comments) {
  const std::string reason = " a character outside ASCII that is neither in a string nor in a comment";
  EXPECT_EQ(fault_of_text("a = 1\nb\xC3\xBC = 2\n"), "2:2" + reason);
  EXPECT_EQ(fault_of_text("a = \"\\\"\" \xC3\xBC\n"), "1:10" + reason);
  EXPECT_EQ(fault_of_text("a = \"\"\"x\"\"\"\"\" \xC3\xBC\n"), "1:15" + reason);
  EXPECT_EQ(fault_of_text("a = \"open\n\xC3\xBC\n"), "2:1" + reason);
}

TEST(TextFault, finds_what_is_not_utf8) {
  EXPECT_EQ(fault_of_text("a = \"\xFF\"\n"), "1:6 not UTF-8");
  EXPECT_EQ(fault_of_text("a = \"\xC3\"\n"), "1:6 not UTF-8");
  EXPECT_EQ(fault_of_text("# \xC0\xAF\n"), "1:3 not UTF-8");          // overlong
  EXPECT_EQ(fault_of_text("# \xED\xA0\x80\n"), "1:3 not UTF-8");      // surrogate
  EXPECT_EQ(fault_of_text("# \xF4\x90\x80\x80\n"), "1:3 not UTF-8");  // beyond U+10FFFF
  EXPECT_EQ(fault_of_text("# \xE2\x82"), "1:3 not UTF-8");            // cut off
}

TEST(TextFault, finds_control_characters) {
  EXPECT_EQ(fault_of_text(std::string_view("a = \"\0\"\n", 8)), "1:6 a control character");
  EXPECT_EQ(fault_of_text("a = 1\x7F\n"), "1:6 a control character");
  EXPECT_EQ(fault_of_text("a = 1\rb = 2\n"), "1:6 a carriage return without a line feed");
}

TEST(TextFault, finds_nesting_that_no_scenario_needs) {
  const std::string reason = " tables nested more than 32 deep";
  EXPECT_EQ(fault_of_text("a = " + std::string(32, '[') + std::string(32, ']')), "");
  EXPECT_EQ(fault_of_text("a = " + std::string(100000, '[')), "1:37" + reason);
  std::string dotted = "a";
  for (int i = 0; i < 100000; ++i) dotted += ".a";
  EXPECT_EQ(fault_of_text(dotted + " = 1\n"), "1:66" + reason);
  EXPECT_EQ(fault_of_text("[" + dotted + "]\n"), "1:67" + reason);
  std::string numbers = "a = [0.0";
  for (int i = 0; i < 1000; ++i) numbers += ", 0.0";
  EXPECT_EQ(fault_of_text(numbers + "]\n"), "");
}

TEST(TextFault, finds_texts_that_are_too_long) {
  EXPECT_EQ(fault_of_text(std::string(longest_scenario_bytes, '\n')), "");
  EXPECT_EQ(fault_of_text(std::string(longest_scenario_bytes + 1, '\n')), "0:0 longer than 1 MiB");
}

}  // namespace
}  // namespace panj
