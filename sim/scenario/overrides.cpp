#include "scenario/overrides.h"

#include <algorithm>
#include <array>
#include <utility>

#include "scenario/spelling.h"

namespace panj {

namespace {

constexpr std::array<std::string_view, 10> lists{"crosser", "sensor",       "post", "line_sensor",
                                                 "patrol",  "drone",        "team", "obstacle",
                                                 "site",    "configuration"};
constexpr std::array<std::string_view, 8> single{"schema",   "scenario", "frontier", "weather",
                                                 "daylight", "response", "sampling", "output"};

void mark(Node& node, int number) {
  node.override_number = number;
  for (Node& item : node.items) mark(item, number);
}

// TOML if it reads as one value, else a string.
Node value_of(const std::string& text) {
  Problems ignored;
  const bool one_line = text.find_first_of("\r\n") == std::string::npos;
  if (one_line) {
    const std::optional<Node> read = parse_toml("value = " + text, "", ignored);
    if (read && read->items.size() == 1) return read->items.front();
  }
  Node node;
  node.kind = Node::Kind::string;
  node.string = text;
  return node;
}

std::vector<std::string> parts_of(const std::string& key) {
  std::vector<std::string> parts(1);
  for (const char letter : key) {
    if (letter == '.')
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  return parts;
}

// One override on its way into the document.
class Setting {
 public:
  Setting(const Override& override, int number, Problems& problems)
      : override_(override), number_(number), parts_(parts_of(override.key)), problems_(problems) {}

  void apply_to(Node& root) {
    if (!well_formed()) return;
    const std::string& head = parts_.front();
    if (std::find(lists.begin(), lists.end(), head) != lists.end()) return into_list(root);
    if (std::find(single.begin(), single.end(), head) == single.end()) return unknown_table();
    set(root, 0);
  }

 private:
  void report(std::string subject, std::string reason, std::string remedy) {
    Problem problem;
    problem.place.file = joined({"--set ", std::to_string(number_)});
    problem.subject = std::move(subject);
    problem.reason = std::move(reason);
    problem.remedy = std::move(remedy);
    problems_.add(std::move(problem));
  }

  void fail(std::string reason, std::string remedy) {
    report(joined({shown_key_path(), "=", shown_value()}), std::move(reason), std::move(remedy));
  }

  std::string shown_key_path() const {
    return override_.key.size() <= 80 ? override_.key : override_.key.substr(0, 77) + "...";
  }
  std::string shown_value() const {
    return override_.value.size() <= 40 ? override_.value : override_.value.substr(0, 37) + "...";
  }

  bool well_formed() {
    const bool readable = std::all_of(parts_.begin(), parts_.end(), [](const std::string& part) {
      return is_bare_key(part) && part.size() <= 60;
    });
    const bool deep = parts_.size() > static_cast<std::size_t>(deepest_nesting);
    if (readable && !deep && (parts_.size() > 1 || parts_.front() == "schema")) return true;
    report(in_quotes(shown_key_path()), "not the path of a key",
           "write table.key=value, or table.name.key=value as in post.north.range_m=3000");
    return false;
  }

  void unknown_table() {
    std::vector<std::string> known;
    known.insert(known.end(), lists.begin(), lists.end());
    known.insert(known.end(), single.begin(), single.end());
    const std::string near = nearest(parts_.front(), known);
    fail("no table " + parts_.front(),
         near.empty() ? "the tables are " + listed(known) : "did you mean " + near + "?");
  }

  void into_list(Node& root) {
    Node* list = root.find(parts_[0]);
    std::vector<std::string> names;
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
      const Node* name = std::as_const(list->items[i]).find("name");
      if (name != nullptr && name->kind == Node::Kind::string) names.push_back(name->string);
    }
    if (parts_.size() < 3)
      return fail("it needs a name and a key", "write " + parts_[0] + ".name.key=value" +
                                                   (names.empty() ? "" : "; the names are " + listed(names)));
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
      const Node* name = std::as_const(list->items[i]).find("name");
      const bool meant = name != nullptr && name->kind == Node::Kind::string && name->string == parts_[1];
      if (meant) return set(list->items[i], 2);
    }
    const std::string near = nearest(parts_[1], names);
    const std::string known =
        names.empty() ? "the scenario has no [[" + parts_[0] + "]]" : "the names are " + listed(names);
    fail("no " + parts_[0] + " of this name", near.empty() ? known : "did you mean " + near + "?");
  }

  // Walks from `table` along the parts from `depth` on, making tables where there are none yet.
  void set(Node& table, std::size_t depth) {
    Node* at = &table;
    for (; depth + 1 < parts_.size(); ++depth) {
      Node* next = at->find(parts_[depth]);
      if (next == nullptr) next = &add(*at, parts_[depth]);
      // A bare name may be opened: movement = "tobler" and movement.tobler.factor=0.6.
      if (next->kind == Node::Kind::string && next->string == parts_[depth + 1] && depth + 2 < parts_.size())
        make_table(*next);
      if (next->kind != Node::Kind::table) return no_table(*next, depth);
      at = next;
    }
    Node value = value_of(override_.value);
    mark(value, number_);
    value.key = parts_.back();
    Node* old = at->find(value.key);
    if (old != nullptr)
      *old = std::move(value);
    else
      at->items.push_back(std::move(value));
  }

  void make_table(Node& node) {
    node.kind = Node::Kind::table;
    node.string.clear();
    node.items.clear();
  }

  void no_table(const Node& node, std::size_t depth) {
    std::string path = parts_[0];
    for (std::size_t i = 1; i <= depth; ++i) path += "." + parts_[i];
    fail(path + " is " + written(node) + ", which has no keys", "set " + path + " itself");
  }

  Node& add(Node& table, const std::string& key) {
    Node node;
    node.key = key;
    node.override_number = number_;
    table.items.push_back(std::move(node));
    return table.items.back();
  }

  const Override& override_;
  int number_;
  std::vector<std::string> parts_;
  Problems& problems_;
};

}  // namespace

void apply(const std::vector<Override>& overrides, Node& root, Problems& problems) {
  int number = 0;
  for (const Override& override : overrides) Setting(override, ++number, problems).apply_to(root);
}

}  // namespace panj
