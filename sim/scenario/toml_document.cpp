#include "scenario/toml_document.h"

#include <toml++/toml.h>
#include <algorithm>
#include <sstream>
#include <utility>

#include "scenario/toml_text.h"
#include "scenario/unit.h"

namespace panj {

namespace {

constexpr std::size_t longest_written = 60;

template <class T>
std::string formatted(const T& value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

Node converted(const toml::node& node);

void convert_table(const toml::table& table, Node& result) {
  for (auto&& [key, value] : table) {
    Node item = converted(value);
    item.key = std::string(key.str());
    item.key_line = static_cast<int>(key.source().begin.line);
    item.key_column = static_cast<int>(key.source().begin.column);
    result.items.push_back(std::move(item));
  }
  // The library sorts by name; people read from top to bottom.
  std::stable_sort(result.items.begin(), result.items.end(), [](const Node& a, const Node& b) {
    return std::pair(a.key_line, a.key_column) < std::pair(b.key_line, b.key_column);
  });
}

Node converted(const toml::node& node) {
  Node result;
  result.line = static_cast<int>(node.source().begin.line);
  result.column = static_cast<int>(node.source().begin.column);
  if (const auto* table = node.as_table()) {
    convert_table(*table, result);
  } else if (const auto* array = node.as_array()) {
    result.kind = Node::Kind::array;
    result.items.reserve(array->size());
    for (const toml::node& item : *array) result.items.push_back(converted(item));
  } else if (const auto* string = node.as_string()) {
    result.kind = Node::Kind::string;
    result.string = string->get();
  } else if (const auto* integer = node.as_integer()) {
    result.kind = Node::Kind::integer;
    result.integer = integer->get();
  } else if (const auto* number = node.as_floating_point()) {
    result.kind = Node::Kind::number;
    result.number = number->get();
  } else if (const auto* boolean = node.as_boolean()) {
    result.kind = Node::Kind::boolean;
    result.boolean = boolean->get();
  } else {
    result.kind = Node::Kind::date_time;
    if (const auto* date_time = node.as_date_time()) result.string = formatted(date_time->get());
    if (const auto* date = node.as_date()) result.string = formatted(date->get());
    if (const auto* time = node.as_time()) result.string = formatted(time->get());
  }
  return result;
}

std::string cut(const std::string& text, std::size_t longest = longest_written) {
  if (text.size() <= longest) return text;
  std::size_t end = longest - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

void write(const Node& node, std::string& text) {
  if (text.size() > longest_written) return;
  switch (node.kind) {
    case Node::Kind::boolean:
      text += node.boolean ? "true" : "false";
      return;
    case Node::Kind::integer:
      text += std::to_string(node.integer);
      return;
    case Node::Kind::number:
      text += shortest_float(node.number);
      return;
    case Node::Kind::string:
      text += in_quotes(cut(node.string));
      return;
    case Node::Kind::date_time:
      text += node.string;
      return;
    case Node::Kind::array:
    case Node::Kind::table:
      break;
  }
  const bool table = node.kind == Node::Kind::table;
  if (node.items.empty()) {
    text += table ? "{}" : "[]";
    return;
  }
  text += table ? "{ " : "[";
  for (std::size_t i = 0; i < node.items.size() && text.size() <= longest_written; ++i) {
    if (i > 0) text += ", ";
    const std::string& key = node.items[i].key;
    if (table) text += shown_key(key) + " = ";
    write(node.items[i], text);
  }
  text += table ? " }" : "]";
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  const auto found =
      std::find_if(items.begin(), items.end(), [name](const Node& item) { return item.key == name; });
  return kind != Kind::table || found == items.end() ? nullptr : &*found;
}

Node* Node::find(std::string_view name) {
  return const_cast<Node*>(std::as_const(*this).find(name));
}

namespace {

// "Error while parsing key-value pair: ..." -> "in a key-value pair: ...".
std::string reason_of(const toml::parse_error& error) {
  constexpr std::size_t longest_reason = 200;
  constexpr std::string_view opening = "Error while parsing ";
  std::string reason(error.description());
  if (reason.starts_with(opening)) reason = "in a " + reason.substr(opening.size());
  for (char& letter : reason) letter = static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
  return cut(reason, longest_reason);
}

}  // namespace

std::optional<Node> parse_toml(std::string_view text, const std::string& file, Problems& problems) {
  const TextFault fault = text_fault(text);
  if (!fault.reason.empty()) {
    problems.add({{file, fault.line, fault.column}, "not readable as TOML", fault.reason, fault.remedy});
    return std::nullopt;
  }
  try {
    return converted(toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    const auto place = error.source().begin;
    problems.add({{file, static_cast<int>(place.line), static_cast<int>(place.column)},
                  "not readable as TOML",
                  reason_of(error),
                  "mend this line: what follows it has not been read"});
    return std::nullopt;
  }
}

std::string written(const Node& node) {
  std::string text;
  write(node, text);
  return cut(text);
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      result += '\\';
      result += letter;
    } else if (letter == '\n') {
      result += "\\n";
    } else if (letter == '\t') {
      result += "\\t";
    } else if (code < 0x20 || code == 0x7F) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      result += "\\u00";
      result += digits[code >> 4U];
      result += digits[code & 15U];
    } else {
      result += letter;
    }
  }
  return result + '"';
}

bool is_bare_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
  });
}

std::string shown_key(std::string_view key) {
  return is_bare_key(key) ? cut(std::string(key)) : in_quotes(cut(std::string(key)));
}

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::boolean:
      return "true or false";
    case Node::Kind::integer:
      return "a whole number";
    case Node::Kind::number:
      return "a number";
    case Node::Kind::string:
      return "a string";
    case Node::Kind::date_time:
      return "a date or time";
    case Node::Kind::array:
      return "a list";
    case Node::Kind::table:
      return "a table";
  }
  return "";
}

}  // namespace panj
