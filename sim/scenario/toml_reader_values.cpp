#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "scenario/spelling.h"
#include "scenario/toml_reader.h"

// The part of the reader that reads single values.
namespace panj {

namespace {

constexpr double largest_integer = 9.2e18;  // a range up to it has no end that is worth telling

// "0.1 to 120 km/h", "at least 1", "at most 5 m".
std::string range_text(const Key& key) {
  const std::string symbol = joined({key.unit->symbol.empty() ? "" : " ", key.unit->symbol});
  const bool below = std::isfinite(key.min);
  const bool above = std::isfinite(key.max) && key.max < largest_integer;
  if (below && above && key.min == key.max) return "must be " + shortest(key.min) + symbol;
  if (below && above) return "must be " + shortest(key.min) + " to " + shortest(key.max) + symbol;
  return below ? "must be at least " + shortest(key.min) + symbol
               : "must be at most " + shortest(key.max) + symbol;
}

std::string reason_of_range(const Key& key) {
  return joined({range_text(key), key.why.empty() ? "" : "; ", key.why});
}

// What may have been meant: the same digits with the point elsewhere, or the other sign.
std::string guess(const Key& key, double value) {
  if (key.min == key.max) return "write " + shortest(key.min);
  if (key.typical_max <= key.typical_min || value == 0.0) return "choose a value in that range";
  for (const double factor : {1.0, 1e-1, 1e-2, 1e1, 1e2, 1e-3, 1e3}) {
    const double meant = std::abs(value) * factor;
    if (meant >= key.typical_min && meant <= key.typical_max)
      return "did you mean " + shortest_float(to_12_digits(meant)) + "?";
  }
  return "choose a value in that range";
}

bool name_is_well_formed(const std::string& name) {
  return !name.empty() && name.size() <= 60 && std::all_of(name.begin(), name.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' ||
           letter == '-';
  });
}

// A latitude beyond the poles that would do as a longitude, the other way round.
bool is_swapped(const Node& pair) {
  const auto number = [](const Node& node) {
    return std::abs(node.kind == Node::Kind::integer ? static_cast<double>(node.integer) : node.number);
  };
  return number(pair.items[0]) <= 90.0 && number(pair.items[1]) > 90.0 && number(pair.items[1]) <= 180.0;
}

// A form of the name that would do: "North Post" -> "north_post".
std::string tidied(const std::string& name) {
  std::string result;
  for (char letter : name.substr(0, 40)) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    const bool allowed =
        (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    if (allowed)
      result += letter;
    else if (!result.empty() && result.back() != '_')
      result += '_';
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  return result;
}

// YYYY-MM-DDTHH:MM or with :SS.
bool is_date_time(const std::string& text) {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (text.size() != 16 && text.size() != 19) return false;
  const std::string_view form = "dddd-dd-ddTdd:dd:dd";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !digit : text[i] != form[i]) return false;
  }
  std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second);
  constexpr int days_of[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days = days_of[month - 1] + (month == 2 && leap ? 1 : 0);
  return day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}

}  // namespace

bool TomlReader::read_number(const Node& node, const Key& key, std::string_view shown, double& si) {
  if (node.kind != Node::Kind::integer && node.kind != Node::Kind::number) {
    const std::string unit = key.unit->name.empty() ? "" : ", in " + std::string(key.unit->name);
    report_type(node, shown, "a number", "write a plain number" + unit);
    return false;
  }
  const double value = node.kind == Node::Kind::integer ? static_cast<double>(node.integer) : node.number;
  if (!std::isfinite(value)) {
    report(node, shown, "not a finite number", "write a number");
    return false;
  }
  if (value < key.min || value > key.max) {
    report(node, shown, reason_of_range(key), guess(key, value));
    return false;
  }
  si = key.unit->to_si(value);
  return true;
}

void TomlReader::number(const Key& key, double& value) {
  const Node* node = take(key.name, *key.unit);
  if (node != nullptr)
    read_number(*node, key, key.name, value);
  else if (key.required)
    report_missing(key, {std::string(key.name)});
}

void TomlReader::numbers(const Key& key, std::size_t least, std::size_t most, std::vector<double>& values) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) {
    if (key.required) report_missing(key, {std::string(key.name)});
    return;
  }
  if (node->kind != Node::Kind::array)
    return report_type(*node, key.name, "a list of numbers", "write [1.0, 2.0]");
  const std::size_t count = node->items.size();
  if (count < least || count > most) {
    const std::string wanted = std::to_string(least) + (least == most ? "" : " or more");
    return report(*node, key.name, "it must have " + wanted + " numbers, this has " + std::to_string(count),
                  joined({"meaning: ", key.text}));
  }
  std::vector<double> read;
  for (const Node& item : node->items) {
    double si = 0.0;
    const std::string shown = std::string(key.name) + "[" + std::to_string(read.size()) + "]";
    if (!read_number(item, key, shown, si)) return;
    read.push_back(si);
  }
  values = std::move(read);
}

void TomlReader::spans(const Key& key, std::vector<TimeSpan>& values) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) {
    if (key.required) report_missing(key, {std::string(key.name)});
    return;
  }
  constexpr std::string_view example = "write [[from, to], [from, to]]";
  if (node->kind != Node::Kind::array)
    return report_type(*node, key.name, "a list of [from, to]", std::string(example));
  std::vector<TimeSpan> read;
  for (const Node& item : node->items) {
    const std::string shown = std::string(key.name) + "[" + std::to_string(read.size()) + "]";
    if (item.kind != Node::Kind::array || item.items.size() != 2)
      return report(item, shown, "it must have two numbers", std::string(example));
    TimeSpan span;
    if (!read_number(item.items[0], key, shown + "[0]", span.begin_s) ||
        !read_number(item.items[1], key, shown + "[1]", span.end_s))
      return;
    read.push_back(span);
  }
  values = std::move(read);
}

void TomlReader::integer(const Key& key, std::int64_t& value) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) {
    if (key.required) report_missing(key, {std::string(key.name) + " = " + std::to_string(value)});
    return;
  }
  if (node->kind != Node::Kind::integer) {
    const bool whole = node->kind == Node::Kind::number && std::abs(node->number) < 1e15 &&
                       node->number == std::floor(node->number);
    return report_type(
        *node, key.name, "a whole number",
        whole ? "write " + shortest(node->number) : "write it without point, quotes or exponent");
  }
  const auto number = static_cast<double>(node->integer);
  if (number < key.min || number > key.max)
    return report(*node, key.name, reason_of_range(key), guess(key, number));
  value = node->integer;
}

bool TomlReader::read_name(const Node& node, std::string_view shown) {
  if (node.kind != Node::Kind::string) {
    report_type(node, shown, "a name", "write it in quotes");
    return false;
  }
  if (name_is_well_formed(node.string)) return true;
  const std::string tidy = tidied(node.string);
  report(node, shown, "names have 1 to 60 of a-z, 0-9, _ and -",
         tidy.empty() ? "choose such a name" : "write " + in_quotes(tidy));
  return false;
}

std::string TomlReader::absolute_path(const Node& node) const {
  const std::filesystem::path path(node.string);
  std::error_code ignored;  // without a current directory the path stays as it is, and opening it says so
  const std::filesystem::path base =
      node.override_number > 0 ? std::filesystem::current_path(ignored) : source_.directory;
  return std::filesystem::absolute(base / path, ignored).lexically_normal().string();
}

void TomlReader::text(const Key& key, TextKind kind, std::string& value) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) {
    if (key.required) report_missing(key, {std::string(key.name)});
    return;
  }
  if (kind == TextKind::name) {
    if (node->kind == Node::Kind::string && node->string.empty() && !key.required) return;
    if (read_name(*node, key.name)) value = node->string;
    return;
  }
  const bool date = kind == TextKind::date_time && node->kind == Node::Kind::date_time;
  if (node->kind != Node::Kind::string && !date) {
    const bool path = kind == TextKind::path;
    return report_type(*node, key.name, path ? "the path of a file" : "a string", "write it in quotes");
  }
  const std::string& text = node->string;
  if (kind == TextKind::date_time && !text.empty() && !is_date_time(text))
    return report(*node, key.name, "not a local date and time", "write it as 2025-06-21T19:00:00");
  if (kind == TextKind::file_name &&
      (text.empty() || text.size() > 100 || text.find_first_of("/\\\n\r\t") != std::string::npos ||
       text.front() == '.'))
    return report(*node, key.name, "it names the results file",
                  "write a short name without / and not beginning with a point");
  if (text.find('\0') != std::string::npos) return report(*node, key.name, "a zero byte", "remove it");
  if (kind == TextKind::path && text.empty())
    return report(*node, key.name, "an empty path", "name a file, or leave the key out");
  value = kind == TextKind::path ? absolute_path(*node) : text;
}

void TomlReader::names(const Key& key, std::vector<std::string>& values) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) return;
  if (node->kind != Node::Kind::array)
    return report_type(*node, key.name, "a list of names", "write [\"name\"]");
  std::vector<std::string> read;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const Node& item = node->items[i];
    if (read_name(item, std::string(key.name) + "[" + std::to_string(i) + "]")) read.push_back(item.string);
  }
  values = std::move(read);
}

void TomlReader::texts(const Key& key, std::vector<std::string>& values) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) return;
  const auto is_string = [](const Node& item) { return item.kind == Node::Kind::string; };
  if (node->kind != Node::Kind::array || !std::all_of(node->items.begin(), node->items.end(), is_string))
    return report_type(*node, key.name, "a list of strings", "write [\"...\", \"...\"]");
  values.clear();
  for (const Node& item : node->items) values.push_back(item.string);
}

void TomlReader::flag(const Key& key, bool& value) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) return;
  if (node->kind == Node::Kind::boolean)
    value = node->boolean;
  else
    report_type(*node, key.name, "true or false", "write true or false, without quotes");
}

void TomlReader::choice(const Key& key, const std::vector<Option>& options, int& index) {
  const Node* node = take(key.name, *key.unit);
  if (node == nullptr) return;
  const std::string given = node->kind == Node::Kind::string    ? node->string
                            : node->kind == Node::Kind::integer ? std::to_string(node->integer)
                                                                : "";
  std::vector<std::string> names;
  for (const Option& option : options) {
    names.emplace_back(option.name);
    const bool digits = option.name.front() >= '0' && option.name.front() <= '9';
    if (given == option.name && digits == (node->kind == Node::Kind::integer)) {
      index = static_cast<int>(names.size()) - 1;
      return;
    }
  }
  const bool digits = names.front().front() >= '0' && names.front().front() <= '9';
  std::string all;
  for (std::string& name : names) name = digits ? name : in_quotes(name);
  const std::string near = nearest(digits ? given : in_quotes(given), names);
  report(*node, key.name, "must be " + listed(names),
         near.empty() ? "choose one of them" : "did you mean " + near + "?");
}

bool TomlReader::read_place(const Node& node, std::string_view shown, Place::Kind kind, Place& place) {
  const bool lon_lat = kind == Place::Kind::lon_lat;
  if (node.kind != Node::Kind::array || node.items.size() != 2) {
    report(node, shown, "a place has two numbers",
           lon_lat ? "write [longitude, latitude]" : "write [east, north]");
    return false;
  }
  if (lon_lat && is_swapped(node)) {
    const std::string swapped = written(node.items[1]) + ", " + written(node.items[0]);
    report(node, shown, "longitude comes first, latitude second", "did you mean [" + swapped + "]?");
    return false;
  }
  // A projected plane has no place farther out than the Earth's circumference is long.
  const double bounds[2] = {lon_lat ? 180.0 : 40000.0, lon_lat ? 90.0 : 40000.0};
  Eigen::Vector2d value(0.0, 0.0);
  for (int axis = 0; axis < 2; ++axis) {
    const auto& item = node.items[static_cast<std::size_t>(axis)];
    Key key{.unit = lon_lat ? &unit_plain_deg : &unit_km, .min = -bounds[axis], .max = bounds[axis]};
    if (lon_lat)
      key.why = axis == 0 ? "the first is the longitude" : "the second is the latitude";
    else
      key.why = "coordinates are in kilometres here, not in metres";
    if (!read_number(item, key, std::string(shown) + "[" + std::to_string(axis) + "]", value[axis]))
      return false;
  }
  place = {kind, value};
  return true;
}

void TomlReader::place(const Key& key, PlaceForms forms, std::optional<Place>& value) {
  const std::string xy = std::string(key.name) + "_xy_km";
  const std::string lon_lat = std::string(key.name) + "_lon_lat";
  const bool excused = std::find(scopes_.back().excused.begin(), scopes_.back().excused.end(), xy) !=
                       scopes_.back().excused.end();
  const Node* plane = take(xy, unit_km, key.name);
  const Node* earth = forms == PlaceForms::xy_or_lon_lat ? take(lon_lat, unit_none, key.name) : nullptr;
  if (plane == nullptr && earth == nullptr) {
    if (key.required)
      report_missing(key, forms == PlaceForms::xy_only ? std::vector{xy} : std::vector{xy, lon_lat});
    return;
  }
  if (plane != nullptr && earth != nullptr && !excused) one_of({xy, lon_lat}, true, "a place is given once");
  Place place;
  const bool read = plane != nullptr ? read_place(*plane, xy, Place::Kind::xy, place)
                                     : read_place(*earth, lon_lat, Place::Kind::lon_lat, place);
  if (read) value = place;
}

void TomlReader::places(const Key& key, std::size_t least, std::vector<Place>& values) {
  const std::string xy = std::string(key.name) + "_xy_km";
  const std::string lon_lat = std::string(key.name) + "_lon_lat";
  const bool excused = std::find(scopes_.back().excused.begin(), scopes_.back().excused.end(), xy) !=
                       scopes_.back().excused.end();
  const Node* plane = take(xy, unit_km, key.name);
  const Node* earth = take(lon_lat, unit_none, key.name);
  const Node* node = plane != nullptr ? plane : earth;
  if (node == nullptr) {
    if (key.required) report_missing(key, {xy, lon_lat});
    return;
  }
  if (plane != nullptr && earth != nullptr && !excused) one_of({xy, lon_lat}, true, "places are given once");
  const std::string& shown = plane != nullptr ? xy : lon_lat;
  if (node->kind != Node::Kind::array)
    return report_type(*node, shown, "a list of places", "write [[1.0, 2.0], [3.0, 4.0]]");
  if (node->items.size() < least)
    return report(*node, shown, "it must have " + std::to_string(least) + " places or more",
                  joined({"meaning: ", key.text}));
  std::vector<Place> read(node->items.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    const std::string item = shown + "[" + std::to_string(i) + "]";
    if (!read_place(node->items[i], item, plane != nullptr ? Place::Kind::xy : Place::Kind::lon_lat, read[i]))
      return;
  }
  values = std::move(read);
}

}  // namespace panj
