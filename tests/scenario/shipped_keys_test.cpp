#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "scenario/schema.h"
#include "scenario/toml_document.h"

// Whatever a scenario can say, one of the shipped ones says: each part of the model is shown at work.
namespace panj::test {
namespace {

/// What no shipped scenario needs to say, and why.
const std::map<std::string, std::string> excuses{
    {"frontier elevation.ramp",
     "a plane that rises is for checks against formulas: tests/validation/ground_test.cpp walks it"},
    {"frontier elevation.modelled.base_m", "the shipped mountains stand on a base of real relief"},
    {"obstacle area",
     "the shipped areas have few corners and stand in the file: tests/world/obstacle_areas_test.cpp reads "
     "one "
     "from another"},
    {"sampling precision",
     "shipped scenarios state how many replications they take, so that what is quoted of them stays as it "
     "is"},
    {"sampling latin_hypercube",
     "shipped scenarios draw their replications one by one, so that what is quoted of them stays as it is"},
    {"output asset_values", "a switch for those who mind the time that values take"},
};

/// A row of the reference: a key, or one of the alternatives or options of one.
struct Row {
  std::string table;  ///< "" at the top of the file
  std::string key;    ///< with dots
  std::string type;
  std::string usual;  ///< its default
};

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t begin = text.find(open);
  if (begin == std::string::npos) return "";
  const std::size_t from = begin + open.size();
  const std::size_t end = text.find(close, from);
  return end == std::string::npos ? "" : text.substr(from, end - from);
}

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = text.find(by); at != std::string::npos; at = text.find(by, from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + by.size();
  }
  parts.push_back(text.substr(from));
  return parts;
}

std::vector<Row> rows_of_the_reference() {
  std::vector<Row> rows;
  std::string table;
  std::istringstream lines(key_reference());
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("### ")) {
      table = between(line, "`[", "]`");
      std::erase_if(table, [](char letter) { return letter == '[' || letter == ']'; });
      if (line == "### Distributions") table = "distributions";
    }
    if (!line.starts_with("| `")) continue;
    const std::vector<std::string> cells = split(line, " | ");
    rows.push_back({table, between(cells[0], "`", "`"), cells[1], cells.at(3)});
  }
  return rows;
}

/// Words in quotes: the options of a key.
std::vector<std::string> options_of(const std::string& type) {
  std::vector<std::string> options;
  for (const std::string& part : split(type, ", "))
    if (part.starts_with("`") && part.ends_with("`")) options.push_back(part.substr(1, part.size() - 2));
  for (std::string& option : options)
    if (option.starts_with('"')) option = option.substr(1, option.size() - 2);
  return options;
}

std::vector<Node> shipped_scenarios() {
  std::vector<Node> scenarios;
  for (const auto& entry : std::filesystem::directory_iterator(PANJ_SOURCE_DIR "/scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    std::ifstream file(entry.path());
    std::ostringstream text;
    text << file.rdbuf();
    Problems problems;
    const std::optional<Node> root = parse_toml(text.str(), entry.path().string(), problems);
    EXPECT_TRUE(root.has_value()) << entry.path();
    if (root) scenarios.push_back(*root);
  }
  return scenarios;
}

/// Adds what stands under a path. A bare string names a kind without numbers, a bare number is the first.
void find_all(const Node& node, const std::vector<std::string>& path, std::size_t depth,
              std::vector<const Node*>& found) {
  if (depth == path.size()) {
    found.push_back(&node);
  } else if (node.kind == Node::Kind::table) {
    if (const Node* inner = node.find(path[depth])) find_all(*inner, path, depth + 1, found);
  } else if (node.kind == Node::Kind::array) {
    for (const Node& item : node.items)
      if (item.kind == Node::Kind::table) find_all(item, path, depth, found);
  } else if (depth + 1 == path.size()) {
    const bool bare_number =
        node.kind != Node::Kind::string && (path[depth] == "fixed" || path[depth] == "each");
    if (bare_number || node.string == path[depth]) found.push_back(&node);
  }
}

/// Small tables that stand in several tables of the file, with the same keys: to use one anywhere is enough.
std::set<std::string> homes_of(const std::string& table, const std::string& key) {
  if (key.starts_with("movement.")) return {"crosser", "patrol", "team"};
  if (key.starts_with("outage.")) return {"post", "patrol", "drone", "line_sensor"};
  return {table};
}

/// A place is given in one of two forms.
std::vector<std::string> forms_of(const std::string& key) {
  for (const auto& [form, other] :
       {std::pair<std::string, std::string>{"_xy_km", "_lon_lat"}, {"_lon_lat", "_xy_km"}})
    if (key.ends_with(form)) return {key, key.substr(0, key.size() - form.size()) + other};
  return {key};
}

std::vector<const Node*> uses_of(const Row& row, const std::vector<Node>& scenarios) {
  std::vector<const Node*> found;
  for (const std::string& home : homes_of(row.table, row.key)) {
    for (const std::string& form : forms_of(row.key)) {
      const std::string path = home.empty() ? form : home + "." + form;
      for (const Node& scenario : scenarios) find_all(scenario, split(path, "."), 0, found);
    }
  }
  return found;
}

std::string shown(const Node& node) {
  return node.kind == Node::Kind::integer ? std::to_string(node.integer) : node.string;
}

bool is_excused(const std::string& what, std::set<std::string>& used) {
  for (const auto& [excuse, reason] : excuses) {
    if (what != excuse && !what.starts_with(excuse + ".")) continue;
    used.insert(excuse);
    return true;
  }
  return false;
}

TEST(ShippedScenarios, UseEveryKeyAndOption) {
  const std::vector<Node> scenarios = shipped_scenarios();
  const std::vector<Row> rows = rows_of_the_reference();
  ASSERT_GE(scenarios.size(), 8U);
  ASSERT_GT(rows.size(), 300U);
  std::set<std::string> excused;
  for (const Row& row : rows) {
    if (row.table == "distributions") continue;
    const std::string what = row.table + " " + row.key;
    const std::vector<const Node*> uses = uses_of(row, scenarios);
    if (uses.empty()) {
      EXPECT_TRUE(is_excused(what, excused))
          << what << ": no shipped scenario uses it; put it where a story asks for it (or excuse it here)";
      continue;
    }
    for (const std::string& option : options_of(row.type)) {
      const bool usual = row.usual.find(option) != std::string::npos;
      const bool used = std::any_of(uses.begin(), uses.end(),
                                    [&option](const Node* node) { return shown(*node) == option; });
      EXPECT_TRUE(usual || used) << what << ": no shipped scenario chooses " << option;
    }
  }
  for (const auto& [excuse, reason] : excuses)
    EXPECT_TRUE(excused.contains(excuse)) << excuse << " is used: take its excuse away";
}

TEST(ShippedScenarios, DrawFromEveryDistribution) {
  const std::vector<Node> scenarios = shipped_scenarios();
  const std::vector<Row> rows = rows_of_the_reference();
  for (const Row& kind : rows) {
    if (kind.table != "distributions") continue;
    bool used = false;
    for (const Row& row : rows) {
      if (row.type == "distribution")
        used = used || !uses_of({row.table, row.key + "." + kind.key, "", ""}, scenarios).empty();
    }
    EXPECT_TRUE(used) << kind.key;
  }
}

}  // namespace
}  // namespace panj::test
