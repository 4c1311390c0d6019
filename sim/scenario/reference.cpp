#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "scenario/keys.h"
#include "scenario/schema.h"
#include "scenario/toml_document.h"

namespace panj {

namespace {

// Writes a row for every key; keys of small tables are rows as well, with their path.
class ReferenceWriter : public KeyVisitor {
 public:
  std::string text() const { return text_; }

  /// Writes a heading and begins a table of keys.
  void begin(const std::string& heading, std::string_view text, const std::string& value_column = "default") {
    text_ += "\n### " + heading + "\n\n";
    if (!text.empty()) text_ += sentence(text) + "\n\n";
    text_ += "| key | type | unit | " + value_column + " | range | meaning |\n|---|---|---|---|---|---|\n";
  }

  void table(const Key& key, KeyPlaces&, const Describe& describe) override {
    begin("`[" + std::string(key.name) + "]`", key.text);
    describe(*this);
  }

  void tables(const Key& key, const TableList& list) override {
    if (list.size() == 0) list.add();
    begin("`[[" + std::string(key.name) + "]]`", std::string(key.text) + "; as many as needed");
    list.describe(*this, 0);
  }

  void number(const Key& key, double& value) override {
    row(key, "number", shortest_float(key.unit->from_si(value)), range(key));
  }

  void numbers(const Key& key, std::size_t least, std::size_t most, std::vector<double>& values) override {
    const std::string count = least == most ? std::to_string(least) + " numbers" : "list of numbers";
    row(key, count, values.empty() ? "[]" : "", range(key));
  }

  void spans(const Key& key, std::vector<TimeSpan>&) override {
    row(key, "list of [from, to]", "[]", range(key));
  }

  void integer(const Key& key, std::int64_t& value) override {
    row(key, "whole number", std::to_string(value), range(key));
  }

  void text(const Key& key, TextKind kind, std::string& value) override {
    static constexpr std::string_view types[] = {"string", "name", "file name", "path", "date and time"};
    row(key, std::string(types[static_cast<int>(kind)]), in_quotes(value), "");
  }

  void names(const Key& key, std::vector<std::string>&) override { row(key, "list of names", "[]", ""); }

  void texts(const Key& key, std::vector<std::string>&) override { row(key, "list of strings", "[]", ""); }

  void flag(const Key& key, bool& value) override { row(key, "true or false", value ? "true" : "false", ""); }

  void choice(const Key& key, const std::vector<Option>& options, int& index) override {
    std::string type;
    std::string text(key.text);
    for (const Option& option : options) {
      type += (type.empty() ? "" : ", ") + code(in_file(option.name));
      if (!option.text.empty()) text += "; " + code(in_file(option.name)) + ": " + std::string(option.text);
    }
    row(key, type, in_file(options[static_cast<std::size_t>(index)].name), "", text);
  }

  void place(const Key& key, PlaceForms forms, std::optional<Place>&) override {
    place_rows(key, "place", forms == PlaceForms::xy_or_lon_lat);
  }

  void places(const Key& key, std::size_t least, std::vector<Place>&) override {
    place_rows(key, std::to_string(least) + " places or more", true);
  }

  void small_table(const Key& key, const SmallTable& table) override {
    const int chosen = key.required || !key.otherwise.empty() ? -1 : table.chosen();
    std::string value;
    if (chosen >= 0) value = in_quotes(table.alternatives[static_cast<std::size_t>(chosen)].name);
    row(key, "one of the following", value, "");
    kinds(key, table);
  }

  void distribution(const Key& key, Distribution& value) override {
    const auto* fixed = std::get_if<Fixed>(&value);
    row(key, "distribution", fixed != nullptr ? shortest_float(key.unit->from_si(fixed->value)) : "",
        range(key));
  }

  void one_of(const std::vector<std::string_view>&, bool, std::string_view) override {}
  bool wants(const Key&, bool) override { return true; }

  /// A row for each kind of a small table, and its keys below.
  void kinds(const Key& key, const SmallTable& table) {
    for (const Alternative& kind : table.alternatives) {
      const bool flat = !kind.leads.empty();
      const std::string outer = prefix_;
      const std::string path = outer + std::string(key.name) + (key.name.empty() ? "" : ".");
      if (!flat) {
        const std::string type = kind.bare && kind.table ? "name or table" : kind.bare ? "name" : "table";
        line(path + std::string(kind.name), type, "", "", "", sentence(kind.text));
      }
      if (kind.table) {
        prefix_ = path + (flat ? "" : std::string(kind.name) + ".");
        note_ = flat ? std::string(kind.text) : "";
        kind.choose();
        kind.keys(*this);
        note_.clear();
        prefix_ = outer;
      }
    }
  }

 private:
  static std::string code(const std::string& text) { return "`" + text + "`"; }

  static std::string in_file(std::string_view option) {
    const bool digits = option.front() >= '0' && option.front() <= '9';
    return digits ? std::string(option) : in_quotes(option);
  }

  static std::string sentence(std::string_view text) {
    std::string result(text);
    if (!result.empty() && result[0] >= 'a' && result[0] <= 'z')
      result[0] = static_cast<char>(result[0] - 'a' + 'A');
    return result + ".";
  }

  static std::string range(const Key& key) {
    const bool below = std::isfinite(key.min);
    const bool above = std::isfinite(key.max) && key.max < 9e18;
    if (below && above && key.min == key.max) return shortest(key.min);
    if (below && above) return shortest(key.min) + " to " + shortest(key.max);
    return below ? "from " + shortest(key.min) : above ? "up to " + shortest(key.max) : "";
  }

  void place_rows(const Key& key, const std::string& type, bool lon_lat) {
    Key form = key;
    const std::string plane = std::string(key.name) + "_xy_km";
    const std::string earth = std::string(key.name) + "_lon_lat";
    if (key.required && lon_lat) form.otherwise = "one of them is required";
    if (key.required && lon_lat) form.required = false;
    form.name = plane;
    form.unit = &unit_km;
    row(form, type + " [east, north]", "", "");
    if (!lon_lat) return;
    form.name = earth;
    form.unit = &unit_plain_deg;
    row(form, type + " [longitude, latitude]", "", "", "the same in degrees (WGS 84)");
  }

  void row(const Key& key, const std::string& type, const std::string& value, const std::string& allowed,
           const std::string& text = {}) {
    std::string otherwise = value.empty() ? "" : code(value);
    if (key.required)
      otherwise = "required";
    else if (!key.otherwise.empty())
      otherwise = std::string(key.otherwise);
    std::string meaning = text.empty() ? std::string(key.text) : text;
    if (!note_.empty()) meaning = std::exchange(note_, {}) + ": " + meaning;
    line(prefix_ + std::string(key.name), type, std::string(key.unit->symbol), otherwise, allowed,
         sentence(meaning));
  }

  void line(const std::string& path, const std::string& type, const std::string& unit,
            const std::string& otherwise, const std::string& allowed, const std::string& meaning) {
    std::string cells = code(path);
    for (const std::string* cell : {&type, &unit, &otherwise, &allowed, &meaning})
      cells += " | " + escaped(*cell);
    text_ += "| " + cells + " |\n";
  }

  // A bar would end the cell.
  static std::string escaped(const std::string& text) {
    std::string result;
    for (const char letter : text) result += letter == '|' ? std::string("\\|") : std::string(1, letter);
    return result;
  }

  std::string text_;
  std::string prefix_;  // of keys inside small tables
  std::string note_;    // meaning of the kind whose first key comes next
};

}  // namespace

std::string key_reference() {
  Scenario scenario;
  ReferenceWriter writer;
  writer.begin("Top of the file", "");
  describe(writer, scenario);
  writer.begin(
      "Distributions",
      "a bare number is always that number; else a small table of one of these kinds. Parameters are in the "
      "unit of the key and within its range",
      "default");
  Distribution value;
  const Key quantity{.text = "a quantity"};
  writer.kinds(quantity, kinds_of(quantity, value));
  return writer.text().substr(1);
}

}  // namespace panj
