#include "scenario/toml_document.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

Node read(std::string_view text) {
  Problems problems;
  const std::optional<Node> root = parse_toml(text, "t.toml", problems);
  EXPECT_TRUE(root.has_value()) << (problems.empty() ? "" : to_string(problems.list().front()));
  return root.value_or(Node{});
}

std::string fault_of_document(std::string_view text) {
  Problems problems;
  EXPECT_FALSE(parse_toml(text, "t.toml", problems).has_value());
  EXPECT_EQ(problems.size(), 1U);
  return problems.empty() ? "" : to_string(problems.list().front());
}

TEST(ParseToml, keeps_values_with_their_places) {
  const Node root =
      read("b = true\n[[t]]\n  i = -3\n  x = 0.5\n  s = 'text'\n  d = 2025-06-21T19:00:00\n  l = [1, [2]]\n");
  ASSERT_EQ(root.items.size(), 2U);
  EXPECT_TRUE(root.find("b")->boolean);
  const Node* list = root.find("t");
  ASSERT_EQ(list->kind, Node::Kind::array);
  const Node& table = list->items.front();
  EXPECT_EQ(table.line, 2);
  EXPECT_EQ(table.find("i")->integer, -3);
  EXPECT_EQ(table.find("i")->key_column, 3);
  EXPECT_EQ(table.find("i")->column, 7);
  EXPECT_EQ(table.find("x")->number, 0.5);
  EXPECT_EQ(table.find("s")->string, "text");
  EXPECT_EQ(table.find("d")->string, "2025-06-21T19:00:00");
  EXPECT_EQ(table.find("l")->items[1].items[0].integer, 2);
  EXPECT_EQ(table.find("none"), nullptr);
}

TEST(ParseToml, keeps_the_order_of_the_file) {
  const Node root = read("z = 1\na = 2\nm = 3\n");
  EXPECT_EQ(root.items[0].key + root.items[1].key + root.items[2].key, "zam");
}

TEST(ParseToml, tells_where_a_text_is_no_toml) {
  EXPECT_EQ(fault_of_document("a = 1\na = 2\n"),
            "t.toml:2:5: not readable as TOML (in a key-value pair: cannot redefine existing integer 'a'); "
            "mend this "
            "line: what follows it has not been read");
  EXPECT_EQ(fault_of_document("a = \"\xFF\"\n"),
            "t.toml:1:6: not readable as TOML (not UTF-8); save the file as UTF-8");
  EXPECT_EQ(fault_of_document("a = \"open"),
            "t.toml:1:10: not readable as TOML (in a string: encountered end-of-file); mend this line: what "
            "follows it has not been read");
}

TEST(Written, shows_values_as_in_a_file_and_cuts_long_ones) {
  const Node root = read(
      "a = [1, 2.0, \"x\\n\", { b = true }, {}, []]\nlong = [1000000, 2000000, 3000000, 4000000, 5000000, "
      "6000000, 7000000, 8000000]\n");
  EXPECT_EQ(written(*root.find("a")), "[1, 2.0, \"x\\n\", { b = true }, {}, []]");
  EXPECT_EQ(written(*root.find("long")).size(), 60U);
  EXPECT_TRUE(written(*root.find("long")).ends_with("..."));
}

TEST(InQuotes, makes_a_string_that_reads_back) {
  std::string all;
  for (int code = 1; code < 128; ++code) all += static_cast<char>(code);
  all += "\xC3\xBC";
  EXPECT_EQ(read("s = " + in_quotes(all) + "\n").find("s")->string, all);
}

TEST(ShownKey, quotes_keys_that_are_not_bare) {
  EXPECT_EQ(shown_key("range_m"), "range_m");
  EXPECT_EQ(shown_key("two words"), "\"two words\"");
  EXPECT_EQ(shown_key(""), "\"\"");
  EXPECT_LE(shown_key(std::string(10000, 'k')).size(), 60U);
}

}  // namespace
}  // namespace panj
