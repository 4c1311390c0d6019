#include "scenario/toml_writer.h"

#include <utility>
#include <vector>

#include "scenario/keys.h"
#include "scenario/spelling.h"
#include "scenario/toml_document.h"

namespace panj {

namespace {

class TomlWriter : public KeyVisitor {
 public:
  explicit TomlWriter(std::filesystem::path directory) : directory_(std::move(directory)), frames_(1) {}

  std::string text() const { return lines_of(frames_.front()) + tables_; }

  void table(const Key& key, KeyPlaces&, const Describe& describe) override {
    write_table(joined({"[", key.name, "]"}), describe);
  }

  void tables(const Key& key, const TableList& list) override {
    for (std::size_t i = 0; i < list.size(); ++i)
      write_table(joined({"[[", key.name, "]]"}), [&list, i](KeyVisitor& keys) { list.describe(keys, i); });
  }

  void number(const Key& key, double& value) override { write(key.name, in_file(key, value)); }

  void numbers(const Key& key, std::size_t, std::size_t, std::vector<double>& values) override {
    std::string list;
    for (const double value : values) list += (list.empty() ? "" : ", ") + in_file(key, value);
    write(key.name, "[" + list + "]");
  }

  void spans(const Key& key, std::vector<TimeSpan>& values) override {
    std::string list;
    for (const TimeSpan& span : values)
      list += joined(
          {list.empty() ? "" : ", ", "[", in_file(key, span.begin_s), ", ", in_file(key, span.end_s), "]"});
    if (!values.empty()) write(key.name, "[" + list + "]");
  }

  void integer(const Key& key, std::int64_t& value) override { write(key.name, std::to_string(value)); }

  void text(const Key& key, TextKind kind, std::string& value) override {
    if (kind == TextKind::path) {
      if (!value.empty()) write(key.name, in_quotes(path_in_file(value)));
    } else {
      write(key.name, in_quotes(value));
    }
  }

  void names(const Key& key, std::vector<std::string>& values) override {
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : ", ") + in_quotes(value);
    write(key.name, "[" + list + "]");
  }

  void texts(const Key& key, std::vector<std::string>& values) override { names(key, values); }

  void flag(const Key& key, bool& value) override { write(key.name, value ? "true" : "false"); }

  void choice(const Key& key, const std::vector<Option>& options, int& index) override {
    const std::string_view name = options[static_cast<std::size_t>(index)].name;
    const bool digits = name.front() >= '0' && name.front() <= '9';
    write(key.name, digits ? std::string(name) : in_quotes(name));
  }

  void place(const Key& key, PlaceForms, std::optional<Place>& value) override {
    if (value) write(std::string(key.name) + form(value->kind), in_file(*value));
  }

  void places(const Key& key, std::size_t, std::vector<Place>& values) override {
    if (values.empty()) return;
    std::string list;
    for (const Place& place : values) list += (list.empty() ? "" : ", ") + in_file(place);
    write(std::string(key.name) + form(values.front().kind), "[" + list + "]");
  }

  void small_table(const Key& key, const SmallTable& table) override {
    const int chosen = table.chosen();
    if (chosen < 0) return;
    const Alternative& kind = table.alternatives[static_cast<std::size_t>(chosen)];
    if (!kind.table) return write(key.name, in_quotes(kind.name));
    frames_.emplace_back();
    kind.keys(*this);
    std::string keys = inline_of(frames_.back());
    frames_.pop_back();
    if (!kind.leads.empty()) return write(key.name, keys);
    write(key.name, "{ " + std::string(kind.name) + " = " + keys + " }");
  }

  void one_of(const std::vector<std::string_view>&, bool, std::string_view) override {}
  bool wants(const Key&, bool has_value) override { return has_value; }

 private:
  using Frame = std::vector<std::string>;  // `key = value` of the table that is being written

  static std::string in_file(const Key& key, double si) { return shortest_float(key.unit->from_si(si)); }

  static std::string in_file(const Place& place) {
    const Unit& unit = place.kind == Place::Kind::xy ? unit_km : unit_plain_deg;
    return joined({"[", shortest_float(unit.from_si(place.value.x())), ", ",
                   shortest_float(unit.from_si(place.value.y())), "]"});
  }

  static std::string form(Place::Kind kind) { return kind == Place::Kind::xy ? "_xy_km" : "_lon_lat"; }

  std::string path_in_file(const std::string& path) const {
    const std::filesystem::path relative = std::filesystem::path(path).lexically_relative(directory_);
    if (relative.empty() || *relative.begin() == "..") return path;
    return "./" + relative.generic_string();  // the point keeps it from being taken for a name
  }

  static std::string lines_of(const Frame& frame) {
    std::string lines;
    for (const std::string& line : frame) lines += line + "\n";
    return lines;
  }

  static std::string inline_of(const Frame& frame) {
    std::string keys;
    for (const std::string& line : frame) keys += (keys.empty() ? "" : ", ") + line;
    return keys.empty() ? "{}" : "{ " + keys + " }";
  }

  void write(std::string_view key, const std::string& value) {
    frames_.back().push_back(std::string(key) + " = " + value);
  }

  void write_table(const std::string& heading, const Describe& describe) {
    frames_.emplace_back();
    describe(*this);
    tables_ += "\n" + heading + "\n" + lines_of(frames_.back());
    frames_.pop_back();
  }

  std::filesystem::path directory_;
  std::vector<Frame> frames_;
  std::string tables_;
};

}  // namespace

std::string to_toml(Scenario scenario, const std::filesystem::path& directory) {
  std::error_code ignored;
  TomlWriter writer(std::filesystem::absolute(directory, ignored).lexically_normal());
  describe(writer, scenario);
  return writer.text();
}

}  // namespace panj
