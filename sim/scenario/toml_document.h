#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace panj {

/// A value of a TOML file with its place: what the rest of the room sees of TOML.
struct Node {
  enum class Kind { boolean, integer, number, string, date_time, array, table };
  Kind kind = Kind::table;
  std::string key;  ///< of an entry of a table
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0.0;
  std::string string;       ///< of strings and dates
  std::vector<Node> items;  ///< of arrays and tables; those of a table are in the order of the file
  int line = 0;
  int column = 0;
  int key_line = 0;
  int key_column = 0;
  int override_number = 0;  ///< of the `--set` that it comes from; 0: the file

  const Node* find(std::string_view name) const;
  Node* find(std::string_view name);
};

/// Longest text that is read. A longer border belongs in a vector file.
constexpr std::size_t longest_scenario_bytes = 1024 * 1024;
/// Deepest nesting of tables and arrays; the format itself needs five.
constexpr int deepest_nesting = 32;

/// Reads TOML text. The text is checked before the TOML library sees it: length, UTF-8, ASCII outside strings
/// and comments, depth of nesting: 3.3.0 aborted or overflowed its stack on some texts that break these
/// rules. \return the root table; empty with a problem at its place in `file` where the text is not TOML.
std::optional<Node> parse_toml(std::string_view text, const std::string& file, Problems& problems);

/// A value as it would be written in a file, cut off after some 60 characters.
std::string written(const Node& node);

/// A TOML basic string.
std::string in_quotes(std::string_view text);

/// May stand as a bare key.
bool is_bare_key(std::string_view key);

/// A key as messages show it: quoted if it must be, cut off if it is long.
std::string shown_key(std::string_view key);

/// `a string`, `a whole number`, ...
std::string_view kind_name(const Node& node);

}  // namespace panj
