#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "stats/estimate.h"

// Tables for terminals: estimates in columns. All texts are UTF-8.
namespace panj {

/// Between two columns.
inline constexpr std::string_view gap = "    ";

/// Characters that a text takes on the screen, by UTF-8 code points.
std::size_t width_of(std::string_view text);

/// Filled up with blanks.
std::string padded(std::string text, std::size_t width);

/// A line, with its end.
std::string rule(std::size_t width);

/// 1234567 -> "1,234,567".
std::string with_commas(std::int64_t number);

/// Longer lines of words are hard to read, however wide a terminal is.
constexpr std::size_t prose_width = 80;

/// Broken at blanks into lines of at most `width` characters (longer words, and "< 5 %", stay
/// whole); ends with a newline.
std::string wrapped(const std::string& text, std::size_t width = prose_width);
/// The same of every line; those behind the first of each begin with so many blanks.
std::string wrapped_lines(const std::string& text, std::size_t width, std::size_t indent = 0);

/// How a column shows its numbers.
struct Style {
  double factor = 100.0;
  std::string_view unit = " %";
  bool signs = false;
};
inline constexpr Style percentages{};
inline constexpr Style changes_of_percentages{100.0, "  ", true};
inline constexpr Style plain_numbers{1.0, ""};

/// One number; "-" for NaN.
std::string number(double share, int decimals, const Style& style);

/// Decimals that show the half width of the narrowest interval with one digit or two.
int decimals_for(const std::vector<Estimate>& estimates, const Style& style);

/// One column: a cell "61.2 % [60.5, 61.9]" a row, all of one width.
std::vector<std::string> column(const std::vector<Estimate>& estimates, const Style& style);

/// The columns of one block; the first holds the names.
using Columns = std::vector<std::vector<std::string>>;

std::vector<std::size_t> widths_of(const Columns& columns);

/// No line breaks are made.
inline constexpr std::size_t any_width = std::numeric_limits<std::size_t>::max();

/// Columns that go beside each other in `width` characters, each time behind the first one: their indices, 0
/// in front. One that is too wide by itself stands alone.
std::vector<std::vector<std::size_t>> side_by_side(const std::vector<std::size_t>& widths, std::size_t width);

/// Some of the columns.
template <class Column>
std::vector<Column> chosen(const std::vector<Column>& columns, const std::vector<std::size_t>& which) {
  std::vector<Column> some;
  for (const std::size_t i : which) some.push_back(columns[i]);
  return some;
}

/// Characters of a line of columns of these widths.
std::size_t line_width(const std::vector<std::size_t>& widths);

std::string lines_of(const Columns& columns, const std::vector<std::size_t>& widths);

/// A block of its own, behind an empty line: a heading of each column, a rule, the lines. What is wider than
/// `width` goes on in a further block.
std::string block_of(const std::vector<std::string>& headings, Columns columns,
                     std::size_t width = any_width);

/// A share as a bar of `cells` characters for `whole`, to an eighth of one; dark up to its interval's low
/// end, shaded up to the high one.
std::string bar(const Estimate& share, double whole, std::size_t cells);

}  // namespace panj
