#include "results/text_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

std::string wrapped_lines(const std::string& text, std::size_t width, std::size_t indent) {
  constexpr std::size_t least = 20;
  std::istringstream stream(text);
  std::string lines;
  for (std::string line; std::getline(stream, line);) {
    std::istringstream its(wrapped(line, width > indent + least ? width - indent : least));
    std::string whole;
    for (std::string part; std::getline(its, part);)
      whole += (whole.empty() ? "" : "\n" + std::string(indent, ' ')) + part;
    lines += whole + "\n";
  }
  return lines;
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

std::size_t line_width(const std::vector<std::size_t>& widths) {
  std::size_t total = 0;
  for (const std::size_t width : widths) total += width + (total == 0 ? 0 : gap.size());
  return total;
}

std::vector<std::vector<std::size_t>> side_by_side(const std::vector<std::size_t>& widths,
                                                   std::size_t width) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 1; i < widths.size(); ++i) {
    std::vector<std::size_t> longer = groups.empty() ? std::vector<std::size_t>{0} : groups.back();
    longer.push_back(i);
    if (groups.empty() || line_width(chosen(widths, longer)) > width) {
      groups.push_back({0, i});
    } else {
      groups.back() = longer;
    }
  }
  if (groups.empty()) groups.push_back({0});
  return groups;
}

std::string block_of(const std::vector<std::string>& headings, Columns columns, std::size_t width) {
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].insert(columns[i].begin(), headings[i]);
  std::string text;
  for (const std::vector<std::size_t>& group : side_by_side(widths_of(columns), width)) {
    const Columns some = chosen(columns, group);
    const std::vector<std::size_t> widths = widths_of(some);
    std::string body = lines_of(some, widths);
    body.insert(body.find('\n') + 1, rule(line_width(widths)));
    text += "\n" + body;
  }
  return text;
}

std::string bar(const Estimate& share, double whole, std::size_t cells) {
  if (std::isnan(share.value) || !(whole > 0.0)) return "";
  static constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths_of = [&](double value) {
    const double length = std::clamp(value / whole, 0.0, 1.0) * 8.0 * static_cast<double>(cells);
    return static_cast<std::size_t>(std::lround(length));
  };
  const bool has_interval = !std::isnan(share.low) && !std::isnan(share.high);
  const std::size_t dark = eighths_of(has_interval ? share.low : share.value);
  const std::size_t end = (eighths_of(has_interval ? share.high : share.value) + 7) / 8;
  std::string text;
  for (std::size_t i = 0; i < dark / 8; ++i) text += "█";
  text += eighths[dark % 8];
  for (std::size_t i = (dark + 7) / 8; i < end; ++i) text += "░";
  return text;
}

}  // namespace panj
