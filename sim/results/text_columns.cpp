#include "results/text_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace panj {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t own = width_of(text);
  if (own < width) text.append(width - own, ' ');
  return text;
}

std::string rule(std::size_t width) {
  std::string line;
  for (std::size_t i = 0; i < width; ++i) line += "─";
  return line + "\n";
}

std::string with_commas(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string wrapped(const std::string& text, std::size_t width) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    const bool belongs =
        !words.empty() && (word.front() == '%' || words.back() == "<" || words.back() == ">");
    if (belongs)
      words.back() += " " + word;
    else
      words.push_back(word);
  }
  std::string lines;
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty() && width_of(line) + 1 + width_of(word) > width) {
      lines += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return lines + line + "\n";
}

std::string number(double share, int decimals, const Style& style) {
  if (std::isnan(share)) return "-";
  const double value = style.factor * share;
  // Rounded to nothing, a number has no sign.
  const bool is_zero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
  if (is_zero) return fmt::format("{:.{}f}", 0.0, decimals);
  return style.signs ? fmt::format("{:+.{}f}", value, decimals) : fmt::format("{:.{}f}", value, decimals);
}

int decimals_for(const std::vector<Estimate>& estimates, const Style& style) {
  constexpr double most_decimals = 3.0;
  double narrowest = std::numeric_limits<double>::infinity();
  for (const Estimate& estimate : estimates) {
    const double half_width = style.factor * estimate.half_width();
    if (half_width > 0.0) narrowest = std::min(narrowest, half_width);
  }
  if (!std::isfinite(narrowest)) return 1;
  return static_cast<int>(std::clamp(std::ceil(-std::log10(narrowest)), 1.0, most_decimals));
}

std::vector<std::string> column(const std::vector<Estimate>& estimates, const Style& style) {
  const int decimals = decimals_for(estimates, style);
  std::size_t width = 0;
  for (const Estimate& estimate : estimates)
    for (const double share : {estimate.value, estimate.low, estimate.high})
      width = std::max(width, number(share, decimals, style).size());
  std::vector<std::string> cells;
  for (const Estimate& estimate : estimates)
    cells.push_back(fmt::format("{:>{}}{} [{:>{}}, {:>{}}]", number(estimate.value, decimals, style), width,
                                style.unit, number(estimate.low, decimals, style), width,
                                number(estimate.high, decimals, style), width));
  return cells;
}

std::vector<std::size_t> widths_of(const Columns& columns) {
  std::vector<std::size_t> widths;
  for (const std::vector<std::string>& cells : columns) {
    widths.push_back(0);
    for (const std::string& cell : cells) widths.back() = std::max(widths.back(), width_of(cell));
  }
  return widths;
}

std::string lines_of(const Columns& columns, const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t row = 0; row < columns.front().size(); ++row) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i)
      line += (i == 0 ? "" : std::string(gap)) + padded(columns[i][row], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string block_of(const std::vector<std::string>& headings, Columns columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].insert(columns[i].begin(), headings[i]);
  const std::vector<std::size_t> widths = widths_of(columns);
  std::size_t total = gap.size() * (widths.size() - 1);
  for (const std::size_t width : widths) total += width;
  std::string body = lines_of(columns, widths);
  body.insert(body.find('\n') + 1, rule(total));
  return "\n" + body;
}

}  // namespace panj
