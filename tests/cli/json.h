#pragma once

#include <cctype>
#include <string_view>

namespace panj::cli {

/// Is a text one JSON value (RFC 8259)? Reads it to its end without keeping anything.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : left_(text) {}

  bool reads_all() {
    const bool parsed_whole = value();
    skip_blanks();
    return parsed_whole && left_.empty();
  }

 private:
  bool value() {
    skip_blanks();
    if (left_.empty()) return false;
    if (left_.front() == '{') return list('{', '}', [this] { return string() && takes(':') && value(); });
    if (left_.front() == '[') return list('[', ']', [this] { return value(); });
    if (left_.front() == '"') return string();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!left_.starts_with(word)) continue;
      left_.remove_prefix(word.size());
      return true;
    }
    return number();
  }

  template <class Item>
  bool list(char begin, char end, const Item& item) {
    if (!takes(begin)) return false;
    if (takes(end)) return true;
    do {
      if (!item()) return false;
    } while (takes(','));
    return takes(end);
  }

  bool string() {
    if (!takes('"')) return false;
    while (!left_.empty() && left_.front() != '"') {
      if (static_cast<unsigned char>(left_.front()) < 0x20) return false;
      const std::size_t length = left_.front() == '\\' ? 2 : 1;
      if (left_.size() < length) return false;
      left_.remove_prefix(length);
    }
    if (left_.empty()) return false;
    left_.remove_prefix(1);
    return true;
  }

  bool number() {
    if (left_.front() == '-') left_.remove_prefix(1);
    if (!digits()) return false;
    if (left_.starts_with('.')) {
      left_.remove_prefix(1);
      if (!digits()) return false;
    }
    if (!left_.starts_with('e') && !left_.starts_with('E')) return true;
    left_.remove_prefix(1);
    if (left_.starts_with('+') || left_.starts_with('-')) left_.remove_prefix(1);
    return digits();
  }

  bool digits() {
    const std::size_t before = left_.size();
    while (!left_.empty() && std::isdigit(static_cast<unsigned char>(left_.front())) != 0)
      left_.remove_prefix(1);
    return left_.size() < before;
  }

  bool takes(char letter) {
    skip_blanks();
    if (!left_.starts_with(letter)) return false;
    left_.remove_prefix(1);
    return true;
  }

  void skip_blanks() {
    while (!left_.empty() && std::string_view(" \t\r\n").find(left_.front()) != std::string_view::npos)
      left_.remove_prefix(1);
  }

  std::string_view left_;
};

inline bool is_json(std::string_view text) {
  return JsonReader(text).reads_all();
}

}  // namespace panj::cli
