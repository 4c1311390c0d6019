#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "base/units.h"
#include "results/best_text.h"
#include "results/summary_table.h"
#include "results/table_notes.h"
#include "results/text_columns.h"
#include "stats/weighted_share.h"

namespace panj {

namespace {

/// Lines of words on a page of some width.
std::string prose(const std::string& text, std::size_t width) {
  return wrapped_lines(text, std::min(width, prose_width));
}

std::string duration(double seconds) {
  if (seconds < 10.0) return fmt::format("{:.2f} s", seconds);
  if (seconds < 100.0) return fmt::format("{:.1f} s", seconds);
  const auto whole = std::llround(seconds);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

/// Measures that a block of probes shows, and their headings.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> probe_measures{
    {{"p_detect", "P(detect)"},
     {"p_intercept", "P(intercept)"},
     {"p_leak", "P(leak)"},
     {"p_site_reached", "P(site reached)"}}};

/// One estimate of every row.
std::vector<Estimate> estimates_of(const std::vector<SummaryRow>& rows,
                                   std::vector<Estimate> SummaryRow::*which, std::size_t index) {
  std::vector<Estimate> estimates;
  for (const SummaryRow& row : rows) estimates.push_back((row.*which)[index]);
  return estimates;
}

std::vector<std::string> names_of(const std::vector<SummaryRow>& rows) {
  std::vector<std::string> names;
  for (const SummaryRow& row : rows) names.push_back(row.configuration);
  return names;
}

Columns columns_of(const std::vector<SummaryRow>& rows, const std::vector<std::size_t>& shown,
                   const Style& style) {
  Columns columns{names_of(rows)};
  for (const std::size_t measure : shown)
    columns.push_back(column(estimates_of(rows, &SummaryRow::estimates, measure), style));
  return columns;
}

/// 1416 -> "1,416", 47.5 -> "47.5".
std::string effort_text(double person_hours) {
  const double whole = std::round(person_hours);
  return std::abs(person_hours - whole) < 1e-6 * whole ? with_commas(std::llround(whole))
                                                       : fmt::format("{:.6g}", person_hours);
}

std::vector<std::string> effort_column(const std::vector<SummaryRow>& rows) {
  std::vector<std::string> cells;
  for (const SummaryRow& row : rows)
    cells.push_back(std::isnan(row.person_hours_a_day) ? "not stated" : effort_text(row.person_hours_a_day));
  return cells;
}

/// What one period sees, and the effort of a day.
std::string periods_of(const SummaryTable& table, std::size_t width) {
  if (table.period_measures.empty()) return "";
  std::vector<std::string> headings{fmt::format("in {:g} h", table.period_h)};
  Columns columns{names_of(table.rows)};
  const auto show = [&](std::string_view name, std::string_view heading, const Style& style) {
    const auto found = std::find(table.period_measures.begin(), table.period_measures.end(), name);
    if (found == table.period_measures.end()) return;
    const auto index = static_cast<std::size_t>(found - table.period_measures.begin());
    std::vector<std::string> cells = column(estimates_of(table.rows, &SummaryRow::periods, index), style);
    if (columns.back() == cells) return;  // persons through, where each goes alone
    columns.push_back(std::move(cells));
    headings.emplace_back(heading);
  };
  show("leaks", "leaks", plain_numbers);
  show("persons_through", "persons through", plain_numbers);
  show("p_no_leak", "P(no leak)", percentages);
  const auto states = [](const SummaryRow& row) { return row.person_hours_a_day > 0.0; };
  if (std::any_of(table.rows.begin(), table.rows.end(), states)) {
    headings.emplace_back("person-hours a day");
    columns.push_back(effort_column(table.rows));
  }
  return block_of(headings, columns, width);
}

/// What becomes of classes that are sampled as probes, each by itself.
std::string probes_of(const SummaryTable& table, std::size_t width) {
  std::string text;
  for (const ProbeShares& probe : table.probes) {
    std::vector<std::string> headings{probe.crosser + ", as probes"};
    Columns columns{names_of(table.rows)};
    for (const auto& [measure, heading] : probe_measures) {
      const auto found = std::find(table.measures.begin(), table.measures.end(), measure);
      if (found == table.measures.end() || (measure == "p_site_reached" && table.sites.empty())) continue;
      std::vector<Estimate> estimates;
      for (const std::vector<Estimate>& row : probe.estimates)
        estimates.push_back(row[static_cast<std::size_t>(found - table.measures.begin())]);
      headings.emplace_back(heading);
      columns.push_back(column(estimates, percentages));
    }
    text += block_of(headings, columns, width) +
            prose(fmt::format("{} really makes {:.3g} attempts in {:.6g} h; the tables above leave it out\n",
                              probe.crosser, probe.per_period, table.period_h),
                  width);
  }
  return text;
}

/// The same shares with control variates, and what these gain.
std::string controlled_of(const SummaryTable& table, std::size_t width) {
  if (table.controlled.empty()) return "";
  const bool any = std::any_of(table.controlled.begin(), table.controlled.end(), [](const auto& shares) {
    return std::any_of(shares.gains.begin(), shares.gains.end(),
                       [](double gain) { return std::isfinite(gain) && gain != 1.0; });
  });
  if (!any)
    return "\n" + prose(
                      "with control variates the shares are these as well: too few units or events to fit "
                      "them, or no post sees the ways",
                      width);
  std::vector<std::string> headings{"with control variates"};
  Columns columns{names_of(table.rows)};
  std::string gains;
  for (const ControlledShares& shares : table.controlled) {
    const auto shown =
        std::find_if(shown_measures.begin(), shown_measures.end(),
                     [&shares](const ShownMeasure& measure) { return measure.name == shares.measure; });
    if (shown != shown_measures.end()) {
      headings.emplace_back(shown->heading);
      columns.push_back(column(shares.estimates, percentages));
    }
    const bool told = shown != shown_measures.end() || shares.measure == "p_detect_conditional";
    const std::string span = span_of(shares.gains);
    if (!told || span.empty()) continue;
    const std::string name = shown != shown_measures.end() ? std::string(shown->heading) : shares.measure;
    gains += fmt::format("{}{} {}", gains.empty() ? "" : ", ", name, span);
  }
  if (!gains.empty()) gains = "they would take so many times more attempts without: " + gains + "\n";
  return block_of(headings, columns, width) + prose(gains, width);
}

/// 0.0000123 -> "1.23e-05 [1.20e-05, 1.26e-05]".
std::vector<std::string> rare_column(const std::vector<Estimate>& estimates) {
  const auto text = [](double value) { return std::isnan(value) ? "-" : fmt::format("{:.2e}", value); };
  std::vector<std::string> cells;
  for (const Estimate& estimate : estimates)
    cells.push_back(
        fmt::format("{} [{}, {}]", text(estimate.value), text(estimate.low), text(estimate.high)));
  return cells;
}

/// How rarely classes come through, and how many attempts it would take to count that.
std::string rare_of(const SummaryTable& table, std::size_t width) {
  std::string text;
  for (const RareShares& rare : table.rare) {
    std::vector<std::string> counted;
    for (const Estimate& undetected : rare.undetected) {
      const double attempts = equivalent_attempts(undetected);
      counted.push_back(std::isnan(attempts) ? "-" : fmt::format("{:.1e}", attempts));
    }
    text += block_of({rare.crosser + ", weighted", "P(undetected)", "P(leak)", "mean weight (should be 1)",
                      "attempts, had they been counted"},
                     {names_of(table.rows), rare_column(rare.undetected), rare_column(rare.leaks),
                      column(rare.mean_weight, plain_numbers), counted},
                     width);
    if (rare.plain_attempts < few_plain_attempts)
      text += prose(
          fmt::format("WARNING: only about {:.3g} attempts of {} were drawn as they come, and what befalls "
                      "the others too seldom rests on these; sample more, or give a greater plain_share\n",
                      rare.plain_attempts, rare.crosser),
          width);
  }
  return text;
}

/// Shares of attempts that reached a protected site: any, and the first few one by one.
std::string sites_of(const SummaryTable& table, std::size_t width) {
  constexpr std::size_t most_columns = 5;
  const auto any = std::find(table.measures.begin(), table.measures.end(), "p_site_reached");
  if (table.sites.empty() || any == table.measures.end()) return "";
  std::vector<std::string> headings{"sites reached", "of all attempts"};
  Columns columns{names_of(table.rows),
                  column(estimates_of(table.rows, &SummaryRow::estimates,
                                      static_cast<std::size_t>(any - table.measures.begin())),
                         percentages)};
  for (std::size_t site = 0; site < table.sites.size(); ++site) {
    const std::vector<Estimate> reached = estimates_of(table.rows, &SummaryRow::sites, site);
    const bool nobody = std::all_of(reached.begin(), reached.end(),
                                    [](const Estimate& estimate) { return std::isnan(estimate.value); });
    const bool of_probes = std::any_of(
        table.probes.begin(), table.probes.end(),
        [&](const ProbeShares& probe) { return table.sites[site].ends_with(", of " + probe.crosser); });
    if (nobody || of_probes || columns.size() == most_columns) continue;
    headings.push_back(table.sites[site]);
    columns.push_back(column(reached, percentages));
  }
  return block_of(headings, columns, width);
}

std::string titles_of(const SummaryTable& table, std::size_t page_width) {
  std::size_t width = 0;
  for (const SummaryRow& row : table.rows) width = std::max(width, width_of(row.configuration));
  width += gap.size();
  std::string text;
  for (const SummaryRow& row : table.rows)
    if (!row.title.empty() && row.title != row.configuration)
      text += padded(row.configuration, width) + wrapped_lines(row.title, page_width, width);
  return text.empty() ? text : text + "\n";
}

std::string size_of_run(const SummaryTable& table, std::size_t width) {
  const double met = static_cast<double>(table.attempts) * static_cast<double>(table.rows.size());
  const std::string size = fmt::format(
      "{} attempts per configuration, {} replications, seed {}, {:g} % intervals",
      with_commas(table.attempts), with_commas(table.replications), table.seed, 100.0 * table.confidence);
  std::string time = fmt::format("{} on {} {}", duration(table.wall_time_s), table.threads,
                                 table.threads == 1 ? "thread" : "threads");
  if (table.wall_time_s > 0.0)
    time += fmt::format(", {} attempt-configurations per second",
                        with_commas(std::llround(met / table.wall_time_s)));
  return wrapped(size, width) + wrapped(time, width);
}

/// What share is intercepted, as bars of one scale; "" where nothing is.
std::string bars_of(const SummaryTable& table, std::size_t width) {
  constexpr std::size_t least_cells = 20;
  constexpr std::size_t most_cells = 60;
  std::string measure = telling_measure(table);
  if (measure.empty()) measure = "p_intercept";
  const auto found = std::find(table.measures.begin(), table.measures.end(), measure);
  if (found == table.measures.end()) return "";
  const std::vector<Estimate> shares = estimates_of(table.rows, &SummaryRow::estimates,
                                                    static_cast<std::size_t>(found - table.measures.begin()));
  double whole = 0.0;
  for (const Estimate& share : shares)
    whole = std::max(
        {whole, std::isnan(share.value) ? 0.0 : share.value, std::isnan(share.high) ? 0.0 : share.high});
  if (whole <= 0.0) return "";
  const Columns names{names_of(table.rows)};
  const std::size_t taken = widths_of(names).front() + gap.size();
  const std::size_t left = width > taken + least_cells ? width - taken : least_cells;
  Columns columns = names;
  columns.emplace_back();
  for (const Estimate& share : shares)
    columns.back().push_back(bar(share, whole, std::min(left, most_cells)));
  return fmt::format("\n{}, up to {:.3g} %; shaded: its interval\n", heading_of(measure), 100.0 * whole) +
         lines_of(columns, widths_of(columns));
}

/// Shares of every configuration, and below them how they change from the first one, column under column.
std::string shares_of(const SummaryTable& table, std::size_t width) {
  std::vector<std::size_t> shown;
  std::vector<std::string> headings{"configuration"};
  for (const ShownMeasure& measure : shown_measures) {
    const auto found = std::find(table.measures.begin(), table.measures.end(), measure.name);
    if (found == table.measures.end()) continue;
    shown.push_back(static_cast<std::size_t>(found - table.measures.begin()));
    headings.emplace_back(measure.heading);
  }
  Columns shares = columns_of(table.rows, shown, percentages);
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i].insert(shares[i].begin(), headings[i]);
  const Columns changes = columns_of(table.differences, shown, changes_of_percentages);
  std::vector<std::size_t> widths = widths_of(shares);
  const std::vector<std::size_t> change_widths = widths_of(changes);
  for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], change_widths[i]);

  std::string text;
  for (const std::vector<std::size_t>& group : side_by_side(widths, width)) {
    const std::vector<std::size_t> its_widths = chosen(widths, group);
    std::string body = lines_of(chosen(shares, group), its_widths);
    body.insert(body.find('\n') + 1, rule(line_width(its_widths)));
    text += (text.empty() ? "" : "\n") + body;
    if (table.differences.empty()) continue;
    text += "\n" +
            wrapped(fmt::format("change from {}, in percentage points (the same attempts met both)",
                                table.rows.front().configuration),
                    width) +
            rule(line_width(its_widths)) + lines_of(chosen(changes, group), its_widths);
  }
  return text;
}

}  // namespace

std::string to_text(const SummaryTable& table, const Page& page) {
  std::string text = table.title + "\n\n" + titles_of(table, page.width) + shares_of(table, page.width);
  if (page.bars) text += bars_of(table, page.width);
  if (const std::string best = best_sentence(table, telling_measure(table), page.width); !best.empty())
    text += "\n" + best;
  return text + controlled_of(table, page.width) + periods_of(table, page.width) +
         sites_of(table, page.width) + probes_of(table, page.width) + rare_of(table, page.width) +
         to_text(table.goals) + "\n" + size_of_run(table, page.width) + prose(notes_of(table), page.width);
}

}  // namespace panj
