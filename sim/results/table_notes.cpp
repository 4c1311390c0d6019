#include "results/table_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "results/text_columns.h"

namespace panj {

namespace {

/// Above this share of attempts that did not end, a warning stands below the table.
constexpr double tolerated_unfinished = 0.001;

/// A line on what conditional Monte Carlo of detection gains over counting.
std::string gain_of_conditioning(const SummaryTable& table) {
  const auto index_of = [&table](std::string_view name) {
    return static_cast<std::size_t>(std::find(table.measures.begin(), table.measures.end(), name) -
                                    table.measures.begin());
  };
  const std::size_t counted = index_of("p_detect");
  const std::size_t conditional = index_of("p_detect_conditional");
  if (std::max(counted, conditional) >= table.measures.size()) return "";
  std::vector<double> ratios;
  for (const SummaryRow& row : table.rows) {
    ratios.push_back(
        std::pow(row.estimates[counted].standard_error / row.estimates[conditional].standard_error, 2));
  }
  const std::string span = span_of(ratios);
  if (span.empty()) return "";
  return fmt::format("P(detect) by counts has {} times the variance of p_detect_conditional\n", span);
}

/// A line on what Latin hypercubes gain over replications drawn one by one.
std::string gain_of_hypercubes(const SummaryTable& table) {
  if (table.unit_replications <= 1) return "";
  std::string text;
  for (const ShownMeasure& shown : shown_measures) {
    const auto found = std::find(table.measures.begin(), table.measures.end(), shown.name);
    const auto index = static_cast<std::size_t>(found - table.measures.begin());
    std::vector<double> gains;
    for (const SummaryRow& row : table.rows)
      if (index < row.hypercube_gains.size()) gains.push_back(row.hypercube_gains[index]);
    if (const std::string span = span_of(gains); !span.empty())
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", shown.heading, span);
  }
  if (!text.empty()) text = ": drawn one by one it would take so many times more: " + text;
  return fmt::format("Latin hypercubes over {} replications{}\n", table.unit_replications, text);
}

/// A line on calls that no team could answer, where there are any.
std::string lost_calls(const SummaryTable& table) {
  std::string text;
  for (const SummaryRow& row : table.rows) {
    if (row.calls_lost == 0) continue;
    const double share = static_cast<double>(row.calls_lost) / static_cast<double>(row.calls);
    const int digits = share < 0.995 ? 2 : 3;
    text += fmt::format("{}{} {:.{}g} % of {}", text.empty() ? "" : ", ", row.configuration, 100.0 * share,
                        digits, with_commas(row.calls));
  }
  return text.empty() ? text : "calls lost before a team could be sent: " + text + "\n";
}

/// A line for each class that perceives the ground: what no interval covers.
std::string spreads_of(const SummaryTable& table) {
  std::string text;
  for (const DrawSpread& spread : table.draw_spreads) {
    text += fmt::format(
        "P(intercept) differs between the {} views that {} has of the ground by (sd, points): ", spread.views,
        spread.crosser);
    for (std::size_t c = 0; c < spread.spread.size() && c < table.rows.size(); ++c)
      text += fmt::format("{}{} {}", c == 0 ? "" : ", ", table.rows[c].configuration,
                          number(spread.spread[c], 1, {100.0, ""}));
    text += "\n";
  }
  return text;
}

std::string cautions(const SummaryTable& table) {
  std::string text;
  if (table.stop_reason == "shard")
    text += fmt::format("PARTIAL: a shard of a run; what is shown are its {} replications\n",
                        with_commas(table.replications));
  else if (table.status != "complete")
    text += fmt::format(
        "PARTIAL: the run was stopped ({}); what is shown are the {} replications done till then\n",
        table.stop_reason, with_commas(table.replications));
  const double unfinished = static_cast<double>(table.unfinished) / static_cast<double>(table.attempts);
  if (unfinished > tolerated_unfinished)
    text += fmt::format("WARNING: {:.3g} % of the attempts did not end within their max_duration_h\n",
                        100.0 * unfinished);
  for (const ProbeShares& probe : table.probes) {
    const double share = static_cast<double>(probe.unfinished) / static_cast<double>(probe.attempts);
    if (share > tolerated_unfinished)
      text += fmt::format("WARNING: {:.2g} % of the probes of {} did not end within their max_duration_h\n",
                          100.0 * share, probe.crosser);
  }
  return text;
}

}  // namespace

std::string span_of(const std::vector<double>& ratios) {
  double least = std::numeric_limits<double>::infinity();
  double most = 0.0;
  for (const double ratio : ratios) {
    if (!std::isfinite(ratio) || ratio <= 0.0) continue;
    least = std::min(least, ratio);
    most = std::max(most, ratio);
  }
  if (most == 0.0) return "";
  const std::string low = fmt::format("{:.3g}", least);
  const std::string high = fmt::format("{:.3g}", most);
  return low == high ? low : low + " to " + high;
}

std::string notes_of(const SummaryTable& table) {
  return gain_of_conditioning(table) + gain_of_hypercubes(table) + lost_calls(table) + spreads_of(table) +
         cautions(table);
}

}  // namespace panj
