#include "architecture/anonymous_names.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <sstream>
#include <string_view>
#include <utility>

namespace panj::test {
namespace {

bool begins_with_any(std::string_view line, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [line](std::string_view beginning) { return line.starts_with(beginning); });
}

/// Without the insides of raw strings, whose lines begin anywhere.
std::string without_raw_strings(std::string text) {
  for (std::size_t at = text.find("R\""); at != std::string::npos; at = text.find("R\"", at + 2)) {
    const std::size_t open = text.find('(', at);
    if (open == std::string::npos) break;
    const std::string end = ')' + text.substr(at + 2, open - at - 2) + '"';
    const std::size_t close = text.find(end, open);
    if (close == std::string::npos) break;
    text.erase(open + 1, close - open - 1);
  }
  return text;
}

/// Without what stands between < and >, innermost first.
std::string without_template_arguments(std::string line) {
  for (std::size_t close = line.find('>'); close != std::string::npos; close = line.find('>')) {
    const std::size_t open = line.rfind('<', close);
    if (open == std::string::npos) break;
    line.erase(open, close - open + 1);
  }
  return line;
}

bool is_of_a_name(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == ':';
}

/// What a line that begins at its first column declares; "" where it does not.
std::string declared_name(std::string line) {
  if (line.starts_with("[[")) line.erase(0, std::min(line.find("]] "), line.size() - 3) + 3);  // an attribute
  if (line.empty() || std::isalpha(static_cast<unsigned char>(line.front())) == 0) return "";
  if (begins_with_any(line, {"namespace", "template", "static_assert", "friend", "public:", "private:"}))
    return "";
  const bool is_directive = line.starts_with("using ") && line.find(" = ") == std::string::npos;
  if (is_directive) return "";
  line = without_template_arguments(line);
  const std::size_t end = line.find_first_of("({=;[");
  if (end == std::string::npos) return "";
  std::string head = line.substr(0, end);
  if (begins_with_any(head, {"struct ", "class ", "enum ", "union "})) {
    if (line[end] != '{') return "";  // declared here, defined elsewhere
    head = head.substr(0, head.find(" : "));
    if (head.ends_with(" final")) head.resize(head.rfind(" final"));
  }
  while (!head.empty() && head.back() == ' ') head.pop_back();
  std::size_t begin = head.size();
  while (begin > 0 && is_of_a_name(head[begin - 1])) --begin;
  const std::string name = head.substr(begin);
  const bool of_a_macro = begin == 0;                           // TEST(...), INSTANTIATE_TEST_SUITE_P(...)
  const bool of_a_class = name.find(':') != std::string::npos;  // a member defined outside of it
  const bool of_an_operator = head.find("operator") != std::string::npos;  // overloads are what they are for
  return of_a_macro || of_a_class || of_an_operator ? "" : name;
}

/// "sim/base/error.cpp" -> "sim/base"
std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

}  // namespace

std::map<std::string, std::string> anonymous_names(const std::string& source) {
  std::istringstream lines(without_raw_strings(source));
  std::map<std::string, std::string> names;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "namespace {") inside = true;
    if (line == "}  // namespace") inside = false;
    if (!inside) continue;
    const std::string name = declared_name(line);
    if (!name.empty()) names[name] = line.starts_with("using ") ? line.substr(line.find('=') + 2) : "";
  }
  return names;
}

std::vector<std::string> faults_of_anonymous_names(const SourceTree& tree) {
  struct First {
    std::string path;
    std::string meaning;
  };
  std::map<std::pair<std::string, std::string>, First> firsts;  // by folder and name
  std::vector<std::string> faults;
  for (const auto& [path, text] : tree) {
    if (!path.ends_with(".cpp")) continue;
    for (const auto& [name, meaning] : anonymous_names(text)) {
      const auto [known, is_new] = firsts.try_emplace({folder_of(path), name}, First{path, meaning});
      const First& first = known->second;
      if (!is_new && (meaning.empty() || meaning != first.meaning))
        faults.push_back(path + ": has a " + name + " in its anonymous namespace, as " + first.path + " has");
    }
  }
  return faults;
}

}  // namespace panj::test
