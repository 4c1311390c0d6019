#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/best_text.h"
#include "results/comparison.h"
#include "results/json_text.h"
#include "results/text_columns.h"

namespace panj {

namespace {

std::string file_line(const std::string& letter, const Comparison::File& file) {
  return fmt::format("{}  {}{}\n   {} replications, seed {}{}\n", letter, file.path,
                     file.title.empty() ? "" : ": " + file.title, with_commas(file.replications), file.seed,
                     file.status == "complete" ? ""
                     : file.status == "shard"  ? ", PARTIAL: a shard of a run"
                                               : ", PARTIAL: the run was stopped");
}

std::string how_paired(const Comparison& comparison) {
  if (comparison.pairing == Comparison::Pairing::independent) return "independent runs";
  return fmt::format("the same attempts met both, paired by {} batches of {} replications",
                     with_commas(static_cast<std::int64_t>(comparison.units)),
                     with_commas(comparison.replications));
}

/// Shares of one file, all with the same decimals.
std::vector<std::string> share_column(const std::vector<Estimate>& shares) {
  const int decimals = decimals_for(shares, percentages);
  std::vector<std::string> cells;
  for (const Estimate& share : shares) cells.push_back(number(share.value, decimals, percentages) + " %");
  std::size_t width = 0;
  for (const std::string& cell : cells) width = std::max(width, cell.size());
  for (std::string& cell : cells) cell.insert(0, width - cell.size(), ' ');
  return cells;
}

/// The measures with a heading of their own that either file has any of.
std::vector<Comparison::Line> shown_of(const Comparison::Block& block) {
  std::vector<Comparison::Line> shown;
  for (const Comparison::Line& line : block.lines)
    if (heading_of(line.measure) != line.measure && (line.a.value > 0.0 || line.b.value > 0.0))
      shown.push_back(line);
  return shown;
}

std::string block_text(const Comparison& comparison, const Comparison::Block& block) {
  const std::string title =
      block.of == block.against ? block.of : fmt::format("{} less {}", block.of, block.against);
  const std::vector<Comparison::Line> shown = shown_of(block);
  if (shown.empty()) return fmt::format("\n{}: nothing happened to any attempt\n", title);
  Columns columns(4);
  std::vector<Estimate> of_a;
  std::vector<Estimate> of_b;
  std::vector<Estimate> differences;
  std::vector<std::string> ratios;
  for (const Comparison::Line& line : shown) {
    columns[0].push_back(heading_of(line.measure));
    of_a.push_back(line.a);
    of_b.push_back(line.b);
    differences.push_back(line.difference);
    ratios.push_back(std::isnan(line.variance_ratio) ? "-" : fmt::format("{:.1f}", line.variance_ratio));
  }
  columns[1] = share_column(of_a);
  columns[2] = share_column(of_b);
  columns[3] = column(differences, changes_of_percentages);
  std::vector<std::string> headings{"", "A", "B", "A less B, points"};
  if (comparison.pairing == Comparison::Pairing::batches) {
    columns.push_back(ratios);
    headings.emplace_back("var. ratio");
  }
  return "\n" + title + block_of(headings, columns);
}

std::string json_of(const Comparison::File& file) {
  return fmt::format(R"({{"path": {}, "title": {}, "status": {}, "seed": {}, "replications": {}}})",
                     json_string(file.path), json_string(file.title), json_string(file.status), file.seed,
                     file.replications);
}

std::string json_of(const Comparison::Line& line) {
  return fmt::format(
      R"({}: {{"a": {}, "b": {}, "difference": {}, "stderr": {}, "low": {}, "high": {}, "variance_ratio": {}}})",
      json_string(line.measure), json_number(line.a.value), json_number(line.b.value),
      json_number(line.difference.value), json_number(line.difference.standard_error),
      json_number(line.difference.low), json_number(line.difference.high), json_number(line.variance_ratio));
}

}  // namespace

std::string to_text(const Comparison& comparison) {
  std::string text = file_line("A", comparison.a) + file_line("B", comparison.b) + "\n";
  for (const std::string& notice : comparison.notices) text += wrapped("NOTE: " + notice);
  text += wrapped(fmt::format("{}; {:g} % intervals", how_paired(comparison), 100.0 * comparison.confidence));
  for (const Comparison::Block& block : comparison.blocks) text += block_text(comparison, block);
  if (comparison.pairing == Comparison::Pairing::batches)
    text += "\nvar. ratio: variance of the difference between independent runs over this one\n";
  return text;
}

std::string to_json(const Comparison& comparison) {
  std::vector<std::string> notices;
  for (const std::string& notice : comparison.notices) notices.push_back(json_string(notice));
  std::vector<std::string> blocks;
  for (const Comparison::Block& block : comparison.blocks) {
    std::vector<std::string> lines;
    for (const Comparison::Line& line : block.lines) lines.push_back(json_of(line));
    blocks.push_back(fmt::format(R"({{"of": {}, "against": {}, "measures": {{{}}}}})", json_string(block.of),
                                 json_string(block.against), fmt::join(lines, ", ")));
  }
  const bool is_paired = comparison.pairing == Comparison::Pairing::batches;
  return fmt::format(
      "{{\"a\": {}, \"b\": {}, \"pairing\": \"{}\", \"batches\": {}, \"replications\": {}, "
      "\"confidence_level\": {}, \"notices\": [{}], \"differences\": [{}]}}\n",
      json_of(comparison.a), json_of(comparison.b), is_paired ? "batches" : "independent", comparison.units,
      comparison.replications, json_number(comparison.confidence), fmt::join(notices, ", "),
      fmt::join(blocks, ", "));
}

}  // namespace panj
