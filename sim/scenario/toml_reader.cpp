#include "scenario/toml_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenario/spelling.h"
#include "scenario/toml_text.h"

namespace panj {

namespace {

const std::string* name_of(const Node& table) {
  const Node* name = table.find("name");
  return name != nullptr && name->kind == Node::Kind::string ? &name->string : nullptr;
}

std::string example(const Key& key) {
  return std::string(key.name) + " = ...";
}

}  // namespace

TomlReader::TomlReader(const Node& root, ReaderSource source, Problems& problems)
    : source_(std::move(source)), problems_(problems) {
  open("", root, nullptr);
}

SourcePlace TomlReader::place_of(const Node& node) const {
  if (node.override_number > 0) return {"--set " + std::to_string(node.override_number), 0, 0};
  return {source_.file, node.line, node.column};
}

SourcePlace TomlReader::place_of_key(const Node& node) const {
  if (node.override_number > 0 || node.key_line == 0) return place_of(node);
  return {source_.file, node.key_line, node.key_column};
}

std::string TomlReader::subject(std::string_view key) const {
  const Scope& scope = scopes_.back();
  if (scope.label.empty()) return std::string(key);
  if (key.empty() || scope.stands_for_key) return scope.label;
  return scope.label + "." + std::string(key);
}

void TomlReader::report(const Node& node, std::string_view key, std::string reason, std::string remedy) {
  const bool table = node.kind == Node::Kind::table && !node.items.empty();
  const std::string value = table ? std::string() : " = " + written(node);
  problems_.add({place_of(node), subject(key) + value, std::move(reason), std::move(remedy)});
}

void TomlReader::report_type(const Node& node, std::string_view key, std::string_view wanted,
                             std::string remedy) {
  report(node, key, std::string(kind_name(node)) + " where " + std::string(wanted) + " belongs",
         std::move(remedy));
}

const Node* TomlReader::take(std::string_view name, const Unit& unit, std::string_view stem) {
  Scope& scope = scopes_.back();
  const bool seen =
      std::any_of(scope.known.begin(), scope.known.end(), [name](const Known& k) { return k.name == name; });
  if (!seen) scope.known.push_back({std::string(name), &unit, std::string(stem)});
  const Node* node = scope.node->find(name);
  if (node != nullptr && scope.at != nullptr) scope.at->keys[std::string(name)] = place_of(*node);
  return node;
}

bool TomlReader::wants(const Key& key, bool) {
  return take(key.name, *key.unit) != nullptr;
}

void TomlReader::open(std::string label, const Node& node, KeyPlaces* at) {
  Scope scope;
  scope.label = std::move(label);
  scope.node = &node;
  scope.at = at;
  if (at != nullptr) {
    at->label = scope.label;
    at->table = place_of(node);
  }
  scopes_.push_back(std::move(scope));
}

void TomlReader::report_unknown(const Scope& scope, const Node& item, std::vector<std::string>& meant) {
  std::string reason;
  std::string right;
  std::string remedy = suggestion(scope, item, reason, right);
  if (!right.empty()) meant.push_back(std::move(right));
  const bool nested = item.kind == Node::Kind::table || item.kind == Node::Kind::array;
  const std::string value = nested ? std::string() : " = " + written(item);
  problems_.add(
      {place_of_key(item), subject(shown_key(item.key)) + value, std::move(reason), std::move(remedy)});
}

void TomlReader::close() {
  const Scope scope = scopes_.back();
  std::vector<std::string> meant;  // right keys of slips: these are not missing as well
  for (const Node& item : scope.node->items) {
    const bool known = std::any_of(scope.known.begin(), scope.known.end(),
                                   [&item](const Known& k) { return k.name == item.key; });
    if (known) continue;
    report_unknown(scope, item, meant);
  }
  for (const Missing& missing : scope.missing) {
    const bool slipped =
        std::any_of(missing.names.begin(), missing.names.end(), [&meant](const std::string& name) {
          return std::find(meant.begin(), meant.end(), name) != meant.end();
        });
    if (!slipped) problems_.add(missing.problem);
  }
  scopes_.pop_back();
}

std::vector<std::string> TomlReader::forms_of(const Scope& scope, const std::string& stem) {
  std::vector<std::string> forms;
  for (const Known& known : scope.known)
    if (known.stem == stem) forms.push_back(known.name);
  return forms;
}

std::string TomlReader::suggestion(const Scope& scope, const Node& item, std::string& reason,
                                   std::string& right) const {
  const bool number = item.kind == Node::Kind::integer || item.kind == Node::Kind::number;
  const double value = item.kind == Node::Kind::integer ? static_cast<double>(item.integer) : item.number;
  std::vector<std::string> names;
  for (const Known& known : scope.known) {
    names.push_back(known.name);
    if (item.key == known.stem) {
      right = known.name;
      reason = "places need their kind of coordinates in the key";
      return "write " + listed(forms_of(scope, known.stem));
    }
    if (item.key == without_unit(known.name, *known.unit)) {
      right = known.name;
      reason = "a quantity needs its unit in the key";
      return "write " + known.name + (number ? " = " + shortest(value) + ", if it is in " : ", in ") +
             std::string(known.unit->name);
    }
    const UnitSlip slip = unit_slip(item.key, known.name, *known.unit);
    if (slip.written == nullptr) continue;
    right = known.name;
    reason = "this quantity is given in " + std::string(known.unit->name);
    if (!number) return "write " + known.name + ", in " + std::string(known.unit->name);
    return "write " + known.name + " = " + shortest(to_12_digits(value * slip.factor));
  }
  reason = "no such key here";
  for (const std::string& name : names) {
    // The parameters of a distribution have no units of their own: `mean`, not `mean_min`.
    if (item.key.size() <= name.size() || item.key.compare(0, name.size() + 1, name + "_") != 0) continue;
    right = name;
    return "write " + name + ": parameters are in the unit of the quantity";
  }
  if (problems_.size() < enough_problems) right = nearest(item.key, names);
  if (!right.empty()) return "did you mean " + right + "?";
  std::sort(names.begin(), names.end());
  return names.empty() ? "remove it" : "the keys here are " + listed(names);
}

void TomlReader::report_missing(const Key& key, const std::vector<std::string>& names) {
  Scope& scope = scopes_.back();
  const SourcePlace place = scope.node->line > 0 || scope.node->override_number > 0
                                ? place_of(*scope.node)
                                : SourcePlace{source_.file, 0, 0};
  std::string remedy = "add " + listed(names) + (key.text.empty() ? "" : ": " + std::string(key.text));
  scope.missing.push_back({names, {place, subject(key.name), "missing", std::move(remedy)}});
}

void TomlReader::table(const Key& key, KeyPlaces& places, const Describe& describe) {
  places.label = std::string(key.name);
  places.table = {source_.file, 0, 0};
  const Node* node = take(key.name, unit_none);
  if (node == nullptr) {
    if (key.required) report_missing(key, {"[" + std::string(key.name) + "]"});
    return;
  }
  if (node->kind != Node::Kind::table) {
    const bool list = node->kind == Node::Kind::array && !node->items.empty();
    report_type(
        *node, key.name, "one table",
        list ? "write [" + std::string(key.name) + "], once" : "write [" + std::string(key.name) + "]");
    return;
  }
  open(std::string(key.name), *node, &places);
  describe(*this);
  close();
}

void TomlReader::tables(const Key& key, const TableList& list) {
  const std::string heading = "[[" + std::string(key.name) + "]]";
  const Node* node = take(key.name, unit_none);
  if (node == nullptr) {
    if (key.required) report_missing(key, {heading});
    return;
  }
  if (node->kind != Node::Kind::array) {
    report_type(*node, key.name, "a list of tables", "write " + heading);
    return;
  }
  if (node->items.empty() && key.required) report_missing(key, {heading});
  for (const Node& item : node->items) {
    if (item.kind != Node::Kind::table) {
      report_type(item, key.name, "a table", "write " + heading);
      continue;
    }
    const std::size_t index = list.size();
    list.add();
    const std::string* name = name_of(item);
    const std::string shown =
        name != nullptr && name->size() <= 60 ? in_quotes(*name) : joined({"#", std::to_string(index + 1)});
    open(std::string(key.name) + " " + shown, item, &list.places(index));
    list.describe(*this, index);
    close();
  }
}

void TomlReader::one_of(const std::vector<std::string_view>& keys, bool required, std::string_view why) {
  Scope& scope = scopes_.back();
  std::vector<std::string> names;
  std::vector<std::string> given;
  const Node* last = nullptr;
  for (const std::string_view key : keys) {
    names.emplace_back(key);
    const Node* node = scope.node->find(key);
    scope.excused.emplace_back(key);
    if (node == nullptr) continue;
    given.emplace_back(key);
    if (last == nullptr || node->override_number >= last->override_number) last = node;
  }
  if (given.empty() && required) {
    report_missing({}, names);
    Problem& problem = scope.missing.back().problem;
    problem.subject = subject(names.front());
    problem.reason = "missing; " + std::string(why);
  }
  if (given.size() < 2) return;
  std::string both;
  for (const std::string& name : given) both += (both.empty() ? "" : " and ") + name;
  problems_.add({place_of_key(*last), subject(last->key), both + " are both given; " + std::string(why),
                 "remove all but one of them"});
}

void TomlReader::small_table(const Key& key, const SmallTable& table) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) {
    if (key.required) report_missing(key, {example(key)});
    return;
  }
  read_kind(*node, key, table);
}

void TomlReader::read_kind(const Node& node, const Key& key, const SmallTable& table) {
  const bool number = node.kind == Node::Kind::integer || node.kind == Node::Kind::number;
  if (number && !table.number_means.empty()) {
    const auto& kinds = table.alternatives;
    const auto meant = std::find_if(kinds.begin(), kinds.end(),
                                    [&table](const Alternative& a) { return a.name == table.number_means; });
    Node stand_in;
    stand_in.line = node.line;
    stand_in.column = node.column;
    stand_in.override_number = node.override_number;
    stand_in.items = {node};
    stand_in.items.front().key = std::string(meant->name);
    meant->choose();
    open(subject(key.name), stand_in, nullptr);
    scopes_.back().stands_for_key = true;
    meant->keys(*this);
    close();
    return;
  }
  if (node.kind == Node::Kind::string) return read_bare_string(node, key, table);
  std::vector<std::string> names;
  const Alternative* found = nullptr;
  std::vector<std::string> given;
  for (const Alternative& alternative : table.alternatives) {
    const bool flat = !alternative.leads.empty();
    if (!flat) names.emplace_back(alternative.name);
    for (const std::string_view lead : alternative.leads) names.emplace_back(lead);
    bool meant = !flat && node.find(alternative.name) != nullptr;
    for (const std::string_view lead : alternative.leads) meant = meant || node.find(lead) != nullptr;
    if (!meant) continue;
    given.emplace_back(alternative.name);
    if (found == nullptr) found = &alternative;
  }
  if (node.kind != Node::Kind::table)
    return report_type(node, key.name, number ? "a small table" : "a name or a small table",
                       "its kinds are " + listed(names));
  if (given.size() > 1)
    return report(node, key.name, listed(given) + ": only one kind can hold", "remove all but one");
  if (found != nullptr) {
    const std::size_t before = problems_.size();
    read_alternative(*found, node, key);
    if (problems_.size() > before) found->choose();  // what is half read would seem to contradict itself
    return;
  }
  if (node.items.empty()) return report(node, key.name, "an empty table", "its kinds are " + listed(names));
  const Node& first = node.items.front();
  const std::string near = nearest(first.key, names);
  problems_.add({place_of_key(first), subject(key.name) + "." + shown_key(first.key), "no such kind",
                 near.empty() ? "its kinds are " + listed(names) : "did you mean " + near + "?"});
}

void TomlReader::read_bare_string(const Node& node, const Key& key, const SmallTable& table) {
  std::vector<std::string> bare;
  std::vector<std::string> all;
  for (const Alternative& alternative : table.alternatives) {
    all.emplace_back(alternative.name);
    if (alternative.bare) bare.emplace_back(alternative.name);
    if (alternative.name != node.string) continue;
    if (alternative.bare) return alternative.choose();
    const bool flat = !alternative.leads.empty();
    const std::string inside =
        flat ? std::string(alternative.leads.front()) + " = ..." : node.string + " = { ... }";
    return report(node, key.name, node.string + " needs its keys",
                  "write " + std::string(key.name) + " = { " + inside + " }");
  }
  const bool path = node.string.find_first_of("./") != std::string::npos;
  if (table.other_string && path) return table.other_string(absolute_path(node));
  const std::string near = nearest(node.string, all);
  std::string remedy = !near.empty() ? "did you mean " + near + "?" : "its kinds are " + listed(all);
  if (table.other_string)
    remedy += " (a file without . or / in its name: write \"./" + node.string.substr(0, 40) + "\")";
  report(node, key.name, bare.empty() ? "a string where a small table belongs" : "no such kind",
         std::move(remedy));
}

void TomlReader::read_alternative(const Alternative& alternative, const Node& node, const Key& key) {
  alternative.choose();
  open(subject(key.name), node, nullptr);
  if (!alternative.leads.empty()) {
    alternative.keys(*this);
  } else {
    const Node* inner = take(alternative.name, unit_none);
    if (inner->kind == Node::Kind::table) {
      open(subject(alternative.name), *inner, nullptr);
      alternative.keys(*this);
      close();
    } else {
      report_type(*inner, alternative.name, "a table with its keys",
                  "write { " + std::string(alternative.name) + " = { ... } }");
    }
  }
  close();
}

}  // namespace panj
