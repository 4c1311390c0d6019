#include "scenario/schema.h"

#include <cmath>
#include <utility>
#include <vector>

#include "scenario/keys.h"
#include "scenario/spelling.h"
#include "scenario/toml_document.h"

namespace panj {

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;  // name -> JSON

std::string json_object(const Members& members) {
  std::string text;
  for (const auto& [name, value] : members)
    text += joined({text.empty() ? "" : ",", in_quotes(name), ":", value});
  return joined({"{", text, "}"});
}

std::string json_list(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ",") + value;
  return "[" + text + "]";
}

// Line breaks and two spaces a level, as people and diffs like it. Brackets in strings are left alone.
std::string indented(const std::string& json) {
  std::string text;
  std::size_t level = 0;
  bool in_string = false;
  const auto break_line = [&] { text += "\n" + std::string(2 * level, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char letter = json[i];
    if (in_string || letter == '"') {
      text += letter;
      if (letter == '\\')
        text += json[++i];
      else if (letter == '"')
        in_string = !in_string;
      continue;
    }
    const bool closes = letter == '}' || letter == ']';
    const bool empty = closes && (json[i - 1] == '{' || json[i - 1] == '[');
    if (closes) --level;
    if (closes && !empty) break_line();
    text += letter;
    if (letter == '{' || letter == '[') {
      ++level;
      if (json[i + 1] != '}' && json[i + 1] != ']') break_line();
    }
    if (letter == ',') break_line();
    if (letter == ':') text += ' ';
  }
  return text + "\n";
}

// One table of the file, as far as it has been visited.
struct Object {
  Members properties;
  std::vector<std::string> required;
  std::vector<std::string> rules;  // JSON of further conditions

  std::string json(std::string_view description) const {
    Members members{{"type", "\"object\""}, {"additionalProperties", "false"}};
    if (!description.empty()) members.emplace_back("description", in_quotes(description));
    members.emplace_back("properties", json_object(properties));
    if (!required.empty()) members.emplace_back("required", json_list(required));
    if (!rules.empty()) members.emplace_back("allOf", json_list(rules));
    return json_object(members);
  }
};

class SchemaWriter : public KeyVisitor {
 public:
  SchemaWriter() : objects_(1) {}

  const Object& root() const { return objects_.front(); }

  void table(const Key& key, KeyPlaces&, const Describe& describe) override {
    add(key, object_of(key.text, describe));
  }

  void tables(const Key& key, const TableList& list) override {
    if (list.size() == 0) list.add();
    const std::string item = object_of(key.text, [&list](KeyVisitor& keys) { list.describe(keys, 0); });
    add(key, json_object({{"type", "\"array\""}, {"items", item}}));
  }

  void number(const Key& key, double& value) override {
    Members members = number_members(key);
    describe_key(key, members,
                 key.required || !key.otherwise.empty() ? "" : shortest(key.unit->from_si(value)));
    add(key, json_object(members));
  }

  void numbers(const Key& key, std::size_t least, std::size_t most, std::vector<double>&) override {
    Members members{{"type", "\"array\""}, {"items", json_object(number_members(key))}};
    members.emplace_back("minItems", std::to_string(least));
    if (most != SIZE_MAX) members.emplace_back("maxItems", std::to_string(most));
    describe_key(key, members, "");
    add(key, json_object(members));
  }

  void spans(const Key& key, std::vector<TimeSpan>&) override {
    const std::string number = json_object(number_members(key));
    const std::string item =
        json_object({{"type", "\"array\""}, {"items", number}, {"minItems", "2"}, {"maxItems", "2"}});
    Members members{{"type", "\"array\""}, {"items", item}};
    describe_key(key, members, "");
    add(key, json_object(members));
  }

  void integer(const Key& key, std::int64_t& value) override {
    Members members = number_members(key);
    members.front().second = "\"integer\"";
    describe_key(key, members, key.required ? "" : std::to_string(value));
    add(key, json_object(members));
  }

  void text(const Key& key, TextKind kind, std::string& value) override {
    Members members{{"type", "\"string\""}};
    if (kind == TextKind::name)
      members.emplace_back("pattern", in_quotes(key.required ? "^[a-z0-9_-]{1,60}$" : "^[a-z0-9_-]{0,60}$"));
    if (kind == TextKind::file_name) members.emplace_back("pattern", in_quotes("^[^./\\\\][^/\\\\]{0,99}$"));
    if (kind == TextKind::path) members.emplace_back("minLength", "1");
    describe_key(key, members, key.required || !key.otherwise.empty() ? "" : in_quotes(value));
    add(key, json_object(members));
  }

  void names(const Key& key, std::vector<std::string>&) override {
    const std::string item =
        json_object({{"type", "\"string\""}, {"pattern", in_quotes("^[a-z0-9_-]{1,60}$")}});
    Members members{{"type", "\"array\""}, {"items", item}};
    describe_key(key, members, "[]");
    add(key, json_object(members));
  }

  void texts(const Key& key, std::vector<std::string>&) override {
    Members members{{"type", "\"array\""}, {"items", json_object({{"type", "\"string\""}})}};
    describe_key(key, members, "[]");
    add(key, json_object(members));
  }

  void flag(const Key& key, bool& value) override {
    Members members{{"type", "\"boolean\""}};
    describe_key(key, members, value ? "true" : "false");
    add(key, json_object(members));
  }

  void choice(const Key& key, const std::vector<Option>& options, int& index) override {
    std::vector<std::string> values;
    for (const Option& option : options) {
      const bool digits = option.name.front() >= '0' && option.name.front() <= '9';
      values.push_back(digits ? std::string(option.name) : in_quotes(option.name));
    }
    Members members{{"enum", json_list(values)}};
    describe_key(key, members, values[static_cast<std::size_t>(index)]);
    add(key, json_object(members));
  }

  void place(const Key& key, PlaceForms forms, std::optional<Place>&) override {
    const bool both = forms == PlaceForms::xy_or_lon_lat;
    add_place(key, both, [](const Key& form, Place::Kind kind) {
      Members members = place_members(kind);
      members.emplace_back("description", in_quotes(form.text));
      return json_object(members);
    });
  }

  void places(const Key& key, std::size_t least, std::vector<Place>&) override {
    add_place(key, true, [least](const Key& form, Place::Kind kind) {
      return json_object({{"type", "\"array\""},
                          {"items", json_object(place_members(kind))},
                          {"minItems", std::to_string(least)},
                          {"description", in_quotes(form.text)}});
    });
  }

  void small_table(const Key& key, const SmallTable& table) override {
    Members members{{"anyOf", json_list(kinds(table))}};
    describe_key(key, members, "");
    add(key, json_object(members));
  }

  void one_of(const std::vector<std::string_view>& keys, bool required, std::string_view) override {
    std::vector<std::string> each;
    std::vector<std::string> any;
    for (const std::string_view key : keys) {
      each.push_back(json_object({{"required", json_list({in_quotes(key)})}}));
      any.push_back(each.back());
    }
    // None of them, where none is required.
    if (!required) each.push_back(json_object({{"not", json_object({{"anyOf", json_list(any)}})}}));
    objects_.back().rules.push_back(json_object({{"oneOf", json_list(each)}}));
    for (const std::string_view key : keys) ruled_.emplace_back(key);
  }

  bool wants(const Key&, bool) override { return true; }

 private:
  static Members number_members(const Key& key) {
    Members members{{"type", "\"number\""}};
    if (std::isfinite(key.min)) members.emplace_back("minimum", shortest(key.min));
    if (std::isfinite(key.max))
      members.emplace_back("maximum", key.max > 9e18 ? "9223372036854775807" : shortest(key.max));
    return members;
  }

  static Members place_members(Place::Kind kind) {
    const bool plane = kind == Place::Kind::xy;
    const std::string first = json_object({{"type", "\"number\""},
                                           {"minimum", plane ? "-40000" : "-180"},
                                           {"maximum", plane ? "40000" : "180"}});
    const std::string second = json_object(
        {{"type", "\"number\""}, {"minimum", plane ? "-40000" : "-90"}, {"maximum", plane ? "40000" : "90"}});
    return {{"type", "\"array\""},
            {"prefixItems", json_list({first, second})},
            {"minItems", "2"},
            {"maxItems", "2"}};
  }

  template <class Json>
  void add_place(const Key& key, bool both, const Json& json) {
    Key form = key;
    form.required = false;
    const std::string plane = std::string(key.name) + "_xy_km";
    const std::string earth = std::string(key.name) + "_lon_lat";
    bool ruled = false;
    for (const std::string& name : ruled_) ruled = ruled || name == plane;
    if (both && !ruled) one_of({plane, earth}, key.required, "");
    if (!both) form.required = key.required;
    form.name = plane;
    add(form, json(form, Place::Kind::xy));
    if (!both) return;
    form.name = earth;
    add(form, json(form, Place::Kind::lon_lat));
  }

  std::vector<std::string> kinds(const SmallTable& table) {
    std::vector<std::string> values;
    std::vector<std::string> bare;
    for (const Alternative& kind : table.alternatives) {
      if (kind.bare) bare.push_back(in_quotes(kind.name));
      if (kind.name == table.number_means) {
        kind.choose();
        const std::string number = object_members(kind);
        values.push_back(number);
      }
      if (!kind.table) continue;
      kind.choose();
      std::string inner = object_of(kind.text, kind.keys);
      if (!kind.leads.empty()) {
        values.push_back(std::move(inner));
        continue;
      }
      const std::string name(kind.name);
      values.push_back(json_object({{"type", "\"object\""},
                                    {"additionalProperties", "false"},
                                    {"properties", json_object({{name, inner}})},
                                    {"required", json_list({in_quotes(name)})}}));
    }
    if (table.other_string)
      values.push_back(json_object({{"type", "\"string\""}, {"minLength", "1"}}));
    else if (!bare.empty())
      values.push_back(json_object({{"enum", json_list(bare)}}));
    return values;
  }

  // What its only key may be, without the table around it.
  std::string object_members(const Alternative& kind) {
    objects_.emplace_back();
    kind.keys(*this);
    std::string member = objects_.back().properties.front().second;
    objects_.pop_back();
    return member;
  }

  std::string object_of(std::string_view description, const Describe& describe) {
    std::vector<std::string> outer = std::exchange(ruled_, {});
    objects_.emplace_back();
    describe(*this);
    std::string json = objects_.back().json(description);
    objects_.pop_back();
    ruled_ = std::move(outer);
    return json;
  }

  static void describe_key(const Key& key, Members& members, const std::string& otherwise) {
    std::string text(key.text);
    if (!key.unit->symbol.empty()) text += " [" + std::string(key.unit->symbol) + "]";
    members.emplace_back("description", in_quotes(text));
    if (!otherwise.empty()) members.emplace_back("default", otherwise);
  }

  void add(const Key& key, std::string json) {
    Object& object = objects_.back();
    object.properties.emplace_back(key.name, std::move(json));
    if (key.required) object.required.push_back(in_quotes(key.name));
  }

  std::vector<Object> objects_;
  std::vector<std::string> ruled_;  // keys of the table that a oneOf rules
};

}  // namespace

std::string json_schema() {
  Scenario scenario;
  SchemaWriter writer;
  describe(writer, scenario);
  const Object& root = writer.root();
  return indented(json_object({{"$schema", in_quotes("https://json-schema.org/draft/2020-12/schema")},
                               {"title", in_quotes("panj scenario")},
                               {"type", "\"object\""},
                               {"additionalProperties", "false"},
                               {"properties", json_object(root.properties)},
                               {"required", json_list(root.required)}}));
}

}  // namespace panj
